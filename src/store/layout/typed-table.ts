/** The layout of entities that have a table of their type ({@link file://./tables.ts}). */
import type { Resource } from '../../model/model.js'
import { identifier } from '../sql/dialect.js'
import type { Layout } from './layout.js'
import { projection } from './projection.js'
import { columnReading, computedReading, memberReading } from './readings.js'
import { columnOf, isFolded, keyColumns, rowColumns, tableOf, toRow } from './tables.js'
import { beforeReduction, isReduced } from './wide-rows.js'

export function typedTable(resource: Resource): Layout {
  const table = tableOf(resource)
  const { parent, single } = table
  const key = keyColumns(table)
  const above = parent === undefined ? ['tenantId'] : ['tenantId', 'parentId']
  return {
    table: table.name,
    key,
    typed: table.typed,
    standsAlone: table.standsAlone,
    order: { column: 'id', kind: 'text' },

    where(rows, alias, mark) {
      const columns = rows === 'item' ? key : above
      return columns.map((name, i) => `${alias}.${identifier(name)} = ${mark(i)}`).join(' AND ')
    },

    values(rows, tenantId, keys) {
      const depth = parent === undefined ? 0 : 1
      return [tenantId, ...keys.slice(0, rows === 'item' && !single ? depth + 1 : depth)]
    },

    below(alias, from) {
      const sameTenant = `${alias}."tenantId" = ${from}."tenantId"`
      return `${sameTenant} AND ${alias}."parentId" = ${from}."id"`
    },

    reading(dialect, name, property, alias) {
      const inFolded = memberReading(dialect, () => `${alias}."folded"`, name)
      if (!table.columns.some(([each]) => each === name))
        return {
          original: memberReading(dialect, () => `${alias}."derived"`, name),
          folded: isFolded(property) ? inFolded : undefined,
        }
      const column = columnOf(dialect, table, name, property, alias)
      if (property.composed) return { original: computedReading(column), folded: undefined }
      const folded = property.indexed ? columnReading(`${alias}.${identifier(`${name}Folded`)}`) : inFolded
      return { original: columnReading(column), folded: isFolded(property) ? folded : undefined }
    },

    shown(dialect, alias, shape, tails) {
      const own = isReduced(resource, shape) ? beforeReduction(shape) : shape
      return projection(dialect, resource, alias, own, tails)
    },

    columns: rowColumns(table),

    row(tenantId, keys, type, entity) {
      const id = entity['id'] as string
      const own = parent === undefined ? { tenantId, id } : { tenantId, id, parentId: keys[0] ?? '' }
      return toRow(table, type, own, entity)
    },
  }
}
