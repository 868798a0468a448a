import type { RequestEntry } from '../entry.js'
import { pathOf } from '../pattern.js'
import { grouped, hintOf, senderOf } from './hint.js'
import type { Finder } from './hint.js'

/** The same request again before the time that `Retry-After` named. */
export const earlyRetry: Finder = (entries) => {
  const groups = grouped(entries, (entry) => `${senderOf(entry)} ${entry.method} ${entry.url}`)
  return [...groups.values()].flatMap((own) => {
    const early = own.filter((entry, i) => i > 0 && cameEarly(own[i - 1] as RequestEntry, entry))
    const [first] = early
    if (first === undefined) return []
    const message = `${first.method} ${pathOf(first.url)} was sent again before the time that Retry-After named was over: throttling gets worse that way. Wait as many seconds as Retry-After says.`
    return [hintOf('early-retry', message, early)]
  })
}

function cameEarly(refused: RequestEntry, again: RequestEntry): boolean {
  const after = Number(refused.headers?.['retry-after'])
  if (!Number.isFinite(after)) return false
  return Date.parse(again.at) < Date.parse(refused.at) + refused.ms + after * 1000
}
