import type { Model, Resource } from '../../model/model.js'
import { tableOf } from '../../store/layout/tables.js'

/** The resources that have tables of their own: not what is another name for something, or linked to it. */
export function rootResources({ resources }: Model): Resource[] {
  const sets = resources.filter(({ kind, layout }) => kind === 'entitySet' && layout === 'table')
  const named = new Set(sets.map(({ type }) => type.name))
  const roots = resources.filter(
    ({ kind, type, layout }) =>
      layout === 'table' && (kind === 'entitySet' || (kind === 'singleton' && !named.has(type.name))),
  )
  return [...new Map(roots.map((resource) => [resource.type.name, resource])).values()]
}

/** What has a table of its own and is contained in the entities of a resource. */
export function containedResources({ children }: Resource): Resource[] {
  return [...children.values()].filter(
    (child) => child.kind === 'navigation' && child.layout === 'table' && tableOf(child).parent !== undefined,
  )
}
