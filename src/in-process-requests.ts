/** The journal of requests for tests in the process of the server. */
import type { JournalRequest, Requests } from './in-process.js'
import { clearRequests, listRequests, withBodies } from './services/requests/requests.js'
import type { JournalOptions } from './services/requests/request-log.js'
import type { Store } from './store/store.js'

/** Tests may send as much as they like: all of it is there. */
export const JOURNAL: JournalOptions = {
  bounds: { entries: 10_000, days: 1, bytes: 64 * 2 ** 20 },
  rate: 10_000,
  bodies: true,
}

export const KNOWN = [
  'tenantId',
  'path',
  'status',
  'method',
  'appId',
  'exceptAppId',
  'user',
  'refused',
  'since',
  'text',
]

export async function requestsIn(
  store: Pick<Store, 'journal'>,
  wanted: Parameters<Requests>[0],
): Promise<readonly JournalRequest[]> {
  const journal = await store.journal()
  const { entries } = await listRequests(journal, { ...wanted, after: 0, top: Infinity })
  return withBodies(journal, entries)
}

export async function clear(store: Pick<Store, 'journal'>, tenantId?: string): Promise<void> {
  await clearRequests(await store.journal(), tenantId)
}
