/** What a request gathers for the journal of requests on its way; nothing where it is not to be noted. */
import type { FastifyRequest } from 'fastify'
import type { Noted } from '../services/requests/note.js'

declare module 'fastify' {
  interface FastifyRequest {
    noted: Noted | undefined
  }
}

export function noteFailure({ noted }: FastifyRequest, code: string, message: string): void {
  if (noted !== undefined) noted.failure = { code, message }
}
