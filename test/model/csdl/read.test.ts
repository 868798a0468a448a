/** What is read of a model file: types, members, operations, sets, and what annotations say. */
import { readFile } from 'node:fs/promises'
import { test } from 'tap'
import type { BroughtModel } from '../../../src/model/csdl/csdl.js'
import { createTypes } from '../../../src/model/facts/types.js'
import { allOperations, allProperties } from '../../../src/model/inheritance.js'
import type { ComplexType, EntityType, EnumType } from '../../../src/model/types.js'
import { asJson, graph, read, xml } from './files.js'

const EXAMPLE = await readFile(new URL('../../../examples/model/contoso.csdl.xml', import.meta.url), 'utf8')

async function modelOf(text: string): Promise<BroughtModel> {
  const { model, problems } = await read(text)
  if (model === undefined) throw new Error(problems.join('\n'))
  return model
}

function typesOf({ facts, facets }: BroughtModel) {
  const types = createTypes([], { properties: facets, types: {} }, facts)
  return {
    types,
    entity: (name: string): EntityType => types.find(name) as EntityType,
    complex: (name: string): ComplexType => types.find(name) as ComplexType,
  }
}

for (const [form, text] of [
  ['XML', EXAMPLE],
  ['JSON', asJson(EXAMPLE)],
] as const) {
  test(`the example says the same in ${form}: types, members, operations and sets`, async (t) => {
    const model = await modelOf(text)
    const { types, entity, complex } = typesOf(model)
    const widget = entity('contoso.widget')
    t.same(Object.keys(allProperties(widget)), [
      'id',
      'displayName',
      'price',
      'wear',
      'parts',
      'inspectionCount',
      'createdDateTime',
    ])
    t.match(widget.properties, {
      displayName: { nullable: true, indexed: true, type: { name: 'Edm.String' } },
      price: { nullable: false, default: 9.5, type: { name: 'Edm.Double' } },
      wear: { default: 'new', type: types.find('contoso.wear') as EnumType },
      parts: { collection: true, default: [], type: complex('contoso.part') },
      inspectionCount: { computed: true, default: 0 },
      createdDateTime: { computed: true, stamp: 'created' },
    })
    t.equal(complex('contoso.part').properties['parts']?.type, complex('contoso.part'), 'a part may hold parts')
    t.equal(widget.navigation['inspections']?.target, entity('contoso.inspection'))
    t.same(types.derivedFrom(widget), [entity('contoso.clockwork')])
    t.ok(types.derivedFrom(entity('deviceConfiguration')).includes(entity('contoso.kioskConfiguration')))
    t.equal(entity('deviceManagement').navigation['kiosks']?.target, entity('contoso.kiosk'))
    t.ok(entity('deviceManagement').navigation['deviceConfigurations'], 'what was there is still there')
    t.match(
      allOperations(widget).map(({ name, kind, binding }) => [name, kind, binding]),
      [
        ['retire', 'action', 'entity'],
        ['recount', 'action', 'collection'],
      ],
    )
    t.match(allOperations(widget)[0]?.parameters, { reason: { nullable: false, type: { name: 'Edm.String' } } })
    t.match(model.sets, [
      { kind: 'entitySet', name: 'widgets', type: 'contoso.widget', capabilities: { permissions: {} } },
      {
        kind: 'entitySet',
        name: 'suppliers',
        capabilities: {
          permissions: { read: ['Directory.Read.All', 'Directory.ReadWrite.All'], write: ['Directory.ReadWrite.All'] },
        },
      },
    ])
  })
}

test('a member that a type has takes its place, and an operation with the same parameters, too', async (t) => {
  const model = await modelOf(
    xml(
      '<Action Name="wipe" IsBound="true"><Parameter Name="it" Type="microsoft.graph.iosLobAppProvisioningConfiguration"/><Parameter Name="hard" Type="Edm.Boolean"/></Action>',
      graph(`
        <EntityType Name="iosLobAppProvisioningConfiguration" BaseType="microsoft.graph.entity">
          <Property Name="displayName" Type="Edm.Int32" Nullable="false" DefaultValue="7"/><Property Name="shelf" Type="Edm.String"/>
        </EntityType>
        <EnumType Name="deviceEnrollmentType"><Member Name="byPigeon" Value="77"/></EnumType>
        <Action Name="assign" IsBound="true">
          <Parameter Name="it" Type="microsoft.graph.iosLobAppProvisioningConfiguration"/><ReturnType Type="Edm.String"/>
        </Action>`),
    ),
  )
  const { entity, types } = typesOf(model)
  const configuration = entity('iosLobAppProvisioningConfiguration')
  t.match(configuration.properties, {
    displayName: { type: { name: 'Edm.Int32' }, default: 7 },
    shelf: { type: { name: 'Edm.String' } },
    description: { type: { name: 'Edm.String' } },
  })
  const names = configuration.operations.map(({ name, parameters }) => `${name}(${Object.keys(parameters).join()})`)
  t.ok(names.includes('wipe(hard)') && names.includes('assign()'), names.join())
  t.match((types.find('deviceEnrollmentType') as EnumType).members, { byPigeon: 77, unknown: 0 })
})

test('a file for beta alone adds nothing to v1.0, nor does what needs a type that only beta has', async (t) => {
  const text = xml(
    '<EntityType Name="thing" BaseType="graph.entity"><Property Name="a" Type="Edm.String"/></EntityType>' +
      '<EntityType Name="other" BaseType="graph.entity"><Property Name="consent" Type="graph.adminConsent"/><Property Name="b" Type="Edm.String"/></EntityType>',
  )
  const { model } = await read([{ file: 'a.xml', text, since: 'beta' }])
  t.match(model?.facts.entityType('contoso.thing'), { since: 'beta', members: [{ since: 'beta' }] })
  const both = await modelOf(text)
  t.match(both.facts.entityType('contoso.other'), {
    since: 'v1.0',
    members: [
      { name: 'consent', since: 'beta' },
      { name: 'b', since: 'v1.0' },
    ],
  })
})

test('files refer to each other, whatever their order', async (t) => {
  const base = xml(
    '<EntityType Name="base" BaseType="graph.entity"/><TypeDefinition Name="sku" UnderlyingType="Edm.String"/>',
  )
  const derived = xml(
    '<EntityType Name="derived" BaseType="contoso.base"><Property Name="sku" Type="contoso.sku"/></EntityType>',
  )
  for (const texts of [
    [base, derived],
    [derived, base],
  ]) {
    const { model, problems } = await read(texts.map((text, i) => ({ file: `${i}.xml`, text, since: 'v1.0' })))
    t.same(problems, [])
    t.match(model?.facts.entityType('contoso.derived'), {
      base: 'contoso.base',
      members: [{ type: { name: 'Edm.String' } }],
    })
  }
})

test('aliases stand for namespaces, of own schemas and of those that a document refers to', async (t) => {
  const text = `<edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
    <edmx:Reference Uri="x"><edmx:Include Namespace="microsoft.graph" Alias="g"/></edmx:Reference>
    <edmx:DataServices><Schema Namespace="contoso.stock" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="item" BaseType="g.entity"><NavigationProperty Name="twin" Type="self.item"/><Property Name="c" Type="Collection(g.keyValuePair)" Nullable="false"/></EntityType>
    </Schema></edmx:DataServices></edmx:Edmx>`
  for (const each of [text, asJson(text)])
    t.match((await modelOf(each)).facts.entityType('contoso.stock.item'), {
      base: 'entity',
      ownNamespace: true,
      members: [
        { kind: 'reference', type: { name: 'contoso.stock.item' } },
        { type: { name: 'keyValuePair', collection: true } },
      ],
    })
})

test('annotations say what can be done with a set, on it or from elsewhere', async (t) => {
  const set = (name: string, kinds: readonly string[]): string =>
    `<EntitySet Name="${name}" EntityType="contoso.thing">${kinds
      .map(
        (kind) =>
          `<Annotation Term="Org.OData.Capabilities.V1.${kind}Restrictions"><Record><PropertyValue Property="${kind.replace(/e$/, '')}able" Bool="false"/></Record></Annotation>`,
      )
      .join('')}</EntitySet>`
  const { sets } = await modelOf(
    xml(
      `<EntityType Name="thing" BaseType="graph.entity"/><EntityContainer Name="c">${set('fixed', ['Insert', 'Delete'])}${set('read', ['Insert', 'Update', 'Delete'])}${set('open', [])}</EntityContainer>
      <Annotations Target="contoso.c/open"><Annotation Term="Capabilities.InsertRestrictions"><Record><PropertyValue Property="Permissions"><Collection><Record><PropertyValue Property="Scopes"><Collection><Record><PropertyValue Property="Scope" String="X.Write"/></Record></Collection></PropertyValue></Record></Collection></PropertyValue></Record></Annotation></Annotations>`,
    ),
  )
  t.match(sets, [
    { name: 'fixed', capabilities: { fixedMembers: true, readOnly: false } },
    { name: 'read', capabilities: { fixedMembers: false, readOnly: true } },
    { name: 'open', capabilities: { fixedMembers: false, readOnly: false, permissions: { write: ['X.Write'] } } },
  ])
})
