/**
 * The origin under which a client knows this server: scheme, host and port of its request. Every URL that leaves is
 * built from it, so that one process can be `localhost:8080`, `graph.microsoft.com` and a name behind a proxy at once.
 * Whether `X-Forwarded-Proto` and `X-Forwarded-Host` count is for Fastify's `trustProxy` to say.
 */
import type { FastifyRequest } from 'fastify'

/** Names, IPv4 and bracketed IPv6 addresses, with or without a port; nothing that could end the host in a URL. */
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

export const GRAPH_ORIGIN = 'https://graph.microsoft.com'
export const LOGIN_ORIGIN = 'https://login.microsoftonline.com'

/** Names that mean sign-in and not Graph, if the client's network sends them here. */
const LOGIN_HOSTS = new Set([
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
])

export function originOf(request: FastifyRequest): string {
  const { host } = request
  if (HOST.test(host)) return `${request.protocol}://${host.toLowerCase()}`
  const { localAddress = '127.0.0.1', localPort } = request.socket
  const address = localAddress.includes(':') ? `[${localAddress}]` : localAddress
  return `${request.protocol}://${address}${localPort === undefined ? '' : `:${localPort}`}`
}

/** Where a client that came to `origin` signs in: the same origin, unless it came to a name of Microsoft's Graph. */
export function loginOriginOf(origin: string): string {
  return origin === GRAPH_ORIGIN || origin === 'https://canary.graph.microsoft.com' ? LOGIN_ORIGIN : origin
}

/** Where a client that came to `origin` finds Graph: the same origin, unless it came to a name of Microsoft's sign-in. */
export function graphOriginOf(origin: string): string {
  return LOGIN_HOSTS.has(origin.replace('https://', '')) ? GRAPH_ORIGIN : origin
}
