/** The client behind a request, for whatever does something that only it has a use for. */
import type { IncomingMessage } from 'node:http'

export class WaitingClient {
  readonly #request: IncomingMessage
  #listeners: Set<() => void> | undefined

  constructor(request: IncomingMessage) {
    this.#request = request
  }

  /** Calls `listener` once when the client has gone. Gives what takes the listener away again. */
  whenGone(listener: () => void): () => void {
    const socket = this.#request.socket as IncomingMessage['socket'] | undefined
    if (socket === undefined) return () => undefined
    if (socket.destroyed) listener()
    const listeners = (this.#listeners ??= new Set())
    if (listeners.size === 0) socket.once('close', this.#tell)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) socket.off('close', this.#tell)
    }
  }

  readonly #tell = (): void => {
    for (const listener of [...(this.#listeners ?? [])]) listener()
  }
}
