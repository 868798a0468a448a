/** The notes of writes in the database: blocks of notes of one tenant, in the order in which they were written. */
import { insertValues } from '../../store/query/bulk.js'
import { dialectOf } from '../../store/sql/dialect.js'
import { all, first, one, run } from '../../store/work.js'
import type { Database, SqlValue, Work } from '../../store/work.js'
import type { AuditEntry } from './entry.js'
import { entryOf, linesOf, notesIn } from './note-lines.js'
import type { NoteText } from './note-lines.js'

/** A note to be stored. */
export interface Note extends NoteText {
  readonly tenantId: string
  readonly at: string
  /** 1 if no audit event is to be made of it. */
  readonly settled: number
}

/** How many notes a tenant keeps for its audit events, and how many for how many days for its history. */
export interface KeptNotes {
  readonly kept: number
  readonly history: HistoryLimits
}

export interface HistoryLimits {
  readonly changes: number
  readonly days: number
}

/** A block ends behind the note with which it has this many characters. */
const FULL = 65_536

type Provided = Pick<Database, 'provider'>

/** A tenant that is gone meanwhile has no notes. Of those in `full` only the newest stay, as many as are kept. */
export function* storeNotes(
  database: Provided,
  notes: readonly Note[],
  full: readonly string[],
  limits: KeptNotes,
): Work<void> {
  const { placeholder, forKeyShare } = dialectOf(database.provider)
  const there = new Set<string>()
  for (const tenantId of new Set(notes.map((note) => note.tenantId))) {
    // Not asked by the insertion itself: what names the table of tenants makes all forgotten that was read.
    const found = yield* one(`SELECT 1 FROM "tenant" WHERE "id" = ${placeholder(1)}${forKeyShare}`, [tenantId])
    if (found !== undefined) there.add(tenantId)
  }
  yield* insertBlocks(database, blocksOf(notes.filter(({ tenantId }) => there.has(tenantId))))
  for (const tenantId of full) {
    const now = notes.findLast((note) => note.tenantId === tenantId)?.at ?? ''
    yield* cut(database, tenantId, now, limits)
  }
}

/** Notes of one tenant that are stored together. */
function blocksOf(notes: readonly Note[]): Note[][] {
  const open = new Map<string, { notes: Note[]; length: number }>()
  const blocks: Note[][] = []
  for (const note of notes) {
    let block = open.get(note.tenantId)
    if (block === undefined || block.length >= FULL) {
      open.set(note.tenantId, (block = { notes: [], length: 0 }))
      blocks.push(block.notes)
    }
    block.notes.push(note)
    block.length += note.own.length
  }
  return blocks
}

/** `at` of a block is the time of its newest note; it is settled when all of its notes are. */
function* insertBlocks({ provider }: Provided, blocks: readonly (readonly Note[])[]): Work<void> {
  const rows = blocks.map((notes): SqlValue[] => {
    const settled = notes.every((note) => note.settled === 1) ? 1 : 0
    return [notes[0]?.tenantId ?? '', newestOf(notes), settled, notes.length, linesOf(notes)]
  })
  const columns = ['tenantId', 'at', 'settled', 'entries', 'facts']
  yield* insertValues({ dialect: dialectOf(provider) }, 'auditEntry', columns, ['row'], rows)
}

function newestOf(notes: readonly { readonly at: string }[]): string {
  return notes.reduce((newest, { at }) => (at > newest ? at : newest), '')
}

/** Removes what is beyond the limits of a tenant, to the note. */
function* cut(database: Provided, tenantId: string, now: string, { kept, history }: KeptNotes): Work<void> {
  const { placeholder: mark, forUpdate } = dialectOf(database.provider)
  const most = Math.max(kept, history.changes)
  const counted = `SELECT "row", "entries", sum("entries") OVER (ORDER BY "row" DESC) AS "total" FROM "auditEntry" WHERE "tenantId" = ${mark(1)}`
  const edge = yield* first(
    `SELECT "row", "entries" - "total" + ${most} FROM (${counted}) c WHERE "total" >= ${most} ORDER BY "row" DESC LIMIT 1`,
    [tenantId],
  )
  if (edge !== undefined) {
    const [row = 0, stay] = edge
    yield* run(`DELETE FROM "auditEntry" WHERE "tenantId" = ${mark(1)} AND "row" < ${mark(2)}`, [tenantId, row])
    // Another transaction may have split it meanwhile.
    const [facts] = (yield* first(`SELECT "facts" FROM "auditEntry" WHERE "row" = ${mark(1)}${forUpdate}`, [row])) ?? []
    const notes = facts === undefined ? [] : notesIn(facts as string)
    if (notes.length > Number(stay)) yield* rewrite(database, row, notes.slice(-Number(stay)))
  }
  if (history.changes === 0) return
  const old = new Date(Date.parse(`${now}Z`) - history.days * 86_400_000).toISOString().slice(0, 19)
  const settled = `"auditEntry" WHERE "tenantId" = ${mark(1)} AND "settled" = 1`
  yield* run(`DELETE FROM ${settled} AND "at" < ${mark(2)}`, [tenantId, old])
  const oldest = `SELECT "row", "facts" FROM ${settled} ORDER BY "row" LIMIT 1${forUpdate}`
  const [row, facts] = (yield* first(oldest, [tenantId])) ?? []
  if (row === undefined) return
  const notes = notesIn(facts as string)
  const young = notes.filter((note) => entryOf(note).at >= old)
  if (young.length < notes.length) yield* rewrite(database, row, young)
}

/** Some of the notes of a row stay. */
function* rewrite({ provider }: Provided, row: SqlValue, notes: readonly NoteText[]): Work<void> {
  const { placeholder: mark } = dialectOf(provider)
  const where = `WHERE "row" = ${mark(1)}`
  if (notes.length === 0) yield* run(`DELETE FROM "auditEntry" ${where}`, [row])
  else
    yield* run(`UPDATE "auditEntry" SET "facts" = ${mark(2)}, "entries" = ${notes.length} ${where}`, [
      row,
      linesOf(notes),
    ])
}

/**
 * Takes the stored notes of a tenant of which no audit events were made yet, oldest first; those of writes after `until` have
 * to wait. They stay for its history.
 */
export function* takeStored(database: Provided, tenantId: string, stay = false, until?: string): Work<AuditEntry[]> {
  const { placeholder: mark, forUpdate } = dialectOf(database.provider)
  const whose = `WHERE "tenantId" = ${mark(1)} AND "settled" = 0`
  // Locked: who takes at the same time must not split a row once more.
  const rows = yield* all(`SELECT "row", "facts" FROM "auditEntry" ${whose} ORDER BY "row"${forUpdate}`, [tenantId])
  const entries: AuditEntry[] = []
  const split: Note[][] = []
  for (const [row = 0, facts] of rows) {
    const notes = notesIn(facts as string).map((note) => ({ ...note, entry: entryOf(note), tenantId, settled: 1 }))
    const hasToWait = ({ entry }: { readonly entry: AuditEntry }): boolean => until !== undefined && entry.at > until
    const taken = notes.filter((note) => !hasToWait(note))
    entries.push(...taken.flatMap(({ entry }) => (entry.unlisted === true ? [] : entry)))
    if (taken.length === 0 || taken.length === notes.length) continue
    // Of a block of which some have to wait those that are taken move to one of their own.
    yield* rewrite(database, row, notes.filter(hasToWait))
    split.push(taken.map((note) => ({ ...note, at: note.entry.at })))
  }
  if (rows.length > 0) {
    const inTime = until === undefined ? '' : ` AND "at" <= ${mark(2)}`
    const values = until === undefined ? [tenantId] : [tenantId, until]
    yield* run(
      `${stay ? 'UPDATE "auditEntry" SET "settled" = 1' : 'DELETE FROM "auditEntry"'} ${whose}${inTime}`,
      values,
    )
    if (stay && split.length > 0) yield* insertBlocks(database, split)
  }
  return entries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

/** Forgets what was noted of a tenant. */
export function* forgetNotes({ provider }: Provided, tenantId: string): Work<void> {
  yield* run(`DELETE FROM "auditEntry" WHERE "tenantId" = ${dialectOf(provider).placeholder(1)}`, [tenantId])
}

/** Notes of a tenant that hold all of these texts, newest first. */
export function* findNotes({ provider }: Provided, tenantId: string, texts: readonly string[]): Work<AuditEntry[]> {
  const { placeholder: mark, position } = dialectOf(provider)
  const holds = texts.map((_, i) => ` AND ${position('"facts"', mark(i + 2))} > 0`).join('')
  const rows = yield* all(
    `SELECT "facts" FROM "auditEntry" WHERE "tenantId" = ${mark(1)}${holds} ORDER BY "row" DESC`,
    [tenantId, ...texts],
  )
  return rows.flatMap(([facts]) =>
    notesIn(facts as string)
      .filter(({ common, own }) => texts.every((text) => own.includes(text) || common.includes(text)))
      .map(entryOf)
      .reverse(),
  )
}
