/** Says in every answer of a tenant whose clock is not the machine's what that clock shows. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clocks } from '../clock.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant that a request is about, as soon as that is known. */
    tenantId: string | undefined
  }
}

export const CLOCK_HEADER = 'x-intunite-clock'

export function tellClock(clocks: Clocks): (request: FastifyRequest, reply: FastifyReply) => void {
  return ({ tenantId }, reply) => {
    const note = clocks.noteOf(tenantId)
    if (note !== undefined) void reply.header(CLOCK_HEADER, note)
  }
}
