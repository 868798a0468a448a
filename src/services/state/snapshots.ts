/** Snapshots as people use them: made, brought back, compared. */
import type { Model } from '../../model/model.js'
import { readCredentials } from '../../store/identity/export.js'
import { namesOf } from '../../store/state/names.js'
import {
  createSnapshot,
  deleteSnapshot,
  findSnapshot,
  freeze,
  holdWrites,
  listSnapshots,
} from '../../store/state/snapshots.js'
import { restoreSnapshot } from '../../store/state/restore.js'
import type { NewSnapshot, Snapshot } from '../../store/state/snapshots.js'
import { dialectOf } from '../../store/sql/dialect.js'
import type { Database, Work } from '../../store/work.js'
import { TransferError } from '../transfer/errors.js'
import { exportTenant } from '../transfer/export.js'
import { insertCopy } from '../transfer/transfer.js'
import type { Imported, Target, TransferDeps } from '../transfer/transfer.js'
import { sinkOf } from '../transfer/spool.js'
import { diffStates, withNames } from './diff.js'
import type { DiffOptions, ObjectChange } from './diff.js'
import { changedItems } from './items.js'
import { restoring, unlessTaken } from './taken.js'
import { guidsIn } from './words.js'

export interface StateDeps {
  readonly model: Model
  readonly database: Database
}

/** Names or ids of snapshots; without a second one it is the tenant as it is. */
export interface Compared extends DiffOptions {
  readonly from: string
  readonly to?: string | undefined
}

export interface Difference {
  readonly changes: readonly ObjectChange[]
  /** Names of groups, filters and other objects that the changes mention, by id. */
  readonly names: Readonly<Record<string, string>>
}

export async function takeSnapshot({ database }: StateDeps, tenantId: string, wanted: NewSnapshot): Promise<Snapshot> {
  return unlessTaken(`the tenant has a snapshot '${wanted.name}' already`, () =>
    database.write(function* (): Work<Snapshot> {
      yield* freeze(database, tenantId)
      return yield* createSnapshot(database, tenantId, wanted)
    }),
  )
}

export function snapshotsOf({ database }: StateDeps, tenantId: string): Promise<Snapshot[]> {
  return database.read(() => listSnapshots(database, tenantId))
}

/** By id or by name. */
export async function snapshotOf({ database }: StateDeps, tenantId: string, named: string): Promise<Snapshot> {
  return database.read(() => requireSnapshot(database, tenantId, named))
}

function* requireSnapshot(database: Pick<Database, 'provider'>, tenantId: string, named: string): Work<Snapshot> {
  const found = yield* findSnapshot(database, tenantId, named)
  if (found === undefined) throw new TransferError('notFound', `the tenant has no snapshot '${named}'`)
  return found
}

export async function dropSnapshot({ database }: StateDeps, tenantId: string, named: string): Promise<void> {
  await database.write(function* (): Work<void> {
    yield* freeze(database, tenantId)
    yield* deleteSnapshot(database, tenantId, yield* requireSnapshot(database, tenantId, named))
  })
}

/** What stays as it is when a tenant is reset to a snapshot. */
const APPS = [
  'tenant',
  'tenantDomain',
  'application',
  'servicePrincipal',
  'applicationSecret',
  'applicationCertificate',
  'applicationRole',
  'delegatedGrant',
]
const PEOPLE = ['organization', 'user', 'group', 'groupMember']

/** What comes back of a snapshot: everything, or all but the tenant and its apps, or also without users and groups. */
export type Part = 'all' | 'withoutApps' | 'withoutPeople'

const KEPT: Readonly<Record<Part, ReadonlySet<string>>> = {
  all: new Set(),
  withoutApps: new Set(APPS),
  withoutPeople: new Set([...APPS, ...PEOPLE]),
}

/** Makes the tenant what it was when the snapshot was made: all of it, or nothing has changed. */
export async function bringBack(
  { database }: StateDeps,
  tenantId: string,
  named: string,
  part: Part = 'all',
): Promise<Snapshot> {
  return restoring(`another tenant has a domain now that this one had in the snapshot '${named}'`, (gently) =>
    database.write(function* (): Work<Snapshot> {
      yield* holdWrites(database, tenantId)
      const snapshot = yield* requireSnapshot(database, tenantId, named)
      yield* restoreSnapshot(database, tenantId, snapshot, { gently, except: KEPT[part] })
      return snapshot
    }),
  )
}

/** Writes the document of the tenant as it was to an open file. */
export async function exportSnapshot(deps: StateDeps, tenantId: string, named: string, file: number): Promise<void> {
  await asItWas(deps, tenantId, named, file, function* () {})
}

/** Makes another tenant that is what this one was, by way of an open file. Secrets and passwords are those of then. */
export async function branch(
  deps: TransferDeps,
  tenantId: string,
  named: string,
  file: number,
  target: Target,
): Promise<Imported> {
  const credentials = await asItWas(deps, tenantId, named, file, () => readCredentials(deps.database, tenantId))
  return insertCopy(deps, file, credentials, target)
}

/** Writes the document of the tenant as it was, and gives what `read` reads of it then, in a transaction that is taken back. */
async function asItWas<T>(
  { model, database }: StateDeps,
  tenantId: string,
  named: string,
  file: number,
  read: () => Work<T>,
): Promise<T> {
  return takingBack(database, function* (): Work<T> {
    yield* holdWrites(database, tenantId)
    const snapshot = yield* requireSnapshot(database, tenantId, named)
    yield* restoreSnapshot(database, tenantId, snapshot, { gently: false })
    yield* exportTenant(model, database, tenantId, sinkOf(file))
    return yield* read()
  })
}

/** What has changed from one snapshot to another one, or to the tenant as it is if there is no other one. */
export async function differenceOf(
  { model, database }: StateDeps,
  tenantId: string,
  { from, to, ...options }: Compared,
): Promise<Difference> {
  const compare = function* (earlier: Snapshot, later: Snapshot): Work<Difference> {
    const dialect = dialectOf(database.provider)
    const [one, other] = [earlier.number, later.number]
    const before = yield* changedItems(model, dialect, { tenantId, of: one, than: other })
    const after = yield* changedItems(model, dialect, { tenantId, of: other, than: one })
    const changes = diffStates(before, after, options)
    const ids = [...changes.flatMap(({ id }) => id ?? []), ...guidsIn(changes)]
    const names = yield* namesOf(dialect, tenantId, [...new Set(ids)])
    return { changes: withNames(changes, names), names: Object.fromEntries(names) }
  }
  if (to !== undefined)
    return database.read(function* (): Work<Difference> {
      const earlier = yield* requireSnapshot(database, tenantId, from)
      return yield* compare(earlier, yield* requireSnapshot(database, tenantId, to))
    })
  // What is now is compared as a snapshot that is never kept.
  return takingBack(database, function* (): Work<Difference> {
    yield* freeze(database, tenantId)
    const earlier = yield* requireSnapshot(database, tenantId, from)
    const now = { id: '', name: '\n', description: undefined, createdAt: '' }
    return yield* compare(earlier, yield* createSnapshot(database, tenantId, now))
  })
}

/** Runs a transaction of which nothing is kept but what it gives. */
export async function takingBack<T>(database: Database, work: () => Work<T>): Promise<T> {
  const outcome = await database
    .write(function* (): Work<never> {
      throw new TakenBack(yield* work())
    })
    .catch((error: unknown) => error)
  if (outcome instanceof TakenBack) return outcome.result as T
  throw outcome
}

class TakenBack extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('taken back')
    this.result = result
  }
}
