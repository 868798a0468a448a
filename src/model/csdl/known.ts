/** The types of a model and its files by name, as far as checks need them: nothing is made of them yet. */
import type { Facts } from '../facts/facts.js'
import type { Declared } from '../hierarchy.js'
import type { Declaration } from '../sets.js'
import type { StructuredType } from '../types.js'

export interface Surroundings {
  /** Without the files. */
  readonly below: Facts
  /** With them. */
  readonly merged: Facts
  /** Types that are declared by hand, with tables of their own. */
  readonly written: ReadonlyMap<string, Declared>
  readonly declarations: readonly Declaration[]
}

export type Kind = Declared['kind']

interface Named {
  readonly name: string
}

export class KnownTypes {
  readonly #around: Surroundings
  #derived: ReadonlyMap<string, readonly string[]> | undefined

  constructor(around: Surroundings) {
    this.#around = around
  }

  kind(name: string): Kind | undefined {
    if (name.startsWith('Edm.')) return undefined
    const { merged } = this.#around
    const brought = merged.entityType(name) ?? merged.complexType(name) ?? merged.enumType(name)
    return this.kindBelow(name) ?? (brought === undefined ? undefined : kindIn(merged, name))
  }

  /** Without the files. */
  kindBelow(name: string): Kind | undefined {
    return this.#around.written.get(name)?.kind ?? kindIn(this.#around.below, name)
  }

  baseOf(name: string): string | undefined {
    const written = this.#around.written.get(name)
    if (written !== undefined)
      return written.kind === 'enum' ? undefined : (written.baseType as StructuredType | undefined)?.name
    const { merged } = this.#around
    return (merged.entityType(name) ?? merged.complexType(name))?.base
  }

  /** Nearest first. */
  basesOf(name: string): string[] {
    const bases: string[] = []
    for (let at = this.baseOf(name); at !== undefined && !bases.includes(at); at = this.baseOf(at)) bases.push(at)
    return bases
  }

  ownMembers(name: string): readonly Named[] {
    const written = this.#around.written.get(name)
    const { merged } = this.#around
    const facts = (merged.entityType(name) ?? merged.complexType(name))?.members ?? []
    if (written === undefined || written.kind === 'enum') return facts
    return [
      ...Object.keys(written.properties).map((property) => ({ name: property })),
      ...facts.filter(({ kind }) => kind !== 'property'),
    ]
  }

  /** Own and inherited. */
  members(name: string): readonly Named[] {
    return [name, ...this.basesOf(name)].flatMap((type) => this.ownMembers(type))
  }

  /** At any depth. */
  derivedFrom(name: string): string[] {
    const derived = (this.#derived ??= this.#derivedNames())
    const found = new Set(derived.get(name))
    for (const each of found) for (const deeper of derived.get(each) ?? []) found.add(deeper)
    return [...found]
  }

  #derivedNames(): ReadonlyMap<string, readonly string[]> {
    const names = new Set([...this.#around.written.keys(), ...this.#around.merged.bases().keys()])
    const derived = new Map<string, string[]>()
    for (const name of names) {
      const base = this.baseOf(name)
      if (base !== undefined) derived.set(base, [...(derived.get(base) ?? []), name])
    }
    return derived
  }
}

function kindIn(facts: Facts, name: string): Kind | undefined {
  if (facts.entityType(name) !== undefined) return 'entity'
  if (facts.complexType(name) !== undefined) return 'complex'
  return facts.enumType(name) === undefined ? undefined : 'enum'
}
