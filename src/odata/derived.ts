/** What only types have that derive from the one a path has come to: in the documentation no cast stands before it. */
import type { Model, Resource } from '../model/model.js'
import { existsIn } from '../model/types.js'
import type { EntityType, Version } from '../model/types.js'
import { findCall } from './bound-operation.js'
import type { BoundCall } from './bound-operation.js'
import { findNavigation } from './members.js'
import { localName } from './names.js'

/** Where a path has come to. */
interface PathEnd {
  readonly model: Model
  readonly version: Version
  readonly type: EntityType | undefined
}

/** The derived types that declare the navigation property to `child`. */
export function ownersOf(end: PathEnd, resource: Resource, child: Resource): EntityType[] {
  return derivedOf(end, (type) => Object.hasOwn(type.navigation, child.name)).filter(
    (owner) => findNavigation(resource, owner, end.version, child.name) !== undefined,
  )
}

/** The derived types that declare an operation of this name; none if their parameters differ. */
export function callableOn(end: PathEnd, name: string, given: string | undefined): EntityType[] {
  const local = (localName(name) ?? name).toLowerCase()
  const owners = derivedOf(end, ({ operations }) =>
    operations.some((each) => each.binding === 'entity' && each.name.toLowerCase() === local),
  )
  const [first, ...others] = owners.map((owner) => signature(findCall(owner, end.version, local, given, 'entity')))
  return first === undefined || others.some((other) => other !== first) ? [] : owners
}

function signature(call: BoundCall | undefined): string | undefined {
  if (call === undefined) return undefined
  return Object.entries(call.operation.parameters)
    .map(([name, { type }]) => `${name}:${type.name}`)
    .join()
}

function derivedOf({ model, version, type }: PathEnd, declares: (type: EntityType) => boolean): EntityType[] {
  if (type === undefined) return []
  return model.derivedFrom(type).filter((each) => existsIn(each.since, version) && declares(each))
}
