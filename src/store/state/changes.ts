/** What is in one snapshot and not, or not as it is there, in another one. Rows that are the same in both are not read. */
import { allProperties } from '../../model/inheritance.js'
import type { Model, Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { projection } from '../layout/projection.js'
import { splitKeys } from '../layout/document-table.js'
import { tableOf } from '../layout/tables.js'
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { all } from '../work.js'
import type { Work } from '../work.js'
import { columnsOfFacts, factsJson, readStateTables } from './tenant-tables.js'
import type { StateTable } from './tenant-tables.js'

/** An entity of a snapshot. */
export interface KeptEntity {
  readonly resource: Resource
  /** Keys of the items that contain it, from the root down. */
  readonly keys: readonly string[]
  readonly entity: Entity
}

/** A row of a table that holds no declared entities, or more than is shown of them: tenants, apps, permissions, members. */
export interface KeptRow {
  readonly table: string
  readonly columns: Readonly<Record<string, unknown>>
}

export interface Between {
  readonly tenantId: string
  /** The number of the snapshot whose rows are read. */
  readonly of: number
  /** The number of the other one. */
  readonly than: number
}

/** Tables whose rows are told column by column. */
const PLAIN = [
  'tenant',
  'tenantDomain',
  'application',
  'applicationRole',
  'applicationCertificate',
  'delegatedGrant',
  'groupMember',
  'reference',
] as const

export interface Changes {
  /** In the order of their tables; what contains others comes before them. */
  readonly entities: readonly KeptEntity[]
  readonly rows: readonly KeptRow[]
}

export function* changesIn(model: Model, dialect: Dialect, between: Between): Work<Changes> {
  const changed = yield* changedTables(dialect, between)
  return {
    entities: yield* changedEntities(model, dialect, between, changed),
    rows: yield* changedRows(dialect, between, changed),
  }
}

/** In one pass over all rows, for which their facts need not be read: mostly, few tables differ. */
function* changedTables(dialect: Dialect, between: Between): Work<ReadonlySet<string>> {
  const rows = yield* all(
    `SELECT DISTINCT s."ofTable" FROM "snapshotRow" s WHERE ${isChanged(dialect)}`,
    valuesOf(between),
  )
  return new Set(rows.map(([table]) => table as string))
}

function* changedEntities(
  model: Model,
  dialect: Dialect,
  between: Between,
  changed: ReadonlySet<string>,
): Work<KeptEntity[]> {
  const tables = new Map((yield* readStateTables(dialect)).map((table) => [table.name, table]))
  const found: KeptEntity[] = []
  for (const resource of typedResources(model)) {
    const table = tables.get(tableOf(resource).name)
    if (table === undefined || !changed.has(table.name)) continue
    found.push(...(yield* typedRows(dialect, resource, table, between)))
  }
  if (!changed.has('entity')) return found
  for (const facts of yield* factsOf(dialect, 'entity', between)) {
    const { path, above, body } = facts as { path: string; above: string; body: unknown }
    const resource = model.findResource(path)
    // Of a model that was added at a start before this one.
    if (resource?.layout !== 'document') continue
    const entity = (typeof body === 'string' ? JSON.parse(body) : body) as Entity
    found.push({ resource, keys: splitKeys(resource, above), entity })
  }
  return found
}

function* changedRows(dialect: Dialect, between: Between, changed: ReadonlySet<string>): Work<KeptRow[]> {
  const found: KeptRow[] = []
  for (const table of PLAIN.filter((name) => changed.has(name)))
    for (const columns of yield* factsOf(dialect, table, between)) found.push({ table, columns })
  return found
}

/** One resource for each table of a declared type, but for those whose rows are told column by column. */
function typedResources({ resources }: Model): Resource[] {
  const own = resources.filter(({ layout, link }) => layout === 'table' && link === undefined)
  const byTable = new Map<string, Resource>()
  for (const resource of own) {
    const { name } = tableOf(resource)
    const known = byTable.get(name)
    if (known === undefined || rank(resource) < rank(known)) byTable.set(name, resource)
  }
  return [...byTable].filter(([name]) => !PLAIN.some((plain) => plain === name)).map(([, resource]) => resource)
}

/** Sets tell best where an entity is. */
function rank({ kind }: Resource): number {
  return kind === 'entitySet' ? 0 : kind === 'singleton' ? 1 : 2
}

function* typedRows(dialect: Dialect, resource: Resource, table: StateTable, between: Between): Work<KeptEntity[]> {
  const { values, join } = columnsOfFacts(dialect, table)
  const columns = table.columns.map(({ name }, i) => `${values[i]} AS ${identifier(name)}`).join(', ')
  const rows = `SELECT ${columns} FROM "snapshotRow" s${join} WHERE ${isChanged(dialect)} AND s."ofTable" = '${table.name}'`
  const json = projection(dialect, resource, 't', { version: 'beta', select: undefined, typeAnnotations: 'all' })
  const parent = tableOf(resource).parent === undefined ? 'NULL' : 't."parentId"'
  const found = yield* all(`SELECT ${parent}, ${json} FROM (${rows}) t`, valuesOf(between))
  return found.map(([parentId, text]) => ({
    resource,
    keys: typeof parentId === 'string' ? [parentId] : [],
    entity: withoutComposed(resource, JSON.parse(text as string) as Entity),
  }))
}

/** What is composed of rows of other tables would be that of now. */
function withoutComposed({ type }: Resource, entity: Entity): Entity {
  const properties = allProperties(type)
  return Object.fromEntries(Object.entries(entity).filter(([name]) => properties[name]?.composed !== true))
}

function* factsOf(dialect: Dialect, table: string, between: Between): Work<Record<string, unknown>[]> {
  const rows = yield* all(
    `SELECT ${factsJson(dialect, table)} FROM "snapshotRow" s WHERE ${isChanged(dialect)} AND s."ofTable" = '${table}' ORDER BY length(s."key"), s."key"`,
    valuesOf(between),
  )
  return rows.map(([facts]) => JSON.parse(facts as string) as Record<string, unknown>)
}

function isChanged(dialect: Dialect): string {
  const [of, than] = [dialect.parameter(2, 'integer'), dialect.parameter(3, 'integer')]
  return (
    `s."tenantId" = ${dialect.placeholder(1)} AND s."first" <= ${of} AND (s."last" IS NULL OR s."last" >= ${of}) ` +
    `AND NOT (s."first" <= ${than} AND (s."last" IS NULL OR s."last" >= ${than}))`
  )
}

function valuesOf({ tenantId, of, than }: Between): [string, number, number] {
  return [tenantId, of, than]
}
