/** How the rows of each resource are stored. */
import type { Resource } from '../../model/model.js'
import { documentTable } from './document-table.js'
import { referenceTable } from './reference-table.js'
import { typedTable } from './typed-table.js'
import type { Layout } from './layout.js'

const layouts = new WeakMap<Resource, Layout>()

export function layoutOf(resource: Resource): Layout {
  let layout = layouts.get(resource)
  if (layout === undefined) {
    const own = resource.layout === 'document' ? documentTable(resource) : typedTable(resource)
    layout =
      resource.referred === undefined
        ? own
        : referenceTable(resource, resource.referred, { own, set: layoutOf(resource.referred) })
    layouts.set(resource, layout)
  }
  return layout
}
