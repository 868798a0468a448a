/**
 * The notes of writes on their way into the database: together and a moment after the answer, as the service writes its own
 * audit log late. A server that stops writes all of them; one that is killed loses those of the last moment.
 */
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Database } from '../../store/work.js'
import { LOOKED_AT } from '../requests/note.js'
import type { BodyText } from '../body-text.js'
import { bodyWithoutSecrets, textWithoutSecrets } from '../secrets.js'
import { LONGEST } from './entry.js'
import type { AuditBodies, AuditFacts } from './entry.js'
import { commonText, ownText } from './note-lines.js'
import { storeNotes } from './stored-notes.js'
import type { HistoryLimits, Note } from './stored-notes.js'

/** Milliseconds between a note and the transaction that stores it, at most. */
const DELAY = 250

/**
 * Notes that wait for it, at most. On SQLite their transaction is that of other writes, and what waits for long V8 moves to where
 * it stays until all of the heap is looked through; on PostgreSQL each transaction is a way to the database.
 */
const WAITING = { sqlite: 100, postgresql: 1000 }

/** After this many notes of a tenant, notes beyond the limit of events are removed. */
const CUT_EVERY = 1000

export interface AuditLogDeps {
  readonly database: Database
  /** Audit events that a tenant keeps; none are made with 0. */
  readonly kept: number
  /** Changes that a tenant keeps for its history, and for how many days; none unless given. */
  readonly history?: HistoryLimits | undefined
  readonly onFailure: (error: unknown) => void
}

export class AuditLog {
  readonly kept: number
  readonly history: HistoryLimits
  readonly #database: Database
  readonly #onFailure: (error: unknown) => void
  #waiting: Note[] = []
  /** How many notes have come of each tenant since its oldest ones were last looked at. */
  readonly #come = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor({ database, kept, history = { changes: 0, days: 0 }, onFailure }: AuditLogDeps) {
    this.#database = database
    this.#onFailure = onFailure
    this.kept = kept
    this.history = history
  }

  get isOn(): boolean {
    return this.kept > 0 || this.hasHistory
  }

  /** Whether notes stay when audit events are made of them, and whether there are notes of what is not in Intune. */
  get hasHistory(): boolean {
    return this.history.changes > 0
  }

  /**
   * Returns the text of what was sent, unless there is none or too much of it: the journal of requests keeps it as well.
   * `bodyText` is what it was read from.
   */
  note(entry: AuditFacts, { before, sent }: AuditBodies = {}, bodyText?: BodyText): BodyText | undefined {
    const most = bodyText === undefined ? LONGEST : LOOKED_AT
    const body = isObject(sent) ? bodyWithoutSecrets(sent, most, bodyText) : undefined
    // Its text, not the values: those of a large body would outlive it for nothing.
    const settled = entry.unlisted === true || this.kept === 0 ? 1 : 0
    const common = commonText(entry)
    const own = textOf(entry, before, sent, body)
    this.#waiting.push({ tenantId: entry.tenantId, at: entry.at, settled, common, own })
    if (this.#waiting.length >= WAITING[this.#database.provider]) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref()
    return body
  }

  /** Stores what waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const notes = this.#waiting
    this.#waiting = []
    if (notes.length > 0) {
      const full = this.#tenantsToCut(notes)
      this.#writing = this.#writing
        .then(() => this.#database.write(() => storeNotes(this.#database, notes, full, this)))
        .catch((error: unknown) => this.#onFailure(error))
    }
    return this.#writing
  }

  /** Tenants with enough new notes that the oldest ones may be beyond the limit. */
  #tenantsToCut(notes: readonly Note[]): string[] {
    const full = new Set<string>()
    for (const { tenantId } of notes) {
      const come = (this.#come.get(tenantId) ?? 0) + 1
      if (come >= CUT_EVERY) full.add(tenantId)
      this.#come.set(tenantId, come % CUT_EVERY)
    }
    return [...full]
  }

  close(): Promise<void> {
    return this.flush()
  }
}

/** `body` is the text of what was sent, where that is not far too large. */
function textOf(entry: AuditFacts, before: Entity | undefined, sent: unknown, body: BodyText | undefined): string {
  const facts = ownText(entry)
  // What is too long by itself is not looked through again.
  const now = body === undefined ? (isObject(sent) ? undefined : memberText(sent)) : wholeOf(body)
  const then = now === undefined ? undefined : memberText(before)
  const kept =
    now === undefined || then === undefined || facts.length + now.length + then.length + NAMES > LONGEST
      ? ownText({ ...entry, cut: true })
      : `${facts.slice(0, -1)}${then === '' ? '' : `,"before":${then}`}${now === '' ? '' : `,"sent":${now}`}}`
  // JSON.stringify leaves no half of a pair behind; PostgreSQL keeps no NUL.
  return kept.includes(NUL) ? kept.replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1') : kept
}

/** Undefined where it is too long. */
function wholeOf({ text, length }: BodyText): string | undefined {
  return length > LONGEST ? undefined : text
}

/** Characters of the names of the two members. */
const NAMES = ',"before":,"sent":'.length

/** Empty where there is no value, undefined where it is too long. */
function memberText(value: unknown): string | undefined {
  if (value === undefined) return ''
  return isObject(value) ? textWithoutSecrets(value, LONGEST) : textWithoutSecrets([value], LONGEST)?.slice(1, -1)
}

/** As it is escaped in JSON, if no backslash comes before it. */
const NUL = '\\u0000'
