/**
 * What one transaction of a tenant's life reads and writes: devices are loaded once and written once, rows of one set go
 * together, and events that come about meanwhile take their place in the order.
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { removeEach } from '../../store/query/bulk.js'
import type { Database, Work } from '../../store/work.js'
import type { ItemReader } from '../items.js'
import { aggregatePolicy, forgetAggregates, forgetTenant } from './aggregate/aggregate.js'
import { isCounted, knownCounts } from './aggregate/known-counts.js'
import { TenantCount } from './aggregate/tenant.js'
import { ActionResults } from './action-results.js'
import { chanceOf } from './chance.js'
import { ChangedRows } from './changed-rows.js'
import { DetectedApps } from './detected.js'
import { ComingEvents } from './coming-events.js'
import { changeDraft, loadDrafts, writeDrafts } from './drafts.js'
import type { Draft } from './drafts.js'
import { lifeEvent } from './events.js'
import { HeldPolicies } from './held-policies.js'
import { forgetDevices, readMemories, writeMemories } from './memory.js'
import type { Memory } from './memory.js'
import { addNotes } from './notes.js'
import type { Note } from './notes.js'
import type { Chance } from './outcomes/contract.js'
import { addEvents, removeEvents } from './queue.js'
import type { LifeSettings } from './settings.js'
import type { World } from './world.js'

export const MANAGED_DEVICES = 'deviceManagement/managedDevices'

const FEW = 5

export interface BatchOptions {
  readonly database: Pick<Database, 'provider'>
  readonly reader: ItemReader
  readonly world: World
  readonly settings: LifeSettings
  /** Policies that an aggregation is in the queue for. */
  readonly awaited: Set<string>
  /** The tenant as it was known until it was read anew. */
  readonly former?: World | undefined
  /** Until then events tell of changes that the tenant in memory was read with. */
  readonly unseenUntil?: number | undefined
}

export class Batch {
  readonly reader: ItemReader
  readonly world: World
  readonly settings: LifeSettings
  readonly former: World | undefined
  readonly #unseenUntil: number | undefined
  readonly chance: Chance
  readonly tenantId: string
  readonly devices: Resource
  readonly detected = new DetectedApps()
  readonly actions = new ActionResults()
  readonly events = new ComingEvents()
  /** Policies of which rows have changed. */
  readonly changed = new Set<string>()
  /** Policies that an aggregation is to come of; '' is the tenant. */
  readonly awaited: Set<string>
  #isTenantChanged = false
  readonly #database: Pick<Database, 'provider'>
  readonly #drafts = new Map<string, Draft | undefined>()
  readonly #memories = new Map<string, Memory>()
  readonly #remembered = new Set<string>()
  readonly #gone = new Set<string>()
  readonly #policies = new HeldPolicies()
  readonly #rows = new ChangedRows(this.#policies)
  /** What was counted of policies, apart: rows are written before each count that reads them. */
  readonly #summaries = new ChangedRows(this.#policies)
  readonly #notes: Note[] = []

  constructor({ database, reader, world, settings, awaited, former, unseenUntil }: BatchOptions) {
    this.#unseenUntil = unseenUntil
    this.former = former
    this.awaited = awaited
    this.#database = database
    this.reader = reader
    this.world = world
    this.settings = settings
    this.chance = chanceOf(settings.seed)
    this.tenantId = reader.store.tenantId
    this.devices = reader.model.resourceAt(MANAGED_DEVICES)
  }

  /** Loads devices that will be asked for, together. */
  *expect(ids: Iterable<string>): Work<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#drafts.has(id) && !this.#gone.has(id))
    if (missing.length === 0) return
    const found = yield* loadDrafts(this.reader.store, this.devices, missing)
    for (const id of missing) this.#drafts.set(id, found.get(id))
    yield* this.remember(missing.flatMap((id) => [id, ...this.#beside(id)]))
  }

  /** Holds policies that will be counted, together. */
  *expectPolicies(ids: readonly string[]): Work<void> {
    const bySet = new Map<Resource, string[]>()
    for (const id of ids) {
      const set = this.world.policies.get(id)?.set
      if (set !== undefined) bySet.set(set, [...(bySet.get(set) ?? []), id])
    }
    for (const [set, held] of bySet) yield* this.#policies.expect(this.reader.store, set, held)
  }

  /** Other devices of the same user, whose row tells of all of them. Of many each is remembered when it is needed. */
  #beside(id: string): Iterable<string> {
    const userId = this.world.devices.get(id)?.userId
    const devices = userId === undefined ? undefined : this.world.devicesOfUser(userId)
    return devices !== undefined && devices.size <= FEW ? devices : []
  }

  /** Loads what is remembered of devices. */
  *remember(ids: Iterable<string>): Work<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#memories.has(id))
    if (missing.length === 0) return
    const found = yield* readMemories(this.#database, this.tenantId, missing)
    for (const id of missing) this.#memories.set(id, found.get(id) ?? {})
  }

  *device(id: string): Work<Draft | undefined> {
    yield* this.expect([id])
    return this.#drafts.get(id)
  }

  /** Of a device that was expected or remembered. */
  memory(id: string): Memory {
    return this.#memories.get(id) ?? {}
  }

  setMemory(id: string, memory: Memory): void {
    this.world.statuses.change(this.memory(id), memory)
    this.#memories.set(id, memory)
    this.#remembered.add(id)
    this.world.reported.forget(id)
  }

  change(draft: Draft, members: Entity): void {
    changeDraft(this.devices, draft, members)
  }

  /** Takes a device away, with what is known of it. */
  remove(id: string): void {
    this.#gone.add(id)
    this.#drafts.set(id, undefined)
    this.#memories.set(id, {})
    this.#remembered.delete(id)
    this.world.reported.forget(id)
    this.events.forget(id)
  }

  /**
   * Whether a change that an event tells of at a moment may have been there when the tenant was read, so that nothing is known of
   * before. The delay of groups puts such an event off.
   */
  isUnseen(at: number): boolean {
    return this.#unseenUntil !== undefined && at <= this.#unseenUntil + this.settings.delays.group
  }

  /** How many rows below policies are to be written. */
  get rowCount(): number {
    return this.#rows.count
  }

  /** An item; `above` is the id of the policy that contains it. */
  put(resource: Resource, above: string | undefined, entity: Entity): void {
    this.#rows.put(resource, above, entity)
  }

  /** `keys` lead to the row itself. */
  take(resource: Resource, keys: readonly string[]): void {
    this.#rows.take(resource, keys)
  }

  note(note: Note): void {
    this.#notes.push(note)
  }

  /** Notes that rows of a policy have changed: they are counted anew, at once or later. */
  touch(policyId: string, at: number): void {
    this.changed.add(policyId)
    this.#awaitAggregation(policyId, at)
    this.touchTenant(at)
  }

  /** Notes that what is counted of the whole tenant may have changed. */
  touchTenant(at: number): void {
    this.#isTenantChanged = true
    this.#awaitAggregation('', at)
  }

  /** A change is counted by the first aggregation after it; further ones until then add none. */
  #awaitAggregation(policyId: string, at: number): void {
    const { aggregation } = this.settings.delays
    if (aggregation === 0 || this.awaited.has(policyId)) return
    this.awaited.add(policyId)
    this.events.add(lifeEvent(at + aggregation, 'aggregation', { policyId }))
  }

  /** The aggregation of the tenant that is under way, of which another transaction did a part. */
  counting: TenantCount | undefined;

  /**
   * Counts what a policy, or the tenant without one, shows at a moment: nothing that happens later. Gives false where the rest has to
   * wait for another transaction.
   */
  *aggregate(policyId: string, at: number): Work<boolean> {
    if (this.settings.delays.aggregation === 0) {
      // It was put off when counts were to come later.
      this.awaited.delete(policyId)
      this.touch(policyId, at)
      return true
    }
    const { reader, world } = this
    if (policyId === '') {
      yield* this.#writeItems()
      if (this.counting?.at !== at) this.counting = new TenantCount(world, at)
      if (!(yield* this.counting.part(reader))) return false
      this.counting = undefined
    } else {
      const policy = world.policies.get(policyId)
      if (policy !== undefined) {
        if (!isCounted(world, policy)) yield* this.#rows.write(reader.store)
        const into = { policies: this.#policies, rows: this.#summaries }
        yield* aggregatePolicy(reader, policy, at, into, yield* knownCounts(reader, world, policy))
      }
    }
    this.awaited.delete(policyId)
    return true
  }

  /** What is counted at once is counted when it is read: what was stored before is of no use. */
  *#countAtOnce(): Work<void> {
    if (this.settings.delays.aggregation > 0) return
    const policies = [...this.changed].flatMap((id) => {
      const policy = this.world.policies.get(id)
      return policy === undefined ? [] : { set: policy.set, id }
    })
    yield* forgetAggregates(this.reader, policies)
    if (this.#isTenantChanged) yield* forgetTenant(this.reader)
  }

  /** Writes everything. */
  *flush(): Work<void> {
    const database = this.#database
    yield* this.#writeItems()
    yield* this.#countAtOnce()
    yield* forgetDevices(database, this.tenantId, [...this.#gone])
    yield* addNotes(database, this.tenantId, this.#notes)
    yield* removeEvents(database, this.tenantId, this.events.dropped)
    yield* addEvents(database, this.tenantId, this.events.added)
  }

  /** Writes what clients read: devices, the rows of policies, and what is remembered of devices. */
  *#writeItems(): Work<void> {
    const { store } = this.reader
    yield* removeEach(
      store,
      this.devices,
      [...this.#gone].map((id) => [id]),
    )
    const drafts = [...this.#drafts.values()].filter((draft) => draft !== undefined)
    yield* writeDrafts(store, this.devices, drafts)
    yield* this.detected.flush(this.reader)
    yield* this.actions.flush(this.reader)
    yield* this.#rows.write(store)
    yield* this.#summaries.write(store)
    yield* writeMemories(
      this.#database,
      this.tenantId,
      [...this.#remembered].map((id) => [id, this.memory(id)]),
    )
    this.#remembered.clear()
  }
}
