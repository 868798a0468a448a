/** The ways in which values of properties are read. */
import type { Dialect } from '../sql/dialect.js'
import type { Reading } from './layout.js'

export function columnReading(sql: string): Reading {
  return { scalar: () => sql, text: () => sql, column: true }
}

/** A value that the statement computes. */
export function computedReading(sql: string): Reading {
  return { scalar: () => sql, text: () => sql, column: false }
}

/** A member of a JSON object. */
export function memberReading(dialect: Dialect, document: () => string, name: string): Reading {
  const text = (): string => dialect.textMember(document(), name)
  return { scalar: (kind) => dialect.fromText(text(), kind), text, column: false }
}

/** The first of two texts that is there. */
export function either(one: Reading, other: Reading): Reading {
  return computedReading(`coalesce(${one.text()}, ${other.text()})`)
}
