/**
 * The names under which a browser may reach the server. A page of a stranger can have its own name resolve to this
 * machine (DNS rebinding), and then calls the server as its own origin; it cannot do so under an address, nor under a
 * name that it does not own.
 */
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

export const NOT_OUR_NAME = 'INTUNITE_NOT_OUR_NAME'

export interface OwnNames {
  has(request: Pick<FastifyRequest, 'headers' | 'host'>): boolean
}

/** Addresses and names of this machine are always ours. */
export function createOwnNames(names: readonly string[]): OwnNames {
  const own = new Set(names.map((name) => name.toLowerCase()))
  const isOwn = (host: string): boolean => {
    const name = nameIn(host)
    return name === '' || isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || own.has(name)
  }
  /** Clients send the same one again. */
  let last = 'localhost'
  return {
    // A proxy may send on the name that the browser used, or put another one in its place.
    has({ headers, host }) {
      const sent = headers.host ?? ''
      if (sent === last && host === last) return true
      const ours = isOwn(sent) && isOwn(host)
      if (ours && sent === host) last = sent
      return ours
    },
  }
}

export function refuseName({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): Error {
  const name = nameIn(headers['x-forwarded-host'] === undefined ? (headers.host ?? '') : host)
  const text = `'${name.slice(0, 60)}' is no name of this server while its well-known secrets count; add it with INTUNITE_TLS_NAMES, or set INTUNITE_ADMIN_SECRET and INTUNITE_READER_SECRET.`
  return Object.assign(new Error(text), { code: NOT_OUR_NAME, statusCode: 421 })
}

/** Without port, brackets and the dot of a name that is complete. */
function nameIn(host: string): string {
  const name = /^\[(.*)\](?::\d*)?$/.exec(host)?.[1] ?? host.replace(/:\d*$/, '')
  return name.replace(/\.$/, '').toLowerCase()
}
