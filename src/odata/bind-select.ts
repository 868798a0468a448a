/** Binding of `$select`. */
import { qualifiedName } from '../model/types.js'
import { isA } from '../model/inheritance.js'
import type { Property, StructuredType } from '../model/types.js'
import type { Selection } from './ast.js'
import { bindCast } from './bind-path.js'
import { LIMITS } from './limits.js'
import { findNavigation, findProperty, findPropertyOfKinds, findPropertyOfSubtype } from './members.js'
import type { Member } from './members.js'
import { printedName } from './names.js'
import { invalidTerm, limitExceeded, selectExpandError, shortened, unknownSelection } from './query-errors.js'
import type { Scope } from './scope.js'
import { parseTerm, splitOutside } from './terms.js'
import { printedValueType, valueTypeOf } from './value-types.js'

/** No `$select`. */
export const EVERYTHING: Selection = Object.freeze({ all: true, names: Object.freeze([]) })

export function bindSelect(text: string, scope: Scope): Selection {
  const terms = splitOutside(text, ',')
  if (terms.length > LIMITS.select) throw limitExceeded('$select item', LIMITS.select)
  const names = new Set<string>()
  let all = false
  for (const term of terms) {
    const segments = parseTerm(term)
    if (term === '*') all = true
    else if (segments.some((segment) => segment === '*' || segment.startsWith('$'))) throw invalidTerm(term)
    // A navigation property is not in an answer unless it is expanded; clients name it all the same.
    else if (!endsInNavigation(segments, scope)) names.add(bindTerm(segments, scope))
  }
  return Object.freeze({ all, names: Object.freeze([...names]) })
}

/** Where a walk along the names of a term stands. */
interface Walk {
  readonly scope: Scope
  readonly printed: string[]
  /** Undefined behind a property that has no properties of its own. */
  type: StructuredType | undefined
  printedType: string
  /** The property just read, whose subtypes are within reach. */
  polymorphic: Property | undefined
}

/** The canonical form of a term. */
function bindTerm(segments: readonly string[], scope: Scope): string {
  const walk: Walk = {
    scope,
    printed: [],
    type: scope.type,
    printedType: printedName(scope.type, scope.resource),
    polymorphic: undefined,
  }
  for (const segment of segments)
    if (segment.includes('.')) cast(walk, segment)
    else addProperty(walk, segment)
  if (segments.at(-1)?.includes('.') === true) throw invalidTerm(segments.join('/'))
  return walk.printed.join('/')
}

function cast(walk: Walk, qualified: string): void {
  const { type, scope } = walk
  if (type === undefined) throw unknownName(qualified, walk.printedType, scope)
  const narrower = bindCast(qualified, type, scope)
  walk.polymorphic = undefined
  if (isA(type, narrower)) return
  walk.type = narrower
  walk.printedType = printedName(narrower, scope.resource)
  walk.printed.push(qualifiedName(narrower))
}

function addProperty(walk: Walk, segment: string): void {
  const { type, scope } = walk
  const { name, property, owner } = findMember(walk, segment)
  if (type !== undefined && !isA(type, owner)) walk.printed.push(qualifiedName(owner))
  walk.printed.push(name)
  walk.polymorphic = property
  walk.type = property.type.kind === 'complex' ? property.type : undefined
  walk.printedType = printedValueType(valueTypeOf(property), scope.resource)
}

function findMember({ type, scope, polymorphic, printedType }: Walk, segment: string): Member {
  const member =
    (type && findProperty(type, scope.version, segment)) ??
    (type === scope.type ? findPropertyOfKinds(scope.resource, scope.type, scope.version, segment) : undefined) ??
    (polymorphic && findPropertyOfSubtype(polymorphic, scope.version, segment))
  if (member === undefined) throw unknownName(segment, printedType, scope)
  return member
}

/** Whether a term is a navigation property, perhaps of a derived type; nothing may follow it. */
function endsInNavigation(segments: readonly string[], scope: Scope): boolean {
  let { type }: { type: StructuredType } = scope
  for (const [i, segment] of segments.entries()) {
    if (segment.includes('.')) type = bindCast(segment, type, scope)
    else if (type.kind !== 'entity' || findNavigation(scope.resource, type, scope.version, segment) === undefined)
      return false
    else if (i === segments.length - 1) return true
    else
      throw selectExpandError(
        'Found a path with multiple navigation properties or a bad complex property path in a select clause. Please ' +
          'reword your query such that each level of select or expand only contains either TypeSegments or Properties.',
      )
  }
  return false
}

export function unknownName(name: string, type: string, scope: Scope): Error {
  return unknownSelection(`Could not find a property named '${shortened(name)}' on type '${type}'.`, scope.resource)
}
