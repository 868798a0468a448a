/** Reads a tenant into memory, all of it or what has changed. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { all, one } from '../../store/work.js'
import type { Row, Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Item, ItemReader } from '../items.js'
import type { FilterRule } from '../targeting/explain.js'
import { isLicensed } from '../targeting/licences.js'
import { assignmentsOf, nameOf, ruleOf } from '../targeting/load.js'
import type { Assignment } from '../targeting/targets.js'
import { FAMILY_PATHS } from './families.js'
import { textMember } from './members.js'
import type { TenantSettings } from './outcomes/contract.js'
import { preparePolicy } from './prepare.js'
import { listSeeded } from './records.js'
import { World } from './world.js'
import type { WorldPolicy } from './world.js'

export const FILTERS = 'deviceManagement/assignmentFilters'
const OBJECTS = 'devices'

/** However many there are. */
const ALL = { uncounted: true } as const

/** All of a tenant; assignments are those that are effective. */
export function* loadWorld(reader: ItemReader): Work<World> {
  const world = new World()
  world.tenant = yield* readTenantSettings(reader)
  world.isSeeded = (yield* listSeeded()).includes(reader.store.tenantId)
  const { store } = reader
  const mark = store.dialect.placeholder(1)
  for (const row of yield* all(`${USERS} WHERE "tenantId" = ${mark} AND "deletedDateTime" IS NULL`, [store.tenantId]))
    world.setUser(userFrom(row))
  const objects = yield* objectsOf(reader)
  for (const row of yield* all(`${DEVICES} WHERE "tenantId" = ${mark}`, [store.tenantId]))
    world.setDevice(deviceFrom(row, (deviceId) => objects.get(deviceId)))
  for (const group of yield* groupsOf(reader)) world.setGroup(group)
  for (const { entity } of yield* itemsAt(reader, reader.model.resourceAt(FILTERS), [], ALL))
    world.filters.set(String(entity['id']), filterFrom(entity))
  const effective = yield* effectivePolicies(reader)
  for (const path of FAMILY_PATHS) {
    const set = reader.model.findResource(path)
    if (set === undefined) continue
    for (const item of yield* itemsAt(reader, set, [], ALL)) {
      const kept = effective.get(String(item.entity['id']))
      world.setPolicy(yield* policyFrom(reader, set, item, kept))
      effective.delete(String(item.entity['id']))
    }
  }
  // What was deleted and is not told yet.
  for (const [id, { path, assignments, claimed }] of effective) {
    const set = reader.model.findResource(path)
    if (set !== undefined) world.setPolicy({ id, name: id, set, policy: undefined, assignments, claimed })
  }
  return world
}

const USERS = `SELECT "id", "displayName", "userPrincipalName", "assignedPlans" FROM "user"`
const DEVICES = `SELECT "id", "deviceName", "userId", "azureADDeviceId" FROM "managedDevice"`

function userFrom([id, displayName, userPrincipalName, plans]: Row) {
  return {
    id: String(id),
    name: String(displayName ?? userPrincipalName),
    userPrincipalName: String(userPrincipalName),
    isLicensed: isLicensed(typeof plans === 'string' ? JSON.parse(plans) : undefined),
  }
}

function deviceFrom([id, name, userId, azureADDeviceId]: Row, objectOf: (deviceId: string) => string | undefined) {
  const deviceId = typeof azureADDeviceId === 'string' && azureADDeviceId !== '' ? azureADDeviceId : undefined
  return {
    id: String(id),
    name: String(name ?? ''),
    userId: typeof userId === 'string' && userId !== '' ? userId.toLowerCase() : undefined,
    directoryId: deviceId === undefined ? undefined : objectOf(deviceId.toLowerCase()),
  }
}

function* objectsOf(reader: ItemReader): Work<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { entity } of yield* itemsAt(reader, reader.model.resourceAt(OBJECTS), [], {
    ...ALL,
    select: ['id', 'deviceId'],
  }))
    if (typeof entity['deviceId'] === 'string') found.set(entity['deviceId'].toLowerCase(), String(entity['id']))
  return found
}

/** All groups with their members, or one. */
function* groupsOf({ store }: ItemReader, only?: string): Work<Parameters<World['setGroup']>[0][]> {
  const [tenant, id] = [store.dialect.placeholder(1), store.dialect.placeholder(2)]
  const [values, own, ofGroup] =
    only === undefined
      ? [[store.tenantId], '', '']
      : [[store.tenantId, only], ` AND "id" = ${id}`, ` AND "groupId" = ${id}`]
  const groups = yield* all(
    `SELECT "id", "displayName" FROM "group" WHERE "tenantId" = ${tenant} AND "deletedDateTime" IS NULL${own} ORDER BY "id"`,
    values,
  )
  const members = yield* all(
    `SELECT "groupId", "memberId", "memberType" FROM "groupMember" WHERE "tenantId" = ${tenant}${ofGroup} ORDER BY "groupId", "memberId"`,
    values,
  )
  const found = new Map(
    groups.map(([groupId, name]) => [
      String(groupId),
      {
        id: String(groupId),
        name: String(name),
        users: [] as string[],
        objects: [] as string[],
        groups: [] as string[],
      },
    ]),
  )
  for (const [groupId, memberId, type] of members) {
    const group = found.get(String(groupId))
    const list = { user: group?.users, device: group?.objects, group: group?.groups }[String(type)]
    list?.push(String(memberId))
  }
  return [...found.values()]
}

interface EffectivePolicy {
  readonly path: string
  readonly assignments: readonly Assignment[]
  readonly claimed: ReadonlySet<string>
}

function* effectivePolicies({ store }: ItemReader): Work<Map<string, EffectivePolicy>> {
  const rows = yield* all(
    `SELECT "id", "path", "facts" FROM "lifePolicy" WHERE "tenantId" = ${store.dialect.placeholder(1)} ORDER BY "id"`,
    [store.tenantId],
  )
  return new Map(
    rows.map(([id, path, facts]) => {
      const { assignments = [], claimed = [] } = JSON.parse(String(facts)) as PolicyFacts
      return [String(id), { path: String(path), assignments, claimed: new Set(claimed) }]
    }),
  )
}

/** How a row of `lifePolicy` tells it. */
export interface PolicyFacts {
  readonly assignments?: readonly Assignment[]
  readonly claimed?: readonly string[]
}

function* policyFrom(
  reader: ItemReader,
  set: Resource,
  item: Item,
  kept: Pick<EffectivePolicy, 'assignments' | 'claimed'> | undefined,
): Work<WorldPolicy> {
  return {
    id: String(item.entity['id']),
    name: nameOf(item.entity),
    set,
    type: item.type.name,
    policy: yield* preparePolicy(reader, set, item),
    assignments: kept?.assignments ?? [],
    claimed: kept?.claimed ?? new Set(),
  }
}

/** A policy as it is stored now. Its assignments become effective if that is wanted. Undefined if it is gone. */
export function* readPolicy(
  reader: ItemReader,
  set: Resource,
  id: string,
  before: WorldPolicy | undefined,
  assigns: boolean,
): Work<WorldPolicy | undefined> {
  const stored = yield* reader.store.load(set, [id], 'unlocked')
  if (stored === undefined) return undefined
  const assignments = assigns ? yield* assignmentsOf(reader, { set, id }) : (before?.assignments ?? [])
  return yield* policyFrom(reader, set, stored, { assignments, claimed: before?.claimed ?? new Set() })
}

/** Brings a group of the world up to date. */
export function* refreshGroup(reader: ItemReader, world: World, id: string): Work<void> {
  const [group] = yield* groupsOf(reader, id)
  if (group === undefined) world.removeGroup(id)
  else world.setGroup(group)
}

export function* refreshUser({ store }: ItemReader, world: World, id: string): Work<void> {
  const [tenant, user] = [store.dialect.placeholder(1), store.dialect.placeholder(2)]
  const row = yield* one(`${USERS} WHERE "tenantId" = ${tenant} AND "id" = ${user} AND "deletedDateTime" IS NULL`, [
    store.tenantId,
    id,
  ])
  if (row === undefined) world.removeUser(id)
  else world.setUser(userFrom(row))
}

/** False if the device is gone. */
export function* refreshDevice(reader: ItemReader, world: World, id: string): Work<boolean> {
  const { store, model } = reader
  const [tenant, device] = [store.dialect.placeholder(1), store.dialect.placeholder(2)]
  const row = yield* one(`${DEVICES} WHERE "tenantId" = ${tenant} AND "id" = ${device}`, [store.tenantId, id])
  if (row === undefined) {
    world.removeDevice(id)
    return false
  }
  const { directoryId } = yield* withObject(reader, model.resourceAt(OBJECTS), row)
  world.setDevice({ ...deviceFrom(row, () => undefined), directoryId })
  return true
}

function* withObject(reader: ItemReader, objects: Resource, [, , , deviceId]: Row) {
  if (typeof deviceId !== 'string' || deviceId === '') return { directoryId: undefined }
  const filter = `deviceId eq ${quoted(deviceId)}`
  const [found] = yield* itemsAt(reader, objects, [], { filter, select: ['id'] })
  return { directoryId: found === undefined ? undefined : String(found.entity['id']) }
}

/** The managed device that an object of the directory is for. */
export function* deviceOfObject(reader: ItemReader, objectId: string): Work<string | undefined> {
  const { store, model } = reader
  const object = yield* store.load(model.resourceAt(OBJECTS), [objectId], 'unlocked')
  const deviceId = object?.entity['deviceId']
  if (typeof deviceId !== 'string' || deviceId === '') return undefined
  const [tenant, device] = [store.dialect.placeholder(1), store.dialect.placeholder(2)]
  const row = yield* one(
    `SELECT "id" FROM "managedDevice" WHERE "tenantId" = ${tenant} AND lower("azureADDeviceId") = ${device} ORDER BY "id" LIMIT 1`,
    [store.tenantId, deviceId.toLowerCase()],
  )
  return row === undefined ? undefined : String(row[0])
}

export function* readTenantSettings({ store, model }: ItemReader): Work<TenantSettings> {
  const loaded = yield* store.load(model.resourceAt('deviceManagement'), [], 'unlocked')
  const settings = (loaded?.entity['settings'] ?? {}) as Entity
  const days = settings['deviceComplianceCheckinThresholdDays']
  return {
    secureByDefault: settings['secureByDefault'] === true,
    contactThresholdDays: typeof days === 'number' && days > 0 ? days : DEFAULT_DAYS,
  }
}

/** @see https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-devicemanagementsettings */
const DEFAULT_DAYS = 30

export function* refreshFilter(reader: ItemReader, world: World, id: string): Work<void> {
  const loaded = yield* reader.store.load(reader.model.resourceAt(FILTERS), [id], 'unlocked')
  if (loaded === undefined) world.filters.delete(id)
  else world.filters.set(id, filterFrom(loaded.entity))
}

function filterFrom(entity: Entity): FilterRule {
  const text = textMember(entity, 'rule')
  return { name: String(entity['displayName']), text, rule: ruleOf(text) }
}
