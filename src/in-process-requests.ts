/** The journal of requests for tests in the process of the server. */
import type { JournalRequest, Requests } from './in-process.js'
import { refuseUnknown } from './in-process-options.js'
import type { Started } from './in-process-start.js'
import { clearRequests, listRequests, withBodies } from './services/requests/requests.js'
import type { Store } from './store/store.js'

const KNOWN = ['tenantId', 'path', 'status', 'method', 'appId', 'exceptAppId', 'user', 'refused', 'since', 'text']

async function requestsIn(
  store: Pick<Store, 'journal'>,
  wanted: Parameters<Requests>[0],
): Promise<readonly JournalRequest[]> {
  const journal = await store.journal()
  const { entries } = await listRequests(journal, { ...wanted, after: 0, top: Infinity })
  return withBodies(journal, entries)
}

/** A function with a method of its own. */
export function requestCalls({ app, store }: Pick<Started, 'app' | 'store'>): Requests {
  const requests = async (wanted: Parameters<Requests>[0] = {}): ReturnType<Requests> => {
    refuseUnknown('requests', wanted, KNOWN)
    await app.settled()
    return requestsIn(store, wanted)
  }
  return Object.assign(requests, {
    async clear(tenantId?: string) {
      await app.settled()
      await clearRequests(await store.journal(), tenantId)
    },
  })
}
