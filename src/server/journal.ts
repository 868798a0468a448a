/** What the settings say of the journal of requests. */
import type { Config } from '../config.js'
import type { JournalOptions } from '../services/requests/request-log.js'

type Wanted = Pick<Config, 'journal' | 'journalEntries' | 'journalDays' | 'journalBytes' | 'journalRate'>

export function journalOf(config: Wanted): JournalOptions | undefined {
  const { journal, journalEntries, journalDays, journalBytes, journalRate: rate } = config
  if (journal === 'off') return undefined
  return {
    bounds: { entries: journalEntries, days: journalDays, bytes: journalBytes },
    rate,
    bodies: journal === 'bodies',
  }
}
