/**
 * The layout of what items name in their JSON: the definitions that the nodes of a tree of settings are of. No pair says
 * so, the tree does; what it names and the set does not have is not there.
 */
import type { Resource } from '../../model/model.js'
import { constant, identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { depthOf, livingIn, ofTenant } from './layout.js'
import type { Layout, RowsElsewhere } from './layout.js'
import { inSet } from './reference-table.js'

/** The member of a node that holds the id of what it names. */
const NAME = 'settingDefinitionId'

export function namedTable(resource: Resource, referred: Resource, { own, set }: RowsElsewhere, above: Layout): Layout {
  const depth = depthOf(resource)
  const within = (alias: string, ids: string): string => `${inSet(referred, alias)}${alias}."id" IN (${ids})`
  return {
    ...livingIn({ own, set }),

    where(rows, alias, mark, asked) {
      if (asked === undefined) throw new Error(`${resource.path} is not found without a dialect`)
      const item = above.where('item', 'n', mark)
      const ids = namesIn(asked.dialect, resource, 'n."body"', `${identifier(above.table)} n`, item)
      const all = `${ofTenant(alias, mark(0), referred.shared)} AND ${within(alias, ids)}`
      const last = above.values('item', '', []).length
      return rows === 'item' ? `${all} AND ${alias}."id" = ${mark(last)}` : all
    },

    values(rows, tenantId, keys) {
      const item = above.values('item', tenantId, keys.slice(0, depth))
      return rows === 'item' ? [...item, keys[depth] ?? ''] : item
    },

    below(alias, from, dialect) {
      return `${ofTenant(alias, `${from}."tenantId"`, referred.shared)} AND ${within(alias, namesIn(dialect, resource, `${from}."body"`))}`
    },
  }
}

/** SQL of the ids that stand in the named member of a document. */
function namesIn(
  { provider }: Dialect,
  { namedIn = '' }: Resource,
  body: string,
  from?: string,
  condition?: string,
): string {
  const [before, where] = from === undefined ? ['', 'WHERE'] : [`${from}, `, `WHERE ${condition} AND`]
  if (provider === 'sqlite')
    return `SELECT j.atom FROM ${before}json_tree(${body}, ${constant(`$.${namedIn}`)}) j ${where} j.key = ${constant(NAME)}`
  const path = constant(`$.${namedIn}.**.${NAME}`)
  const all = where === 'WHERE' ? '' : ` WHERE ${condition}`
  return `SELECT j #>> '{}' FROM ${before}jsonb_path_query((${body})::jsonb, ${path}) j${all}`
}
