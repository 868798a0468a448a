/** The least permissions with which all requests of an app would have been allowed. */
import type { Backend } from '../model/sets.js'
import { isEnough } from './authorize.js'

/** Requests that ask for the same. */
export interface Use {
  readonly method: string
  /** The path with names for ids. */
  readonly route: string
  readonly requests: number
  readonly backend: Pick<Backend, 'kind'>
  /** Any one of them is enough; least privileged first. */
  readonly needed: readonly string[]
}

export interface LeastPrivilege {
  /** The permissions, each with what it is for. */
  readonly needed: readonly { readonly permission: string; readonly uses: readonly Use[] }[]
  /** Those of them that the app does not have. */
  readonly missing: readonly string[]
  /** What the app has and none of its requests needs. */
  readonly unneeded: readonly string[]
}

/**
 * For each use the least of what is enough; then what others cover is left out, readers first. So nothing is proposed that is more
 * than some request needs, and nothing that could be left out.
 */
export function leastPrivilege(uses: readonly Use[], has: readonly string[]): LeastPrivilege {
  const wanted = uses.filter(({ needed }) => needed.length > 0)
  const cover = new Set(wanted.map(({ needed }) => needed[0] as string))
  for (const candidate of [...cover].sort(leastFirst)) {
    const rest = new Set([...cover].filter((name) => name !== candidate))
    if (wanted.every(({ needed, backend }) => isEnough(rest, needed, backend))) cover.delete(candidate)
  }
  const needed = [...cover].sort().map((permission) => {
    const own = new Set([permission])
    return { permission, uses: wanted.filter((use) => isEnough(own, use.needed, use.backend)) }
  })
  return {
    needed,
    missing: needed.map(({ permission }) => permission).filter((name) => !has.includes(name)),
    unneeded: has.filter((name) => !cover.has(name)).sort(),
  }
}

/** What allows less is looked at first: it is what another permission may cover. */
function leastFirst(one: string, other: string): number {
  return weightOf(one) - weightOf(other) || (one < other ? -1 : 1)
}

function weightOf(permission: string): number {
  if (/^Directory\./.test(permission)) return 3
  return /ReadWrite|Privileged/.test(permission) ? 2 : 1
}
