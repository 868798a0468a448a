/**
 * A request may be answered before all of its body has come: it is too large, or refused for another reason. The rest is
 * read and dropped, so that the client, which is still sending, finds the answer when it looks; a connection that is
 * closed with bytes unread is reset, and the answer is lost with it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Enough for everything that a client has under way, and for clients that look at the end only. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_MILLISECONDS = 10_000

const CHECK_EVERY = 250

/** The answered request of whose body there is more to come. */
const draining = new WeakMap<Socket, IncomingMessage>()

/** Whether what comes over the connection belongs to a request that has been answered. */
export function isDraining(socket: Socket): boolean {
  return draining.get(socket)?.complete === false
}

export function dropUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (isIncomplete(request.raw)) {
      // Fastify asks for the end of the connection when it could not read a body.
      reply.removeHeader('connection')
      drain(request.raw)
    }
    done(null, payload)
  })
}

function isIncomplete({ complete, headers, socket }: IncomingMessage): boolean {
  return (
    !complete &&
    socket instanceof Socket &&
    (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined)
  )
}

function drain(request: IncomingMessage): void {
  const { socket } = request
  const [began, before] = [performance.now(), socket.bytesRead]
  draining.set(socket, request)
  request.unpipe()
  request.resume()
  const check = setInterval(() => {
    const tooMuch = socket.bytesRead - before > MOST_BYTES || performance.now() - began > MOST_MILLISECONDS
    if (tooMuch && !request.complete) socket.destroy()
    if (request.complete || socket.destroyed) clearInterval(check)
  }, CHECK_EVERY).unref()
}
