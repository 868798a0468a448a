/**
 * The facts of files as a layer over those of the public model: what a file says of a type that is known already is added
 * to it, member by member; a member or operation that is there takes the place of the one before.
 */
import type { Facets } from '../edm.js'
import type { Version } from '../types.js'
import type { Facts } from '../facts/facts.js'
import type { EnumFacts, MemberFacts, OperationFacts, TypeFacts } from '../facts/grammar.js'
import type { CsdlFile, CsdlType } from './document.js'

type Structured = TypeFacts & { readonly kind: 'entity' | 'complex' }

export function mergeFacts(below: Facts, files: readonly CsdlFile[]): Facts {
  const types = files.flatMap((file) => file.types)
  const structured = group(
    types.map(({ facts }) => facts).filter((facts) => facts.kind !== 'enum'),
    ({ name }) => name,
  )
  const enums = group(
    types.map(({ facts }) => facts).filter((facts) => facts.kind === 'enum'),
    ({ name }) => name,
  )
  const operations = group(
    files.flatMap((file) => file.operations),
    ({ bound }) => bound,
  )
  const sinceOf = (name: string): Version =>
    (name.startsWith('Edm.')
      ? undefined
      : (merged.entityType(name) ?? merged.complexType(name) ?? merged.enumType(name))
    )?.since ?? 'v1.0'
  const find = (kind: Structured['kind'], name: string, known: TypeFacts | undefined): TypeFacts | undefined =>
    (structured.get(name) ?? [])
      .filter((facts) => facts.kind === kind)
      .reduce<TypeFacts | undefined>((before, facts) => mergeTypes(before, facts, sinceOf), known)
  const merged: Facts = {
    entityType: (name) => find('entity', name, below.entityType(name)),
    complexType: (name) => find('complex', name, below.complexType(name)),
    enumType: (name) => (enums.get(name) ?? []).reduce<EnumFacts | undefined>(mergeEnums, below.enumType(name)),
    operations: (type) =>
      (operations.get(type) ?? []).reduce(
        (before, { facts }) => [...before.filter((each) => signatureOf(each) !== signatureOf(facts)), facts],
        below.operations(type),
      ),
    names: () => new Set([...below.names(), ...types.map(({ facts }) => facts.name)]),
    bases() {
      const bases = new Map(below.bases())
      for (const [name, [facts]] of structured) if (facts?.base !== undefined) bases.set(name, facts.base)
      return bases
    },
  }
  return merged
}

function group<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const known = groups.get(keyOf(each))
    if (known === undefined) groups.set(keyOf(each), [each])
    else known.push(each)
  }
  return groups
}

/** What a type derives from, and since when it is there, is for its first declaration to say. */
function mergeTypes(before: TypeFacts | undefined, facts: Structured, sinceOf: (name: string) => Version): TypeFacts {
  let members: readonly MemberFacts[] | undefined
  return {
    ...(facts.ownNamespace === true ? { ownNamespace: true } : {}),
    name: facts.name,
    since: before?.since ?? facts.since,
    base: before === undefined ? facts.base : before.base,
    abstract: (before ?? facts).abstract,
    open: (before ?? facts).open,
    key: (before ?? facts).key,
    // Late, because types of members may be of types that are being merged.
    get members() {
      return (members ??= mergeMembers(
        before?.members ?? [],
        facts.members.map((member) => ({
          ...member,
          since: [before?.since ?? facts.since, sinceOf(member.type.name)].includes('beta') ? 'beta' : member.since,
        })),
      ))
    },
  }
}

function mergeEnums(before: EnumFacts | undefined, facts: EnumFacts): EnumFacts {
  if (before === undefined) return facts
  return { ...before, members: mergeMembers(before.members, facts.members) }
}

/** A member stays where it was, also if another one replaces it; new ones come last. */
function mergeMembers<T extends { readonly name: string }>(before: readonly T[], more: readonly T[]): readonly T[] {
  return [...new Map([...before, ...more].map((member) => [member.name, member])).values()]
}

/** As operations replace each other: by name, binding and names of parameters. */
export function signatureOf({ name, binding, parameters }: OperationFacts): string {
  return [name, binding, ...parameters.map(([parameter]) => parameter)].join()
}

/** What files say of properties besides their types, by `type.property`. */
export function facetsOf(files: readonly CsdlFile[]): Readonly<Record<string, Facets>> {
  return Object.fromEntries(
    files
      .flatMap((file) => file.types)
      .flatMap(({ facts, facets }: CsdlType) =>
        [...facets].map(([property, each]): [string, Facets] => [`${facts.name}.${property}`, each]),
      ),
  )
}
