/**
 * What happened to devices, and what was sent to people: timelines and the outbox. What is told of the policies of one device, at one
 * moment and of one kind, is one row that names no policy; a row of before 30 November 2026 holds one note.
 */
import { insertValues, putValues } from '../../store/query/bulk.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { all } from '../../store/work.js'
import type { Database, Row, SqlValue, Work } from '../../store/work.js'

type Provider = Pick<Database, 'provider'>

/** A line of the timeline of a device, or of the outbox. */
export interface Note {
  readonly deviceId: string
  readonly at: number
  readonly policyId: string
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
}

const KEY = ['tenantId', 'deviceId', 'at', 'policyId', 'kind'] as const
const COLUMNS = [...KEY, 'facts']
const SELECT = `SELECT "deviceId", "at", "policyId", "kind", "facts" FROM "lifeNote" WHERE "tenantId" = `

/** The facts of a row as they are stored: each, and the policies of which it is told. */
type Kept = readonly (readonly [facts: Note['facts'], ...policyIds: string[]])[]

/** Adds notes in a transaction that holds the tenant's record. Of a policy, one device, moment and kind, the last note counts. */
export function* addNotes({ provider }: Provider, tenantId: string, notes: readonly Note[]): Work<void> {
  if (notes.length === 0) return
  const dialect = dialectOf(provider)
  const rows = new Map([...notesByRow(notes)].map(([key, those]) => [key, rowOf(tenantId, those)]))
  if ((yield* insertValues({ dialect }, 'lifeNote', COLUMNS, KEY, [...rows.values()])) === rows.size) return
  // Another transaction has told of the same moment.
  const { placeholder: mark, isAmong } = dialect
  const moments = notes.map(({ at }) => at)
  const found = yield* all(
    `${SELECT}${mark(1)} AND "policyId" = '' AND "at" >= ${mark(2)} AND "at" <= ${mark(3)} AND ${isAmong('"deviceId"', 4, 'text')}`,
    [tenantId, Math.min(...moments), Math.max(...moments), JSON.stringify(notes.map(({ deviceId }) => deviceId))],
  )
  const both = [...notesByRow([...found.flatMap(notesOf), ...notes])].filter(([key]) => rows.has(key))
  const merged = both.map(([, those]) => rowOf(tenantId, those))
  yield* putValues({ dialect }, 'lifeNote', COLUMNS, KEY, merged)
}

function notesByRow(notes: readonly Note[]): Map<string, Note[]> {
  const rows = new Map<string, Note[]>()
  for (const note of notes) {
    const key = `${note.deviceId} ${note.at} ${note.kind}`
    const row = rows.get(key)
    if (row === undefined) rows.set(key, [note])
    else row.push(note)
  }
  return rows
}

/** The same row in whatever order these notes, which differ in policy and facts alone, have come. */
function rowOf(tenantId: string, notes: readonly Note[]): SqlValue[] {
  const factsOf = new Map(notes.map(({ policyId, facts }) => [policyId, JSON.stringify(facts)]))
  const policiesOf = new Map<string, string[]>()
  for (const policyId of [...factsOf.keys()].sort()) {
    const facts = factsOf.get(policyId) ?? ''
    const policies = policiesOf.get(facts)
    if (policies === undefined) policiesOf.set(facts, [policyId])
    else policies.push(policyId)
  }
  const kept = [...policiesOf].map(([facts, policies]) => `[${facts},${JSON.stringify(policies).slice(1)}`)
  const [{ deviceId, at, kind }] = notes as [Note]
  return [tenantId, deviceId, at, '', kind, `[${kept.join()}]`]
}

function notesOf([deviceId, at, policyId, kind, facts]: Row): Note[] {
  const of = { deviceId: String(deviceId), at: Number(at), kind: String(kind) }
  const kept = JSON.parse(String(facts)) as Kept | Note['facts']
  if (!isKept(kept)) return [{ ...of, policyId: String(policyId), facts: kept }]
  return kept.flatMap(([told, ...policies]) => policies.map((each) => ({ ...of, policyId: each, facts: told })))
}

function isKept(facts: Kept | Note['facts']): facts is Kept {
  return Array.isArray(facts)
}

/** The notes of a device, or of one kind, the newest last. */
export function* listNotes(
  { provider }: Provider,
  tenantId: string,
  whose: { readonly deviceId: string } | { readonly kind: string },
  most: number,
): Work<Note[]> {
  const { placeholder: mark } = dialectOf(provider)
  const [column, value] = 'kind' in whose ? (['kind', whose.kind] as const) : (['deviceId', whose.deviceId] as const)
  const select = `${SELECT}${mark(1)} AND "${column}" = ${mark(2)}`
  const rows = yield* all(`${select} ORDER BY "at" DESC, "deviceId" DESC LIMIT ${most}`, [tenantId, value])
  const moments = new Map<string, readonly Row[]>()
  for (const row of rows) moments.set(momentOf(row), [...(moments.get(momentOf(row)) ?? []), row])
  const last = rows.at(-1)
  if (last !== undefined && rows.length === most)
    // Some of its rows may not be among these.
    moments.set(
      momentOf(last),
      yield* all(`${select} AND "deviceId" = ${mark(3)} AND "at" = ${mark(4)}`, [tenantId, value, ...last.slice(0, 2)]),
    )
  return [...moments.values()].flatMap(notesOfMoment).slice(0, most).toReversed()
}

function momentOf([deviceId, at]: Row): string {
  return `${String(deviceId)} ${String(at)}`
}

/** The notes of a device at one moment, the last one first. What is told of many policies was written later than what is of one. */
function notesOfMoment(rows: readonly Row[]): Note[] {
  const notes = rows.toSorted(([, , one], [, , other]) => compare(String(other), String(one))).flatMap(notesOf)
  const each = new Map(notes.map((note) => [`${note.policyId} ${note.kind}`, note]))
  return [...each.values()].sort((one, other) => compare(other.policyId, one.policyId) || compare(other.kind, one.kind))
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
