/**
 * Runs the events of a tenant in their order, some in each transaction. The row of the tenant's life is locked meanwhile, so
 * that one process at a time runs them; what was taken from the queue and what it did are stored together, or not at all.
 */
import { EntityStore } from '../../store/query/entities.js'
import type { Store } from '../../store/store.js'
import type { Work } from '../../store/work.js'
import type { ItemReader } from '../items.js'
import type { TenantCount } from './aggregate/tenant.js'
import { Batch } from './batch.js'
import { begin } from './begin.js'
import type { LifeEvent } from './events.js'
import { HAPPENINGS } from './happen.js'
import { loadWorld } from './load-world.js'
import { awaitedPolicies, dueEvents, lastRecalculation, nextDue, removeEvents } from './queue.js'
import { countRestores, holdRecord, updateRecord } from './records.js'
import type { LifeRecord } from './records.js'
import type { LifeSettings } from './settings.js'
import type { World } from './world.js'

/** Events of a transaction: as many as take about `TURN` milliseconds of work. On SQLite others wait meanwhile. */
const EVENTS = { least: 10, first: 60, most: 200 } as const
const TURN = 28

/** Rows that are changed in a transaction: to write them takes as long again. */
const ROWS = 420

/** A tenant in memory, and the state of the database that it is of. */
interface Known {
  readonly world: World
  readonly awaited: Set<string>
  readonly counting: TenantCount | undefined
  readonly unseenUntil: number | undefined
  readonly generation: number
  readonly restores: number
}

export class TenantRunner {
  readonly #store: Store
  readonly #tenantId: string
  readonly #name: string
  #known: Known | undefined
  #most: number = EVENTS.first

  constructor(store: Store, tenantId: string, name: string) {
    this.#store = store
    this.#tenantId = tenantId
    this.#name = name
  }

  /**
   * Runs some of what is due until a moment. Gives when the next event is due; undefined if there is none. A loss of power may take
   * what was done last, the events of which are then in the queue again.
   */
  async runUntil(until: number, settings: LifeSettings): Promise<number | undefined> {
    const { next, known } = await this.#store.database.write(() => this.#batch(until, settings), 'later')
    this.#known = known
    return next
  }

  /** It may be run again where the database says so: then what is in memory is of no use any more. */
  *#batch(until: number, settings: LifeSettings): Work<{ next: number | undefined; known: Known | undefined }> {
    const { database, model } = this.#store
    const tenantId = this.#tenantId
    const known = this.#known
    this.#known = undefined
    const record = yield* holdRecord(database, tenantId)
    if (record === undefined) return { next: undefined, known: undefined }
    const restores = yield* countRestores(database, tenantId)
    const reader: ItemReader = { model, store: new EntityStore(database.provider, tenantId) }
    const isCurrent = known?.generation === record.generation && known.restores === restores
    const world = isCurrent ? known.world : yield* loadWorld(reader)
    const awaited = isCurrent ? known.awaited : new Set(yield* awaitedPolicies(database, tenantId, 'aggregation'))
    // What these events tell of was there when the tenant was read.
    const unseenUntil = isCurrent ? known.unseenUntil : yield* lastRecalculation(database, tenantId)
    // A write that was not told of one by one makes it known by the next number alone.
    const isFormer = known !== undefined && known.generation + 1 === record.generation && known.restores === restores
    const former = isFormer ? known.world : undefined
    const batch = new Batch({ database, reader, world, settings, awaited, former, unseenUntil })
    if (isCurrent) batch.counting = known.counting
    if (record.begunAt === undefined) yield* begin(batch, until, record.switched === true)
    const spent = workMeter()
    const most = this.#most
    const taken = yield* dueEvents(database, tenantId, until, most)
    const isOver = (): boolean => batch.rowCount >= ROWS || spent(TURN / 2)
    const { done, isCut } = yield* happen(batch, taken, { until, most, isOver })
    const enough = isCut && isOver() ? done.length : undefined
    // Before what has come about is added: it may have the key of one that was run.
    yield* removeEvents(database, tenantId, done)
    yield* batch.flush()
    if (isCut || taken.length === most) this.#adapt(spent, enough)
    const generation = record.generation + 1
    yield* updateRecord(database, tenantId, this.#changes(record, until, generation))
    const next = yield* nextDue(database, tenantId)
    return { next, known: { world, awaited, counting: batch.counting, unseenUntil, generation, restores } }
  }

  /**
   * By the work of the process, not by time: a busy machine makes no event longer. Where these were enough not many more are taken,
   * whose devices would be read in vain.
   */
  #adapt(spent: WorkMeter, enough: number | undefined): void {
    if (enough !== undefined) this.#most = Math.min(this.#most, Math.max(EVENTS.least, enough + (enough >> 2)))
    else if (spent(1.5 * TURN)) this.#most = Math.max(EVENTS.least, this.#most >> 1)
    else if (!spent(TURN / 2)) this.#most = Math.min(EVENTS.most, this.#most * 2)
  }

  #changes(record: LifeRecord, until: number, generation: number): Partial<LifeRecord> {
    return {
      generation,
      ...(record.begunAt === undefined && { begunAt: until }),
      ...(record.runner !== this.#name && { runner: this.#name }),
    }
  }
}

/** Whether the processor has worked for more than some milliseconds since. */
type WorkMeter = (milliseconds: number) => boolean

/** The time of the processor takes long to ask for, and cannot be more than what has passed: mostly the clock says enough. */
function workMeter(): WorkMeter {
  const [usage, from] = [process.cpuUsage(), performance.now()]
  let [at, worked] = [from, 0]
  return (milliseconds) => {
    if (worked + performance.now() - at > milliseconds) {
      const { user, system } = process.cpuUsage(usage)
      ;[at, worked] = [performance.now(), (user + system) / 1000]
    }
    return worked > milliseconds
  }
}

interface Turn {
  readonly until: number
  readonly most: number
  /** Whether enough has been done, some events taking much longer than others. */
  readonly isOver: () => boolean
}

/**
 * Runs events and those that they bring about, `most` of them at most. Gives those of the queue that were run, and whether others
 * were left.
 */
function* happen(
  batch: Batch,
  taken: readonly LifeEvent[],
  { until, most, isOver }: Turn,
): Work<{ readonly done: LifeEvent[]; readonly isCut: boolean }> {
  yield* batch.expect(taken.flatMap(({ deviceId }) => (deviceId === '' ? [] : deviceId)))
  yield* batch.expectPolicies(taken.flatMap(({ kind, policyId }) => (kind === 'aggregation' ? policyId : [])))
  const done: LifeEvent[] = []
  let count = 0
  const isFull = (): boolean => count >= most || (count > 0 && isOver())
  for (const event of taken) {
    while (!isFull()) {
      const other = batch.events.takeBefore(event)
      if (other === undefined) break
      if ((yield* HAPPENINGS[other.kind](batch, other)) === false) return { done, isCut: putOff(batch, other) }
      count += 1
    }
    if (isFull()) return { done, isCut: true }
    count += 1
    batch.events.dropSame(event)
    if (!batch.events.isDropped(event) && (yield* HAPPENINGS[event.kind](batch, event)) === false)
      return { done, isCut: true }
    done.push(event)
  }
  // Beyond the last one that was taken there may be others in the queue.
  if (taken.length === most) return { done, isCut: false }
  while (!isFull()) {
    const other = batch.events.takeBefore(until)
    if (other === undefined) return { done, isCut: false }
    if ((yield* HAPPENINGS[other.kind](batch, other)) === false) return { done, isCut: putOff(batch, other) }
    count += 1
  }
  return { done, isCut: true }
}

/** What is left of an event is the next thing that happens. */
function putOff(batch: Batch, event: LifeEvent): true {
  batch.events.add(event)
  return true
}
