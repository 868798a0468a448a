/** The client behind a request, for whatever does something that only it has a use for. */
import type { IncomingMessage } from 'node:http'

type Socket = IncomingMessage['socket']
type Listener = () => void

/** What waits for the end of a connection, which has one listener for all of it. */
const waiting = new WeakMap<Socket, Set<Listener>>()

export class WaitingClient {
  readonly #request: IncomingMessage

  constructor(request: IncomingMessage) {
    this.#request = request
  }

  /** Calls `listener` once when the client has gone. Gives what takes the listener away again. */
  whenGone(listener: Listener): () => void {
    const socket = this.#request.socket as Socket | undefined
    if (socket === undefined) return () => undefined
    if (socket.destroyed) listener()
    const listeners = listenersOf(socket)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
}

function listenersOf(socket: Socket): Set<Listener> {
  const known = waiting.get(socket)
  if (known !== undefined) return known
  const listeners = new Set<Listener>()
  waiting.set(socket, listeners)
  socket.once('close', () => {
    for (const listener of [...listeners]) listener()
  })
  return listeners
}
