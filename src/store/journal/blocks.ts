/** The rows of the journal of requests: blocks of requests of one tenant, in the order in which they were stored, and pins. */
import { insertValues } from '../query/bulk.js'
import { dialectOf, identifier } from '../sql/dialect.js'
import { all, one, run } from '../work.js'
import type { Database, Row, SqlValue, Work } from '../work.js'

export interface NewBlock {
  /** Empty where it is not known. */
  readonly tenantId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly entries: number
  readonly facts: string
  readonly bodies: string | null
}

export interface StoredBlock {
  readonly row: number
  readonly tenantId: string
  readonly facts: string
}

/** What a tenant keeps, at most. */
export interface JournalBounds {
  readonly entries: number
  readonly bytes: number
  readonly days: number
}

export interface BlockQuery {
  /** Of all tenants without it; with an empty one, where none is known. */
  readonly tenantId?: string | undefined
  /** Only blocks before this one or it, newest first; or from this one on, oldest first. */
  readonly upTo?: number | undefined
  readonly from?: number | undefined
  /** The newest of it is not older, in milliseconds since 1970. */
  readonly since?: number | undefined
  readonly most: number
}

type Provider = Pick<Database, 'provider'>

const COLUMNS = ['tenantId', 'at', 'entries', 'bytes', 'facts', 'bodies']

/** Blocks get their numbers in the order in which they become visible: a reader that goes on behind a number misses none. */
export function* addBlocks({ provider }: Provider, blocks: readonly NewBlock[]): Work<void> {
  if (provider === 'postgresql') yield* run('LOCK TABLE "requestBlock" IN SHARE ROW EXCLUSIVE MODE', [])
  const { placeholder: mark } = dialectOf(provider)
  const values = blocks.flatMap(({ tenantId, at, entries, facts, bodies }): SqlValue[] => {
    return [tenantId, at, entries, facts.length + (bodies?.length ?? 0), facts, bodies]
  })
  // Each text by itself: in a text of all rows, as JSON, these long texts of JSON would be escaped and read once more.
  const rows = blocks.map((_, i) => `(${COLUMNS.map((_, n) => mark(i * COLUMNS.length + n + 1)).join(', ')})`)
  yield* run(`INSERT INTO "requestBlock" (${COLUMNS.map(identifier).join(', ')}) VALUES ${rows.join(', ')}`, values)
}

/** Removes the oldest blocks of a tenant that are beyond its bounds, and gives how many entries there are then. */
export function* trimBlocks(
  { provider }: Provider,
  tenantId: string,
  { entries, bytes, days }: JournalBounds,
  now: number,
): Work<number> {
  const { placeholder: mark } = dialectOf(provider)
  const sums = ['entries', 'bytes'].map((name) => `SUM("${name}") OVER (ORDER BY "row" DESC) AS "${name}"`)
  const running = `SELECT "row", ${sums.join(', ')} FROM "requestBlock" WHERE "tenantId" = ${mark(1)}`
  const over = `SELECT MAX("row") FROM (${running}) s WHERE "entries" > ${entries} OR "bytes" > ${bytes}`
  const [last] = (yield* one(over, [tenantId])) ?? []
  const remove = `DELETE FROM "requestBlock" WHERE "tenantId" = ${mark(1)}`
  if (typeof last === 'number') yield* run(`${remove} AND "row" <= ${mark(2)}`, [tenantId, last])
  yield* run(`${remove} AND "at" < ${mark(2)}`, [tenantId, now - days * 86_400_000])
  const left = yield* one(`SELECT SUM("entries") FROM "requestBlock" WHERE "tenantId" = ${mark(1)}`, [tenantId])
  return Number(left?.[0] ?? 0)
}

export function* selectBlocks({ provider }: Provider, query: BlockQuery): Work<StoredBlock[]> {
  const { tenantId, upTo, from, since, most } = query
  const { placeholder: mark } = dialectOf(provider)
  const values: SqlValue[] = []
  const conditions = (
    [
      ['"tenantId" =', tenantId],
      ['"row" <=', upTo],
      ['"row" >=', from],
      ['"at" >=', since],
    ] as const
  ).flatMap(([condition, value]) => (value === undefined ? [] : [`${condition} ${mark(values.push(value))}`]))
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  const order = from === undefined ? 'DESC' : 'ASC'
  const sql = `SELECT "row", "tenantId", "facts" FROM "requestBlock"${where} ORDER BY "row" ${order} LIMIT ${most}`
  return (yield* all(sql, values)).map(blockOf)
}

/** A block with its bodies; undefined if there is none, or none any more. */
export function* selectBlock(
  { provider }: Provider,
  row: number,
): Work<(StoredBlock & { readonly bodies: string | null }) | undefined> {
  const { placeholder: mark } = dialectOf(provider)
  const columns = `SELECT "row", "tenantId", "facts", "bodies" FROM "requestBlock" WHERE "row" = ${mark(1)}`
  const found = yield* one(columns, [row])
  return found && { ...blockOf(found), bodies: found[3] as string | null }
}

/** The number of the newest block, or 0. */
export function* newestBlock(): Work<number> {
  return Number((yield* one('SELECT MAX("row") FROM "requestBlock"', []))?.[0] ?? 0)
}

/** Removes the blocks of a tenant, or all. What is pinned stays. */
export function* removeBlocks({ provider }: Provider, tenantId: string | undefined): Work<void> {
  if (tenantId === undefined) yield* run('DELETE FROM "requestBlock"', [])
  else yield* run(`DELETE FROM "requestBlock" WHERE "tenantId" = ${dialectOf(provider).placeholder(1)}`, [tenantId])
}

export interface Pin extends StoredBlock {
  readonly place: number
  readonly bodies: string | null
}

/** Pins of a tenant, or all, newest first; people pin a few. */
export function* selectPins({ provider }: Provider, tenantId?: string): Work<Pin[]> {
  const where = tenantId === undefined ? '' : ` WHERE "tenantId" = ${dialectOf(provider).placeholder(1)}`
  const sql = `SELECT "row", "tenantId", "facts", "bodies", "place" FROM "requestPin"${where} ORDER BY "row" DESC, "place" DESC`
  const rows = yield* all(sql, tenantId === undefined ? [] : [tenantId])
  return rows.map((row) => ({ ...blockOf(row), bodies: row[3] as string | null, place: row[4] as number }))
}

export function* addPin({ provider }: Provider, { row, place, tenantId, facts, bodies }: Pin): Work<void> {
  const columns = ['row', 'place', 'tenantId', 'facts', 'bodies']
  const dialect = dialectOf(provider)
  yield* insertValues({ dialect }, 'requestPin', columns, ['row', 'place'], [[row, place, tenantId, facts, bodies]])
}

/** Whether there was one. */
export function* removePin({ provider }: Provider, row: number, place: number): Work<boolean> {
  const { placeholder: mark } = dialectOf(provider)
  const remove = `DELETE FROM "requestPin" WHERE "row" = ${mark(1)} AND "place" = ${mark(2)}`
  return (yield* run(remove, [row, place])).changes > 0
}

function blockOf([row, tenantId, facts]: Row): StoredBlock {
  return { row: row as number, tenantId: tenantId as string, facts: facts as string }
}
