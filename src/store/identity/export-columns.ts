/** How rows of the identity tables are read as a whole, and their columns as values of a document. */
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Database, SqlValue } from '../work.js'

export const time = (text: SqlValue | undefined): string => `${text as string}Z`
export const timeOrNull = (text: SqlValue | undefined): string | null => (typeof text === 'string' ? `${text}Z` : null)
export const stored = (text: string | null): string | null => (text === null ? null : text.slice(0, -1))
/** One driver gives numbers, the other one booleans. */
export const truth = (value: SqlValue | undefined): boolean => Boolean(value)

export function select(
  { provider }: Pick<Database, 'provider'>,
  table: string,
  columns: readonly string[],
  order: readonly string[],
): string {
  const key = table === 'tenant' ? 'id' : 'tenantId'
  const names = columns.map(identifier).join(', ')
  return `SELECT ${names} FROM ${identifier(table)} WHERE ${identifier(key)} = ${dialectOf(provider).placeholder(1)} ORDER BY ${order.map(identifier).join(', ')}`
}
