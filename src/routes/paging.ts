/** From one page to the next: what a token is bound to, and the link that carries it. */
import type { RequestQuery } from '../odata/query.js'
import type { Exchange } from './exchange.js'
import { urlOf } from './urls.js'

/** The options that decide which rows there are and in what order; parameter aliases do as well. */
const DECISIVE = new Set(['filter', 'orderby', 'search'])

/** Whom and what a page token is for: of another tenant, resource or question it is refused. */
export function fingerprintOf({ path, caller }: Exchange, pairs: RequestQuery['pairs']): string {
  const decisive = pairs.filter(([name]) => name.startsWith('@') || DECISIVE.has(optionName(name)))
  return JSON.stringify([
    caller.tenantId,
    path.version,
    path.canonical.toLowerCase(),
    decisive.map(([name, value]) => [optionName(name), value]),
  ])
}

function optionName(name: string): string {
  return name.toLowerCase().replace(/^\$/, '')
}

/** The same request from the next row on, on the origin that the client used. Holds no raw `{` or `}`, which SDKs expand. */
export function nextLinkOf({ origin, path }: Exchange, pairs: RequestQuery['pairs'], token: string): string {
  const options = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`)
  return `${urlOf(origin, path)}?${[...options, `$skiptoken=${token}`].join('&')}`
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%24', '$').replaceAll('%20', '+')
}
