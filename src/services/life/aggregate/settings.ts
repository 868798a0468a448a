/** How many devices meet each setting of policies, from what the devices remember (L81). */
import type { Resource } from '../../../model/model.js'
import { complete } from '../../../model/payload.js'
import type { Entity } from '../../../model/payload.js'
import type { Keys } from '../../../store/query/entities.js'
import type { Work } from '../../../store/work.js'
import { itemsAt, quoted } from '../../items.js'
import type { ItemReader } from '../../items.js'
import { isLicensed } from '../../targeting/licences.js'
import { pagesOf } from '../../reports/pages.js'
import { CONFIGURATIONS } from '../../reports/policies.js'
import { builtInStates } from '../built-in.js'
import { platformTypeOf } from '../device-states.js'
import { settingName } from '../documents/typed.js'
import { readTenantSettings } from '../load-world.js'
import { policiesOf, readMemories } from '../memory.js'
import type { Memory } from '../memory.js'
import type { TenantSettings } from '../outcomes/contract.js'
import type { FormerPolicy } from '../outcomes/device.js'
import type { Policy } from '../outcomes/policy.js'
import { othersOf } from '../outcomes/settings.js'
import { preparePolicy } from '../prepare.js'
import { settleRows } from '../settle-rows.js'

export const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
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

/** A policy whose settings are counted. */
export interface Counted {
  readonly id: string
  readonly set: Resource
  readonly platformType: string
  /** By the name of the setting. */
  readonly settings: Map<string, Counts>
}

function count(counts: Counts, state: string): void {
  const name = NUMBERS[state]
  if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
}

/** Nothing is counted of it yet; undefined of what has no settings. */
export function countedFrom(set: Resource, policy: Policy | undefined): Counted | undefined {
  if (policy === undefined || !('settings' in policy)) return undefined
  const settings = new Map(policy.settings.map(({ key }) => [settingName(key), {}]))
  return { id: policy.id, set, platformType: platformTypeOf(policy), settings }
}

/** The settings of the policies of a set, or of one, as they are stored. */
function* prepared(reader: ItemReader, set: Resource, id?: string): Work<Map<string, Counted>> {
  const found = new Map<string, Counted>()
  const filter = id === undefined ? undefined : `id eq ${quoted(id)}`
  for (const item of yield* itemsAt(reader, set, [], { filter, uncounted: true })) {
    const counted = countedFrom(set, yield* preparePolicy(reader, set, item))
    if (counted !== undefined) found.set(counted.id, counted)
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
  const users = new Set<string>()
  for (const { entity } of yield* itemsAt(reader, reader.model.resourceAt('users'), [], ALL_PLANS))
    if (isLicensed(entity['assignedPlans'])) users.add(String(entity['id']).toLowerCase())
  const counts = new SettingCounts(policies, {
    at,
    tenant: yield* readTenantSettings(reader),
    hasUser: (id) => users.has(id),
  })
  yield* eachDevice(reader, (device, memory) => counts.look(device, memory))
  yield* counts.storeTenant(reader)
}

const ALL_PLANS = { select: ['id', 'assignedPlans'], uncounted: true } as const

interface Known {
  readonly at: number
  readonly tenant: TenantSettings
  /** Whether a user is there and may receive anything, by the id in lower case. */
  readonly hasUser: (id: string) => boolean
}

/** What is counted of devices that are looked at one after the other. */
export class SettingCounts {
  readonly #policies: ReadonlyMap<string, Counted>
  readonly #known: Known
  /** Of the rules that every tenant has (L73). */
  readonly #builtIn = new Map<string, Counts>()

  constructor(policies: ReadonlyMap<string, Counted>, known: Known) {
    this.#policies = policies
    this.#known = known
  }

  look(device: Entity, memory: Memory): void {
    countPolicies(this.#policies, memory)
    const { at: now, tenant } = this.#known
    const ids = Object.keys(memory.state?.policies ?? {})
    const hasPolicy = ids.some((id) => this.#policies.get(id)?.set.path === COMPLIANCE)
    const hasUser = this.#known.hasUser(String(device['userId']).toLowerCase())
    for (const { key, status } of builtInStates(device, { now, tenant, hasUser, hasPolicy })) {
      const name = settingName(key)
      const counts = this.#builtIn.get(name) ?? {}
      this.#builtIn.set(name, counts)
      count(counts, status)
    }
  }

  /** Stores the rows of the tenant. */
  *storeTenant(reader: ItemReader): Work<void> {
    const rows = new Map<string, Entity>()
    const add = (name: string, platformType: string, counts: Counts): void => {
      const row = rows.get(name) ?? { id: name, setting: name, settingName: name, platformType }
      for (const [number, more] of Object.entries(counts)) row[number] = Number(row[number] ?? 0) + more
      rows.set(name, row)
    }
    for (const { set, platformType, settings } of this.#policies.values())
      if (set.path === COMPLIANCE) for (const [name, counts] of settings) add(name, platformType, counts)
    for (const [name, counts] of this.#builtIn) add(name, 'all', counts)
    yield* settleRows(reader, reader.model.resourceAt(OF_TENANT), [], [...rows.values()], (id) => OWN.test(id))
  }
}

/** Stores the rows of one policy. */
export function* storePolicy(reader: ItemReader, policy: Counted): Work<void> {
  const child = policy.set.children.get(BELOW)
  if (child !== undefined)
    yield* settleRows(reader, child, [policy.id], rowsBelow(policy), (row) => row.startsWith(`${policy.id}_`))
}

/** Names of settings that are counted here, and not a client's. */
const OWN = /^\w+CompliancePolicy\./
