/**
 * A document of CSDL JSON as facts, in the vocabulary of the facts of the public model. Only its form is checked here; what
 * it refers to is looked up when all files are read, see check.ts.
 *
 * @see https://docs.oasis-open.org/odata/odata-csdl-json/v4.01/odata-csdl-json-v4.01.html
 */
import type { Facets } from '../edm.js'
import type { Version } from '../types.js'
import type { EnumFacts, MemberFacts, TypeFacts } from '../facts/grammar.js'
import { annotationsOf, isComputed, targetsOf } from './annotations.js'
import { aliasesOf, isGraphs, isIdentifier, isJson, modelName, withoutAlias } from './names.js'
import { readOperations, readSets } from './operations.js'
import type { CsdlOperation, CsdlSet } from './operations.js'
import type { Json } from './parse.js'
import type { Problem } from './problems.js'
import { isDeclared, printed, readReference, refuse } from './reading.js'
import type { Reading } from './reading.js'

export interface CsdlType {
  readonly qualified: string
  /** Whether it has a key of its own, and which. */
  readonly key: readonly string[] | undefined
  readonly facts: ({ readonly kind: 'entity' | 'complex' } & TypeFacts) | ({ readonly kind: 'enum' } & EnumFacts)
  /** What is said of properties besides their types. */
  readonly facets: ReadonlyMap<string, Facets>
}

export interface CsdlFile {
  readonly file: string
  readonly types: readonly CsdlType[]
  readonly operations: readonly CsdlOperation[]
  readonly sets: readonly CsdlSet[]
}

export interface Brought {
  readonly file: string
  readonly since: Version
  readonly document: Json
}

/** Reads documents that belong together; `problems` gets what is wrong with their form. */
export function readDocuments(documents: readonly Brought[], problems: Problem[]): CsdlFile[] {
  const definitions = new Map<string, string>()
  for (const { document } of documents)
    for (const [namespace, name, element] of elementsOf(document))
      if (isJson(element) && element['$Kind'] === 'TypeDefinition')
        definitions.set(`${namespace}.${name}`, printed(element['$UnderlyingType']))
  return documents.map(({ file, since, document }) => {
    const aliases = aliasesOf(document)
    return readFile({ file, since, document, aliases, targets: targetsOf(document, aliases), definitions, problems })
  })
}

function readFile(reading: Reading): CsdlFile {
  const types: CsdlType[] = []
  const operations: CsdlOperation[] = []
  const sets: CsdlSet[] = []
  for (const [namespace, name, element] of elementsOf(reading.document)) {
    const qualified = `${namespace}.${name}`
    if (!isIdentifier(name)) refuse(reading, qualified, 'this cannot be a name')
    else if (Array.isArray(element)) operations.push(...readOperations(element, namespace, name, reading))
    else if (isJson(element)) readElement(element, qualified)
    else refuse(reading, qualified, 'is no element of a schema')
  }
  if (types.length + operations.length + sets.length === 0)
    reading.problems.push({ file: reading.file, reason: 'declares no types, operations or sets' })
  return { file: reading.file, types, operations, sets }

  function readElement(element: Json, qualified: string): void {
    switch (element['$Kind']) {
      case 'EntityType':
      case 'ComplexType':
        types.push(readStructured(element, qualified, reading))
        break
      case 'EnumType':
        types.push(readEnum(element, qualified, reading))
        break
      case 'EntityContainer':
        sets.push(...readSets(element, qualified, reading))
        break
      case 'TypeDefinition':
      case 'Term':
        break
      default:
        refuse(reading, qualified, `'${printed(element['$Kind'])}' is no kind of schema element`)
    }
  }
}

/** What schemas declare: namespace, name and element. */
function elementsOf(document: Json): (readonly [namespace: string, name: string, element: unknown])[] {
  return Object.entries(document).flatMap(([namespace, schema]) =>
    namespace.startsWith('$') || !isJson(schema)
      ? []
      : Object.entries(schema)
          .filter(([name]) => isDeclared(name))
          .map(([name, element]) => [namespace, name, element] as const),
  )
}

function readStructured(element: Json, qualified: string, reading: Reading): CsdlType {
  const kind = element['$Kind'] === 'EntityType' ? 'entity' : 'complex'
  const base = element['$BaseType']
  const members: MemberFacts[] = []
  const facets = new Map<string, Facets>()
  for (const [name, member] of Object.entries(element).filter(([name]) => isDeclared(name))) {
    if (!isIdentifier(name)) refuse(reading, qualified, `'${name}' cannot be the name of a property`)
    else if (!isJson(member)) refuse(reading, qualified, `'${name}' is no property`)
    else {
      const read = readMember(name, member, qualified, reading)
      if (kind === 'complex' && read.kind !== 'property')
        refuse(reading, qualified, `'${name}': navigation properties of complex types are not served`)
      members.push(read)
      if (Object.hasOwn(member, '$DefaultValue')) facets.set(name, { default: member['$DefaultValue'] })
    }
  }
  const key = keyOf(element, qualified, reading)
  return {
    qualified,
    key,
    facets,
    facts: {
      kind,
      name: modelName(qualified),
      since: reading.since,
      base: typeof base === 'string' ? modelName(withoutAlias(base, reading.aliases)) : undefined,
      abstract: element['$Abstract'] === true,
      open: element['$OpenType'] === true,
      key: key ?? [],
      members,
      ...ownNamespace(qualified),
    },
  }
}

function ownNamespace(qualified: string): { ownNamespace?: true } {
  return isGraphs(qualified.slice(0, qualified.lastIndexOf('.'))) ? {} : { ownNamespace: true }
}

function keyOf(element: Json, qualified: string, reading: Reading): readonly string[] | undefined {
  const key = element['$Key']
  if (key === undefined) return undefined
  if (Array.isArray(key) && key.length > 0 && key.every((each) => typeof each === 'string')) return key
  refuse(reading, qualified, 'its key is no list of names of properties')
  return undefined
}

function readMember(name: string, member: Json, qualified: string, reading: Reading): MemberFacts {
  const navigation = member['$Kind'] === 'NavigationProperty'
  const annotations = annotationsOf(member, reading.targets.get(`${qualified}/${name}`), reading.aliases)
  return {
    name,
    since: reading.since,
    kind: !navigation ? 'property' : member['$ContainsTarget'] === true ? 'contained' : 'reference',
    type: readReference(member, `${qualified}/${name}`, reading),
    readOnly: isComputed(annotations),
    unlisted: false,
  }
}

function readEnum(element: Json, qualified: string, reading: Reading): CsdlType {
  const members: EnumFacts['members'][number][] = []
  for (const [name, number] of Object.entries(element).filter(([name]) => isDeclared(name)))
    if (!isIdentifier(name)) refuse(reading, qualified, `'${name}' cannot be the name of a member`)
    else if (!Number.isSafeInteger(number)) refuse(reading, qualified, `the value of '${name}' is no whole number`)
    else members.push({ name, since: reading.since, number: number as number })
  if (members.length === 0) refuse(reading, qualified, 'an enum needs a member')
  return {
    qualified,
    key: undefined,
    facets: new Map(),
    facts: {
      kind: 'enum',
      name: modelName(qualified),
      since: reading.since,
      flags: element['$IsFlags'] === true,
      members,
      ...ownNamespace(qualified),
    },
  }
}
