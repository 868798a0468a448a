/**
 * The requests of one connection are worked on one after the other. A client that pipelines gets its answers in order
 * anyway; so nothing is done for a request before the answer to the one before has gone out, and nothing at all once the
 * connection is closed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
 */
import type { ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { arrive } from '../turn.js'

/** With this many waiting, no more is read from the connection, */
const MOST_WAITING = 16
/** until this few are left. */
const READ_ON_AT = 4

export function answerInOrder(app: FastifyInstance): void {
  const waiting = new WeakMap<Socket, number>()
  const change = (socket: Socket, by: 1 | -1): number => {
    const now = (waiting.get(socket) ?? 0) + by
    waiting.set(socket, now)
    return now
  }
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw
    if (isCurrent(reply.raw)) {
      // Requests that are injected have no connection.
      if (socket instanceof Socket) arrive()
      return done()
    }
    if (change(socket, 1) === MOST_WAITING) socket.pause()
    // Node gives a response its socket as soon as the one before has been sent.
    reply.raw.once('socket', () => {
      if (change(socket, -1) === READ_ON_AT && socket.isPaused()) socket.resume()
      if (!socket.destroyed) done()
    })
  })
}

/** Whether the answer could be written now. */
function isCurrent({ socket }: ServerResponse): boolean {
  return socket !== null
}
