/** `$metadata` of both versions against the official facts, and against what others make of it. */
import { readFile } from 'node:fs/promises'
import { parse } from '@sap-ux/edmx-parser'
import { xml2json } from 'odata-csdl'
import t from 'tap'
import { validateXML } from 'xmllint-wasm'
import { model } from '../../src/entities/index.js'
import { VERSIONS } from '../../src/model/types.js'
import { metadataXml } from '../../src/model/metadata.js'
import { startEmulator } from '../harness/emulator.js'
import { BASE_TYPES, BETA_ONLY, COMPLEX_TYPES, ENTITY_TYPES, ENUM_TYPES, NAVIGATION } from './facts.js'
import type { Facts } from './facts.js'

/** The part of what the parser finds that the tests look at. */
interface ParsedSchema {
  readonly entityTypes: readonly { readonly name: string; readonly entityProperties: readonly Parsed[] }[]
  readonly complexTypes: readonly { readonly name: string; readonly properties: readonly Parsed[] }[]
  readonly enumTypes: readonly {
    readonly name: string
    readonly members: readonly { readonly name: string; readonly value: unknown }[]
  }[]
}

const parsed = (xml: string): ParsedSchema => parse(xml).schema as ParsedSchema

const schema = { 'v1.0': parsed(metadataXml(model, 'v1.0')), beta: parsed(metadataXml(model, 'beta')) }

type Csdl = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const csdlOf = (xml: string): Csdl => xml2json(xml, { strict: true })['microsoft.graph'] as Csdl

const csdl = { 'v1.0': csdlOf(metadataXml(model, 'v1.0')), beta: csdlOf(metadataXml(model, 'beta')) }

interface Parsed {
  readonly name: string
  readonly type: string
  readonly nullable?: boolean
}

const printed = ({ type, nullable }: Parsed): string =>
  type.replaceAll('microsoft.graph.', 'graph.') + (nullable === false ? '' : '?')

const propertiesOf = (properties: readonly Parsed[]): Record<string, string> =>
  Object.fromEntries(properties.map((property) => [property.name, printed(property)]))

/** Properties of all entity and complex types, by type. */
function propertiesByType({ entityTypes, complexTypes }: ParsedSchema): Record<string, Record<string, string>> {
  return Object.fromEntries([
    ...entityTypes.map(({ name, entityProperties }) => [name, propertiesOf(entityProperties)] as const),
    ...complexTypes.map(({ name, properties }) => [name, propertiesOf(properties)] as const),
  ])
}

const only = (names: object, found: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(names).map((name) => [name, found[name]]))

t.test('v1.0 has the properties of the production metadata, type by type, nullability by nullability', async (t) => {
  const facts: Facts = { ...ENTITY_TYPES, ...COMPLEX_TYPES }
  const found = propertiesByType(schema['v1.0'])
  for (const [type, properties] of Object.entries(facts)) t.strictSame(found[type], properties, type)
})

t.test('v1.0 has the enums of the production metadata, with their values', async (t) => {
  const found = Object.fromEntries(
    schema['v1.0'].enumTypes.map(({ name, members }) => [
      name,
      Object.fromEntries(members.map((member) => [member.name, Number(member.value)])),
    ]),
  )
  t.strictSame(only(ENUM_TYPES, found), ENUM_TYPES)
})

t.test('v1.0 has the base types of the production metadata', async (t) => {
  const found = Object.fromEntries(
    Object.entries(csdl['v1.0']).map(([name, type]) => [
      `${name}${type['$Abstract'] === true ? '*' : ''}`,
      type['$BaseType'],
    ]),
  )
  t.strictSame(only(BASE_TYPES, found), BASE_TYPES)
})

t.test('v1.0 has the contained navigation of the production metadata', async (t) => {
  for (const [type, expected] of Object.entries(NAVIGATION))
    for (const [name, target] of Object.entries(expected)) {
      const { $Type, $Collection, $Nullable, $ContainsTarget } = (csdl['v1.0'][type]?.[name] ?? {}) as Record<
        string,
        unknown
      >
      const found =
        $Collection === true ? `Collection(${String($Type)})` : `${String($Type)}${$Nullable === true ? '?' : ''}`
      t.equal(found, target, `${type}/${name}`)
      t.equal($ContainsTarget, true, `${type}/${name} is contained`)
    }
})

t.test('every entity type has the key id, from the abstract entity, or one of its own with it', async (t) => {
  for (const version of VERSIONS)
    for (const [name, type] of Object.entries(csdl[version])) {
      if (type['$Kind'] !== 'EntityType') continue
      if (name === 'entity') t.match(type, { $Abstract: true, $Key: ['id'], id: {} })
      else if (name === 'deviceHealthScriptPolicyState')
        t.match(type, {
          $BaseType: undefined,
          $Key: ['id', 'policyId', 'deviceId'],
          id: {},
          policyId: {},
          deviceId: {},
        })
      else t.match(type, { $BaseType: /^graph\./, id: undefined, $Key: undefined }, `${version} ${name}`)
    }
})

t.test('beta has all of v1.0 and what the typings of beta have besides', async (t) => {
  const [v1, beta] = [propertiesByType(schema['v1.0']), propertiesByType(schema.beta)]
  for (const [type, properties] of Object.entries(v1)) t.match(beta[type], properties, type)
  for (const [type, properties] of Object.entries(BETA_ONLY)) {
    t.match(beta[type], properties, type)
    for (const name of Object.keys(properties)) t.notOk(v1[type]?.[name], `v1.0 ${type}/${name}`)
  }
  t.ok(beta['androidManagedStoreAppConfiguration'])
  t.notOk(v1['androidManagedStoreAppConfiguration'])
})

t.test('assign is bound to the configuration and takes its assignments', async (t) => {
  const overloads = csdl['v1.0']['assign'] as unknown as { $IsBound: boolean; $Parameter: object[] }[]
  const bound = { $Type: 'graph.managedDeviceMobileAppConfiguration' }
  const assign = overloads.find(({ $Parameter: [first] }) => JSON.stringify(first).includes(`"${bound.$Type}"`))
  t.match(assign, {
    $IsBound: true,
    $Parameter: [
      bound,
      { $Name: 'assignments', $Collection: true, $Type: 'graph.managedDeviceMobileAppConfigurationAssignment' },
    ],
  })
})

t.test('both documents are valid against the schema of the OASIS committee', async (t) => {
  const file = async (name: string) => ({
    fileName: name,
    contents: await readFile(new URL(import.meta.resolve(`odata-csdl/schemas/${name}`)), 'utf8'),
  })
  const [edmx, edm] = await Promise.all([file('edmx.xsd'), file('edm.xsd')])
  for (const version of VERSIONS) {
    const xml = [{ fileName: `${version}.xml`, contents: metadataXml(model, version) }]
    const { valid, errors } = await validateXML({ xml, schema: [edmx], preload: [edm] })
    t.ok(valid, `${version} ${errors.map(({ message }) => message).join('\n')}`)
    const messages: NonNullable<Parameters<typeof xml2json>[1]>['messages'] = []
    xml2json(metadataXml(model, version), { strict: true, messages })
    t.strictSame(messages, [], `${version} raises no message`)
  }
})

t.test('the metadata document needs no token, everything else does', async (t) => {
  const { anonymous, admin } = await startEmulator(t)
  for (const version of VERSIONS) {
    for (const url of [`/${version}/$metadata`, `/${version}/%24metadata`, `/${version.toUpperCase()}/$METADATA/`]) {
      const response = await anonymous.get(url, { authorization: 'Bearer rubbish' })
      t.equal(response.statusCode, 200, url)
      t.equal(response.headers['content-type'], 'application/xml')
      t.equal(response.headers['odata-version'], '4.0')
      t.ok(response.headers['request-id'])
      t.equal(response.body, metadataXml(model, version))
    }
    t.equal((await anonymous.send('HEAD', `/${version}/$metadata`)).statusCode, 200)
    t.equal((await anonymous.post(`/${version}/$metadata`, {})).statusCode, 401)
    t.equal((await admin.post(`/${version}/$metadata`, {})).statusCode, 405)
    t.equal((await anonymous.get(`/${version}`)).statusCode, 401)
  }
})

t.test('the service document names the sets and singletons of its version', async (t) => {
  const { reader } = await startEmulator(t)
  for (const version of VERSIONS)
    for (const url of [`/${version}`, `/${version}/`]) {
      const response = await reader.get(url)
      t.equal(response.statusCode, 200)
      t.match(response.headers['content-type'], /^application\/json;odata\.metadata=minimal/)
      const document = response.json<{ '@odata.context': string; value: object[] }>()
      t.equal(document['@odata.context'], `http://localhost:8080/${version}/$metadata`)
      t.strictSame(
        document.value.find((entry) => 'name' in entry && entry.name === 'deviceAppManagement'),
        { name: 'deviceAppManagement', kind: 'Singleton', url: 'deviceAppManagement' },
      )
    }
})
