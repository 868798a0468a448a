/** What the requests of clients could do better. */
import type { Model } from '../../../model/model.js'
import type { RequestEntry } from '../entry.js'
import { betaOnly } from './beta-only.js'
import { consistencyLevel } from './consistency-level.js'
import { earlyRetry } from './early-retry.js'
import type { Finder, Hint } from './hint.js'
import { ignoredNextLink } from './ignored-next-link.js'
import { nPlusOne } from './n-plus-one.js'

const FINDERS: readonly Finder[] = [ignoredNextLink, nPlusOne, consistencyLevel, earlyRetry, betaOnly]

/** `entries` are oldest first. */
export function hintsIn(model: Model, entries: readonly RequestEntry[]): Hint[] {
  const graph = entries.filter(({ url }) => /^\/(v1\.0|beta)\//i.test(url))
  return FINDERS.flatMap((find) => find(graph, model))
}
