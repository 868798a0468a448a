/** Which properties of a type a `$select` leaves in an answer. */
import { qualifiedName } from '../model/types.js'
import type { StructuredType } from '../model/types.js'
import type { Selection } from './ast.js'

/**
 * The selected properties by name; behind each, what is selected of its value, or `undefined` for all of it. Names of a
 * derived type are kept with its name before them (`microsoft.graph.T/a`), see {@link projectionOn}.
 */
export type Projection = ReadonlyMap<string, Projection | undefined>
type GrowingProjection = Map<string, GrowingProjection | undefined>

const projections = new WeakMap<Selection, Projection>()

/** `undefined` if nothing is left out. Made once per selection. */
export function projectionOf(selection: Selection): Projection | undefined {
  if (selection.all) return undefined
  let projection = projections.get(selection)
  if (projection === undefined) projections.set(selection, (projection = grow(selection.names)))
  return projection
}

function grow(names: readonly string[]): Projection {
  const root: GrowingProjection = new Map()
  for (const name of names) {
    let level: GrowingProjection | undefined = root
    const steps = name.split('/')
    for (const [i, step] of steps.entries()) {
      const below: GrowingProjection | undefined = level.get(step)
      // Selected as a whole before: the part is in it.
      if (level.has(step) && below === undefined) break
      const next: GrowingProjection | undefined = i === steps.length - 1 ? undefined : (below ?? new Map())
      level.set(step, next)
      if (next === undefined) break
      level = next
    }
  }
  return root
}

/** The part of a projection that concerns a value of `type`: members of the derived types that it is are among its own. */
export function projectionOn(projection: Projection, type: StructuredType): Projection {
  let merged: Map<string, Projection | undefined> | undefined
  for (const [step, members] of projection) {
    if (!step.includes('.')) continue
    merged ??= new Map(projection)
    merged.delete(step)
    if (members !== undefined && hasBase(type, step)) for (const [name, below] of members) merged.set(name, below)
  }
  return merged ?? projection
}

function hasBase(type: StructuredType, qualified: string): boolean {
  for (let current: StructuredType | undefined = type; current !== undefined;) {
    if (qualifiedName(current) === qualified) return true
    current = current.baseType as StructuredType | undefined
  }
  return false
}
