/** Whole tenants as a test wants them: documents are values, whatever their size. */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { TenantJobs } from '../../src/services/tenant-jobs/runner.js'
import type { TenantDocument } from '../../src/services/transfer/document.js'
import type { Imported, Target } from '../../src/services/transfer/transfer.js'
import type { Store } from '../../src/store/store.js'

export function wholeTenants(store: Store) {
  const jobs = new TenantJobs({ store, newId: randomUUID })
  return {
    jobs,
    export: async (tenantId: string): Promise<TenantDocument> =>
      (await json(await jobs.export(tenantId))) as TenantDocument,
    import: (document: unknown, options: Target & { replace: boolean }): Promise<Imported> =>
      jobs.import(Readable.from([Buffer.from(JSON.stringify(document))]), {
        ...options,
        most: Infinity,
        tooLarge: () => new Error('too large'),
      }),
    clone: (tenantId: string, target: Target): Promise<Imported> => jobs.clone(tenantId, target),
  }
}
