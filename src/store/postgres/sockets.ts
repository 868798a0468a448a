/**
 * The sockets of all connections to PostgreSQL, whatever they are for and however far they have come. The driver does not
 * wait for sockets that its pool has let go, and forgets those of connections that are still being made; each of them
 * keeps the process from ending, and a server that does not answer never closes its side.
 */
import { Socket } from 'node:net'

/** A server that does not answer says no goodbye either. */
const GOODBYE = 1000

export class Sockets {
  readonly #open = new Set<Socket>()
  #onEmpty: () => void = () => undefined

  /** For the driver, which connects it. */
  readonly create = (): Socket => {
    const socket = new Socket()
    this.#open.add(socket)
    socket.once('close', () => {
      this.#open.delete(socket)
      if (this.#open.size === 0) this.#onEmpty()
    })
    return socket
  }

  /** Waits until the connections have ended in the right way; after a while, sockets that are left are destroyed. */
  async close(): Promise<void> {
    if (this.#open.size === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        for (const socket of this.#open) socket.destroy()
      }, GOODBYE)
      this.#onEmpty = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
