/** From one page to the next: what a token is bound to, and the link that carries it. */
import type { Caller } from '../auth/caller.js'
import type { ResourcePath } from '../odata/ast.js'
import type { RequestQuery } from '../odata/query.js'
import { writeSkipToken } from '../odata/skip-token.js'
import type { LinkTo } from '../store/query/next-link.js'
import type { Exchange } from './exchange.js'
import type { GraphDeps } from './task.js'
import { urlOf } from './urls.js'

/** The options that decide which rows there are and in what order; parameter aliases do as well. */
const DECISIVE = new Set(['filter', 'orderby', 'search'])

interface Paged {
  readonly path: Pick<ResourcePath, 'version' | 'canonical'>
  readonly caller: Pick<Caller, 'tenantId' | 'restored'>
}

/** Whom and what a page token is for: of another tenant, resource or question it is refused. */
export function fingerprintOf({ path, caller }: Paged, pairs: RequestQuery['pairs']): string {
  const decisive = pairs.filter(([name]) => name.startsWith('@') || DECISIVE.has(optionName(name)))
  return JSON.stringify([
    caller.tenantId,
    path.version,
    path.canonical.toLowerCase(),
    decisive.map(([name, value]) => [optionName(name), value]),
    ...(caller.restored === undefined ? [] : [caller.restored]),
  ])
}

function optionName(name: string): string {
  return name.toLowerCase().replace(/^\$/, '')
}

/**
 * Makes links to what comes behind a position in a list: the list of a request, or one that was expanded in it. They are
 * on the origin that the client used, and hold no raw `{` or `}`, which SDKs expand.
 */
export function linksOf({ pageKey }: Pick<GraphDeps, 'pageKey'>, exchange: Exchange): LinkTo {
  const { origin, caller } = exchange
  return (canonical, pairs, position) => {
    const path = { version: exchange.path.version, canonical }
    const token = writeSkipToken(pageKey, { fingerprint: fingerprintOf({ path, caller }, pairs), position })
    return `${urlOf(origin, path)}?${[...encodedPairs(pairs), `$skiptoken=${token}`].join('&')}`
  }
}

/** Options as links hold them. */
export function encodedPairs(pairs: RequestQuery['pairs']): string[] {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`)
}

/** As the service encodes what it repeats: in lower case, with `+` for spaces (B18). */
function encode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%24', '$')
    .replaceAll('%20', '+')
    .replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
}
