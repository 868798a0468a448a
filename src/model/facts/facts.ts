/** What is known of the types of a model that are not declared by hand, by name. */
import { COMPLEX_TYPES } from './complex-types.js'
import { ENTITY_TYPES } from './entity-types.js'
import { ENUM_TYPES } from './enum-types.js'
import { indexLines, readEnum, readOperation, readType } from './grammar.js'
import type { EnumFacts, OperationFacts, TypeFacts } from './grammar.js'
import {
  NEIGHBOUR_COMPLEX_TYPES,
  NEIGHBOUR_ENTITY_TYPES,
  NEIGHBOUR_ENUM_TYPES,
  VALUES_ALSO_IN_V1,
} from './neighbours.js'
import { OPERATIONS } from './operations.js'
import {
  UNLISTED_COMPLEX_MEMBERS,
  UNLISTED_ENTITY_MEMBERS,
  UNLISTED_ENUM_VALUES,
  UNLISTED_OPERATIONS,
} from './unlisted.js'

export interface Facts {
  entityType(name: string): TypeFacts | undefined
  complexType(name: string): TypeFacts | undefined
  enumType(name: string): EnumFacts | undefined
  /** What is bound to a type, or to collections of it. */
  operations(type: string): readonly OperationFacts[]
  names(): Iterable<string>
  /** Base types by the names of those that derive from them. */
  bases(): ReadonlyMap<string, string>
}

let known: Facts | undefined

/** The facts of Microsoft Graph's public model. A line is read when its type is asked for. */
export function publicFacts(): Facts {
  return (known ??= readFacts())
}

function readFacts(): Facts {
  const entities = indexLines(ENTITY_TYPES + NEIGHBOUR_ENTITY_TYPES + UNLISTED_ENTITY_MEMBERS)
  const complex = indexLines(VALUES_ALSO_IN_V1 + COMPLEX_TYPES + NEIGHBOUR_COMPLEX_TYPES + UNLISTED_COMPLEX_MEMBERS)
  const enums = indexLines(ENUM_TYPES + NEIGHBOUR_ENUM_TYPES + UNLISTED_ENUM_VALUES)
  const operations = indexLines(OPERATIONS)
  const unlisted = indexLines(UNLISTED_OPERATIONS)
  const read = <T>(lines: ReadonlyMap<string, readonly string[]>, name: string, reader: (line: string) => T) => {
    const [line, ...more] = lines.get(name) ?? []
    return line === undefined
      ? undefined
      : reader([line, ...more.map((each) => each.slice(each.indexOf(' ') + 1))].join(' '))
  }
  return {
    entityType: (name) => read(entities, name, readType),
    complexType: (name) => read(complex, name, readType),
    enumType: (name) => read(enums, name, readEnum),
    operations: (type) => withUnlisted((operations.get(type) ?? []).map(readOperation), unlisted.get(type) ?? []),
    names: () => [entities, complex, enums].flatMap((lines) => [...lines.keys()]),
    bases() {
      const bases = new Map<string, string>()
      for (const lines of [entities, complex])
        for (const [name, [line = '']] of lines) {
          const base = / <([^ ]+)/.exec(line)?.[1]
          if (base !== undefined) bases.set(name, base)
        }
      return bases
    },
  }
}

/** With operations that the model lacks, and parameters that it lacks of those that it has. */
function withUnlisted(listed: readonly OperationFacts[], lines: readonly string[]): readonly OperationFacts[] {
  const operations = [...listed]
  for (const added of lines.map(readOperation)) {
    const at = operations.findIndex(({ name }) => name === added.name)
    const known = operations[at]
    if (known === undefined) operations.push(added)
    else operations[at] = { ...known, parameters: [...known.parameters, ...added.parameters] }
  }
  return operations
}
