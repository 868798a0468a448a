/** What is wrong with model files is told in one line each: file, type, reason. Nothing wrong is overlooked, nothing crashes. */
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { test } from 'tap'
import { Edm } from '../../../src/model/edm.js'
import { defineEntitySet } from '../../../src/model/sets.js'
import { defineEntityType, defineEnumType, toMany } from '../../../src/model/declare.js'
import { asJson, graph, problemsOf, read, xml } from './files.js'

const thing = (contents = '', name = 'thing'): string =>
  `<EntityType Name="${name}" BaseType="microsoft.graph.entity">${contents}</EntityType>`
const property = (name: string, type: string, more = ''): string => `<Property Name="${name}" Type="${type}" ${more}/>`
const link = (name: string, type: string): string => `<NavigationProperty Name="${name}" Type="${type}"/>`
const container = (contents: string): string => `<EntityContainer Name="service">${contents}</EntityContainer>`

const WRONG: Readonly<Record<string, readonly [text: string, ...problems: string[]]>> = {
  'not CSDL': ['hello', 'a.xml: is not CSDL: neither XML nor a JSON object'],
  'no bytes': ['', 'a.xml: is not CSDL: neither XML nor a JSON object'],
  HTML: ['<html><body/></html>', 'a.xml: is not CSDL: Unexpected root element: html (line 1)'],
  'half a document': [
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    'a.xml: is not CSDL: ',
  ],
  'half a JSON object': ['{ "$Version": ', 'a.xml: is not CSDL: '],
  'JSON that is something else': [
    '{"name":"x"}',
    'a.xml: is not CSDL: it has no version ($Version, or Version of edmx:Edmx)',
  ],
  'an old version': ['{"$Version":"2.0"}', 'a.xml: is CSDL of version "2.0"; 4.0 and 4.01 are read'],
  'nothing in it': ['{"$Version":"4.01"}', 'a.xml: declares no types, operations or sets'],
  'an attribute too few': [
    xml('<EntityType Name="a"><Property Name="p"/></EntityType>'),
    'a.xml: is not CSDL: Element Property, missing attribute: Type (line 3)',
  ],
  'an unknown base type': [
    xml('<EntityType Name="thing" BaseType="contoso.no"/>'),
    "a.xml: contoso.thing: its base type 'contoso.no' is not known",
  ],
  'a base type of another kind': [
    xml('<EntityType Name="thing" BaseType="microsoft.graph.mimeContent"/>'),
    "a.xml: contoso.thing: its base type 'microsoft.graph.mimeContent' is a complex type",
  ],
  'a circle of base types': [
    xml('<EntityType Name="a" BaseType="contoso.b"/><EntityType Name="b" BaseType="contoso.a"/>'),
    'a.xml: contoso.a: derives from itself: contoso.a < contoso.b < contoso.a',
    'a.xml: contoso.b: derives from itself: contoso.b < contoso.a < contoso.b',
  ],
  'a type that is its own base': [
    xml('<ComplexType Name="a" BaseType="contoso.a"/>'),
    'a.xml: contoso.a: derives from itself: contoso.a < contoso.a',
  ],
  'no key': [
    xml('<EntityType Name="thing"/>'),
    "a.xml: contoso.thing: has no key: give it the property 'id' as key, or the base type 'microsoft.graph.entity'",
  ],
  'a key of another name': [
    xml(
      `<EntityType Name="thing"><Key><PropertyRef Name="sku"/></Key>${property('sku', 'Edm.String', 'Nullable="false"')}</EntityType>`,
    ),
    "a.xml: contoso.thing: its key is 'sku'; only 'id' is served as key, alone or with others",
  ],
  'a key that is no property': [
    xml('<EntityType Name="thing"><Key><PropertyRef Name="id"/></Key></EntityType>'),
    "a.xml: contoso.thing: its key 'id' is no property of it",
  ],
  'a key of another type': [
    xml(`<EntityType Name="thing"><Key><PropertyRef Name="id"/></Key>${property('id', 'Edm.Int32')}</EntityType>`),
    "a.xml: contoso.thing: its key 'id' is neither Edm.String nor Edm.Guid",
  ],
  'two keys': [
    xml(
      `<EntityType Name="thing" BaseType="graph.entity"><Key><PropertyRef Name="a"/></Key>${property('a', 'Edm.String')}</EntityType>`,
    ),
    'a.xml: contoso.thing: has a key by its base type, and cannot have another',
  ],
  'properties of unknown types': [
    xml(thing(property('a', 'contoso.no') + property('b', 'Edm.Geography'))),
    "a.xml: contoso.thing: 'a' is of type 'contoso.no', which is not known",
    "a.xml: contoso.thing: 'b' is of type 'Edm.Geography', which is not served",
  ],
  'a property of an entity type': [
    xml(thing(property('a', 'graph.mobileApp') + property('b', 'contoso.thing'))),
    "a.xml: contoso.thing: 'a' is of the entity type 'microsoft.graph.mobileApp': that is a navigation property",
    "a.xml: contoso.thing: 'b' is of the entity type 'contoso.thing': that is a navigation property",
  ],
  'navigation to what is unknown, or is no entity type': [
    xml(thing(link('a', 'contoso.no') + link('b', 'Collection(graph.mimeContent)'))),
    "a.xml: contoso.thing: 'a' leads to 'contoso.no', which is not known",
    "a.xml: contoso.thing: 'b' leads to 'microsoft.graph.mimeContent', which is no entity type",
  ],
  'navigation of a complex type': [
    xml(thing() + `<ComplexType Name="c">${link('a', 'contoso.thing')}</ComplexType>`),
    "a.xml: contoso.c: 'a': navigation properties of complex types are not served",
  ],
  'a property that a base type has': [
    xml(
      thing(property('a', 'Edm.String')) +
        `<EntityType Name="b" BaseType="contoso.thing">${property('A', 'Edm.String')}</EntityType>`,
    ),
    "a.xml: contoso.thing: 'a' is a property of 'contoso.b' already",
    "a.xml: contoso.b: 'A' is a property of 'contoso.thing' already",
  ],
  'properties that differ in letter case': [
    xml(thing(property('a', 'Edm.String') + property('A', 'Edm.String'))),
    "a.xml: contoso.thing: 'A' and 'a' differ in letter case only",
  ],
  'types that differ in letter case': [
    xml(thing() + thing('', 'Thing'), graph('<ComplexType Name="MimeContent"/>')),
    "a.xml: contoso.Thing: there is a type named 'contoso.thing' already; letter case does not tell types apart",
    "a.xml: microsoft.graph.MimeContent: there is a type named 'microsoft.graph.mimeContent' already; letter case does not tell types apart",
  ],
  'a type of Graph as another kind': [
    xml(
      '',
      graph(
        '<ComplexType Name="deviceConfiguration"/><EnumType Name="mimeContent"><Member Name="a" Value="0"/></EnumType>',
      ),
    ),
    'a.xml: microsoft.graph.deviceConfiguration: is an entity type already, and cannot be a complex type',
    'a.xml: microsoft.graph.mimeContent: is a complex type already, and cannot be an enum',
  ],
  'a type of Graph with another base': [
    xml('', graph('<EntityType Name="deviceConfiguration" BaseType="graph.mobileApp"/>')),
    "a.xml: microsoft.graph.deviceConfiguration: derives from 'microsoft.graph.entity', and a file cannot change that",
  ],
  'defaults of another type': [
    xml(
      thing(property('a', 'Edm.Int32', 'DefaultValue="x"') + property('b', 'contoso.e', 'DefaultValue="blue"')) +
        '<EnumType Name="e"><Member Name="red" Value="0"/></EnumType>',
    ),
    'a.xml: contoso.thing: \'a\' has the default "x", which is no value of its type',
    'a.xml: contoso.thing: \'b\' has the default "blue", which is no value of its type',
  ],
  'names that cannot be': [
    '{"$Version":"4.01","contoso":{"a b":{"$Kind":"EntityType"},"c":{"$Kind":"ComplexType","constructor":{},"x y":{},"d":5}}}',
    'a.xml: contoso.a b: this cannot be a name',
    "a.xml: contoso.c: 'constructor' cannot be the name of a property",
    "a.xml: contoso.c: 'x y' cannot be the name of a property",
    "a.xml: contoso.c: 'd' is no property",
  ],
  'what is no element of a schema': [
    '{"$Version":"4.01","contoso":{"a":5,"b":{"$Kind":"Table"},"c":[{"$Kind":"Verb"}],"e":{"$Kind":"EnumType","x":"y"}}}',
    'a.xml: contoso.a: is no element of a schema',
    "a.xml: contoso.b: 'Table' is no kind of schema element",
    "a.xml: contoso.c: 'Verb' is neither Action nor Function",
    "a.xml: contoso.e: the value of 'x' is no whole number",
    'a.xml: contoso.e: an enum needs a member',
  ],
  'operations that are bound to nothing': [
    xml(
      `<Action Name="a"/><Action Name="b" IsBound="true"/>${thing()}${container('<ActionImport Name="c" Action="contoso.a"/>')}`,
    ),
    'a.xml: contoso.a: operations that are not bound to a type are not served',
    'a.xml: contoso.b: an operation that is bound needs a parameter that it is bound to',
    'a.xml: contoso.service/c: operations that are not bound to a type are not served',
  ],
  'operations with what is unknown': [
    xml(
      '<Action Name="a" IsBound="true"><Parameter Name="it" Type="contoso.no"/></Action>' +
        '<Action Name="b" IsBound="true"><Parameter Name="it" Type="graph.mimeContent"/></Action>' +
        '<Function Name="c" IsBound="true"><Parameter Name="it" Type="graph.deviceConfiguration"/><Parameter Name="p" Type="contoso.no"/><ReturnType Type="Collection(contoso.nor)"/></Function>',
    ),
    "a.xml: contoso.a: is bound to 'contoso.no', which is not known",
    "a.xml: contoso.b: is bound to 'microsoft.graph.mimeContent', which is no entity type",
    "a.xml: contoso.c: its parameter 'p' is of type 'contoso.no', which is not known",
    "a.xml: contoso.c: its result is of type 'contoso.nor', which is not known",
  ],
  'an operation with the name of a property': [
    xml(
      thing(property('size', 'Edm.Int32')) +
        '<Action Name="size" IsBound="true"><Parameter Name="it" Type="contoso.thing"/></Action>',
    ),
    "a.xml: contoso.size: 'contoso.thing' has a property of this name",
  ],
  'sets of what is no entity type': [
    xml(container('<EntitySet Name="a" EntityType="contoso.no"/><Singleton Name="b" Type="graph.mimeContent"/>')),
    "a.xml: a: its type 'contoso.no' is not known",
    "a.xml: b: its type 'microsoft.graph.mimeContent' is no entity type",
  ],
  'two sets of one name': [
    xml(
      thing() +
        thing('', 'other') +
        container('<EntitySet Name="a" EntityType="contoso.thing"/><EntitySet Name="A" EntityType="contoso.other"/>'),
    ),
    "a.xml: A: a.xml has it already, as a set of 'contoso.thing'",
  ],
}

for (const [kind, [text, ...expected]] of Object.entries(WRONG))
  test(`${kind}: told with file, type and reason`, async (t) => {
    const problems = await problemsOf(text)
    // What a parser says of a broken text is its own business.
    if (expected[0]?.endsWith(': ') === true) t.ok(problems.length === 1 && problems[0]?.startsWith(expected[0]))
    else t.same(problems, expected)
    t.notOk(problems.some((line) => line.includes('\n')))
    if (!text.startsWith('<') || expected.some((each) => each.includes('is not CSDL'))) return
    t.same(await problemsOf(asJson(text)), expected, 'and so in JSON')
  })

const colour = defineEnumType({ name: 'colour', members: { red: 0 } })
const leaf = defineEntityType({ name: 'leaf', properties: { id: Edm.String } })
const tree = defineEntityType({
  name: 'tree',
  properties: { id: Edm.String, height: Edm.Int32, colour: Edm.String },
  navigation: { leaves: toMany(leaf) },
})
const trees = defineEntitySet({
  path: 'trees',
  entityType: tree,
  permissions: { read: [], write: [] },
  backend: { kind: 'intune', service: 'test' },
})
const builtIn = { written: [colour, leaf, tree], declarations: [trees] }

test('what is built in can be added to, and not changed', async (t) => {
  const schema = graph(`
    <EntityType Name="tree" BaseType="microsoft.graph.entity">
      ${property('height', 'Edm.Double')}${property('age', 'Edm.Int32')}${link('leaves', 'graph.leaf')}
    </EntityType>
    <EnumType Name="colour"><Member Name="red" Value="0"/><Member Name="blue" Value="1"/></EnumType>`)
  t.same(
    await problemsOf(xml(container('<EntitySet Name="trees" EntityType="graph.leaf"/>'), schema), builtIn),
    [
      "a.xml: trees: the model has it already, as a set of 'microsoft.graph.tree'",
      "a.xml: microsoft.graph.tree: is built in: its property 'height' cannot change its type",
      "a.xml: microsoft.graph.tree: is built in: it cannot get the property 'age'",
      "a.xml: microsoft.graph.tree: is built in: 'leaves' cannot lead elsewhere",
      "a.xml: microsoft.graph.colour: is built in: it cannot get the member 'blue'",
    ].toSorted((a, b) => Number(a.includes('trees:')) - Number(b.includes('trees:'))),
  )
  const fine = graph(`
    <EntityType Name="tree" BaseType="microsoft.graph.entity">
      ${property('height', 'Edm.Int32')}${link('leaves', 'Collection(graph.leaf)')}${link('nests', 'Collection(contoso.nest)')}
    </EntityType>`)
  t.same(
    await problemsOf(
      xml(thing('', 'nest') + container('<EntitySet Name="trees" EntityType="graph.tree"/>'), fine),
      builtIn,
    ),
    [],
  )
})

test('two files may add to one type, unless they contradict each other', async (t) => {
  const file = (name: string, contents: string) => ({ file: name, text: xml(thing(contents)), since: 'v1.0' as const })
  const { problems } = await read([
    file('a.xml', property('a', 'Edm.String') + property('b', 'Edm.String')),
    file('b.xml', property('b', 'Edm.Int32') + property('c', 'Edm.Int32')),
  ])
  t.same(problems, ["b.xml: contoso.thing: 'b' is declared otherwise in a.xml"])
})

test('of several files every one is told what is wrong with it, and what others refer to in it is not', async (t) => {
  const { problems } = await read([
    { file: 'a.xml', text: 'no', since: 'v1.0' },
    { file: 'b.json', text: '{', since: 'v1.0' },
    { file: 'c.xml', text: xml('<EntityType Name="b" BaseType="contoso.inA"/>'), since: 'v1.0' },
  ])
  t.equal(problems.length, 2)
  t.match(problems, [/^a\.xml: is not CSDL/, /^b\.json: is not CSDL/])
})

test('whatever is put in place of a value of a document, there is an answer', async (t) => {
  const example = asJson(await readFile(new URL('../../../examples/model/contoso.csdl.xml', import.meta.url), 'utf8'))
  const places = placesIn(JSON.parse(example))
  t.ok(places.length > 100, `${places.length} places`)
  await fc.assert(
    fc.asyncProperty(fc.nat(places.length - 1), fc.jsonValue({ maxDepth: 2 }), async (place, value) => {
      const document = JSON.parse(example) as unknown
      put(document, places[place] ?? [], value)
      const { problems, model } = await read([{ file: 'a.json', text: JSON.stringify(document), since: 'v1.0' }])
      return model !== undefined || (problems.length > 0 && problems.every((line) => line.startsWith('a.json: ')))
    }),
    { numRuns: 150 },
  )
})

function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, each]) => placesIn(each, [...path, name]))].filter(
    (each) => each.length > 0,
  )
}

function put(document: unknown, path: readonly string[], value: unknown): void {
  const at = path.slice(0, -1).reduce((each, name) => (each as Record<string, unknown>)[name], document)
  ;(at as Record<string, unknown>)[path.at(-1) ?? ''] = value
}
