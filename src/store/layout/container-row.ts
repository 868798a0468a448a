/**
 * The layout of what an item refers to because it is contained in it: the definition of a presentation. No pair says so, the
 * place of the item does.
 */
import type { Resource } from '../../model/model.js'
import { depthOf, livingIn } from './layout.js'
import type { Layout, RowsElsewhere } from './layout.js'

export function containerRow(resource: Resource, { own, set }: RowsElsewhere, item: Layout): Layout {
  const depth = depthOf(resource)
  return {
    ...livingIn({ own, set }),

    where(_rows, alias, mark, asked) {
      const before = set.values('item', '', []).length
      const contained = item.where('item', 'i', (n) => mark(before + n), asked)
      return `${set.where('item', alias, mark, asked)} AND EXISTS (SELECT 1 FROM "${item.table}" i WHERE ${contained})`
    },

    values(_rows, tenantId, keys) {
      return [...set.values('item', tenantId, keys.slice(0, depth - 1)), ...item.values('item', tenantId, keys)]
    },

    below(alias, from) {
      return `${alias}."row" = ${from}."parentRow"`
    },
  }
}
