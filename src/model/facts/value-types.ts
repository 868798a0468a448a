/** Primitive types and enums of the facts. */
import type { EnumType, PrimitiveName, PrimitiveType } from '../types.js'
import type { EnumFacts } from './grammar.js'

const primitives = new Map<string, PrimitiveType>()

export function primitiveType(name: PrimitiveName): PrimitiveType {
  let type = primitives.get(name)
  // Graph's own name for what has no type.
  const known = (name as string) === 'Edm.Json' ? 'Edm.Untyped' : name
  if (type === undefined) primitives.set(name, (type = Object.freeze({ kind: 'primitive', name: known })))
  return type
}

export function enumType(facts: EnumFacts): EnumType {
  const { name, ownNamespace, since, flags } = facts
  let members: EnumType['members'] | undefined
  let betaMembers: readonly string[] | undefined
  return Object.freeze({
    kind: 'enum',
    name,
    ...(ownNamespace === true ? { ownNamespace } : {}),
    since,
    flags,
    get members() {
      return (members ??= Object.freeze(Object.fromEntries(facts.members.map(({ name, number }) => [name, number]))))
    },
    get betaMembers() {
      return (betaMembers ??= facts.members.filter((member) => member.since === 'beta').map((member) => member.name))
    },
  })
}
