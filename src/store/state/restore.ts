/** A tenant becomes what it was in a snapshot. */
import { dialectOf, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { run } from '../work.js'
import type { Database, Work } from '../work.js'
import { restoreAtOnce } from './at-once.js'
import { giveNewNumbers } from './numbers.js'
import type { Snapshot } from './snapshots.js'
import {
  columnsOfFacts,
  factsText,
  isOfTenant,
  isThere,
  keyText,
  readStateTables,
  whereThere,
} from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

export interface RestoreOptions {
  /**
   * Fails where rows have exchanged values that only one of them may have, or another tenant has the number of one, and else
   * leaves rows that it can change in place.
   */
  readonly gently: boolean
  /** Tables that stay as they are. */
  readonly except?: ReadonlySet<string> | undefined
}

/**
 * Makes the tenant what it was, after `holdWrites`. Rows that are the same stay untouched, so that a restore costs what
 * has changed. Fails with a ConstraintViolation where another tenant has taken a domain meanwhile.
 */
export function* restoreSnapshot(
  { provider }: Pick<Database, 'provider'>,
  tenantId: string,
  { number, rows }: Pick<Snapshot, 'number' | 'rows'>,
  { gently, except }: RestoreOptions,
): Work<void> {
  const dialect = dialectOf(provider)
  const tables = (yield* readStateTables(dialect)).filter(({ name }) => except?.has(name) !== true)
  if (!gently) yield* giveNewNumbers(dialect, tenantId)
  if (dialect.provider === 'postgresql') yield* restoreAtOnce(dialect, tables, { tenantId, number, rows }, gently)
  else yield* restoreByTable(dialect, tables, { tenantId, number }, gently)
  yield* dropOrphans(
    dialect,
    CONTAINERS.filter((table) => except?.has(table) === true),
    tenantId,
  )
  yield* countRestore(dialect, tenantId)
}

/** Tables that stay as they are in some restores, and whose items contain documents or are referred to by some. */
const CONTAINERS = ['application', 'servicePrincipal', 'organization', 'user', 'group']

/** What came back although the item is gone that contains it, or that it refers to. */
function* dropOrphans({ placeholder: mark }: Dialect, containers: readonly string[], tenantId: string): Work<void> {
  if (containers.length === 0) return
  for (const [from, containing, key] of [
    ['entity', 'parentTable', 'above'],
    ['reference', 'fromTable', 'fromKey'],
    ['reference', 'toTable', 'toKey'],
  ] as const) {
    const isGone = containers.map(
      (table) =>
        `t.${identifier(containing)} = '${table}' AND NOT EXISTS (SELECT 1 FROM ${identifier(table)} c WHERE c."tenantId" = ${mark(1)} AND c."id" = t.${identifier(key)})`,
    )
    yield* run(`DELETE FROM ${identifier(from)} AS t WHERE t."tenantId" = ${mark(1)} AND (${isGone.join(' OR ')})`, [
      tenantId,
    ])
  }
}

function* restoreByTable(
  dialect: Dialect,
  tables: readonly StateTable[],
  { tenantId, number }: { readonly tenantId: string; readonly number: number },
  gently: boolean,
): Work<void> {
  const { placeholder: mark } = dialect
  for (const table of tables.toReversed())
    if (table.name !== 'tenant')
      yield* run(
        `DELETE FROM ${identifier(table.name)} AS t WHERE ${isOfTenant(table, mark(1))} AND NOT EXISTS (` +
          `SELECT 1 FROM "snapshotRow" s WHERE ${isKept(dialect, table)} AND s."key" = ${keyText(dialect, table)}` +
          `${gently ? '' : ` AND s."facts" = ${factsText(dialect, table)}`})`,
        [tenantId, number],
      )
  for (const table of tables) yield* bringBack(dialect, table, tenantId, number)
}

function* countRestore({ placeholder: mark }: Dialect, tenantId: string): Work<void> {
  yield* run(`UPDATE "tenant" SET "restored" = "restored" + 1 WHERE "id" = ${mark(1)}`, [tenantId])
}

function* bringBack(dialect: Dialect, table: StateTable, tenantId: string, number: number): Work<void> {
  const { values, join } = columnsOfFacts(dialect, table)
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ')
  yield* run(
    `INSERT INTO ${identifier(table.name)} (${columns}) SELECT ${values.join(', ')} FROM "snapshotRow" s${join} ` +
      `WHERE ${isKept(dialect, table)} AND NOT ${isThere(dialect, table)} ` +
      whereThere(table),
    [tenantId, number],
  )
}

/** Whether the row `s` is in the snapshot whose number is the second parameter. The tenant is the first one. */
function isKept(dialect: Dialect, { name }: StateTable): string {
  const number = dialect.parameter(2, 'integer')
  return `s."tenantId" = ${dialect.placeholder(1)} AND s."ofTable" = '${name}' AND s."first" <= ${number} AND (s."last" IS NULL OR s."last" >= ${number})`
}
