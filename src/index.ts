/**
 * Intunite inside a process: a server on a free port for tests, with a store that is thrown away.
 *
 * ```ts
 * const intunite = await startIntunite()
 * const { tenantId, clientId, secret } = await intunite.tenant()
 * const token = await intunite.token({ tenantId, clientId })
 * await fetch(`${intunite.url}/v1.0/deviceAppManagement/mobileAppConfigurations`, { headers: { authorization: `Bearer ${token}` } })
 * await intunite.close()
 * ```
 *
 * @see docs/in-process.md
 */
import { clockCalls, lifeCalls, partsOf, stateCalls, tenantCalls } from './in-process-calls.js'
import { refuseUnknown } from './in-process-options.js'
import { requestCalls } from './in-process-requests.js'
import { start } from './in-process-start.js'
import type { Intunite, StartOptions } from './in-process.js'

export type * from './in-process.js'

export async function startIntunite(options: StartOptions = {}): Promise<Intunite> {
  refuseUnknown('startIntunite', options, [
    'port',
    'host',
    'databaseUrl',
    'data',
    'profile',
    'switches',
    'tls',
    'model',
    'life',
  ])
  const started = await start(options)
  const { url, tlsUrl, ca, controlKey } = started
  const parts = await partsOf(started)
  return {
    url,
    tlsUrl,
    ca,
    controlKey,
    ...tenantCalls(parts),
    clock: clockCalls(parts),
    life: lifeCalls(parts),
    requests: requestCalls(started),
    ...stateCalls(parts),
    async close() {
      await parts.jobs.close()
      await started.close()
    },
  }
}
