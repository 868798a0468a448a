/** What does not hold together: in the files among each other, or with the model that they add to. */
import { Check } from 'typebox/value'
import type { MemberFacts, TypeFacts, TypeReference } from '../facts/grammar.js'
import { NAMESPACE } from '../model.js'
import { PRIMITIVES } from '../primitives.js'
import type { EntityType, PrimitiveName, StructuredType } from '../types.js'
import type { CsdlFile, CsdlType } from './document.js'
import { KnownTypes } from './known.js'
import type { Kind, Surroundings } from './known.js'
import { signatureOf } from './merge.js'
import type { CsdlOperation, CsdlSet } from './operations.js'
import type { Problem } from './problems.js'

/** Everything that is wrong, in the order of the files. */
export function checkFiles(files: readonly CsdlFile[], surroundings: Surroundings): Problem[] {
  const check = new Checker(surroundings)
  for (const { file, types, operations, sets } of files) {
    for (const type of types) check.type(file, type)
    for (const operation of operations) check.operation(file, operation)
    for (const set of sets) check.set(file, set)
  }
  return check.problems
}

const KINDS: Readonly<Record<Kind, string>> = {
  entity: 'an entity type',
  complex: 'a complex type',
  enum: 'an enum',
}

class Checker {
  readonly problems: Problem[] = []
  readonly #around: Surroundings
  readonly #known: KnownTypes
  readonly #types = new Map<string, { readonly file: string; readonly type: CsdlType }>()
  readonly #sets = new Map<string, { readonly file: string; readonly set: CsdlSet }>()
  readonly #spellings: ReadonlyMap<string, string>

  constructor(around: Surroundings) {
    this.#around = around
    this.#known = new KnownTypes(around)
    const names = [...around.written.keys(), ...around.below.names()]
    this.#spellings = new Map(names.map((name) => [name.toLowerCase(), name]))
  }

  type(file: string, type: CsdlType): void {
    const { facts, qualified } = type
    const refuse = (reason: string): void => void this.problems.push({ file, type: qualified, reason })
    const { name } = facts
    const known = this.#types.get(name.toLowerCase())
    const spelling = this.#spellings.get(name.toLowerCase()) ?? known?.type.facts.name
    if (spelling !== undefined && spelling !== name)
      return refuse(`there is a type named '${printed(spelling)}' already; letter case does not tell types apart`)
    const before = this.#known.kindBelow(name) ?? known?.type.facts.kind
    if (before !== undefined && before !== facts.kind)
      return refuse(`is ${KINDS[before]} already, and cannot be ${KINDS[facts.kind]}`)
    this.#types.set(name.toLowerCase(), known ?? { file, type })
    const written = this.#around.written.get(name)
    if (facts.kind === 'enum') {
      const added = written?.kind === 'enum' ? facts.members.find((each) => !(each.name in written.members)) : undefined
      if (added !== undefined) refuse(`is built in: it cannot get the member '${added.name}'`)
      return
    }
    if (facts.base !== undefined) this.#base(facts.kind, facts.base, name, refuse)
    if (facts.kind === 'entity') this.#key(type, facts, refuse)
    for (const member of facts.members) {
      this.#member(member, type, refuse)
      if (written !== undefined && written.kind !== 'enum') builtIn(member, written, refuse)
    }
    if (known !== undefined) contradictions(known, type, refuse)
    this.#names(facts, refuse)
  }

  operation(file: string, { qualified, bound, facts }: CsdlOperation): void {
    const refuse = (reason: string): void => void this.problems.push({ file, type: qualified, reason })
    const kind = this.#known.kind(bound)
    if (kind === undefined) refuse(`is bound to '${printed(bound)}', which is not known`)
    else if (kind !== 'entity') refuse(`is bound to '${printed(bound)}', which is no entity type`)
    for (const [name, reference] of facts.parameters)
      this.#reference(reference, (problem) => refuse(`its parameter '${name}' ${problem}`))
    if (facts.returns !== undefined) this.#reference(facts.returns, (problem) => refuse(`its result ${problem}`))
    const member = this.#known.members(bound).find((each) => each.name.toLowerCase() === facts.name.toLowerCase())
    if (member !== undefined) refuse(`'${printed(bound)}' has a property of this name`)
    const twin = this.#around.merged.operations(bound).find((each) => signatureOf(each) === signatureOf(facts))
    if (twin !== undefined && twin.kind !== facts.kind)
      refuse(`is declared both as action and as function of '${printed(bound)}'`)
  }

  set(file: string, set: CsdlSet): void {
    const { name, type } = set
    const refuse = (reason: string): void => void this.problems.push({ file, type: name, reason })
    const kind = this.#known.kind(type)
    if (kind !== 'entity')
      refuse(`its type '${printed(type)}' ${kind === undefined ? 'is not known' : 'is no entity type'}`)
    const declared = this.#around.declarations.find(({ path }) => path.toLowerCase() === name.toLowerCase())
    const brought = this.#sets.get(name.toLowerCase())
    this.#sets.set(name.toLowerCase(), brought ?? { file, set })
    const before = declared ?? brought?.set
    const typeBefore = declared?.entityType.name ?? brought?.set.type
    if (before === undefined || typeBefore === undefined) return
    const where = declared === undefined ? brought?.file : 'the model'
    if (typeBefore !== type) refuse(`${where} has it already, as ${WORDS[before.kind]} of '${printed(typeBefore)}'`)
    else if (before.kind !== set.kind) refuse(`${where} has it already, as ${WORDS[before.kind]}`)
  }

  #base(kind: 'entity' | 'complex', base: string, name: string, refuse: (reason: string) => void): void {
    const found = this.#known.kind(base)
    if (found === undefined) return refuse(`its base type '${printed(base)}' is not known`)
    if (found !== kind) return refuse(`its base type '${printed(base)}' is ${KINDS[found]}`)
    if (kind === 'entity' && this.#around.written.has(base) && !this.#around.written.has(name))
      refuse(`its base type '${printed(base)}' is built in, with a table that has no room for more types`)
    if (this.#known.kindBelow(name) !== undefined) {
      const before = this.#known.baseOf(name)
      if (before !== base && !(before === undefined && base === 'entity'))
        refuse(
          `derives from ${before === undefined ? 'nothing' : `'${printed(before)}'`}, and a file cannot change that`,
        )
    }
    const chain = [name]
    for (let at: string | undefined = base; at !== undefined && chain.length < 1000; at = this.#known.baseOf(at)) {
      if (at === name) return refuse(`derives from itself: ${[...chain, at].map(printed).join(' < ')}`)
      if (chain.includes(at)) return
      chain.push(at)
    }
  }

  /** Items are found by `id`, alone or with other properties; a key of any other look is refused. */
  #key({ key }: CsdlType, facts: TypeFacts, refuse: (reason: string) => void): void {
    if (this.#known.kindBelow(facts.name) !== undefined) return
    const bases = this.#known.basesOf(facts.name)
    const inherited = bases.some((base) => this.#known.ownMembers(base).some(({ name }) => name === 'id'))
    if (key === undefined) {
      const hasKey = inherited || bases.some((base) => this.#types.get(base.toLowerCase())?.type.key !== undefined)
      const broken = bases.some((base) => this.#known.kind(base) !== 'entity') || bases.includes(facts.name)
      if (!hasKey && !facts.abstract && !broken)
        refuse(`has no key: give it the property 'id' as key, or the base type '${NAMESPACE}.entity'`)
      return
    }
    if (inherited) return refuse('has a key by its base type, and cannot have another')
    if (!key.includes('id'))
      return refuse(
        `its key is ${key.map((each) => `'${each}'`).join(', ')}; only 'id' is served as key, alone or with others`,
      )
    for (const each of key) {
      const member = facts.members.find(({ name }) => name === each)
      if (member === undefined) return refuse(`its key '${each}' is no property of it`)
      const { kind, type } = member
      if (!['Edm.String', 'Edm.Guid'].includes(type.name) || type.collection || kind !== 'property')
        refuse(`its key '${each}' is neither Edm.String nor Edm.Guid`)
    }
  }

  #member(member: MemberFacts, { facets }: CsdlType, refuse: (reason: string) => void): void {
    const { name, kind, type } = member
    const about = (problem: string): void => refuse(`'${name}' ${problem}`)
    const found = this.#known.kind(type.name)
    if (kind !== 'property') {
      if (found === undefined) about(`leads to '${printed(type.name)}', which is not known`)
      else if (found !== 'entity') about(`leads to '${printed(type.name)}', which is no entity type`)
      return
    }
    if (found === 'entity') return about(`is of the entity type '${printed(type.name)}': that is a navigation property`)
    if (!this.#reference(type, about)) return
    const facet = facets.get(name)
    if (facet !== undefined && !this.#fits(facet.default, member.type))
      about(`has the default ${JSON.stringify(facet.default)}, which is no value of its type`)
  }

  #fits(value: unknown, { name, collection, nullable }: TypeReference): boolean {
    if (value === null) return nullable
    if (collection) return false
    if (isPrimitive(name)) return Check(PRIMITIVES[name].schema(), value)
    const members = this.#around.merged.enumType(name)?.members
    const written = this.#around.written.get(name)
    const names = written?.kind === 'enum' ? Object.keys(written.members) : (members ?? []).map((each) => each.name)
    return names.includes(value as string)
  }

  /** Whether the type is known. */
  #reference({ name }: TypeReference, refuse: (problem: string) => void): boolean {
    if (isPrimitive(name) || this.#known.kind(name) !== undefined) return true
    refuse(`is of type '${printed(name)}', which ${name.startsWith('Edm.') ? 'is not served' : 'is not known'}`)
    return false
  }

  /** One name, one member: among its own, those of its bases and those of what derives from it. */
  #names(facts: TypeFacts, refuse: (reason: string) => void): void {
    const { name: type } = facts
    const related = [...this.#known.basesOf(type), ...this.#known.derivedFrom(type)].filter((each) => each !== type)
    const taken = new Map(
      related.flatMap((each) => this.#known.ownMembers(each).map(({ name }) => [name.toLowerCase(), each] as const)),
    )
    for (const { name } of facts.members) {
      const other = taken.get(name.toLowerCase())
      if (other !== undefined) refuse(`'${name}' is a property of '${printed(other)}' already`)
    }
    const own = new Map<string, string>()
    for (const { name } of this.#known.ownMembers(type)) {
      const twin = own.get(name.toLowerCase())
      if (twin !== undefined) refuse(`'${name}' and '${twin}' differ in letter case only`)
      own.set(name.toLowerCase(), name)
    }
  }
}

const WORDS = { entitySet: 'a set', singleton: 'a singleton' } as const

function isPrimitive(name: string): name is PrimitiveName {
  return Object.hasOwn(PRIMITIVES, name)
}

/** A type with a table keeps its properties as they are. */
function builtIn(member: MemberFacts, written: StructuredType, refuse: (reason: string) => void): void {
  const { name, kind, type } = member
  if (kind === 'property') {
    const property = written.properties[name]
    if (property === undefined) return refuse(`is built in: it cannot get the property '${name}'`)
    const declared =
      property.type.kind === 'primitive' ? (property.type.declaredAs ?? property.type.name) : property.type.name
    if (declared !== type.name || property.collection !== type.collection)
      refuse(`is built in: its property '${name}' cannot change its type`)
    return
  }
  const navigation = (written as EntityType).navigation[name]
  if (navigation !== undefined && (navigation.target.name !== type.name || navigation.many !== type.collection))
    refuse(`is built in: '${name}' cannot lead elsewhere`)
}

/** Two files may add to one type; what both say must be the same. */
function contradictions(
  known: { readonly file: string; readonly type: CsdlType },
  { facts }: CsdlType,
  refuse: (reason: string) => void,
): void {
  const before = known.type.facts
  if (before.kind === 'enum' || facts.kind === 'enum') return
  if (facts.base !== before.base) refuse(`derives from another type in ${known.file}`)
  for (const member of facts.members) {
    const twin = before.members.find(({ name }) => name === member.name)
    if (twin !== undefined && JSON.stringify({ ...twin, since: '' }) !== JSON.stringify({ ...member, since: '' }))
      refuse(`'${member.name}' is declared otherwise in ${known.file}`)
  }
}

function printed(name: string): string {
  return name.startsWith('Edm.') || name.includes('.') ? name : `${NAMESPACE}.${name}`
}
