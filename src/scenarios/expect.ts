/** Compares what a scenario expects with what was answered. */
import { escapePointer } from '../model/issues.js'
import type { Expectation } from './format.js'
import { valueAt } from './variables.js'

export interface Difference {
  /** Below the expectation. */
  readonly pointer: string
  readonly detail: string
}

export interface Answered {
  /** Undefined for what has none, such as an export. */
  readonly status: number | undefined
  readonly value: unknown
  /** The items of a list, the rows of a report; undefined where the answer is neither. */
  readonly rows: readonly unknown[] | undefined
  /** All values are texts. */
  readonly isText?: boolean
}

export function differencesFrom(expected: Expectation, answered: Answered): Difference[] {
  const { value, rows, isText = false } = answered
  const { status, members, every, tally } = expected
  const found: Difference[] = []
  if (status !== undefined && status !== answered.status)
    found.push({ pointer: '/status', detail: `must be ${status}, and is ${answered.status}${errorText(value)}` })
  if (members !== undefined) found.push(...differences(members, value, '/members', isText))
  const wantsRows = (['count', 'rows', 'contains', 'every', 'tally'] as const).find((name) => name in expected)
  if (wantsRows === undefined) return found
  if (rows === undefined)
    return [...found, { pointer: `/${wantsRows}`, detail: 'is for a list, and the answer is none' }]
  if ('count' in expected) found.push(...differences(expected.count, rows.length, '/count', false))
  if (expected.rows !== undefined) found.push(...differences(expected.rows, rows, '/rows', isText))
  for (const [i, row] of (expected.contains ?? []).entries()) found.push(...among(row, rows, `/contains/${i}`, isText))
  if (every !== undefined) found.push(...allLike(every, rows, isText))
  if (tally !== undefined) found.push(...tallied(tally, rows))
  return found
}

/** Members that are not named do not matter; lists have to have as many elements as expected. */
function differences(expected: unknown, actual: unknown, pointer: string, isText: boolean): Difference[] {
  if (actual === undefined && !isOperators(expected)) return [{ pointer, detail: 'is missing in the answer' }]
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [{ pointer, detail: `must be a list, and is ${shown(actual)}` }]
    if (actual.length !== expected.length)
      return [{ pointer, detail: `must have ${expected.length} elements, and has ${actual.length}: ${shown(actual)}` }]
    return expected.flatMap((each, i) => differences(each, actual[i], `${pointer}/${i}`, isText))
  }
  if (isOperators(expected)) return operated(expected, actual, pointer)
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual))
      return [{ pointer, detail: `must be an object, and is ${shown(actual)}` }]
    return Object.entries(expected).flatMap(([name, inner]) =>
      differences(inner, memberOf(actual, name), `${pointer}/${escapePointer(name)}`, isText),
    )
  }
  const wanted = isText && (typeof expected === 'number' || typeof expected === 'boolean') ? String(expected) : expected
  return wanted === actual ? [] : [{ pointer, detail: `must be ${shown(wanted)}, and is ${shown(actual)}` }]
}

function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
}

type Operators = Readonly<Record<string, unknown>>

const OPERATORS: Readonly<Record<string, (actual: unknown, wanted: unknown) => boolean>> = {
  $gt: (actual, wanted) => ordered(actual, wanted) && (actual as number) > (wanted as number),
  $gte: (actual, wanted) => ordered(actual, wanted) && (actual as number) >= (wanted as number),
  $lt: (actual, wanted) => ordered(actual, wanted) && (actual as number) < (wanted as number),
  $lte: (actual, wanted) => ordered(actual, wanted) && (actual as number) <= (wanted as number),
  $ne: (actual, wanted) => JSON.stringify(actual) !== JSON.stringify(wanted),
  $in: (actual, wanted) => Array.isArray(wanted) && wanted.some((each) => each === actual),
  $matches: (actual, wanted) => typeof actual === 'string' && new RegExp(String(wanted), 'u').test(actual),
  $exists: (actual, wanted) => (actual !== undefined) === wanted,
}

/** Numbers with numbers, texts (and so times) with texts. */
function ordered(a: unknown, b: unknown): boolean {
  return typeof a === typeof b && (typeof a === 'number' || typeof a === 'string')
}

function isOperators(expected: unknown): expected is Operators {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return false
  const names = Object.keys(expected)
  return names.length > 0 && names.every((name) => name.startsWith('$'))
}

function operated(expected: Operators, actual: unknown, pointer: string): Difference[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
    const at = `${pointer}/${name}`
    if (operator === undefined)
      return [{ pointer: at, detail: `is no operator; there are ${Object.keys(OPERATORS).join(', ')}` }]
    try {
      return operator(actual, wanted)
        ? []
        : [{ pointer: at, detail: `${shown(wanted)} does not hold for ${shown(actual)}` }]
    } catch (error) {
      return [{ pointer: at, detail: `cannot be used: ${(error as Error).message}` }]
    }
  })
}

function among(row: unknown, rows: readonly unknown[], pointer: string, isText: boolean): Difference[] {
  let nearest: Difference[] | undefined
  for (const each of rows) {
    const found = differences(row, each, '', isText)
    if (found.length === 0) return []
    if (nearest === undefined || found.length < nearest.length) nearest = found
  }
  if (nearest === undefined) return [{ pointer, detail: 'is not there, as there are no rows' }]
  const [first] = nearest
  const where = (first?.pointer ?? '').slice(1).replaceAll('/', '.')
  return [{ pointer, detail: `is not among the ${rows.length} rows; in the nearest, ${where} ${first?.detail ?? ''}` }]
}

function allLike(every: object, rows: readonly unknown[], isText: boolean): Difference[] {
  for (const [i, row] of rows.entries()) {
    const [first] = differences(every, row, '/every', isText)
    if (first !== undefined) return [{ ...first, detail: `${first.detail} (row ${i + 1} of ${rows.length})` }]
  }
  return []
}

function tallied({ by, is }: NonNullable<Expectation['tally']>, rows: readonly unknown[]): Difference[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = valueAt(row, by)
    const key = typeof value === 'string' ? value : JSON.stringify(value ?? null)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const found = Object.entries(is).flatMap(([value, wanted]) =>
    differences(wanted, counts.get(value) ?? 0, `/tally/is/${escapePointer(value)}`, false),
  )
  const others = [...counts].filter(([value]) => !Object.hasOwn(is, value))
  if (others.length === 0) return found
  const named = others.map(([value, count]) => `${value}: ${count}`).join(', ')
  return [...found, { pointer: '/tally/is', detail: `has to name all values; there are also ${named}` }]
}

/** What an error says of itself. */
export function errorText(value: unknown): string {
  const { error, detail } = (value ?? {}) as { error?: { code?: unknown; message?: unknown }; detail?: unknown }
  if (typeof detail === 'string') return ` (${detail})`
  if (typeof error?.message !== 'string') return ''
  return ` (${[error.code, error.message].filter((part) => typeof part === 'string' && part !== '').join(': ')})`
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
