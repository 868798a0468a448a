/**
 * The lives of tenants as the rest of the server sees them: which tenants live, what writes have to tell, and when what is
 * due has been done. What does it is loaded when there is something to do.
 */
import { randomUUID } from 'node:crypto'
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises'
import { EntityStore } from '../../store/query/entities.js'
import type { Store } from '../../store/store.js'
import type { Work } from '../../store/work.js'
import { beginAgain } from './begin-again.js'
import type { Acting } from './devices.js'
import { LifeError } from './errors.js'
import { lifeEvent } from './events.js'
import type { LifeEvent } from './events.js'
import { recalculation } from './feed.js'
import { readLiving } from './living.js'
import type { Living } from './living.js'
import { addEvents, nextDue, tellEvents } from './queue.js'
import { holdRecord, listRecords, updateRecord } from './records.js'
import type { TenantRunner } from './runner.js'
import { changeSettings, settingsFrom, showSettings } from './settings.js'
import type { LifeDefault, LifeSettings, ShownLife, WantedLife } from './settings.js'

export interface LifeOptions {
  readonly store: Store
  readonly byDefault: LifeDefault
  readonly onFailure: (error: unknown) => void
}

/** Milliseconds that a request waits for what is due (L5). */
const START_LIMIT = 50

/** Milliseconds between two looks at what other processes, and time, have made due. */
const EVERY = 1000

/** Turns of the event loop between two transactions: what a request asks for takes some, and nothing waits where there is none. */
const TURNS = 4

/** Milliseconds for which events are left alone after one of them failed. */
const PAUSE = 5000

export class Life {
  readonly #store: Store
  readonly #byDefault: LifeDefault
  readonly #onFailure: (error: unknown) => void
  /** Names this process among those that run events. */
  readonly #name = randomUUID()
  #living: ReadonlyMap<string, Living> = new Map()
  readonly #running = new Map<string, Promise<void>>()
  readonly #runners = new Map<string, Promise<TenantRunner>>()
  /** How often writes have told of themselves, by tenant. */
  readonly #fed = new Map<string, number>()
  /** Until when, by the machine's clock, events that failed are left alone. */
  readonly #paused = new Map<string, number>()
  #loading: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor({ store, byDefault, onFailure }: LifeOptions) {
    this.#store = store
    this.#byDefault = byDefault
    this.#onFailure = onFailure
  }

  /** Whether writes to a tenant have to tell of themselves. Costs a look into a map. */
  lives(tenantId: string): boolean {
    return this.#living.has(tenantId)
  }

  /** How a tenant lives; undefined if it does not. */
  settingsOf(tenantId: string): LifeSettings | undefined {
    return this.#living.get(tenantId)?.settings
  }

  get living(): readonly string[] {
    return [...this.#living.keys()]
  }

  /** Reads which tenants live, and goes on looking at what becomes due until it is closed. */
  async open(): Promise<void> {
    await this.reload()
    this.#store.identity.onChange(() => void this.reload().catch(this.#onFailure))
    this.#timer = setInterval(() => void this.#tick().catch(this.#onFailure), EVERY).unref()
  }

  /** Reads again which tenants live, and what is due. */
  reload(): Promise<void> {
    return (this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    }))
  }

  async show(tenantId: string): Promise<ShownLife> {
    await this.reload()
    const { database } = this.#store
    const found = this.#living.get(tenantId)
    const record = found?.record ?? (await database.read(listRecords)).find((each) => each.tenantId === tenantId)
    const due = found === undefined ? undefined : await database.read(() => nextDue(database, tenantId))
    return {
      on: found !== undefined,
      of: record?.switched === undefined ? 'server' : 'tenant',
      ...showSettings(settingsFrom(record?.settings ?? {})),
      ...(due !== undefined && { nextEvent: new Date(due).toISOString() }),
    }
  }

  /** Switches a tenant on or off, and sets how it lives. */
  async change(tenantId: string, { on, ...wanted }: WantedLife): Promise<ShownLife> {
    const { database } = this.#store
    const now = this.#now(tenantId)
    await database.write(function* (): Work<void> {
      const record = yield* holdRecord(database, tenantId)
      if (record === undefined) throw new LifeError(`there is no tenant ${tenantId}`, 'notFound')
      const settings = changeSettings(record.settings, wanted)
      yield* updateRecord(database, tenantId, { settings, ...(on !== undefined && { switched: on }) })
      const isLater = settingsFrom(settings).delays.aggregation > 0
      const wasLater = record.begunAt !== undefined && settingsFrom(record.settings).delays.aggregation > 0
      // What is counted late from now on begins with what there is.
      if (isLater && !wasLater) yield* addEvents(database, tenantId, [lifeEvent(now, 'aggregation', { cause: 'all' })])
    })
    await this.#loading
    await this.#store.identity.announceChange()
    await this.reload()
    if (this.lives(tenantId)) await this.settle(tenantId)
    return this.show(tenantId)
  }

  /** Tells, in the transaction of a write, what follows from it. */
  *feed(tenantId: string, events: readonly LifeEvent[]): Work<void> {
    yield* tellEvents(this.#store.database, tenantId, events)
  }

  /** To be called when the transaction that was told of is stored. */
  fed(tenantId: string, events: readonly LifeEvent[]): void {
    const living = this.#living.get(tenantId)
    if (living === undefined || events.length === 0) return
    this.#fed.set(tenantId, (this.#fed.get(tenantId) ?? 0) + 1)
    for (const { at } of events) living.due = Math.min(living.due ?? at, at)
    void this.#startQuietly(tenantId)
  }

  /** Settles when what is due in a tenant is done, or has been waited for long enough; undefined if nothing is due. */
  ready(tenantId: string): Promise<void> | undefined {
    const living = this.#living.get(tenantId)
    if (living?.due === undefined || living.due > this.#now(tenantId) || this.#isPaused(tenantId)) return undefined
    const waiting = new AbortController()
    const limit = delay(START_LIMIT, undefined, { signal: waiting.signal }).catch(() => undefined)
    return Promise.race([this.#startQuietly(tenantId), limit]).finally(() => waiting.abort())
  }

  /** Does all that is due in a tenant, or in all tenants. */
  async settle(tenantId?: string): Promise<void> {
    await this.reload()
    for (const id of tenantId === undefined ? this.living : [tenantId]) {
      // What is under way may have looked at the clock before it was moved.
      await this.#running.get(id)?.catch(() => undefined)
      await this.#start(id)
    }
  }

  /** Does what is due in a tenant, and gives when the next event is; undefined where nothing is to come. */
  async nextEvent(tenantId: string): Promise<number | undefined> {
    await this.settle(tenantId)
    const { database } = this.#store
    return this.lives(tenantId) ? database.read(() => nextDue(database, tenantId)) : undefined
  }

  /** Whether the clock of a tenant may go back (L1). */
  async mayTurnBack(tenantId: string): Promise<boolean> {
    await this.reload()
    if (!this.lives(tenantId)) return true
    const { database } = this.#store
    await this.#running.get(tenantId)?.catch(() => undefined)
    return database.write(() => beginAgain(database, tenantId))
  }

  /** To be called after writes that were not told of one by one: anything may have changed. */
  async lookAround(tenantId: string): Promise<void> {
    await this.reload()
    if (!this.lives(tenantId)) return
    const { database } = this.#store
    const event = recalculation(this.#now(tenantId), 'everything', '')
    const hasBegun = await database.write(function* (): Work<boolean> {
      const record = yield* holdRecord(database, tenantId)
      // Its begin reads everything, and leaves what was seeded as it is.
      if (record?.begunAt === undefined) return false
      // What is in memory is of no use any more.
      yield* updateRecord(database, tenantId, { generation: record.generation + 1 })
      yield* addEvents(database, tenantId, [event])
      return true
    })
    if (hasBegun) this.fed(tenantId, [event])
    await this.ready(tenantId)
  }

  /** Does something to the devices of a tenant, and then all that is due. */
  async act<T>(tenantId: string, work: (acting: Acting) => Work<T>): Promise<T> {
    await this.reload()
    if (!this.lives(tenantId))
      throw new LifeError('the tenant does not live: switch it on first (intunite life on, or PATCH …/life)', 'off')
    const { database, model } = this.#store
    const now = this.#now(tenantId)
    const reader = { model, store: new EntityStore(database.provider, tenantId) }
    const events: LifeEvent[] = []
    const result = await database.write(function* (): Work<T> {
      events.length = 0
      yield* holdRecord(database, tenantId)
      const done = yield* work({ database, reader, now, queue: (event) => void events.push(event) })
      yield* addEvents(database, tenantId, events)
      return done
    })
    this.fed(tenantId, events)
    await this.settle(tenantId)
    return result
  }

  /** Looks at the devices of a tenant, whether it lives or not. */
  look<T>(tenantId: string, work: (acting: Acting) => Work<T>): Promise<T> {
    const { database, model } = this.#store
    const reader = { model, store: new EntityStore(database.provider, tenantId) }
    return database.read(() => work({ database, reader, now: this.#now(tenantId), queue: () => undefined }))
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await Promise.allSettled(this.#running.values())
  }

  #now(tenantId: string): number {
    return this.#store.clocks.milliseconds(tenantId)
  }

  async #tick(): Promise<void> {
    if (this.#living.size > 0 || this.#store.database.provider === 'postgresql') await this.reload()
    for (const [id, { due, record }] of this.#living) {
      const now = this.#now(id)
      // Another process that ran events a moment ago knows the tenant, and is let go first.
      const grace = record?.runner === undefined || record.runner === this.#name ? 0 : EVERY
      if (due !== undefined && due + grace <= now && !this.#isPaused(id)) void this.#startQuietly(id)
    }
  }

  #isPaused(tenantId: string): boolean {
    return (this.#paused.get(tenantId) ?? 0) > this.#store.clocks.machine.milliseconds()
  }

  /** What fails is told once, and tried again after a while. */
  #startQuietly(tenantId: string): Promise<void> {
    return this.#start(tenantId).catch(() => undefined)
  }

  /** Runs what is due, unless that is under way. */
  #start(tenantId: string): Promise<void> {
    const running = this.#running.get(tenantId)
    if (running !== undefined) return running
    const run = this.#run(tenantId)
      .catch((error: unknown) => {
        this.#paused.set(tenantId, this.#store.clocks.machine.milliseconds() + PAUSE)
        if (!this.#closed) this.#onFailure(error)
        throw error
      })
      .finally(() => this.#running.delete(tenantId))
    run.catch(() => undefined)
    this.#running.set(tenantId, run)
    return run
  }

  async #run(tenantId: string): Promise<void> {
    const runner = await this.#runnerOf(tenantId)
    await this.#runAll(runner, tenantId)
    await this.#store.database.flushed?.()
  }

  async #runAll(runner: TenantRunner, tenantId: string): Promise<void> {
    for (;;) {
      const living = this.#living.get(tenantId)
      if (living === undefined || this.#closed) return
      const fed = this.#fed.get(tenantId)
      const due = await runner.runUntil(this.#now(tenantId), living.settings)
      const isMore = this.#fed.get(tenantId) !== fed
      if (!isMore) living.due = due
      if (!isMore && (due === undefined || due > this.#now(tenantId))) return
      // Others have their turn.
      for (let turn = 0; turn < TURNS; turn += 1) await immediate()
    }
  }

  #runnerOf(tenantId: string): Promise<TenantRunner> {
    let runner = this.#runners.get(tenantId)
    if (runner === undefined) {
      runner = import('./runner.js').then(({ TenantRunner }) => new TenantRunner(this.#store, tenantId, this.#name))
      this.#runners.set(tenantId, runner)
    }
    return runner
  }

  async #load(): Promise<void> {
    const { database } = this.#store
    const living = await database.read(() => readLiving(this.#byDefault))
    this.#living = living
    for (const id of this.#runners.keys()) if (!living.has(id)) this.#runners.delete(id)
  }
}
