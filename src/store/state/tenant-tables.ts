/**
 * The tables that hold the state of a tenant: what a snapshot keeps and brings back. A row is a text of its columns there: JSON,
 * or on PostgreSQL a record (`kept-form.ts`). Its key is a JSON text. Which columns a table has is read from the database, so
 * that a migration changes nothing here. test/store/state/snapshots.test.ts finds a table that is on neither list.
 */
import { constant, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { all } from '../work.js'
import type { Work } from '../work.js'

/** What contains or is referred to comes before what refers to it. */
export const STATE_TABLES = [
  'tenant',
  'tenantDomain',
  'application',
  'servicePrincipal',
  'applicationSecret',
  'applicationCertificate',
  'applicationRole',
  'delegatedGrant',
  'user',
  'group',
  'groupMember',
  'policySecret',
  'setting',
  'operationCall',
  'auditEntry',
  'organization',
  'deviceManagement',
  'deviceAppManagement',
  'deviceCategory',
  'roleScopeTag',
  'deviceAndAppManagementAssignmentFilter',
  'managedDevice',
  'mobileAppCategory',
  'mobileApp',
  'managedDeviceMobileAppConfiguration',
  'managedDeviceMobileAppConfigurationAssignment',
  'managedDeviceMobileAppConfigurationDeviceStatus',
  'managedDeviceMobileAppConfigurationUserStatus',
  'managedDeviceMobileAppConfigurationDeviceSummary',
  'managedDeviceMobileAppConfigurationUserSummary',
  'entity',
  'reference',
  'contentUpload',
  'contentBlock',
  'lifeTenant',
  'lifePolicy',
  'lifeDevice',
  'lifeEvent',
  'lifeNote',
] as const

/** Tables that are no state of a tenant, and why. */
export const OTHER_TABLES: Readonly<Record<string, string>> = {
  signingKey: 'belongs to the installation',
  directoryChange: 'counts what happened to the directory, a restore included',
  signInSession: 'a browser stays signed in',
  authorizationCode: 'is redeemed within minutes, once',
  refreshToken: 'a client goes on with the one that it got last',
  revokedFamily: 'what is revoked stays revoked',
  deviceCode: 'is redeemed within minutes, once',
  clientAssertion: 'is good once',
  requestBlock: 'is a journal of what clients did, a restore included',
  requestPin: 'is part of that journal',
  clock: 'is how time goes by for what is kept',
  snapshot: 'is what state is kept in',
  snapshotRow: 'is what state is kept in',
}

/** Columns that a restore leaves as they are: what is revoked stays revoked; restores, and runs of events, are counted. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  tenant: ['restored'],
  user: ['sessionsRevokedAt'],
  lifeTenant: ['generation', 'runner'],
}

/** Rows of a tenant are those with its id in the column `tenantId`, but for these. */
const OWN: Readonly<Record<string, (tenant: string) => string>> = {
  tenant: (tenant) => `"id" = ${tenant}`,
  setting: (tenant) => `"name" = 'seed of ' || ${tenant}`,
}

export interface Column {
  readonly name: string
  /** Place in the primary key, from 1; 0 if it is not part of it. */
  readonly key: number
  readonly type: string
  /** SQL of the value of a row that has none; undefined where that is NULL. */
  readonly fallback: string | undefined
}

export interface StateTable {
  readonly name: string
  readonly columns: readonly Column[]
  /** Names of the columns that are the primary key, in its order. */
  readonly key: readonly Column[]
  /** Names of the columns that a restore writes into a row that is there. */
  readonly restored: readonly string[]
}

/** Every database of a kind has the same tables once it is migrated. */
const known = new Map<Dialect['provider'], readonly StateTable[]>()

/** In the order of {@link STATE_TABLES}. Read once: the catalog of PostgreSQL takes its time. */
export function* readStateTables(dialect: Dialect): Work<readonly StateTable[]> {
  let tables = known.get(dialect.provider)
  if (tables === undefined) known.set(dialect.provider, (tables = yield* tablesIn(dialect)))
  return tables
}

export function* tablesIn(dialect: Dialect): Work<StateTable[]> {
  const rows = yield* all(dialect.provider === 'sqlite' ? SQLITE_COLUMNS : POSTGRESQL_COLUMNS, [])
  const found = new Map<string, Column[]>()
  for (const [table, name, type, key, fallback] of rows) {
    const columns = found.get(table as string) ?? []
    columns.push({
      name: name as string,
      type: type as string,
      key: Number(key),
      fallback: (fallback as string | null) ?? undefined,
    })
    found.set(table as string, columns)
  }
  return STATE_TABLES.map((name) => {
    const columns = found.get(name)
    if (columns === undefined) throw new Error(`the database has no table ${name}`)
    const key = columns.filter((column) => column.key > 0).sort((one, other) => one.key - other.key)
    const others = columns.filter((column) => column.key === 0 && KEPT[name]?.includes(column.name) !== true)
    return { name, columns, key, restored: others.map(({ name }) => name) }
  })
}

const SQLITE_COLUMNS =
  `SELECT m."name", c."name", c."type", c."pk", CASE WHEN c."notnull" THEN c."dflt_value" END ` +
  `FROM sqlite_schema m JOIN pragma_table_info(m."name") c WHERE m."type" = 'table' ORDER BY m."name", c."cid"`

const POSTGRESQL_COLUMNS =
  `SELECT t.relname, c.attname, format_type(c.atttypid, NULL), coalesce(array_position(k.indkey::int2[], c.attnum), -1) + 1, ` +
  `CASE WHEN c.attnotnull THEN pg_get_expr(d.adbin, d.adrelid) END FROM pg_class t ` +
  `JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped ` +
  `LEFT JOIN pg_index k ON k.indrelid = t.oid AND k.indisprimary ` +
  `LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum ` +
  `WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace ORDER BY t.relname, c.attnum`

/** The condition for rows `t` of the tenant whose id is the SQL expression `tenant`. */
export function isOfTenant({ name }: StateTable, tenant: string): string {
  return `t.${OWN[name]?.(tenant) ?? `"tenantId" = ${tenant}`}`
}

/** The key of the row `t` as a text. */
export function keyText(dialect: Dialect, { key }: StateTable): string {
  const columns = key.map(({ name }) => `t.${identifier(name)}`).join(', ')
  return dialect.provider === 'sqlite' ? `json_array(${columns})` : `json_build_array(${columns})::text`
}

/** Whether the key in the text of the row `s` is that of the row `t`: the database looks `t` up by its primary key. */
export function hasKeyOf(dialect: Dialect, { key }: StateTable): string {
  const part = (n: number, type: string): string =>
    dialect.provider === 'sqlite' ? `s."key" ->> ${n}` : `(s."key"::json ->> ${n})::${type}`
  return key.map(({ name, type }, n) => `t.${identifier(name)} = ${part(n, type)}`).join(' AND ')
}

/** The row `t` as a text. */
export function factsText(dialect: Dialect, { columns }: StateTable): string {
  if (dialect.provider === 'postgresql') return 't::text'
  return `json_object(${columns.map(({ name }) => `${constant(name)}, t.${identifier(name)}`).join(', ')})`
}

/** A number that stands for a row on PostgreSQL where rows are compared: making and comparing their texts takes far longer. */
export function digestOf({ columns }: StateTable, row = 't'): string {
  const values = columns.map(({ name, type }) => `${row}.${identifier(name)}${type === 'json' ? '::text' : ''}`)
  return `hash_record_extended(ROW(${values.join(', ')}), 0)`
}

/** The text of the row `s` as a JSON object. */
export function factsJson({ provider }: Dialect, table: string): string {
  return provider === 'sqlite' ? 's."facts"' : `row_to_json(s."facts"::${identifier(table)})::text`
}

/** The values of the columns of a table out of the texts of rows `s`, and what is to be joined to those rows for it. */
export function columnsOfFacts(
  dialect: Dialect,
  { name, columns }: StateTable,
): { readonly values: readonly string[]; readonly join: string } {
  if (dialect.provider === 'postgresql')
    return {
      values: columns.map((column) => `(c.r).${identifier(column.name)}`),
      join: ` CROSS JOIN LATERAL (SELECT s."facts"::${identifier(name)} AS r OFFSET 0) c`,
    }
  const value = (column: string): string => dialect.textMember('s."facts"', column)
  return {
    values: columns.map(({ name, fallback }) =>
      fallback === undefined ? value(name) : `coalesce(${value(name)}, ${fallback})`,
    ),
    join: '',
  }
}

/**
 * What becomes of a row that is there already when one of a snapshot is brought back. A row of another tenant is not changed:
 * the statement fails.
 */
export function whereThere({ name, key, restored }: StateTable): string {
  const value = (column: string): string => {
    const own = `excluded.${identifier(column)}`
    if (column !== 'tenantId') return own
    return `CASE WHEN ${identifier(name)}."tenantId" = ${own} THEN ${own} END`
  }
  const set = restored.map((column) => `${identifier(column)} = ${value(column)}`).join(', ')
  return `ON CONFLICT (${key.map(({ name }) => identifier(name)).join(', ')}) DO ${set === '' ? 'NOTHING' : `UPDATE SET ${set}`}`
}

/** Whether the row that `s` tells of is there, as it was. */
export function isThere(dialect: Dialect, table: StateTable): string {
  return `EXISTS (SELECT 1 FROM ${identifier(table.name)} t WHERE ${hasKeyOf(dialect, table)} AND ${factsText(dialect, table)} = s."facts")`
}
