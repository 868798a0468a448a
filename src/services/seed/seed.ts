/**
 * Fills a tenant with an invented organization. The same size, seed and moment give the same rows, down to ids and times; rows
 * that are there already stay as they are, so that a run that was broken off is finished by running it again.
 */
import type { Model, Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { insertAll, insertValues } from '../../store/query/bulk.js'
import type { BulkRow } from '../../store/query/bulk.js'
import { EntityStore } from '../../store/query/entities.js'
import { hasAny } from '../../store/query/lookups.js'
import { addReference } from '../../store/query/references.js'
import { fold } from '../../store/sql/fold.js'
import { first, run } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { makeApps } from './apps.js'
import { makeConfigurations } from './configurations.js'
import { makeCategories, makeDevices, makeFilters, makeTags } from './devices.js'
import { makeDirectoryDevices } from './directory.js'
import { makeInventory } from './inventory.js'
import { makeGroups, makeKnownUsers, makeUsers } from './people.js'
import type { KnownUser } from './people.js'
import { makeProtections, runsWindows } from './protection.js'
import { makePushCertificate } from './push-certificate.js'
import { createRandom } from './random.js'
import { withCounts } from './relationships.js'
import { reportOf } from './statuses.js'
import type { Report } from './statuses.js'
import { AMOUNTS } from './tenant.js'
import type { SeedConfiguration, SeedGroup, SeedSize } from './tenant.js'

export interface SeedDeps {
  readonly model: Model
  readonly database: Database
}

export interface SeedOptions {
  readonly size: SeedSize
  readonly seed: number
  /** The moment at which everything has happened, in milliseconds since 1970. */
  readonly asOf: number
  /** Told after every transaction. */
  onProgress?(done: number, total: number): void
}

export interface SeededTenant {
  readonly id: string
  readonly defaultDomain: string
}

/** Rows in a transaction: others get their turn in between. */
const AT_ONCE = 2000

interface Batch {
  readonly rows: number
  work(): Work<unknown>
}

/** Gives the count of rows that the tenant now has of this seed. */
export async function seedTenant(
  { model, database }: SeedDeps,
  tenant: SeededTenant,
  options: SeedOptions,
): Promise<number> {
  const entities = new EntityStore(database.provider, tenant.id)
  const batches = batchesOf(entities, model, tenant, options)
  const total = batches.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  for (let at = 0; at < batches.length;) {
    const together: Batch[] = []
    for (let rows = 0; at < batches.length && rows < AT_ONCE; at += 1) {
      const batch = batches[at] as Batch
      together.push(batch)
      rows += batch.rows
    }
    await database.write(function* (): Work<void> {
      for (const batch of together) yield* batch.work()
    })
    done += together.reduce((sum, { rows }) => sum + rows, 0)
    options.onProgress?.(done, total)
  }
  return total
}

/** The same within a transaction that is under way. What is seeded is made up before, so that the transaction is short. */
export function seedWork(
  { model, database }: { readonly model: Model; readonly database: Pick<Database, 'provider'> },
  tenant: SeededTenant,
  options: Omit<SeedOptions, 'onProgress'>,
): () => Work<number> {
  const batches = batchesOf(new EntityStore(database.provider, tenant.id), model, tenant, options)
  return function* () {
    for (const batch of batches) yield* batch.work()
    return batches.reduce((sum, { rows }) => sum + rows, 0)
  }
}

/** Whether Intune is empty. Users and groups may be there: they are what a person makes first. */
export async function isUntouched({ model, database }: SeedDeps, tenantId: string): Promise<boolean> {
  const entities = new EntityStore(database.provider, tenantId)
  const paths = ['deviceManagement/managedDevices', 'deviceAppManagement/mobileApps', CONFIGURATIONS]
  return database.read(function* (): Work<boolean> {
    for (const path of paths) if (yield* hasAny(entities, model.resourceAt(path))) return false
    return true
  })
}

const CONFIGURATIONS = 'deviceAppManagement/mobileAppConfigurations'
/** What a device in the directory is to the person who has it. */
const OF_ITS_USER: ReadonlySet<string> = new Set(['registeredOwners', 'registeredUsers'])

function batchesOf(
  store: EntityStore,
  model: Model,
  { id, defaultDomain }: SeededTenant,
  { size, seed, asOf }: SeedOptions,
): Batch[] {
  const amounts = AMOUNTS[size]
  const random = (label: string) => createRandom(seed, label, asOf)
  const apps = makeApps(random('apps'), amounts.apps)
  const known = makeKnownUsers(random('known users'), defaultDomain)
  const users = makeUsers(random('users'), amounts.users - known.length, defaultDomain)
  const groups = makeGroups(random('groups'), amounts.groups, users)
  const devices = makeDevices(random('devices'), amounts.devices, users, size === 'small' ? 2 : 1)
  const filters = makeFilters(random('filters'), amounts.filters)
  const tags = makeTags(amounts.tags)
  const around = { apps, groups, filters, devices, tags: tags.map((tag) => tag['id'] as string) }
  const configurations = makeConfigurations(random('configurations'), amounts.configurations, around)
  const at = (path: string): Resource => model.resourceAt(path)
  const objects = size === 'small' ? makeDirectoryDevices(random('directory devices'), devices) : []
  const links = [...at('devices').children.values()].filter(({ name }) => OF_ITS_USER.has(name))
  const directoryDevices = (): Batch[] => [
    ...sets(store, at('devices'), objects),
    ...links.flatMap((link) =>
      objects.map(({ device, entity }) => ({
        rows: 1,
        work: () => addReference(store, link, [String(entity['id'])], device.user.id),
      })),
    ),
  ]
  const inventory = (): Batch[] => {
    // What scripts and their like refer to is the first device: one that can run them.
    const ordered = [...devices].sort((a, b) => Number(runsWindows(b)) - Number(runsWindows(a)))
    const seeded = new Map([
      ['deviceAppManagement/mobileApps', apps],
      ['deviceManagement/managedDevices', ordered.map((device) => ({ id: device.id, type: 'managedDevice' }))],
      ['devices', objects.map(({ entity }) => ({ id: String(entity['id']), type: 'device' }))],
      ['users', users.map((user) => ({ id: user.id, type: 'user' }))],
      ['deviceManagement/roleScopeTags', around.tags.map((id) => ({ id, type: 'roleScopeTag' }))],
    ])
    const { stock, references } = makeInventory(random('inventory'), model, { apps, devices, groups, seeded })
    return [
      ...stock.map(({ resource, rows }) => ({ rows: rows.length, work: () => insertAll(store, resource, rows) })),
      ...references
        .filter(({ resource }) => !links.includes(resource))
        .map(({ resource, keys, id: other }) => ({
          rows: 1,
          work: () => addReference(store, resource, keys, other),
        })),
    ]
  }
  const pushCertificate = (): Batch[] =>
    sets(store, at('deviceManagement/applePushNotificationCertificate'), [
      { entity: makePushCertificate(random('push certificate'), defaultDomain) },
    ])
  const protections = (): Batch => {
    const made = makeProtections(random('protection'), devices)
    const resource = at('deviceManagement/managedDevices/windowsProtectionState')
    const rows = made.map(({ device, entity }) => rowOf(resource, [device.id], entity))
    return { rows: rows.length, work: () => insertAll(store, resource, rows) }
  }
  const categories = (): Batch[] =>
    sets(
      store,
      at('deviceManagement/deviceCategories'),
      makeCategories(random('categories')).map((entity) => ({ entity })),
    )
  return [
    ...sets(store, at('deviceAppManagement/mobileApps'), size === 'small' ? withCounts(apps) : apps),
    ...known.map((user) => knownUser(store, at('users'), user)),
    ...sets(store, at('users'), users),
    ...sets(store, at('groups'), groups),
    ...groups.map((group) => memberships(store, group)),
    ...sets(store, at('deviceManagement/managedDevices'), devices),
    ...sets(store, at('deviceManagement/assignmentFilters'), filters),
    ...sets(
      store,
      at('deviceManagement/roleScopeTags'),
      tags.map((entity) => ({ entity })),
    ),
    ...sets(store, at(CONFIGURATIONS), configurations),
    ...(size === 'small'
      ? [...directoryDevices(), ...inventory(), protections(), ...pushCertificate(), ...categories()]
      : []),
    ...configurations.map((configuration) =>
      below(store, at(CONFIGURATIONS), configuration, () =>
        reportOf(random(`status of ${configuration.id}`), id, configuration),
      ),
    ),
  ]
}

/** Some hundred at a time. */
function sets(
  store: EntityStore,
  resource: Resource,
  made: readonly { readonly type?: string; readonly entity: Entity }[],
): Batch[] {
  const batches: Batch[] = []
  for (let at = 0; at < made.length; at += 500) {
    const some = made.slice(at, at + 500)
    batches.push({
      rows: some.length,
      work: () =>
        insertAll(
          store,
          resource,
          some.map(({ entity, type }) => rowOf(resource, [], entity, type)),
        ),
    })
  }
  return batches
}

/** A user of the tenant's own with that name stays as it is. Sign-in keeps the role where Graph does not show it. */
function knownUser(store: EntityStore, resource: Resource, user: KnownUser): Batch {
  const [one, two, three] = [1, 2, 3].map((i) => store.dialect.placeholder(i))
  const other = `SELECT 1 FROM "user" WHERE "tenantId" = ${one} AND "userPrincipalNameFolded" = ${two} AND "id" <> ${three}`
  const role = `UPDATE "user" SET "intuneRole" = ${one} WHERE "tenantId" = ${two} AND "id" = ${three}`
  return {
    rows: 1,
    *work() {
      if ((yield* first(other, [store.tenantId, fold(user.userPrincipalName), user.id])) !== undefined) return
      yield* insertAll(store, resource, [rowOf(resource, [], user.entity)])
      yield* run(role, [user.intuneRole, store.tenantId, user.id])
    },
  }
}

function memberships(store: EntityStore, { id, members }: SeedGroup): Batch {
  const key = ['tenantId', 'groupId', 'memberId']
  const rows = members.map((user) => [store.tenantId, id, user.id, 'user'])
  return { rows: rows.length, work: () => insertValues(store, 'groupMember', [...key, 'memberType'], key, rows) }
}

/** All that a configuration contains. It is made when it is inserted, because it is the largest part of a seed. */
function below(
  store: EntityStore,
  resource: Resource,
  { id, assignments, devices }: SeedConfiguration,
  report: () => Report,
): Batch {
  const users = new Set(devices.map(({ user }) => user)).size
  return {
    rows: assignments.length + devices.length + users + 2,
    *work() {
      const { deviceStatuses, userStatuses, deviceSummary, userSummary } = report()
      const contents: readonly (readonly [string, readonly Entity[]])[] = [
        ['assignments', assignments],
        ['deviceStatuses', deviceStatuses],
        ['userStatuses', userStatuses],
        ['deviceStatusSummary', [deviceSummary]],
        ['userStatusSummary', [userSummary]],
      ]
      for (const [name, entities] of contents) {
        const child = resource.children.get(name.toLowerCase())
        if (child === undefined) throw new Error(`${resource.path} has no ${name}`)
        yield* insertAll(
          store,
          child,
          entities.map((entity) => rowOf(child, [id], entity)),
        )
      }
    },
  }
}

function rowOf(resource: Resource, keys: readonly string[], entity: Entity, typeName?: string): BulkRow {
  const type = resource.concreteTypes.find(({ name }) => name === typeName) ?? resource.type
  return { keys, stored: { type, entity: complete(type, entity) } }
}
