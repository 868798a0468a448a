import type { Model, Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { removeDocuments } from '../../store/query/export.js'
import { insertAll } from '../../store/query/bulk.js'
import type { BulkRow } from '../../store/query/bulk.js'
import { columnsBesideComposed } from '../../store/layout/composed.js'
import { addReference } from '../../store/query/references.js'
import { removeDoubles } from '../../store/catalog.js'
import { EntityStore } from '../../store/query/entities.js'
import { insertApps } from '../../store/identity/export-apps.js'
import {
  deleteTenantRow,
  insertCredentials,
  insertMemberships,
  insertTenantRow,
  readCredentials,
  readTenant,
  updateUsers,
} from '../../store/identity/export.js'
import type { Credentials } from '../../store/identity/export.js'
import { insertTenantContents } from '../../store/identity/tenant-contents.js'
import { forgetClock } from '../../store/clocks.js'
import { planAnew } from '../../store/plans.js'
import { forgetSnapshots } from '../../store/state/snapshots.js'
import { ConstraintViolation } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { forgetLife } from '../life/records.js'
import { TransferError } from './errors.js'
import type { Reference, StoredDocument } from './document.js'
import type { OpenDocument } from './open-document.js'
import { containedResources, rootResources } from './resources.js'
import { Places, tell } from './told.js'
import { typeOf } from './check-document.js'

export interface ImportOptions {
  /** Take the place of a tenant with that id. Secrets of apps and passwords of users that it had stay. */
  readonly replace: boolean
  /** Secrets and passwords to be given to apps and users. */
  readonly credentials?: Credentials | undefined
}

/** Rows in a statement's batch, and elements of a document in memory. */
const AT_ONCE = 500

/** Tables of apps, whose rows are there before Graph's part of them is written. */
const APPS = new Set(['application', 'servicePrincipal'])

/** Gives the count of entities. To be run as a transaction: all of the tenant is there afterwards, or nothing has changed. */
export function* importTenant(
  model: Model,
  database: Pick<Database, 'provider'>,
  document: OpenDocument,
  { replace, credentials }: ImportOptions,
): Work<number> {
  const { tenant, apps } = document
  const existing = yield* readTenant(database, tenant.id)
  if (existing !== undefined && !replace)
    throw new TransferError(
      'exists',
      `there is a tenant with the id ${tenant.id} already; import it under another id, or replace it`,
    )
  const kept = existing === undefined ? undefined : yield* readCredentials(database, tenant.id)
  yield* removeTenant(model, database, tenant.id)
  try {
    yield* insertTenantRow(database, tenant)
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error
    throw new TransferError(
      'exists',
      `a domain of ${tenant.domains.join(', ')} belongs to another tenant: choose another domain`,
    )
  }
  try {
    const store = new EntityStore(database.provider, tenant.id)
    yield* insertApps(model, database, tenant.id, apps)
    const told = new Places(document.list('asTold'))
    let count = 0
    for (const resource of rootResources(model))
      for (const entities of inBatches(document.entities(resource.path)))
        count += yield* insertEntities(store, resource, entities, told)
    for (const documents of inBatches(document.list('documents'), ({ path }) => path))
      count += yield* insertDocuments(model, store, documents, told)
    yield* insertReferences(model, store, document.list('references'))
    yield* removeDoubles(store, tenant.id)
    for (const users of inBatches(document.list('signIn'))) yield* updateUsers(database, tenant.id, users)
    for (const members of inBatches(document.list('memberships')))
      yield* insertMemberships(database, tenant.id, members)
    for (const hashes of [kept, credentials])
      if (hashes !== undefined) yield* insertCredentials(database, tenant.id, hashes)
    yield* insertTenantContents(model, database, {
      id: tenant.id,
      displayName: tenant.displayName,
      domain: tenant.defaultDomain,
      createdAt: tenant.createdDateTime.slice(0, -1),
    })
    return count
  } catch (error) {
    if (!(error instanceof ConstraintViolation)) throw error
    const reasons = {
      unique: 'two of its entities have a key or a name that only one may have',
      foreignKey: 'one of its entities refers to another one that is not there',
      other: 'one of its entities lacks a value that must be there',
    }
    throw new TransferError('invalid', `the document cannot be imported: ${reasons[error.constraint]}`)
  }
}

/** Removes a tenant, everything in it, and its snapshots. False if there is none. */
export function* eraseTenant(model: Model, database: Pick<Database, 'provider'>, id: string): Work<boolean> {
  yield* forgetSnapshots(database, id)
  yield* forgetClock(database, id)
  return yield* removeTenant(model, database, id)
}

/** Its snapshots stay: what comes in its place can be compared with them. */
function* removeTenant(model: Model, database: Pick<Database, 'provider'>, id: string): Work<boolean> {
  const store = new EntityStore(database.provider, id)
  yield* forgetLife(database, id, 'nothing')
  yield* planAnew(database)
  for (const resource of rootResources(model)) yield* store.removeAll(resource)
  yield* removeDocuments(store)
  return yield* deleteTenantRow(database, id)
}

function* insertEntities(store: EntityStore, resource: Resource, list: readonly Entity[], told: Places): Work<number> {
  if (APPS.has(resource.type.name)) {
    for (const entity of list) {
      const { stored } = rowOf(resource, [], entity)
      const columns = columnsBesideComposed(resource.type, stored.entity)
      yield* store.update(
        resource,
        [entity['id'] as string],
        columns === undefined ? stored : { ...stored, columns },
        ALL,
      )
    }
    return list.length
  }
  let count = yield* insertRows(
    store,
    resource,
    list.map((entity) => rowOf(resource, [], entity)),
  )
  for (const entity of list) {
    const keys = [entity['id'] as string]
    if (told.has(resource.path, keys)) yield* tell(store, resource, keys, entity)
  }
  for (const child of containedResources(resource)) {
    const rows = list.flatMap((entity) => {
      const inside = entity[child.name]
      if (inside === undefined) return []
      const inner = (child.many ? inside : [inside]) as Entity[]
      return inner.map((each) => rowOf(child, [entity['id'] as string], each))
    })
    count += yield* insertRows(store, child, rows)
  }
  return count
}

/** Some elements at a time; those of a batch have the same key. */
function* inBatches<T>(elements: Iterable<T>, keyOf: (element: T) => unknown = () => undefined): Generator<T[]> {
  let batch: T[] = []
  for (const element of elements) {
    const [first] = batch
    if (batch.length === AT_ONCE || (first !== undefined && keyOf(first) !== keyOf(element))) {
      yield batch
      batch = []
    }
    batch.push(element)
  }
  if (batch.length > 0) yield batch
}

/** Documents of one path. */
function* insertDocuments(
  model: Model,
  store: EntityStore,
  documents: readonly StoredDocument[],
  told: Places,
): Work<number> {
  const [first] = documents
  if (first === undefined) return 0
  const resource = model.resourceAt(first.path)
  const count = yield* insertRows(
    store,
    resource,
    documents.map(({ keys, entity }) => rowOf(resource, keys, entity)),
  )
  for (const { path, keys: above, entity } of documents) {
    const keys = resource.many ? [...above, entity['id'] as string] : above
    if (told.has(path, keys)) yield* tell(store, resource, keys, entity)
  }
  return count
}

function* insertReferences(model: Model, store: EntityStore, references: Iterable<Reference>): Work<void> {
  let i = -1
  for (const { path, keys, id } of references) {
    i += 1
    if (yield* addReference(store, model.resourceAt(path), keys, id)) continue
    const issue = { pointer: `/references/${i}`, detail: 'must lead from an entity to another one, and be there once' }
    throw new TransferError('invalid', 'the document cannot be imported: one of its references leads nowhere', [issue])
  }
}

const ALL = { version: 'beta', select: undefined, typeAnnotations: 'none' } as const

function* insertRows(store: EntityStore, resource: Resource, rows: readonly BulkRow[]): Work<number> {
  for (let at = 0; at < rows.length; at += AT_ONCE) yield* insertAll(store, resource, rows.slice(at, at + AT_ONCE))
  return rows.length
}

function rowOf(resource: Resource, keys: readonly string[], entity: Entity): BulkRow {
  const type = typeOf(resource, entity)
  if (type === undefined) throw new Error(`${resource.path} holds no such type`)
  return { keys, stored: { type, entity: complete(type, entity) } }
}
