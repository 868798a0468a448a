/** A document of CSDL JSON that is being read, and what is read alike in all places. */
import type { Version } from '../types.js'
import type { TypeReference } from '../facts/grammar.js'
import { modelName, withoutAlias } from './names.js'
import type { Json } from './parse.js'
import type { Problem } from './problems.js'

export interface Reading {
  readonly file: string
  readonly since: Version
  readonly document: Json
  readonly aliases: ReadonlyMap<string, string>
  readonly targets: ReadonlyMap<string, Json>
  /** Qualified names of primitive types that have names of their own, in all files. */
  readonly definitions: ReadonlyMap<string, string>
  readonly problems: Problem[]
}

/** Neither part of the language nor an annotation. */
export function isDeclared(name: string): boolean {
  return !name.startsWith('$') && !name.includes('@')
}

export function refuse({ file, problems }: Reading, type: string, reason: string): void {
  problems.push({ file, type, reason })
}

/** The type that an element says it has: `Edm.String` unless it says otherwise. */
export function readReference(element: Json, where: string, reading: Reading): TypeReference {
  const { $Type: given = 'Edm.String', $Collection: collection, $Nullable: nullable } = element
  if (typeof given !== 'string') refuse(reading, where, 'its type is no name of a type')
  const qualified = withoutAlias(typeof given === 'string' ? given : printed(given), reading.aliases)
  return {
    name: modelName(reading.definitions.get(qualified) ?? qualified),
    collection: collection === true,
    nullable: nullable === true,
  }
}

export function printed(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined')).slice(0, 60)
}
