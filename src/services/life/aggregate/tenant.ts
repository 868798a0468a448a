/**
 * The aggregation of a whole tenant (L58, L59, L81): in parts, each in a transaction of its own, so that nothing has to wait for
 * all of it. Nothing else of the tenant happens in between.
 */
import type { Entity } from '../../../model/payload.js'
import { identifier } from '../../../store/sql/dialect.js'
import { all } from '../../../store/work.js'
import type { Work } from '../../../store/work.js'
import type { ItemReader } from '../../items.js'
import { CONFIGURATIONS, UPDATES } from '../../reports/policies.js'
import { keepReported, readMemories } from '../memory.js'
import type { World } from '../world.js'
import { aggregateSingles } from './aggregate.js'
import type { StatesOf } from '../../scope.js'
import { COMPLIANCE, countedFrom, SettingCounts, storePolicy } from './settings.js'
import type { Counted } from './settings.js'
import { WorstStates } from './worst-states.js'

/** Devices of a part, and how many of them take as long as one policy. */
const DEVICES = 250
const PER_POLICY = 10

/** Members of devices that summaries count by. */
const BY = ['complianceState', 'operatingSystem', 'managementAgent'] as const

export class TenantCount {
  readonly at: number
  readonly #world: World
  readonly #settings: SettingCounts
  readonly #policies: Counted[]
  readonly #devices: readonly string[]
  readonly #states: readonly (readonly [types: RegExp | undefined, states: WorstStates])[]
  readonly #by = new Map<string, Map<string, number>>(BY.map((name) => [name, new Map<string, number>()]))
  #looked = 0
  #stored = 0

  constructor(world: World, at: number) {
    this.at = at
    this.#world = world
    const judged = [...world.policies.values()].filter(
      ({ set: { path } }) => path === CONFIGURATIONS || path === COMPLIANCE,
    )
    this.#policies = judged.flatMap(({ set, policy }) => countedFrom(set, policy) ?? [])
    const byId = new Map(this.#policies.map((policy) => [policy.id, policy]))
    const hasUser = (id: string): boolean => world.users.get(id)?.isLicensed === true
    this.#settings = new SettingCounts(byId, { at, tenant: world.tenant, hasUser })
    this.#devices = [...world.devices.keys()].sort()
    const configurations = judged.filter(({ set }) => set.path === CONFIGURATIONS)
    this.#states = [undefined, UPDATES].map((types) => {
      const counted = configurations.filter(({ type = '' }) => types === undefined || types.test(type))
      const ids = new Set(counted.map(({ id }) => id))
      return [types, new WorstStates((id) => ids.has(id))] as const
    })
  }

  /** Does the next part. Gives whether it was the last. */
  *part(reader: ItemReader): Work<boolean> {
    let left = DEVICES
    while (this.#looked < this.#devices.length) {
      if (left <= 0) return false
      const ids = this.#devices.slice(this.#looked, this.#looked + left)
      yield* this.#look(reader, ids)
      this.#looked += ids.length
      left -= ids.length
    }
    for (; this.#stored < this.#policies.length; this.#stored += 1) {
      if (left <= 0) return false
      yield* storePolicy(reader, this.#policies[this.#stored] as Counted)
      left -= PER_POLICY
    }
    yield* this.#settings.storeTenant(reader)
    yield* aggregateSingles(reader, this.at, {
      statesOf: this.#world.hasForeignRows ? undefined : this.#statesOf(),
      devicesBy: (property) => this.#by.get(property),
    })
    return true
  }

  *#look({ store: { dialect, tenantId } }: ItemReader, ids: readonly string[]): Work<void> {
    const rows = yield* all(
      `SELECT "id", "userId", "lastSyncDateTime", ${BY.map(identifier).join(', ')} FROM "managedDevice" WHERE "tenantId" = ${dialect.placeholder(1)} AND ${dialect.isAmong('"id"', 2, 'text')}`,
      [tenantId, JSON.stringify(ids)],
    )
    const { reported } = this.#world
    const changed = ids.filter((id) => !reported.has(id))
    const memories = yield* readMemories(dialect, tenantId, changed)
    for (const id of changed) reported.set(id, memories.get(id) ?? {})
    for (const [id, userId, lastSync, ...values] of rows) {
      for (const [n, name] of BY.entries()) {
        const [counts, value] = [this.#by.get(name), String(values[n] ?? '')]
        counts?.set(value, (counts.get(value) ?? 0) + 1)
      }
      const memory = reported.of(String(id))
      const device: Entity = { userId, lastSyncDateTime: `${String(lastSync)}Z` }
      this.#settings.look(device, memory)
      const user = this.#world.users.get(String(userId).toLowerCase())
      for (const [, states] of this.#states) states.look(user?.id, memory)
    }
    yield* keepReported(dialect, tenantId, changed)
  }

  #statesOf(): StatesOf {
    return (set, name, types) => {
      const states = this.#states.find(([each]) => each === types)?.[1]
      if (set !== CONFIGURATIONS || states === undefined) return undefined
      return name === 'userStatuses' ? states.users : states.devices
    }
  }
}
