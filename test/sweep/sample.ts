/** Which resources a sweep goes to: all of them, or one of each shape. */
import { model } from '../../src/entities/index.js'
import type { Resource } from '../../src/model/model.js'
import { existsIn } from '../../src/model/types.js'
import { allOperations } from '../../src/model/inheritance.js'
import type { EntityType, Version } from '../../src/model/types.js'
import { WHOLE_SWEEP } from '../harness/sweep.js'
import { isIn, typesAt } from './items.js'

export interface Chosen {
  readonly resource: Resource
  readonly types: readonly EntityType[]
}

/** The resources of a version, with the types that are tried at each. */
export function chosenIn(version: Version): readonly Chosen[] {
  const all = model.resources
    .filter((resource) => isIn(resource, version))
    .map((resource) => ({ resource, types: typesAt(resource, version) }))
  if (WHOLE_SWEEP) return all
  const shapes = new Map<string, Chosen>()
  for (const { resource, types } of all) {
    const shape = shapeOf(resource, version)
    if (!shapes.has(shape))
      shapes.set(shape, { resource, types: [...new Set([...types.slice(0, 1), ...types.slice(-1)])] })
  }
  return [...shapes.values()]
}

/** What can make a difference to how a resource is served. */
function shapeOf(resource: Resource, version: Version): string {
  const { kind, many, layout, creatable, deletable, link, refersTo, ownItemOf, type, concreteTypes, since } = resource
  const operations = new Set(
    [type, ...concreteTypes].flatMap((each) =>
      allOperations(each)
        .filter((operation) => existsIn(operation.since, version))
        .map((operation) => `${operation.kind} ${operation.binding}`),
    ),
  )
  return JSON.stringify([
    depthOf(resource),
    [kind, many, layout, creatable, deletable, since],
    [link !== undefined, refersTo !== undefined, ownItemOf !== undefined],
    [type.abstract, concreteTypes.length > 1],
    [...operations].sort(),
  ])
}

function depthOf({ parent }: Resource): number {
  return parent === undefined ? 0 : depthOf(parent) + (parent.many ? 1 : 0)
}
