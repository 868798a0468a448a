/** Many rows at once, for whoever fills a tenant: several rows in a statement, and none is rendered. */
import type { Resource } from '../../model/model.js'
import { identifier } from '../sql/dialect.js'
import type { EntityStore, Keys, Stored } from './entities.js'
import { layoutOf } from '../layout/layout.js'
import { run } from '../work.js'
import type { SqlValue, Work } from '../work.js'

export interface BulkRow {
  /** Keys of the entity that contains this one, from the root down. */
  readonly keys: Keys
  readonly stored: Stored
}

/** Rows in one statement. Few sizes, so that there are few statements to keep prepared. */
const SIZES = [50, 10, 1] as const

/** Adds entities to `resource`; those that are there already, by their key, stay as they are. Gives the count of new ones. */
export function* insertAll(store: EntityStore, resource: Resource, rows: readonly BulkRow[]): Work<number> {
  const layout = layoutOf(resource)
  const lists = rows.map(({ keys, stored: { type, entity } }) => layout.row(store.tenantId, keys, type, entity))
  const [first] = lists
  if (first === undefined) return 0
  const values = lists.map((row) => [...row.values()])
  return yield* insertValues(store, layout.table, [...first.keys()], layout.key, values)
}

/** Adds rows to a table that holds no declared entities: who is a member of what. */
export function* insertValues(
  { dialect }: Pick<EntityStore, 'dialect'>,
  table: string,
  columns: readonly string[],
  key: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Work<number> {
  const names = columns.map(identifier).join(', ')
  const tail = `ON CONFLICT (${key.map(identifier).join(', ')}) DO NOTHING`
  if (rows.length === 0) return 0
  if (dialect.provider === 'postgresql') {
    // One parameter with everything in it is several times faster than one for every value.
    const source = `json_populate_recordset(NULL::${identifier(table)}, $1::json)`
    const records = rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])))
    const sql = `INSERT INTO ${identifier(table)} (${names}) SELECT ${names} FROM ${source} ${tail}`
    return (yield* run(sql, [JSON.stringify(records)])).changes
  }
  let added = 0
  for (let at = 0; at < rows.length;) {
    const size = SIZES.find((fits) => at + fits <= rows.length) ?? 1
    const marks = Array.from({ length: size }, (_, row) => {
      const placeholders = columns.map((_name, column) => dialect.placeholder(row * columns.length + column + 1))
      return `(${placeholders.join(', ')})`
    })
    const sql = `INSERT INTO ${identifier(table)} (${names}) VALUES ${marks.join(', ')} ${tail}`
    added += (yield* run(sql, rows.slice(at, at + size).flat())).changes
    at += size
  }
  return added
}
