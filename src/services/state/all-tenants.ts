/** Snapshots of all tenants at once: one of each, of the same moment and under the same name. */
import {
  createSnapshot,
  deleteSnapshot,
  findSnapshot,
  freeze,
  holdWrites,
  takeTurn,
} from '../../store/state/snapshots.js'
import { restoreSnapshot } from '../../store/state/restore.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'
import { all } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { TransferError } from '../transfer/errors.js'
import type { StateDeps } from './snapshots.js'
import { restoring, unlessTaken } from './taken.js'

export interface OfTenant {
  readonly tenantId: string
  readonly snapshot: Snapshot
}

/** `ids` are made up for the snapshots as they are needed. */
export async function takeSnapshots(
  { database, newId }: Pick<StateDeps, 'database'> & { newId: () => string },
  wanted: Omit<NewSnapshot, 'id'>,
): Promise<OfTenant[]> {
  return unlessTaken(`a tenant has a snapshot '${wanted.name}' already`, () =>
    database.write(function* (): Work<OfTenant[]> {
      const made: OfTenant[] = []
      for (const tenantId of yield* frozenTenants(database, freeze)) {
        const snapshot = yield* createSnapshot(database, tenantId, { ...wanted, id: newId() })
        made.push({ tenantId, snapshot })
      }
      return made
    }),
  )
}

/** Tenants that have no snapshot of the name stay as they are: they were made since. */
export async function bringAllBack({ database }: Pick<StateDeps, 'database'>, named: string): Promise<OfTenant[]> {
  const reason = `a tenant that was made since has a domain that another one had in the snapshot '${named}'`
  return restoring(reason, (gently) =>
    database.write(function* (): Work<OfTenant[]> {
      const found = yield* snapshotsNamed(database, yield* frozenTenants(database, holdWrites), named)
      for (const { tenantId, snapshot } of found) yield* restoreSnapshot(database, tenantId, snapshot, { gently })
      return found
    }),
  )
}

export async function dropAll({ database }: Pick<StateDeps, 'database'>, named: string): Promise<void> {
  await database.write(function* (): Work<void> {
    const found = yield* snapshotsNamed(database, yield* frozenTenants(database, freeze), named)
    for (const { tenantId, snapshot } of found) yield* deleteSnapshot(database, tenantId, snapshot)
  })
}

/** In an order that is always the same, so that two who wait for tenants do not wait for each other. */
function* frozenTenants(
  database: Pick<Database, 'provider'>,
  hold: (database: Pick<Database, 'provider'>, tenantId: string) => Work<void>,
): Work<string[]> {
  // The first statement of a transaction says how it is isolated.
  yield* hold(database, '')
  const ids = (yield* all('SELECT "id" FROM "tenant" ORDER BY "id"', [])).map(([id]) => id as string)
  for (const id of ids) yield* takeTurn(database, id)
  return ids
}

function* snapshotsNamed(
  database: Pick<Database, 'provider'>,
  tenantIds: readonly string[],
  named: string,
): Work<OfTenant[]> {
  const found: OfTenant[] = []
  for (const tenantId of tenantIds) {
    const snapshot = yield* findSnapshot(database, tenantId, named)
    if (snapshot !== undefined) found.push({ tenantId, snapshot })
  }
  if (found.length === 0) throw new TransferError('notFound', `no tenant has a snapshot '${named}'`)
  return found
}
