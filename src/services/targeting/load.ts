/** What an explanation needs, read from a tenant: a device, its user, the groups of both, and the assignments of a policy. */
import { allProperties } from '../../model/inheritance.js'
import type { Model, Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { listMemberships } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { isLicensed } from './licences.js'
import { parseRule } from '../assignment-filters/grammar.js'
import type { Rule } from '../assignment-filters/grammar.js'
import { itemsAt, quoted } from '../items.js'
import type { ItemReader, Wanted } from '../items.js'
import { platformOfDevice, platformsOf } from '../platforms.js'
import type { Platform } from '../platforms.js'
import { RuleError } from '../rule-language/tokens.js'
import type { Asked, FilterRule, Named } from './explain.js'
import { Memberships } from './population.js'
import type { Group, User } from './population.js'
import { reportedBy } from './reported.js'
import type { Assignment, Intent, Target } from './targets.js'

export interface FoundPolicy extends Named {
  readonly set: Resource
  /** Empty: for every platform. */
  readonly platforms: readonly Platform[]
}

const DEVICES = 'deviceManagement/managedDevices'
const FILTERS = 'deviceManagement/assignmentFilters'

/** Sets of Intune whose items are assigned to groups or to everybody. */
export function assignedSets(model: Model): readonly Resource[] {
  return model.resources.filter((set) => {
    const assignments = set.children.get('assignments')
    const isOfIntune = /^device(?:App)?Management\//.test(set.path) && set.parent?.many !== true
    return (
      isOfIntune && set.many && assignments !== undefined && Object.hasOwn(allProperties(assignments.type), 'target')
    )
  })
}

/** Policies and apps with this id or name, each once. */
export function* findPolicies(reader: ItemReader, named: string): Work<FoundPolicy[]> {
  const found = new Map<string, FoundPolicy>()
  for (const set of assignedSets(reader.model)) {
    const property = NAMES.find((name) => Object.hasOwn(allProperties(set.type), name))
    const filter = [
      `id eq ${quoted(named.toLowerCase())}`,
      ...(property === undefined ? [] : [`${property} eq ${quoted(named)}`]),
    ].join(' or ')
    for (const { type, entity } of yield* itemsAt(reader, set, [], { filter })) {
      const id = String(entity['id'])
      if (!found.has(id)) found.set(id, { set, id, name: nameOf(entity), platforms: platformsOf(type, entity) })
    }
  }
  return [...found.values()]
}

const NAMES = ['displayName', 'name']

/** Managed devices with this id, name or serial number. */
export function* findDevices(reader: ItemReader, named: string): Work<Entity[]> {
  const filter = `id eq ${quoted(named.toLowerCase())} or deviceName eq ${quoted(named)} or serialNumber eq ${quoted(named)}`
  return (yield* itemsAt(reader, reader.model.resourceAt(DEVICES), [], { filter })).map(({ entity }) => entity)
}

/** The user of a device and all that decides whether a policy reaches the two. */
export function* readAsked(reader: ItemReader, device: Entity, policy: FoundPolicy): Work<Asked> {
  const assignments = yield* assignmentsOf(reader, policy)
  const user = yield* userOf(reader, device)
  const directoryId = yield* directoryIdOf(reader, device)
  const id = String(device['id'])
  const own = { id, name: String(device['deviceName']), userId: user?.id }
  const population = {
    users: new Map(user === undefined ? [] : [[user.id, user]]),
    devices: new Map([[id, own]]),
    groups: yield* groupsAround(reader, { deviceId: id, directoryId, userId: user?.id }, assignments),
  }
  return {
    assignments,
    filters: yield* filtersOf(reader, assignments),
    population,
    memberships: new Memberships(population),
    device: own,
    reported: reportedBy(device),
    hasIntents: assignments.some(({ intent }) => intent !== undefined),
    isOfPlatform: policy.platforms.length === 0 || policy.platforms.includes(platformOfDevice(device)),
  }
}

const KINDS: Readonly<Record<string, Target['kind']>> = {
  '#microsoft.graph.groupAssignmentTarget': 'group',
  '#microsoft.graph.exclusionGroupAssignmentTarget': 'exclusion',
  '#microsoft.graph.allLicensedUsersAssignmentTarget': 'allUsers',
  '#microsoft.graph.allDevicesAssignmentTarget': 'allDevices',
}

/** Those that Intune itself resolves. */
export function* assignmentsOf(
  reader: ItemReader,
  { set, id }: Pick<FoundPolicy, 'set' | 'id'>,
  wanted: Wanted = { uncounted: true },
): Work<Assignment[]> {
  const resource = set.children.get('assignments')
  if (resource === undefined) return []
  const items = yield* itemsAt(reader, resource, [id], wanted)
  return items.flatMap(({ entity }) => assignmentOf(entity) ?? [])
}

/** Undefined for a target that is none of Intune's own, as a collection of Configuration Manager. */
function assignmentOf(entity: Entity): Assignment | undefined {
  const target = (entity['target'] ?? {}) as Entity
  const kind = KINDS[String(target['@odata.type'])]
  if (kind === undefined) return undefined
  const groupId = String(target['groupId']).toLowerCase()
  const filterId = target['deviceAndAppManagementAssignmentFilterId']
  const mode = target['deviceAndAppManagementAssignmentFilterType']
  return {
    id: String(entity['id']),
    target: kind === 'group' || kind === 'exclusion' ? { kind, groupId } : { kind },
    ...(typeof filterId === 'string' &&
      (mode === 'include' || mode === 'exclude') && { filter: { id: filterId, mode } }),
    ...(INTENTS.includes(String(entity['intent'])) && { intent: entity['intent'] as Intent }),
  }
}

const INTENTS = ['available', 'required', 'uninstall', 'availableWithoutEnrollment']

function* filtersOf({ store, model }: ItemReader, assignments: readonly Assignment[]): Work<Map<string, FilterRule>> {
  const found = new Map<string, FilterRule>()
  for (const { filter } of assignments) {
    if (filter === undefined || found.has(filter.id)) continue
    const loaded = yield* store.load(model.resourceAt(FILTERS), [filter.id])
    if (loaded === undefined) continue
    const text = String(loaded.entity['rule'])
    found.set(filter.id, { name: nameOf(loaded.entity), text, rule: ruleOf(text) })
  }
  return found
}

/** Profile `documented` stores rules that follow no grammar. */
export function ruleOf(text: string): Rule | undefined {
  try {
    return parseRule(text)
  } catch (error) {
    if (error instanceof RuleError) return undefined
    throw error
  }
}

function* userOf({ store, model }: ItemReader, device: Entity): Work<User | undefined> {
  const id = device['userId']
  if (typeof id !== 'string' || id === '') return undefined
  const loaded = yield* store.load(model.resourceAt('users'), [id.toLowerCase()])
  if (loaded === undefined) return undefined
  const { entity } = loaded
  return { id: id.toLowerCase(), name: nameOf(entity), isLicensed: isLicensed(entity['assignedPlans']) }
}

/** The id of the directory's object for a device: groups have that one as their member. */
function* directoryIdOf(reader: ItemReader, device: Entity): Work<string | undefined> {
  const deviceId = device['azureADDeviceId']
  if (typeof deviceId !== 'string' || deviceId === '') return undefined
  const filter = `deviceId eq ${quoted(deviceId)}`
  const [found] = yield* itemsAt(reader, reader.model.resourceAt('devices'), [], { filter, select: ['id'] })
  return found === undefined ? undefined : String(found.entity['id'])
}

interface Around {
  readonly deviceId: string
  readonly directoryId: string | undefined
  readonly userId: string | undefined
}

/** The groups that the user and the device are in, at any depth, and those that assignments name. */
function* groupsAround(
  { store, model }: ItemReader,
  { deviceId, directoryId, userId }: Around,
  assignments: readonly Assignment[],
): Work<Map<string, Group>> {
  const members = [directoryId, userId].filter((id) => id !== undefined)
  const pairs = yield* listMemberships(store, members)
  const named = assignments.flatMap(({ target }) => ('groupId' in target ? [target.groupId] : []))
  const ids = new Set([...named, ...pairs.map(({ groupId }) => groupId)])
  const groups = new Map<string, Group>()
  for (const id of ids) {
    const loaded = yield* store.load(model.resourceAt('groups'), [id])
    if (loaded === undefined) continue
    const inside = pairs.filter(({ groupId }) => groupId === id).map(({ memberId }) => memberId)
    groups.set(id, {
      id,
      name: nameOf(loaded.entity),
      users: inside.filter((each) => each === userId),
      devices: inside.includes(directoryId ?? '') ? [deviceId] : [],
      groups: inside.filter((each) => each !== userId && each !== directoryId),
    })
  }
  return groups
}

/** The name under which people know it, or its id. */
export function nameOf(entity: Entity): string {
  const name = NAMES.map((each) => entity[each]).find((value) => typeof value === 'string' && value !== '')
  return String(name ?? entity['id'])
}
