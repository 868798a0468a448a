/** HTTPS beside HTTP: a second socket in front of the same application. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { answerUnreadable, SERVER_OPTIONS } from '../http/client-error.js'
import type { Shown, Source } from './source.js'

export interface TlsListenerOptions {
  readonly source: Source
  readonly host: string
  readonly port: number
  /** How often the source is asked again, in milliseconds. */
  readonly renewEvery?: number
}

export interface TlsListener {
  readonly address: AddressInfo
  readonly shown: Shown
  /** Ends all connections, also those with a request that is not answered yet. */
  cutOff(): void
}

const TWELVE_HOURS = 12 * 60 * 60 * 1000
const IDLE_CHECK = 50
const HANDSHAKE_TIMEOUT = 20_000

/** Prepares an application that is not ready yet; what is given starts to listen, once the application does. */
export function prepareTls(app: FastifyInstance, options: TlsListenerOptions): () => Promise<TlsListener> {
  let close = async (): Promise<void> => undefined
  app.addHook('preClose', () => close())
  return async () => {
    const { source, host, port, renewEvery = TWELVE_HOURS } = options
    const shown = await source()
    const handshakeTimeout = HANDSHAKE_TIMEOUT
    const server = createServer({ ...SERVER_OPTIONS, handshakeTimeout, ...contextOf(shown) }, app.routing)
    server.on('clientError', answerUnreadable)
    const { keepAliveTimeout, requestTimeout, headersTimeout, timeout } = app.server
    Object.assign(server, { keepAliveTimeout, requestTimeout, headersTimeout, timeout })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
    const renewal = setInterval(() => void renew(), renewEvery).unref()
    const renew = async (): Promise<void> => {
      try {
        server.setSecureContext(contextOf(await source()))
      } catch (error) {
        app.log.error(error, 'the certificate could not be renewed; the old one goes on')
      }
    }
    close = () => {
      clearInterval(renewal)
      // A connection that was busy when closing began is kept alive by its client; it must not keep us.
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK)
      return new Promise((resolve) =>
        server.close(() => {
          clearInterval(idle)
          resolve()
        }),
      )
    }
    return { shown, address: server.address() as AddressInfo, cutOff: () => server.closeAllConnections() }
  }
}

function contextOf({ key, certificate }: Shown) {
  return { key, cert: certificate, minVersion: 'TLSv1.2' as const }
}
