/** What the objects of a tenant are called, by their ids. */
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { all } from '../work.js'
import type { Work } from '../work.js'

/** Tables of objects that others refer to by id, with the columns that name them. */
const NAMED: readonly (readonly [table: string, key: string, name: string])[] = [
  ['group', 'id', 'displayName'],
  ['user', 'id', 'displayName'],
  ['application', 'appId', 'displayName'],
  ['mobileApp', 'id', 'displayName'],
  ['managedDevice', 'id', 'deviceName'],
  ['deviceAndAppManagementAssignmentFilter', 'id', 'displayName'],
  ['roleScopeTag', 'id', 'displayName'],
  ['deviceCategory', 'id', 'displayName'],
  ['mobileAppCategory', 'id', 'displayName'],
  ['managedDeviceMobileAppConfiguration', 'id', 'displayName'],
]

/** Those that have a name now. */
export function* namesOf(dialect: Dialect, tenantId: string, ids: readonly string[]): Work<Map<string, string>> {
  const found = new Map<string, string>()
  if (ids.length === 0) return found
  const { placeholder: mark } = dialect
  const isOne = (column: string): string => dialect.isAmong(`t.${identifier(column)}`, 2, 'text')
  const typed = NAMED.map(
    ([table, key, name]) =>
      `SELECT t.${identifier(key)}, t.${identifier(name)} FROM ${identifier(table)} t WHERE t."tenantId" = ${mark(1)} AND ${isOne(key)}`,
  )
  const documents = `SELECT t."id", coalesce(${dialect.textMember('t."body"', 'displayName')}, ${dialect.textMember('t."body"', 'name')}) FROM "entity" t WHERE t."tenantId" = ${mark(1)} AND ${isOne('id')}`
  for (const [id, name] of yield* all([...typed, documents].join(' UNION ALL '), [tenantId, JSON.stringify(ids)]))
    if (typeof name === 'string' && !found.has(id as string)) found.set(id as string, name)
  return found
}
