/** How the rows of each resource are stored. */
import type { Resource } from '../../model/model.js'
import { isContainer } from '../../model/resources.js'
import { containerRow } from './container-row.js'
import { documentTable } from './document-table.js'
import { linkedPairs, linkedRows } from './linked-rows.js'
import { namedTable } from './named-table.js'
import { referenceTable } from './reference-table.js'
import { typedTable } from './typed-table.js'
import type { Layout } from './layout.js'

const layouts = new WeakMap<Resource, Layout>()

export function layoutOf(resource: Resource): Layout {
  let layout = layouts.get(resource)
  if (layout === undefined) {
    layout = makeLayout(resource)
    layouts.set(resource, layout)
  }
  return layout
}

function makeLayout(resource: Resource): Layout {
  const { link, referred, linkedSet, namedIn, parent } = resource
  if (link !== undefined && resource.kinds !== undefined) return linkedPairs(resource, link, layoutOf)
  const own = resource.layout === 'document' ? documentTable(resource) : typedTable(resource)
  if (link !== undefined) return linkedRows(link, { own, set: linkedSet === undefined ? own : layoutOf(linkedSet) })
  if (referred === undefined) return own
  const both = { own, set: layoutOf(referred) }
  if (isContainer(resource) && parent !== undefined) return containerRow(resource, both, layoutOf(parent))
  if (namedIn === undefined || parent === undefined) return referenceTable(resource, referred, both)
  return namedTable(resource, referred, both, layoutOf(parent))
}
