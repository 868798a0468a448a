/**
 * `$metadata` of both versions against all that is known of the public model: every type, property, navigation, enum member
 * and operation is there with its type and nullability, and there is nothing else. Another library reads the documents in
 * metadata.test.ts.
 */
import { parse } from '@sap-ux/edmx-parser'
import { xml2json } from 'odata-csdl'
import t from 'tap'
import { declarations, model } from '../../src/entities/index.js'
import { publicFacts } from '../../src/model/facts/facts.js'
import type { MemberFacts, OperationFacts, TypeFacts, TypeReference } from '../../src/model/facts/grammar.js'
import { typesOf } from '../../src/model/hierarchy.js'
import { metadataXml } from '../../src/model/metadata.js'
import { existsIn, VERSIONS } from '../../src/model/types.js'
import type { Version } from '../../src/model/types.js'

interface ParsedProperty {
  readonly name: string
  readonly nullable?: boolean
}

/** What another reader finds: it tells what is said of the elements of a collection. */
interface ParsedSchema {
  readonly entityTypes: readonly { readonly name: string; readonly entityProperties: readonly ParsedProperty[] }[]
  readonly complexTypes: readonly { readonly name: string; readonly properties: readonly ParsedProperty[] }[]
}

type Json = Record<string, any>

const facts = publicFacts()

/** Types that are declared by hand: their properties are in metadata.test.ts, where both sources are compared. */
const written = new Set(typesOf(declarations).map(({ name }) => name))

/** The name of the type that a type derives from, as facts write it. */
function baseOf({ $BaseType: base = '' }: Json): string {
  return (base as string).replace(/^(?:microsoft\.)?graph\./, '')
}

/** How CSDL JSON writes a type: `$Type` is `Edm.String`, and `$Nullable` false, unless it says so. */
function typed({ name, collection, nullable }: TypeReference): Json {
  const type = name === 'Edm.Json' ? 'Edm.Untyped' : name.startsWith('Edm.') ? name : qualified(name)
  return {
    ...(collection && { $Collection: true }),
    ...(type !== 'Edm.String' && { $Type: type }),
    // The reader leaves it out for collections, whose elements it is about.
    ...(nullable && !collection && { $Nullable: true }),
  }
}

/** The namespace by its alias, if the type lies in it. */
function qualified(name: string): string {
  return name.includes('.') ? `microsoft.graph.${name}` : `graph.${name}`
}

/** Without what the reader adds to times by itself. */
const shown = ({ $Precision: _precision, $Scale: _scale, ...value }: Json): string =>
  JSON.stringify(Object.entries(value).sort())

/** What is there of a type, by name: properties and navigation. */
function membersOf(type: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(type)
      .filter(([name]) => !name.startsWith('$') && !name.startsWith('@'))
      .map(([name, member]) => [name, shown(member as Json)]),
  )
}

function expectedMember({ kind, type }: MemberFacts): string {
  const { $Nullable: nullable, ...rest } = typed(type)
  if (kind === 'property') return shown({ ...rest, ...(nullable === true && { $Nullable: true }) })
  return shown({
    ...(type.collection && { $Collection: true }),
    $Kind: 'NavigationProperty',
    $Type: qualified(type.name),
    ...(kind === 'reference' ? {} : { $ContainsTarget: true }),
    ...(!type.collection && { $Nullable: true }),
  })
}

function expectedMembers(type: TypeFacts, version: Version): Record<string, string> {
  const { members, since } = type
  return Object.fromEntries(
    members
      .filter((member) => !member.unlisted && existsIn(since === 'beta' ? 'beta' : member.since, version))
      .filter(({ name }) => ancestorsOf(type).every((each) => each.members.every((member) => member.name !== name)))
      .map((member) => [member.name, expectedMember(member)]),
  )
}

/** The types that a type derives from, but for the base of all, which is written apart. */
function ancestorsOf({ base = 'entity' }: TypeFacts): TypeFacts[] {
  const type = base === 'entity' ? undefined : (facts.entityType(base) ?? facts.complexType(base))
  return type === undefined ? [] : [type, ...ancestorsOf(type)]
}

function schemaOf(version: Version): (name: string) => Json | undefined {
  const document = xml2json(metadataXml(model, version), { strict: true }) as Json
  return (name) => {
    const dot = name.lastIndexOf('.')
    const namespace = dot < 0 ? 'microsoft.graph' : `microsoft.graph.${name.slice(0, dot)}`
    return document[namespace]?.[name.slice(dot + 1)] as Json | undefined
  }
}

for (const version of VERSIONS) {
  const find = schemaOf(version)

  t.test(`types of ${version}`, (t) => {
    let count = 0
    for (const name of facts.names()) {
      const type = facts.entityType(name) ?? facts.complexType(name)
      if (type === undefined) continue
      const found = find(name)
      if (!existsIn(type.since, version)) {
        t.equal(found, undefined, `${name} is only in beta`)
        continue
      }
      if (found === undefined) {
        t.fail(`${name} is missing`)
        continue
      }
      count += 1
      if (written.has(name) || name === 'entity') continue
      const members = membersOf(found)
      const { id: _key, ...expected } = expectedMembers(type, version)
      const showsId = (facts.entityType(name)?.key.length ?? 2) > 1
      t.strictSame(members, showsId ? expectedMembers(type, version) : expected, name)
      t.equal(found['$Abstract'] === true, type.abstract, `${name} is abstract or not`)
      t.equal(found['$OpenType'] === true, type.open, `${name} is open or not`)
      for (let base = find(baseOf(found)); base !== undefined; base = find(baseOf(base)))
        t.strictSame(
          Object.keys(members).filter((each) => Object.hasOwn(base ?? {}, each)),
          [],
          `${name} declares nothing that it inherits`,
        )
    }
    const derives = version === 'beta' ? 'graph.deviceManagementTroubleshootingEvent' : 'graph.entity'
    t.equal(find('mobileAppTroubleshootingEvent')?.['$BaseType'], derives, 'a base that only beta has')
    t.ok(count > (version === 'beta' ? 1200 : 300), `${count} types`)
    t.end()
  })

  t.test(`elements of collections of ${version} may be null or not`, (t) => {
    const { entityTypes, complexTypes } = parse(metadataXml(model, version)).schema as ParsedSchema
    const properties = new Map<string, readonly ParsedProperty[]>([
      ...entityTypes.map(({ name, entityProperties }) => [name, entityProperties] as const),
      ...complexTypes.map(({ name, properties }) => [name, properties] as const),
    ])
    let count = 0
    for (const name of facts.names()) {
      const type = facts.entityType(name) ?? facts.complexType(name)
      if (type === undefined || written.has(name)) continue
      for (const member of type.members) {
        const found = properties.get(name.slice(name.lastIndexOf('.') + 1))?.find((each) => each.name === member.name)
        if (member.kind !== 'property' || !member.type.collection || found === undefined) continue
        count += 1
        if ((found.nullable !== false) !== member.type.nullable)
          t.fail(`${name}/${member.name}: ${JSON.stringify(found.nullable)} in place of ${member.type.nullable}`)
      }
    }
    t.ok(count > 100, `${count} collections`)
    t.end()
  })

  t.test(`enums of ${version}`, (t) => {
    for (const name of facts.names()) {
      const type = facts.enumType(name)
      // What is declared by hand may be in v1.0 for the sake of a property.
      if (type === undefined || written.has(name)) continue
      const found = find(name)
      t.equal(found !== undefined, existsIn(type.since, version), `${name} is there or not`)
      if (found === undefined) continue
      const members = type.members.filter((member) => existsIn(type.since === 'beta' ? 'beta' : member.since, version))
      const expected = Object.fromEntries(members.map((member) => [member.name, member.number]))
      const own = Object.entries(found).filter(([each]) => !each.startsWith('$') && !each.includes('@'))
      t.strictSame(Object.fromEntries(own), expected, name)
      t.equal(found['$IsFlags'] === true, type.flags, `${name} has flags or not`)
    }
    t.end()
  })

  t.test(`operations of ${version}`, (t) => {
    const expected: string[] = []
    const found: string[] = []
    for (const name of facts.names()) {
      const type = facts.entityType(name)
      if (type === undefined || written.has(name)) continue
      for (const operation of facts.operations(name))
        if (existsIn(type.since, version) && existsIn(operation.since, version))
          expected.push(signatureOf(name, operation, version))
    }
    const document = xml2json(metadataXml(model, version), { strict: true }) as Json
    for (const [namespace, schema] of Object.entries(document))
      if (namespace.startsWith('microsoft.graph'))
        for (const [name, overloads] of Object.entries(schema as Json))
          if (Array.isArray(overloads)) for (const each of overloads) found.push(...writtenAs(name, each as Json))
    t.strictSame(found.sort(), expected.sort())
    const composable = Object.entries(document['microsoft.graph'] as Json).filter(
      ([, overloads]) =>
        Array.isArray(overloads) && (overloads as Json[]).some((each) => each['$IsComposable'] === true),
    )
    t.strictSame(
      composable.map(([name, overloads]) => [name, (overloads as Json[]).length]),
      [['exportDeviceAndAppManagementData', 2]],
    )
    t.end()
  })
}

function signatureOf(
  type: string,
  { kind, name, binding, parameters, returns }: OperationFacts,
  version: Version,
): string {
  const bound = shown({ $Type: qualified(type), ...(binding === 'collection' && { $Collection: true }) })
  const known = parameters.filter(([, , since = 'v1.0']) => existsIn(since, version))
  const given = known.map(([each, reference]) => `${each} ${shown(typed(reference))}`)
  return [kind, name, bound, ...given, returns === undefined ? '' : shown(typed(returns))].join('\n')
}

function writtenAs(
  operation: string,
  { $Kind: kind, $Parameter: parameters = [], $ReturnType: returns }: Json,
): string[] {
  const [bound, ...others] = parameters as Json[]
  if (bound === undefined) return []
  const { $Name: _name, $Nullable: _nullable, ...binding } = bound
  const type = String(binding['$Type']).replace(/^(?:microsoft\.)?graph\./, '')
  if (written.has(type) || facts.entityType(type) === undefined) return []
  const given = others.map(({ $Name: name, ...each }) => `${String(name)} ${shown(each)}`)
  return [
    [
      String(kind).toLowerCase(),
      operation,
      shown(binding),
      ...given,
      returns === undefined ? '' : shown(returns as Json),
    ].join('\n'),
  ]
}
