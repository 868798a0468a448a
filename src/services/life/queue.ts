/** The queue of events of a tenant, in the database: an event that is taken and what it does are one transaction. */
import { dialectOf } from '../../store/sql/dialect.js'
import { givenRecords } from '../../store/sql/records.js'
import { insertValues } from '../../store/query/bulk.js'
import { all, one, run, runEach } from '../../store/work.js'
import type { Database, Row, Work } from '../../store/work.js'
import { RANKS } from './events.js'
import type { EventKind, LifeEvent } from './events.js'

type Provider = Pick<Database, 'provider'>

const KEY = ['tenantId', 'at', 'rank', 'deviceId', 'policyId', 'kind'] as const
const ORDER = KEY.slice(1)
  .map((name) => `"${name}"`)
  .join(', ')

/** Adds events; one that is there already stays as it is. */
export function* addEvents({ provider }: Provider, tenantId: string, events: readonly LifeEvent[]): Work<void> {
  if (events.length === 0) return
  const rows = events.map((event) => [...keyOf(tenantId, event), JSON.stringify(event.facts)])
  yield* insertValues({ dialect: dialectOf(provider) }, 'lifeEvent', [...KEY, 'facts'], KEY, rows)
}

/**
 * Adds the events of a write. One that is there already stays as it is: it is not run before the write is stored, and if it is
 * being run, which may have seen what was there before the write, it comes again.
 */
export function* tellEvents({ provider }: Provider, tenantId: string, events: readonly LifeEvent[]): Work<void> {
  if (provider === 'sqlite' || events.length === 0) return yield* addEvents({ provider }, tenantId, events)
  const columns = [...KEY, 'facts'].map((name) => `"${name}"`).join(', ')
  const rows = new Map(events.map((event) => [keyOf(tenantId, event).join(), event]))
  const records = [...rows.values()].map((event) => recordOf([...keyOf(tenantId, event), JSON.stringify(event.facts)]))
  const key = KEY.map((name) => `"${name}"`).join(', ')
  yield* run(
    `INSERT INTO "lifeEvent" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"lifeEvent", $1::json) ` +
      `ON CONFLICT (${key}) DO UPDATE SET "facts" = "lifeEvent"."facts"`,
    [JSON.stringify(records)],
  )
}

/** The first events that are due, in their order, to be run: what a write adds meanwhile waits ({@link tellEvents}). */
export function dueEvents({ provider }: Provider, tenantId: string, until: number, most: number): Work<LifeEvent[]> {
  return firstEvents({ provider }, tenantId, until, most, dialectOf(provider).forUpdate)
}

/** The next events, due or not. */
export function nextEvents({ provider }: Provider, tenantId: string, most: number): Work<LifeEvent[]> {
  return firstEvents({ provider }, tenantId, Number.MAX_SAFE_INTEGER, most, '')
}

function* firstEvents(
  { provider }: Provider,
  tenantId: string,
  until: number,
  most: number,
  lock: string,
): Work<LifeEvent[]> {
  const { placeholder: mark } = dialectOf(provider)
  const rows = yield* all(
    `SELECT ${ORDER}, "facts" FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "at" <= ${mark(2)} ORDER BY ${ORDER} LIMIT ${most}${lock}`,
    [tenantId, until],
  )
  return rows.map(eventFrom)
}

/** The policies that events of a kind are about. */
export function* awaitedPolicies({ provider }: Provider, tenantId: string, kind: EventKind): Work<string[]> {
  const { placeholder: mark } = dialectOf(provider)
  const rows = yield* all(
    `SELECT "policyId" FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "rank" = ${RANKS[kind]}`,
    [tenantId],
  )
  return rows.map(([id]) => String(id))
}

/** The events of a kind, in their order. */
export function* eventsOfKind({ provider }: Provider, tenantId: string, kind: EventKind): Work<LifeEvent[]> {
  const { placeholder: mark } = dialectOf(provider)
  const rows = yield* all(
    `SELECT ${ORDER}, "facts" FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "rank" = ${mark(2)} ORDER BY ${ORDER}`,
    [tenantId, RANKS[kind]],
  )
  return rows.map(eventFrom)
}

/** When the next event is due, by the tenant's clock; undefined if there is none. */
export function* nextDue({ provider }: Provider, tenantId: string): Work<number | undefined> {
  const { placeholder: mark } = dialectOf(provider)
  const row = yield* one(`SELECT min("at") FROM "lifeEvent" WHERE "tenantId" = ${mark(1)}`, [tenantId])
  return row?.[0] === null || row === undefined ? undefined : Number(row[0])
}

/** The same of each tenant whose life has begun; a tenant without any event is left out. */
export function* nextDues(): Work<Map<string, number>> {
  const due = `SELECT min(e."at") FROM "lifeEvent" e WHERE e."tenantId" = t."tenantId"`
  const rows = yield* all(`SELECT t."tenantId", (${due}) FROM "lifeTenant" t WHERE t."begunAt" IS NOT NULL`, [])
  return new Map(rows.flatMap(([id, at]) => (at === null ? [] : [[String(id), Number(at)]])))
}

export function* removeEvents({ provider }: Provider, tenantId: string, events: readonly LifeEvent[]): Work<void> {
  if (events.length === 0) return
  const { placeholder: mark } = dialectOf(provider)
  const keys = events.map((event) => keyOf(tenantId, event))
  if (provider === 'sqlite') {
    const where = KEY.map((name, n) => `"${name}" = ${mark(n + 1)}`).join(' AND ')
    yield* runEach(`DELETE FROM "lifeEvent" WHERE ${where}`, keys)
    return
  }
  const records = keys.map(recordOf)
  const same = KEY.map((name) => `e."${name}" = k."${name}"`).join(' AND ')
  const source = givenRecords(`json_populate_recordset(NULL::"lifeEvent", $1::json)`)
  yield* run(`DELETE FROM "lifeEvent" e USING ${source} k WHERE ${same}`, [JSON.stringify(records), records.length])
}

function keyOf(tenantId: string, { at, kind, deviceId, policyId, cause }: LifeEvent): (string | number)[] {
  return [tenantId, at, RANKS[kind], deviceId, policyId, cause === '' ? kind : `${kind} ${cause}`]
}

function recordOf(row: readonly (string | number)[]): Record<string, string | number | undefined> {
  return Object.fromEntries([...KEY, 'facts'].slice(0, row.length).map((name, n) => [name, row[n]]))
}

function eventFrom([at, , deviceId, policyId, text, facts]: Row): LifeEvent {
  const [kind = '', ...cause] = String(text).split(' ')
  return {
    at: Number(at),
    kind: kind as EventKind,
    deviceId: String(deviceId),
    policyId: String(policyId),
    cause: cause.join(' '),
    facts: JSON.parse(String(facts)) as LifeEvent['facts'],
  }
}

/** When the last of the events comes that tell of a change of users, devices or groups; undefined without any. */
export function* lastRecalculation({ provider }: Provider, tenantId: string): Work<number | undefined> {
  const { placeholder: mark } = dialectOf(provider)
  const [at] =
    (yield* one(`SELECT max("at") FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "rank" = ${RANKS.recalculation}`, [
      tenantId,
    ])) ?? []
  return at === null || at === undefined ? undefined : Number(at)
}

/** Managed devices that an event in the queue tells of. */
export function* toldDevices({ provider }: Provider, tenantId: string): Work<string[]> {
  const { placeholder: mark } = dialectOf(provider)
  const told = 'recalculation managedDevices '
  const rows = yield* all(
    `SELECT "kind" FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "rank" = ${RANKS.recalculation} AND "kind" LIKE '${told}%'`,
    [tenantId],
  )
  return rows.map(([kind]) => String(kind).slice(told.length))
}

/** Devices that have a check-in by their schedule ahead of them. */
export function* scheduledDevices({ provider }: Provider, tenantId: string): Work<string[]> {
  const { placeholder: mark } = dialectOf(provider)
  const rows = yield* all(
    `SELECT DISTINCT "deviceId" FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "kind" = 'checkIn scheduled'`,
    [tenantId],
  )
  return rows.map(([id]) => String(id))
}

/** When each device checks in next, or one does, in milliseconds; the agent of Windows for apps and scripts apart. */
export function* nextCheckIns({ provider }: Provider, tenantId: string, deviceId?: string): Work<Map<string, number>> {
  const { placeholder: mark } = dialectOf(provider)
  const own = deviceId === undefined ? '' : ` AND "deviceId" = ${mark(2)}`
  const rows = yield* all(
    `SELECT "deviceId", min("at") FROM "lifeEvent" WHERE "tenantId" = ${mark(1)} AND "rank" = ${RANKS.checkIn} AND "kind" <> 'checkIn agent'${own} GROUP BY "deviceId"`,
    deviceId === undefined ? [tenantId] : [tenantId, deviceId],
  )
  return new Map(rows.map(([id, at]) => [String(id), Number(at)]))
}
