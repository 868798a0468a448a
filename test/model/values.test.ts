/** Values of every kind: what a body may hold, and what becomes of it. */
import t from 'tap'
import type { Test } from 'tap'
import { GraphError } from '../../src/errors.js'
import type { BodyContext } from '../../src/model/body-types.js'
import { collection, declareProperty, Edm, nullable, of, withDefault } from '../../src/model/edm.js'
import { declaredTypes } from '../../src/model/hierarchy.js'
import { createModel } from '../../src/model/model.js'
import { complete, readBody } from '../../src/model/payload.js'
import { storedIssues } from '../../src/model/stored.js'
import { defineEntitySet } from '../../src/model/sets.js'
import { defineComplexType, defineEntityType, defineEnumType } from '../../src/model/declare.js'
import type { ComplexType, EntityType, Property } from '../../src/model/types.js'
import { showsAll } from '../../src/model/views.js'

/** A type in a set of documents, and what bodies of it are read against. */
function modelOf(entityType: EntityType, further: readonly ComplexType[] = []): BodyContext {
  const backend = { kind: 'intune', service: 'test' } as const
  const sets = [
    defineEntitySet({ path: 'things', entityType, backend, permissions: { read: [], write: [] }, layout: 'document' }),
  ]
  const model = createModel(sets, declaredTypes(sets, further))
  return {
    model,
    version: 'beta',
    backend: 'intune',
    errorNamespace: 'test',
    dropsBetaMembers: false,
    takesAbstractValues: false,
  }
}

function thing(properties: Record<string, Property>): EntityType {
  return defineEntityType({ name: 'thing', properties: { id: Edm.String, ...properties } })
}

function refusal(t: Test, read: () => unknown): GraphError {
  try {
    read()
  } catch (error) {
    if (error instanceof GraphError) return error
    throw error
  }
  return t.fail('nothing was refused') as never
}

// The settings catalog in small: instances hold values that hold instances.
const instance: ComplexType = defineComplexType({
  name: 'settingInstance',
  abstract: true,
  properties: { settingDefinitionId: Edm.String },
})
const value: ComplexType = defineComplexType({
  name: 'settingValue',
  abstract: true,
  properties: { reference: nullable(Edm.String) },
})
const simpleValue = defineComplexType({ name: 'simpleValue', abstract: true, baseType: value, properties: {} })
const stringValue = defineComplexType({
  name: 'stringValue',
  baseType: simpleValue,
  properties: { value: nullable(Edm.String) },
})
const secretValue = defineComplexType({
  name: 'secretValue',
  baseType: stringValue,
  properties: { state: withDefault(nullable(Edm.String), 'open') },
})
const integerValue = defineComplexType({
  name: 'integerValue',
  baseType: simpleValue,
  properties: { value: Edm.Int32 },
})
const choiceValue: ComplexType = defineComplexType({
  name: 'choiceValue',
  baseType: value,
  properties: () => ({ value: nullable(Edm.String), children: collection(declareProperty(instance)) }),
})
const groupValue: ComplexType = defineComplexType({
  name: 'groupValue',
  baseType: value,
  properties: () => ({ children: collection(declareProperty(() => instance)) }),
})
const instances = {
  simple: defineComplexType({
    name: 'simpleInstance',
    baseType: instance,
    properties: { simple: nullable(of(simpleValue)) },
  }),
  text: defineComplexType({
    name: 'textInstance',
    baseType: instance,
    properties: { text: nullable(of(stringValue)) },
  }),
  choice: defineComplexType({
    name: 'choiceInstance',
    baseType: instance,
    properties: { choice: nullable(of(choiceValue)) },
  }),
  group: defineComplexType({
    name: 'groupInstance',
    baseType: instance,
    properties: { groups: collection(of(groupValue)) },
  }),
}
const catalog = [integerValue, secretValue, ...Object.values(instances)]
const typed = (name: string, members: object) => ({ '@odata.type': `#microsoft.graph.${name}`, ...members })

/** An instance with others in it, `depth` levels down. */
function nested(depth: number): Record<string, unknown> {
  const id = { settingDefinitionId: `level ${depth}` }
  if (depth === 0)
    return typed('simpleInstance', { ...id, simple: typed('integerValue', { reference: null, value: 7 }) })
  if (depth % 2 === 0)
    return typed('choiceInstance', { ...id, choice: { reference: 'r', value: 'on', children: [nested(depth - 1)] } })
  const texts = typed('textInstance', { ...id, text: { reference: null, value: 'plain' } })
  const secret = typed('textInstance', {
    ...id,
    text: typed('secretValue', { reference: null, value: 'x', state: 'shut' }),
  })
  return typed('groupInstance', { ...id, groups: [{ reference: null, children: [texts, nested(depth - 1), secret] }] })
}

t.test('settings in settings round-trip, six levels deep', async (t) => {
  const type = thing({ setting: nullable(of(instance)), settings: collection(of(instance)) })
  const context = modelOf(type, catalog)
  const body = { id: '1', setting: nested(6), settings: [nested(5), nested(1)] }
  const read = readBody(body, type, 'create', context)
  t.strictSame(complete(type, read), body)
  t.strictSame(JSON.stringify(complete(type, { ...read })), JSON.stringify(body))
  t.strictSame([...storedIssues(type, body, '')], [])
  t.ok(showsAll(type, 'v1.0'))
})

t.test('a fault deep in a value is told with the path to it', async (t) => {
  const type = thing({ settings: collection(of(instance)) })
  const context = modelOf(type, catalog)
  const at = (inner: unknown) =>
    refusal(t, () =>
      readBody(
        {
          settings: [
            nested(2),
            typed('groupInstance', { settingDefinitionId: 'g', groups: [{ reference: null, children: [inner] }] }),
          ],
        },
        type,
        'create',
        context,
      ),
    )
  const path = 'settings/1/groups/0/children/0'
  t.match(
    at(typed('simpleInstance', { settingDefinitionId: 'x', simple: typed('integerValue', { value: 'seven' }) })),
    {
      target: `${path}/simple/value`,
      message: "Cannot convert the literal 'seven' to the expected type 'Edm.Int32'.",
    },
  )
  t.match(at(typed('simpleInstance', { settingDefinitionId: 'x', nonsense: 1 })), {
    target: `${path}/nonsense`,
    message: /^The property 'nonsense' does not exist on type 'test\.simpleInstance'/,
  })
  t.match(at(typed('choiceInstance', {})), { target: `${path}/settingDefinitionId` })
  t.match(at(typed('integerValue', {})), { message: /not assignable to the expected type 'test\.settingInstance'/ })
  t.match(at({ settingDefinitionId: 'x' }), { message: 'Cannot create an abstract class.' })
})

t.test('values in values end after a hundred levels', async (t) => {
  const box: ComplexType = defineComplexType({
    name: 'box',
    properties: () => ({ box: nullable(declareProperty(() => box)) }),
  })
  const type = thing({ box: nullable(of(box)), any: nullable(Edm.Untyped) })
  const context = modelOf(type)
  const boxes = (depth: number): object => (depth === 0 ? { box: null } : { box: boxes(depth - 1) })
  t.doesNotThrow(() => readBody({ box: boxes(90), any: boxes(90) }, type, 'create', context))
  for (const name of ['box', 'any'])
    for (const depth of [100, 4000])
      t.match(
        refusal(t, () => readBody({ [name]: boxes(depth) }, type, 'create', context)),
        {
          status: 400,
          message: 'The body holds values in values that are more than 100 levels deep.',
        },
      )
})

t.test('a number that is too large for any is refused where values have no type, too', async (t) => {
  const type = thing({ any: nullable(Edm.Untyped) })
  t.match(
    refusal(t, () => readBody({ any: { of: [Symbol('1e400')] } }, type, 'create', modelOf(type))),
    { status: 400, message: "Cannot convert the literal '1e400' to the expected type 'Edm.Double'.", target: 'any/of' },
  )
})

t.test('a value of a concrete type with derived types says its type only if that is a derived one', async (t) => {
  const type = thing({ text: nullable(of(stringValue)), texts: collection(of(stringValue)) })
  const context = modelOf(type, catalog)
  const read = (body: object) => complete(type, readBody({ ...body }, type, 'create', context))
  t.strictSame(read({ text: { value: 'a' } })['text'], { reference: null, value: 'a' })
  t.strictSame(read({ text: typed('stringValue', { value: 'a' }) })['text'], { reference: null, value: 'a' })
  t.strictSame(read({ texts: [{ value: 'a' }, typed('secretValue', { value: 'b' })] })['texts'], [
    { reference: null, value: 'a' },
    typed('secretValue', { reference: null, value: 'b', state: 'open' }),
  ])
})

t.test('values of open types keep members that are not declared', async (t) => {
  const identity = defineComplexType({
    name: 'identity',
    open: true,
    properties: { displayName: nullable(Edm.String) },
  })
  const person = defineComplexType({ name: 'person', baseType: identity, properties: { age: nullable(Edm.Int32) } })
  const type = thing({ by: nullable(of(identity)) })
  const context = modelOf(type, [person])
  const read = (by: object) => complete(type, readBody({ by }, type, 'create', context))['by']
  t.strictSame(read({ tenant: { id: [1, null] }, displayName: 'x' }), { displayName: 'x', tenant: { id: [1, null] } })
  t.strictSame(read(typed('person', { nick: 'n' })), typed('person', { displayName: null, age: null, nick: 'n' }))
  t.match(
    refusal(t, () => read({ tenant: 'a\0b' })),
    { status: 400, target: 'tenant' },
  )
  t.match(
    refusal(t, () => read({ displayName: 7 })),
    { status: 400, target: 'by/displayName' },
  )
})

const color = defineEnumType({ name: 'color', members: { red: 3, green: 1, blue: 2 } })
const rights = defineEnumType({ name: 'rights', members: { none: 0, read: 1, write: 2, run: 4 }, flags: true })

const CASES: readonly [name: string, property: Property, good: [sent: unknown, kept: unknown][], bad: unknown[]][] = [
  [
    'Byte',
    Edm.Byte,
    [
      [0, 0],
      [255, 255],
    ],
    [-1, 256, 1.5, '7', true],
  ],
  ['SByte', Edm.SByte, [[-128, -128]], [128, -129]],
  ['Int16', Edm.Int16, [[-32768, -32768]], [32768, 0.5]],
  ['Single', Edm.Single, [[1.5, 1.5]], ['1', 1e39]],
  ['Decimal', Edm.Decimal, [[12.25, 12.25]], ['x']],
  ['Date', Edm.Date, [['2024-02-29', '2024-02-29']], ['2023-02-29', '2023-1-1', '2023-01-01T00:00:00Z', 7]],
  [
    'TimeOfDay',
    Edm.TimeOfDay,
    [
      ['08:30', '08:30:00.0000000'],
      ['11:59:31.3170000', '11:59:31.3170000'],
      ['23:59:59.123456789', '23:59:59.1234567'],
    ],
    ['24:00:00', '8:30', '08:61', 830],
  ],
  ['Stream', Edm.Stream, [['AAAA', 'AAAA']], ['A', 7]],
  [
    'Untyped',
    Edm.Untyped,
    [
      [{ a: [1, 'x'] }, { a: [1, 'x'] }],
      ['x', 'x'],
    ],
    ['a\0', { 'a\0': 1 }],
  ],
  [
    'enum',
    of(color),
    [
      ['Red', 'red'],
      ['1', 'green'],
    ],
    ['red,green', '4', 1, ''],
  ],
  [
    'flags',
    of(rights),
    [
      ['write, READ', 'read,write'],
      ['5', 'read,run'],
      ['none', 'none'],
      ['run,run', 'run'],
      ['0', 'none'],
    ],
    ['read,nonsense', '8', '', 'read;write', 3],
  ],
]

t.test('every primitive and enum type takes its values, in canonical form, and no others', async (t) => {
  for (const [name, property, good, bad] of CASES) {
    const type = thing({ value: property, values: collection(property) })
    const context = modelOf(type)
    for (const [sent, kept] of good) {
      const read = readBody({ value: sent, values: [sent] }, type, 'create', context)
      t.strictSame(read, { value: kept, values: [kept] }, `${name} ${JSON.stringify(sent)}`)
      t.strictSame([...storedIssues(type, { id: '1', ...read }, '')], [])
    }
    for (const sent of bad) {
      const of = (body: object) => refusal(t, () => readBody({ ...body }, type, 'update', context))
      t.match(of({ value: sent }), { status: 400, target: 'value' }, `${name} ${JSON.stringify(sent)}`)
      t.match(of({ values: [sent] }), { status: 400, target: /^values/ }, `${name} [${JSON.stringify(sent)}]`)
    }
  }
})

t.test('an imported value is held to the type that it names', async (t) => {
  const type = thing({ setting: nullable(of(instance)) })
  modelOf(type, catalog)
  const issues = (setting: object) => [...storedIssues(type, { id: '1', setting }, '/e')].map(({ pointer }) => pointer)
  t.same(issues(typed('nonsense', {})), ['/e/setting/@odata.type'])
  t.same(issues({}), ['/e/setting/@odata.type'])
  t.same(
    issues(
      typed('choiceInstance', {
        choice: { children: [typed('simpleInstance', { simple: typed('integerValue', { value: 'x' }) })] },
      }),
    ),
    ['/e/setting/choice/children/0/simple/value'],
  )
})
