/**
 * Notes as the database keeps them: many in one row, a line of JSON each. What many writes have in common, such as the app and
 * the set, stands in a line of its own, `+{…}`, before the first note of which it is true. The line of a note begins with the
 * number of that line, counted from 0: `0{…}`. A row of a single line without a number, as older versions stored each note, is
 * read the same way.
 */
import type { AuditEntry, AuditFacts } from './entry.js'

/** A note as two JSON objects. */
export interface NoteText {
  /** The members that notes have in common. */
  readonly common: string
  readonly own: string
}

/** In front of what notes have in common. */
const COMMON = '+'

const NAMES = ['tenantId', 'version', 'operation', 'action', 'path', 'type', 'unlisted', 'appId', 'userId'] as const

/** Of each set the last one: one write is often followed by others of its kind. */
const known = new Map<string, { readonly facts: AuditFacts; readonly text: string }>()

export function commonText(facts: AuditFacts): string {
  const last = known.get(facts.path)
  if (last !== undefined && NAMES.every((name) => last.facts[name] === facts[name])) return last.text
  const text = JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, facts[name]])))
  known.set(facts.path, { facts, text })
  return text
}

/** All members of a note that are not among {@link NAMES}. */
type Own = Required<Omit<Record<keyof AuditFacts, unknown>, (typeof NAMES)[number]>>

/** What is true of one write alone, without its bodies. */
export function ownText({ id, at, key, keys, cut, name, correlationId }: AuditFacts): string {
  return JSON.stringify({ id, at, key, keys, cut, name, correlationId } satisfies Own)
}

/** The lines of notes, in order. */
export function linesOf(notes: readonly NoteText[]): string {
  const numbers = new Map<string, number>()
  let lines = ''
  for (const { common, own } of notes) {
    let number = numbers.get(common)
    if (number === undefined) {
      numbers.set(common, (number = numbers.size))
      lines += `${COMMON}${common}\n`
    }
    lines += `${number}${own}\n`
  }
  return lines.slice(0, -1)
}

/** The notes in such lines. */
export function notesIn(lines: string): NoteText[] {
  const common: string[] = []
  const notes: NoteText[] = []
  for (const line of lines.split('\n'))
    if (line.startsWith(COMMON)) common.push(line.slice(COMMON.length))
    else {
      const begin = line.indexOf('{')
      notes.push({
        common: begin === 0 ? '{}' : (common[Number(line.slice(0, begin))] ?? '{}'),
        own: line.slice(begin),
      })
    }
  return notes
}

export function entryOf({ common, own }: NoteText): AuditEntry {
  return { ...(JSON.parse(common) as AuditEntry), ...(JSON.parse(own) as AuditEntry) }
}
