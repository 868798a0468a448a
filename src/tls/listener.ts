/** HTTPS beside HTTP: a second socket in front of the same application. */
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { answerUnreadable, SERVER_OPTIONS } from '../http/client-error.js'

export interface TlsListenerOptions {
  /** PEM. */
  readonly key: string | Buffer
  /** PEM, with intermediates if there are any. */
  readonly certificate: string | Buffer
  readonly host: string
  readonly port: number
}

/** Listens until the application closes. Gives the address it got. */
export async function listenTls(
  app: FastifyInstance,
  { key, certificate, host, port }: TlsListenerOptions,
): Promise<AddressInfo> {
  await app.ready()
  const server = createServer(
    { ...SERVER_OPTIONS, key, cert: certificate, minVersion: 'TLSv1.2' },
    (request, response) => app.routing(request, response),
  )
  server.keepAliveTimeout = app.server.keepAliveTimeout
  server.on('clientError', (error, socket) => answerUnreadable(error, socket as Socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  app.server.once('close', () => {
    server.close()
    server.closeIdleConnections()
  })
  return server.address() as AddressInfo
}
