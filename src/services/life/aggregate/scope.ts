/** What an aggregation counts with: the tenant as it is, at the moment of the event. */
import { dateTimeFromClock } from '../../../model/date-time.js'
import type { ItemReader } from '../../items.js'
import type { CountingScope, KnownCounts } from '../../scope.js'

/** Times of aggregations are whole seconds (L59). */
export function scopeAt({ store, model }: ItemReader, at: number, known?: KnownCounts): CountingScope {
  const milliseconds = Math.floor(at / 1000) * 1000
  return {
    store,
    model,
    tenantId: store.tenantId,
    clock: { now: () => dateTimeFromClock(milliseconds, 0), milliseconds: () => milliseconds },
    switches: { computeSummaries: true },
    isWrite: true,
    known,
  }
}
