import type { Model } from '../../../model/model.js'
import { pathOf } from '../pattern.js'
import type { RequestEntry } from '../entry.js'

/** Something that a client could do better. */
export interface Hint {
  readonly hint: string
  /** What was seen, and what to do. */
  readonly message: string
  readonly app: string | undefined
  /** Numbers of the first requests that show it. */
  readonly requests: readonly number[]
  readonly count: number
}

/** Looks at requests of Graph, oldest first. */
export type Finder = (entries: readonly RequestEntry[], model: Model) => Hint[]

const SHOWN = 20

export function hintOf(hint: string, message: string, shown: readonly RequestEntry[]): Hint {
  return {
    hint,
    message,
    app: shown[0]?.appId,
    requests: shown.slice(0, SHOWN).map(({ id }) => id),
    count: shown.length,
  }
}

/** Who sent a request: the same app for the same user. */
export function senderOf({ tenantId, appId, userId }: RequestEntry): string {
  return `${tenantId} ${appId} ${userId}`
}

export function grouped<T>(entries: readonly T[], keyOf: (entry: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    if (key === undefined) continue
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [entry])
    else own.push(entry)
  }
  return groups
}

/** The options of a query. */
export function optionsOf(url: string): URLSearchParams {
  const mark = url.indexOf('?')
  return new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
}

const KEY = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export interface ItemPath {
  /** The path with `{id}` for the last key. */
  readonly template: string
  /** The set that the key is of. */
  readonly set: string
  readonly key: string
  /** What stands behind the key. */
  readonly below: string
}

/** The last key in a path, in either form; undefined if there is none. */
export function itemIn(url: string): ItemPath | undefined {
  const path = pathOf(url).replace(/\/$/, '')
  const inParentheses = /^(.*)\('([^']*)'\)((?:\/[^()]*)?)$/.exec(path)
  if (inParentheses !== null) {
    const [, set = '', key = '', below = ''] = inParentheses
    return { template: `${set}/{id}${below}`, set, key, below }
  }
  const segments = path.split('/')
  const at = segments.findLastIndex((segment) => KEY.test(segment) || /^[0-9a-f-]{36}_/i.test(segment))
  if (at < 2) return undefined
  const set = segments.slice(0, at).join('/')
  const below = segments
    .slice(at + 1)
    .map((segment) => `/${segment}`)
    .join('')
  return { template: `${set}/{id}${below}`, set, key: segments[at] as string, below }
}
