import type { Model, Place } from '../../model/model.js'
import { tableOf } from '../../store/tables.js'

/** The places that have rows of their own: not what is another name for something, or linked to it. */
export function rootPlaces({ places }: Model): Place[] {
  const sets = places.filter(({ kind }) => kind === 'entitySet')
  const named = new Set(sets.map(({ type }) => type.name))
  const roots = places.filter(
    ({ kind, type }) => kind === 'entitySet' || (kind === 'singleton' && !named.has(type.name)),
  )
  return [...new Map(roots.map((place) => [place.type.name, place])).values()]
}

/** What is contained in the entities of a place. */
export function containedPlaces({ children }: Place): Place[] {
  return [...children.values()].filter((child) => child.kind === 'navigation' && tableOf(child).parent !== undefined)
}
