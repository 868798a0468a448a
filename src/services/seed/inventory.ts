/**
 * Something in every set of the model that a request may add to, so that each list, cast and path below an item can be
 * tried: entities of each concrete type in the sets below the roots, at least three in each set, the same in what the first
 * of them contain, and references between them. Names are invented; people, devices and groups are those of the tenant;
 * everything else is what the type begins with.
 */
import type { Model, Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { allNavigation, allProperties, isA } from '../../model/inheritance.js'
import { existsIn, typeAnnotation } from '../../model/types.js'
import type { EntityType, StructuredType } from '../../model/types.js'
import { inWords } from '../../model/words.js'
import type { BulkRow } from '../../store/query/bulk.js'
import { isRanked, RANKED } from '../priorities.js'
import { assignmentId } from '../rules/assignment.js'
import { rulesOf } from '../rules/registry.js'
import { lateId } from './apps.js'
import { particularsOf } from './particulars.js'
import { runsWindows } from './protection.js'
import type { Random } from './random.js'
import { relationshipsAt } from './relationships.js'
import type { SeedApp, SeedDevice, SeedGroup } from './tenant.js'

export interface Inventory {
  readonly stock: readonly Stock[]
  readonly references: readonly Reference[]
}

/** The entities of one set, those that contain others before them. */
interface Stock {
  readonly resource: Resource
  readonly rows: readonly BulkRow[]
}

/** The item at `keys` refers to another one through the navigation property at `resource`. */
interface Reference {
  readonly resource: Resource
  readonly keys: readonly string[]
  readonly id: string
}

interface Item {
  readonly type: EntityType
  readonly keys: readonly string[]
}

/** Who and what the tenant has besides. */
export interface Around {
  readonly apps: readonly SeedApp[]
  readonly devices: readonly SeedDevice[]
  readonly groups: readonly SeedGroup[]
  /** Entities that are seeded already and may contain others, by the path of their set. */
  readonly seeded: ReadonlyMap<string, readonly { readonly id: string; readonly type: string }[]>
}

/** How many items a set gets, and how many of them contain something. */
const FEW = 3

export function makeInventory(random: Random, model: Model, around: Around): Inventory {
  const stock: Stock[] = []
  const items = new Map<Resource, readonly Item[]>()
  for (const resource of model.resources) {
    const known = (around.seeded.get(resource.path) ?? []).flatMap((item) => itemOf(resource, item))
    if (known.length > 0) items.set(resource, known)
    const related = relationshipsAt(resource, around.apps)
    if (related !== undefined) stock.push({ resource, rows: related })
    if (related !== undefined || !isStocked(resource)) continue
    const rows = containers(resource, items, around).flatMap((keys, i) =>
      typesAt(resource, keys, i, known)
        .map((type, n, types) => newRow(random, resource, keys, type, n, rankOf(types, n), around))
        .slice(0, resource.name === RULES ? 1 : undefined),
    )
    if (rows.length === 0) continue
    stock.push({ resource, rows })
    const added = rows.map(({ keys, stored }) => ({ type: stored.type, keys: [...keys, String(stored.entity['id'])] }))
    items.set(resource, [...known, ...added])
  }
  return { stock, references: [...items].flatMap(([resource, all]) => referencesFrom(resource, all, items)) }
}

function itemOf(resource: Resource, { id, type }: { readonly id: string; readonly type: string }): Item[] {
  const concrete = resource.concreteTypes.find(({ name }) => name === type) ?? resource.concreteTypes[0]
  return concrete === undefined ? [] : [{ type: concrete, keys: [id] }]
}

/** Sets of documents that a client may add to, under one address, and the apps; Windows 365 is a service of its own. */
function isStocked({ kind, layout, many, creatable, path, storedAt, ownItemOf }: Resource): boolean {
  if (path === 'deviceAppManagement/mobileApps') return true
  if (layout !== 'document' || !many || !creatable || ownItemOf !== undefined) return false
  if (kind === 'entitySet' && storedAt !== path) return false
  return !/^deviceManagement\/virtualEndpoint\//.test(path)
}

/** Each compliance policy has one rule, of its own id, and one of the actions blocks. */
const RULES = 'scheduledActionsForRule'
const ACTION = /Compliance\w*ActionItem$/

/** What devices of no other platform report. */
const OF_WINDOWS: ReadonlySet<string> = new Set([
  'deviceHealthScriptStates',
  'logCollectionRequests',
  'securityBaselineStates',
  'windowsProtectionState',
])

/** The keys of items that may contain what is at `resource`, a few for each type that declares it; no keys at the top. */
function containers(
  resource: Resource,
  items: ReadonlyMap<Resource, readonly Item[]>,
  { devices }: Around,
): readonly (readonly string[])[] {
  let parent = resource.parent
  let name = resource.name
  while (parent !== undefined && !parent.many) [name, parent] = [parent.name, parent.parent]
  if (parent === undefined) return [[]]
  const inEach = [name, parent.name].includes(RULES)
  const found = new Map<EntityType, (readonly string[])[]>()
  const mixed = parent.path === 'deviceManagement/managedDevices' && OF_WINDOWS.has(name)
  const windows = mixed ? new Set(devices.filter(runsWindows).map(({ id }) => id)) : undefined
  for (const item of items.get(parent) ?? []) {
    const target = allNavigation(item.type)[name]?.target
    if (target === undefined || windows?.has(item.keys[0] ?? '') === false) continue
    const keys = found.get(target) ?? []
    if (keys.length < FEW || inEach) found.set(target, [...keys, item.keys])
  }
  return [...found.values()].flat()
}

/** The types that v1.0 knows come first, so that its lists begin with what it can name. */
function typesAt(
  resource: Resource,
  keys: readonly string[],
  container: number,
  known: readonly Item[],
): readonly EntityType[] {
  const all = resource.concreteTypes.filter((type) => known.every((item) => item.type !== type))
  const sorted = [...all.filter(isInV1), ...all.filter((type) => !isInV1(type))]
  const types = keys.length === 0 || container === 0 ? sorted : sorted.slice(0, FEW)
  const missing = types.length === 0 ? 0 : Math.max(FEW - types.length - known.length, 0)
  return [...types, ...Array.from({ length: missing }, (_, i) => types[i % types.length] as EntityType)]
}

const isInV1 = ({ since }: EntityType): boolean => existsIn(since, 'v1.0')

/** The place of an item among those of its type: only what every tenant has is before them (B90). */
const rankOf = (types: readonly EntityType[], n: number): number =>
  types.slice(0, n + 1).filter((type) => type === types[n]).length

function newRow(
  random: Random,
  resource: Resource,
  keys: readonly string[],
  type: EntityType,
  n: number,
  rank: number,
  { devices, groups, seeded }: Around,
): BulkRow {
  const created = random.timeAgo(300, 30)
  const guid = random.guid()
  const id = rulesOf(resource).composedId?.(guid, keys, type) ?? guid
  const device = random.pick(devices)
  const known = knownValues(device)
  const entity: Entity = { id: resource.layout === 'table' && !isInV1(type) ? lateId(id) : id }
  const properties = allProperties(type)
  for (const [name, { stamp, type: of, collection }] of Object.entries(properties)) {
    if (stamp === 'created' || stamp === 'modified') entity[name] = created
    else if (stamp === 'revision') entity[name] = 1
    else if (collection || of.kind !== 'primitive') continue
    else if (NAMES.has(name)) entity[name] = `Contoso ${words(type.name)}${n < 1 ? '' : ` ${n + 1}`}`
    else if (of.name === 'Edm.String' && Object.hasOwn(known, name)) entity[name] = known[name]
  }
  const [tag] = seeded.get('deviceManagement/roleScopeTags') ?? []
  if (tag !== undefined && Object.hasOwn(allNavigation(type), 'roleScopeTags')) entity['roleScopeTagIds'] = [tag.id]
  if (isRanked(type)) entity[RANKED] = rank
  if (Object.hasOwn(properties, 'publishingState'))
    Object.assign(entity, { publishingState: 'published', uploadState: 1 })
  if (type.name.endsWith('Assignment') && properties['target'] !== undefined && groups.length > 0) {
    const groupId = (groups[n % groups.length] as SeedGroup).id
    entity['target'] = { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId }
    entity['id'] = assignmentId(type, keys.at(-1) ?? '', entity)
  }
  if (resource.name === RULES) entity['id'] = keys.at(-1)
  if (ACTION.test(type.name)) entity['actionType'] = n === 0 ? 'block' : 'pushNotification'
  if (Object.hasOwn(properties, 'settingInstance')) entity['settingInstance'] = settingOf(n)
  Object.assign(entity, particularsOf(type, { id: guid, created, n, devices }))
  return { keys, stored: { type, entity: withRequired(type, complete(type, entity)) } }
}

/** A value in each member that a client has to send. */
function withRequired(type: StructuredType, entity: Entity): Entity {
  for (const [name, { type: of, subtypes, nullable, collection }] of Object.entries(allProperties(type))) {
    if (nullable || collection || entity[name] !== null) continue
    if (of.kind === 'primitive' && of.name === 'Edm.Binary') entity[name] = Buffer.from('Contoso').toString('base64')
    if (of.kind === 'enum') entity[name] = Object.keys(of.members)[0]
    if (of.kind !== 'complex') continue
    const concrete = of.abstract ? subtypes[0] : of
    if (concrete === undefined) continue
    const named = concrete === of ? {} : { '@odata.type': typeAnnotation(concrete) }
    entity[name] = { ...named, ...withRequired(concrete, complete(concrete, {})) }
  }
  return entity
}

/** Settings of the catalog that a policy may hold one of each. */
const SETTINGS = ['camera_allowcamera', 'bluetooth_allowadvertising', 'system_allowlocation']

function settingOf(n: number): Entity {
  const settingDefinitionId = `device_vendor_msft_policy_config_${SETTINGS[n % SETTINGS.length]}`
  return {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
    settingDefinitionId,
    choiceSettingValue: { value: `${settingDefinitionId}_0`, children: [] },
  }
}

/** Names of a thing, in whatever member its type keeps it. */
const NAMES: ReadonlySet<string> = new Set(['displayName', 'name', 'appDisplayName', 'profileName', 'payloadFileName'])

/** What members say that are about a device and the person who has it. */
function knownValues({ id, name, model, user, platform }: SeedDevice): Readonly<Record<string, string>> {
  return {
    deviceId: id,
    managedDeviceId: id,
    deviceName: name,
    deviceDisplayName: name,
    deviceModel: model,
    platform,
    userId: user.id,
    userName: user.displayName,
    userDisplayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
  }
}

/** `windows10CustomConfiguration` as `Windows 10 custom configuration`. */
function words(typeName: string): string {
  const name = (typeName.split('.').at(-1) ?? typeName).replace(/^macOS/, 'macos')
  return inWords(name).replace(/^[a-z]+(?=\d* )/, (first) => PLATFORMS[first] ?? first)
}

/** What platforms are called, at the beginning of the name of a type. */
const PLATFORMS: Readonly<Record<string, string>> = {
  android: 'Android',
  aosp: 'AOSP',
  ios: 'iOS',
  macos: 'macOS',
  windows: 'Windows',
}

/** Items that are nothing without what they refer to. */
const CONFIGURED = /^deviceManagement\/groupPolicyConfigurations\/definitionValues/

/** One reference for each navigation property of the first items, to the first item there is of its type. */
function referencesFrom(
  resource: Resource,
  all: readonly Item[],
  items: ReadonlyMap<Resource, readonly Item[]>,
): Reference[] {
  const those = CONFIGURED.test(resource.path) ? all : firstOfTypes(all)
  return those.flatMap(({ type, keys }) =>
    Object.entries(allNavigation(type)).flatMap(([name, { target }]) => {
      const child = resource.children.get(name.toLowerCase())
      const referred = child?.refersTo === undefined ? undefined : child.referred
      if (child === undefined || referred === undefined) return []
      const id = items.get(referred)?.find((other) => isA(other.type, target))?.keys[0]
      return id === undefined ? [] : [{ resource: child, keys, id }]
    }),
  )
}

function firstOfTypes(all: readonly Item[]): Item[] {
  const counts = new Map<EntityType, number>()
  return all.filter(({ type }) => {
    const count = counts.get(type) ?? 0
    counts.set(type, count + 1)
    return count < FEW
  })
}
