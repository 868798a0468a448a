/** An exported tenant as a snapshot: kept beside what the tenant is, which does not change. */
import { readTenant } from '../../store/identity/export.js'
import { snapshotOf } from '../../store/state/brought.js'
import type { BroughtRow, RowFile } from '../../store/state/brought.js'
import { holdWrites } from '../../store/state/snapshots.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'
import type { Work } from '../../store/work.js'
import { checkDocument } from '../transfer/check-document.js'
import { importTenant } from '../transfer/import.js'
import { JsonReader } from '../transfer/json-reader.js'
import { openDocument } from '../transfer/open-document.js'
import { sinkOf, sourceOf } from '../transfer/spool.js'
import { retarget } from '../transfer/transfer.js'
import { TransferError } from '../transfer/errors.js'
import type { StateDeps } from './snapshots.js'
import { unlessTaken } from './taken.js'

/** The document is in the open file `file`; `rows` is an open file for what it becomes. */
export async function importSnapshot(
  { model, database }: StateDeps,
  tenantId: string,
  wanted: NewSnapshot,
  { file, rows }: { readonly file: number; readonly rows: number },
): Promise<Snapshot> {
  const { document, issues } = openDocument(sourceOf(file))
  checkDocument(model, document, issues)
  return unlessTaken(`the tenant has a snapshot '${wanted.name}' already`, () =>
    database.write(function* (): Work<Snapshot> {
      yield* holdWrites(database, tenantId)
      const tenant = yield* readTenant(database, tenantId)
      if (tenant === undefined) throw new TransferError('notFound', `there is no tenant '${tenantId}'`)
      const target = document.tenant.id === tenantId ? {} : { id: tenantId, domain: tenant.defaultDomain }
      const own = retarget(document, target)
      const make = function* (): Work<void> {
        yield* importTenant(model, database, own, { replace: true })
      }
      return yield* snapshotOf(database, tenantId, wanted, make, rowFile(rows))
    }),
  )
}

/** Rows as an array in an open file, which begins anew with each attempt of a transaction. */
function rowFile(fd: number): RowFile {
  const sink = sinkOf(fd)
  let before = '['
  return {
    write(row) {
      sink.write(before + JSON.stringify(row))
      before = ','
    },
    *rows() {
      sink.write(before === '[' ? '[]' : ']')
      sink.flush()
      const reader = new JsonReader(sourceOf(fd))
      for (const _ of reader.elements()) yield reader.value() as BroughtRow
    },
  }
}
