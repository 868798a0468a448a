/** How many devices meet each setting of policies, from what the devices remember (L81). */
import type { Resource } from '../../../model/model.js'
import { complete } from '../../../model/payload.js'
import type { Entity } from '../../../model/payload.js'
import type { Keys } from '../../../store/query/entities.js'
import type { Work } from '../../../store/work.js'
import { itemsAt, quoted } from '../../items.js'
import type { ItemReader } from '../../items.js'
import { pagesOf } from '../../reports/pages.js'
import { builtInStates } from '../built-in.js'
import { platformTypeOf } from '../device-states.js'
import { settingName } from '../documents/typed.js'
import { readTenantSettings } from '../load-world.js'
import { policiesOf, readMemories } from '../memory.js'
import type { Memory } from '../memory.js'
import type { FormerPolicy } from '../outcomes/device.js'
import { othersOf } from '../outcomes/settings.js'
import { preparePolicy } from '../prepare.js'
import { settleRows } from '../settle-rows.js'

const CONFIGURATIONS = 'deviceManagement/deviceConfigurations'
const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const OF_TENANT = 'deviceManagement/deviceCompliancePolicySettingStateSummaries'
const BELOW = 'devicesettingstatesummaries'

/** The number that a state counts in. */
const NUMBERS: Readonly<Record<string, string>> = {
  unknown: 'unknownDeviceCount',
  notApplicable: 'notApplicableDeviceCount',
  compliant: 'compliantDeviceCount',
  remediated: 'remediatedDeviceCount',
  nonCompliant: 'nonCompliantDeviceCount',
  error: 'errorDeviceCount',
  conflict: 'conflictDeviceCount',
}

type Counts = Record<string, number>

interface Counted {
  readonly id: string
  readonly platformType: string
  /** By the name of the setting. */
  readonly settings: Map<string, Counts>
}

function count(counts: Counts, state: string): void {
  const name = NUMBERS[state]
  if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
}

/** The settings of the policies of a set, or of one, with nothing counted yet. */
function* prepared(reader: ItemReader, set: Resource, id?: string): Work<Map<string, Counted>> {
  const found = new Map<string, Counted>()
  const filter = id === undefined ? undefined : `id eq ${quoted(id)}`
  for (const item of yield* itemsAt(reader, set, [], { filter, uncounted: true })) {
    const policy = yield* preparePolicy(reader, set, item)
    if (policy === undefined || !('settings' in policy)) continue
    const settings = new Map(policy.settings.map(({ key }) => [settingName(key), {}]))
    found.set(policy.id, { id: policy.id, platformType: platformTypeOf(policy), settings })
  }
  return found
}

/** Looks at the devices of the tenant, some at a time. */
function* eachDevice(reader: ItemReader, look: (device: Entity, memory: Memory) => void): Work<void> {
  const { store, model } = reader
  const devices = model.resourceAt('deviceManagement/managedDevices')
  const select = ['id', 'userId', 'lastSyncDateTime']
  const pages = pagesOf(reader, devices, [], { select, uncounted: true })
  for (let page = yield* pages(); page !== undefined; page = yield* pages()) {
    const ids = page.map(({ id }) => String(id))
    const memories = yield* readMemories(store.dialect, store.tenantId, ids)
    for (const device of page) look(device, memories.get(String(device['id'])) ?? {})
  }
}

function countPolicies(policies: ReadonlyMap<string, Counted>, memory: Memory): void {
  for (const [id, former] of policiesOf(memory)) countPolicy(policies.get(id), former)
}

function countPolicy(counted: Counted | undefined, { s: status, x = [] }: Pick<FormerPolicy, 's' | 'x'>): void {
  if (counted === undefined) return
  const bad = new Map(x.map(([key, state]) => [settingName(key), state]))
  const others = othersOf(status)
  for (const [name, counts] of counted.settings) count(counts, bad.get(name) ?? others)
}

function rowsBelow({ id, settings }: Counted): Entity[] {
  return [...settings].map(([name, counts]) => ({
    id: `${id}_${name}`,
    settingName: name,
    instancePath: null,
    ...counts,
  }))
}

/** The rows of one policy, as they would be stored. */
export function* settingRows(reader: ItemReader, set: Resource, id: string): Work<Entity[]> {
  const policies = yield* prepared(reader, set, id)
  yield* eachDevice(reader, (_device, memory) => countPolicies(policies, memory))
  const child = set.children.get(BELOW)
  const rows = [...policies.values()].flatMap(rowsBelow)
  return child === undefined ? [] : rows.map((row) => complete(child.type, row))
}

/** Stores what is counted of a policy, or of the tenant. */
export function* settleSettings(reader: ItemReader, resource: Resource, keys: Keys, at: number): Work<void> {
  const { parent } = resource
  const [id = ''] = keys
  if (parent?.path === CONFIGURATIONS || parent?.path === COMPLIANCE)
    return yield* settleRows(reader, resource, [id], yield* settingRows(reader, parent, id), (row) =>
      row.startsWith(`${id}_`),
    )
  if (resource.path !== OF_TENANT) return
  const policies = yield* prepared(reader, reader.model.resourceAt(COMPLIANCE))
  yield* storeTenant(reader, policies, yield* countAll(reader, policies, new Set(policies.keys()), at))
}

/** Stores what is counted of all policies and of the tenant, from one look at the devices. */
export function* aggregateSettings(reader: ItemReader, at: number): Work<void> {
  const all = new Map<string, Counted>()
  const sets: (readonly [set: Resource, policies: ReadonlyMap<string, Counted>])[] = []
  for (const path of [CONFIGURATIONS, COMPLIANCE]) {
    const set = reader.model.resourceAt(path)
    const policies = yield* prepared(reader, set)
    sets.push([set, policies])
    for (const [id, policy] of policies) all.set(id, policy)
  }
  const compliance = sets[1]?.[1] ?? new Map<string, Counted>()
  const builtIn = yield* countAll(reader, all, new Set(compliance.keys()), at)
  for (const [set, policies] of sets) {
    const child = set.children.get(BELOW)
    for (const policy of policies.values())
      if (child !== undefined)
        yield* settleRows(reader, child, [policy.id], rowsBelow(policy), (row) => row.startsWith(`${policy.id}_`))
  }
  yield* storeTenant(reader, compliance, builtIn)
}

/** Counts the policies, and gives what comes of the rules that every tenant has (L73). */
function* countAll(
  reader: ItemReader,
  policies: ReadonlyMap<string, Counted>,
  compliance: ReadonlySet<string>,
  at: number,
): Work<Map<string, Counts>> {
  const tenant = yield* readTenantSettings(reader)
  const users = new Set<string>()
  for (const { entity } of yield* itemsAt(reader, reader.model.resourceAt('users'), [], {
    select: ['id'],
    uncounted: true,
  }))
    users.add(String(entity['id']).toLowerCase())
  const found = new Map<string, Counts>()
  yield* eachDevice(reader, (device, memory) => {
    countPolicies(policies, memory)
    const hasPolicy = Object.keys(memory.state?.policies ?? {}).some((id) => compliance.has(id))
    const hasUser = users.has(String(device['userId']).toLowerCase())
    for (const { key, status } of builtInStates(device, { now: at, tenant, hasUser, hasPolicy })) {
      const name = settingName(key)
      const counts = found.get(name) ?? {}
      found.set(name, counts)
      count(counts, status)
    }
  })
  return found
}

/** Names of settings that are counted here, and not a client's. */
const OWN = /^\w+CompliancePolicy\./

function* storeTenant(
  reader: ItemReader,
  policies: ReadonlyMap<string, Counted>,
  builtIn: ReadonlyMap<string, Counts>,
): Work<void> {
  const rows = new Map<string, Entity>()
  const add = (name: string, platformType: string, counts: Counts): void => {
    const row = rows.get(name) ?? { id: name, setting: name, settingName: name, platformType }
    for (const [number, more] of Object.entries(counts)) row[number] = Number(row[number] ?? 0) + more
    rows.set(name, row)
  }
  for (const { platformType, settings } of policies.values())
    for (const [name, counts] of settings) add(name, platformType, counts)
  for (const [name, counts] of builtIn) add(name, 'all', counts)
  yield* settleRows(reader, reader.model.resourceAt(OF_TENANT), [], [...rows.values()], (id) => OWN.test(id))
}
