/**
 * The layout of what items refer to: the rows of the set that it lives in, picked by the pairs of the table `reference`. A
 * pair is named by the path of the navigation property, the keys of the item that refers (joined as those in the table of
 * documents) and the id of the other item.
 */
import type { Resource } from '../../model/model.js'
import { constant } from '../sql/dialect.js'
import { joinKeys } from './document-table.js'
import { depthOf, livingIn, ofTenant } from './layout.js'
import type { Keys, Layout, RowsElsewhere } from './layout.js'

export const REFERENCES = 'reference'

export function referenceTable(resource: Resource, referred: Resource, { own, set }: RowsElsewhere): Layout {
  const { shared } = referred
  // Rows of the catalog are made anew with each edition of it.
  const byRow = referred.layout === 'document' && !shared
  const [column, toColumn] = byRow ? ['"row"', '"toRow"'] : ['"id"', '"toKey"']
  const isReferred = (alias: string, from: string): string =>
    `${inSet(referred, alias)}${alias}.${column} IN (SELECT l.${toColumn} FROM "${REFERENCES}" l WHERE l."path" = ${constant(resource.path)} AND ${from})`
  const pairsOf = (tenant: string): string => ofTenant('l', tenant, resource.parent?.shared === true)
  return {
    ...livingIn({ own, set }),

    where(rows, alias, mark) {
      const referring = `${pairsOf(mark(0))} AND l."fromKey" = ${mark(1)}`
      const all = `${ofTenant(alias, mark(0), shared)} AND ${isReferred(alias, referring)}`
      return rows === 'item' && resource.many ? `${all} AND ${alias}."id" = ${mark(2)}` : all
    },

    values(rows, tenantId, keys) {
      const item = rows === 'item' && resource.many ? [keys[depthOf(resource)] ?? ''] : []
      return [tenantId, referringKey(resource, keys), ...item]
    },

    below(alias, from) {
      const tenant = `${from}."tenantId"`
      return `${ofTenant(alias, tenant, shared)} AND ${isReferred(alias, `${pairsOf(tenant)} AND ${isFrom(resource, from)}`)}`
    },
  }
}

/** How the item that refers is named. What a contained single value refers to is told of the item that contains it. */
export function referringKey(resource: Resource, keys: Keys): string {
  return joinKeys(keys.slice(0, depthOf(resource)))
}

/** The condition of pairs `l` in which the row `from` refers. */
function isFrom({ parent }: Resource, from: string): string {
  if (parent?.layout !== 'document') return `l."fromKey" = ${from}.${parent?.many === true ? '"id"' : '"parentId"'}`
  return parent.many ? `l."fromRow" = ${from}."row"` : `l."fromKey" = ${from}."above"`
}

/** Where items are found by their ids alone, they have to be those of the set. */
export function inSet({ shared, storedAt }: Resource, alias: string): string {
  return shared ? `${alias}."path" = ${constant(storedAt)} AND ${alias}."above" = '' AND ` : ''
}
