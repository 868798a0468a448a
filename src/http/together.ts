/**
 * Answers that are ready in the same turn of the event loop go out together at its end. A client that waits is woken by
 * each answer, which costs the sender more than the rest of the sending, and costs it once if the answers follow each
 * other closely. An answer that is alone goes out at once, since its turn ends with it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerAtEndOfTurn } from '../turn.js'

/** Answers that wait for the end of a turn, at most. */
const AT_ONCE = 64

type Send = (error?: Error | null, payload?: unknown) => void

/** `prepare` may add headers to an answer. */
export function answerTogether(
  app: FastifyInstance,
  prepare: (request: FastifyRequest, reply: FastifyReply) => void = () => undefined,
): void {
  const ready: (() => void)[] = []
  const sendAll = (): void => {
    for (const send of ready.splice(0)) send()
  }
  app.addHook('onSend', (request, reply, payload, done: Send) => {
    prepare(request, reply)
    const waiting = ready.push(() => finish(reply, payload, done))
    if (waiting === 1) answerAtEndOfTurn(sendAll)
    else if (waiting === AT_ONCE) sendAll()
  })
}

/** What cannot be sent becomes an error answer; what cannot be sent either ends the connection. */
function finish(reply: FastifyReply, payload: unknown, done: Send): void {
  try {
    done(null, payload)
  } catch (error) {
    try {
      done(error as Error)
    } catch (again) {
      reply.raw.destroy(again as Error)
    }
  }
}
