/** What declarations become: a tree that grows as it is read, and refusals of what could not be served. */
import t from 'tap'
import { declareProperty, Edm, nullable, of } from '../../src/model/edm.js'
import { declaredTypes } from '../../src/model/hierarchy.js'
import { createModel } from '../../src/model/model.js'
import { defineEntitySet, defineSingleton } from '../../src/model/sets.js'
import type { EntitySet } from '../../src/model/sets.js'
import { defineComplexType, defineEntityType, toMany, toOne } from '../../src/model/declare.js'
import type { ComplexType, EntityType } from '../../src/model/types.js'

const backend = { kind: 'intune', service: 'test' } as const
const permissions = { read: [], write: [] }

function entityType(name: string, declared: Partial<Parameters<typeof defineEntityType>[0]> = {}): EntityType {
  return defineEntityType({ name, properties: { id: Edm.Guid }, ...declared })
}

function set(path: string, type: EntityType, facets: Partial<EntitySet> = {}): EntitySet {
  return defineEntitySet({ path, entityType: type, backend, permissions, ...facets })
}

const forest = defineSingleton({ path: 'forest', entityType: entityType('forest'), backend, permissions })

t.test('a declaration whose place does not exist, or can hold nothing, is refused', async (t) => {
  t.throws(() => createModel([set('forest/trees', entityType('tree'))]), {
    message: "forest/trees: nothing is declared at 'forest', which is before it",
  })
  t.throws(() => createModel([set('trees', entityType('tree')), set('trees/twigs', entityType('twig'))]), {
    message: "trees/twigs: 'trees' is a collection; what its items contain is their navigation",
  })
  t.throws(() => createModel([set('trees', entityType('tree')), set('Trees', entityType('bush'))]), {
    message: 'Trees: is declared twice',
  })
})

t.test('two types of one name, and a type that derives from itself, are refused', async (t) => {
  t.throws(() => createModel([set('trees', entityType('tree')), set('bushes', entityType('Tree'))]), {
    message: "two declared types share the name 'Tree'",
  })
  const hen: ComplexType = defineComplexType({ name: 'hen', baseType: (): ComplexType => egg, properties: {} })
  const egg: ComplexType = defineComplexType({ name: 'egg', baseType: () => hen, properties: {} })
  t.throws(() => declaredTypes([], [hen, egg]), { message: "the type 'hen' derives from itself" })
})

t.test('what a table cannot hold is refused, and documents hold it', async (t) => {
  const leaf = entityType('leaf')
  const twig = entityType('twig', { navigation: { leaves: toMany(leaf) } })
  const tree = entityType('tree', { navigation: { twigs: toMany(twig) } })
  const bush = entityType('bush', { navigation: { leaves: toMany(leaf) } })
  const deep = (layout: 'table' | 'document') => () => createModel([set('trees', tree, { layout })])
  t.throws(deep('table'), {
    message: 'trees/twigs/leaves: a table holds what is at most one level below a set; what is deeper is a document',
  })
  t.doesNotThrow(deep('document'))
  const twice = (layout: 'table' | 'document') => () =>
    createModel([set('twigs', twig), set('bushes', bush, { layout })])
  t.throws(twice('table'), {
    message: "bushes/leaves: the table of 'leaf' belongs to 'twigs/leaves'; a type in two places is a document",
  })
  t.doesNotThrow(twice('document'))
  const box: ComplexType = defineComplexType({
    name: 'box',
    properties: () => ({ label: Edm.String, inside: nullable(declareProperty(() => box)) }),
  })
  const shelf = entityType('shelf', { properties: { id: Edm.Guid, box: nullable(of(box)) } })
  t.throws(() => createModel([set('shelves', shelf)]), {
    message: "shelves: 'shelf/box' holds 'box', which holds itself: only documents can",
  })
  t.doesNotThrow(() => createModel([set('shelves', shelf, { layout: 'document' })]))
})

t.test('what two derived types call alike is one resource, of what the targets have in common', async (t) => {
  const fruit = entityType('fruit', { abstract: true })
  const [acorn, cone, stone] = ['acorn', 'cone', 'stone'].map((name) =>
    entityType(name, name === 'stone' ? {} : { baseType: fruit }),
  ) as [EntityType, EntityType, EntityType]
  const trees = (second: EntityType) => {
    const tree = entityType('tree', { abstract: true })
    const oak = entityType('oak', { baseType: tree, navigation: { fruits: toMany(acorn) } })
    const fir = entityType('fir', { baseType: tree, navigation: { fruits: toMany(second) } })
    return createModel([set('trees', tree, { derivedTypes: [oak, fir], layout: 'document' })])
  }
  const fruits = trees(cone).resourceAt('trees/fruits')
  t.equal(fruits.type, fruit)
  t.same(
    fruits.concreteTypes.map(({ name }) => name),
    ['acorn', 'cone'],
  )
  t.throws(() => trees(stone).resources, {
    message:
      "trees/fruits: two types that can be above it declare 'fruits', one to 'acorn' and one to 'stone', which have no " +
      'base type in common',
  })
})

t.test('types may contain each other: the tree has no end, its list has no circles', async (t) => {
  const step: EntityType = entityType('step', {
    navigation: () => ({ next: toMany(() => step), first: toOne(() => step) }),
  })
  const model = createModel([forest, set('forest/steps', step, { layout: 'document' })])
  t.same(
    model.resources.map(({ path }) => path),
    [
      'forest',
      'forest/steps',
      'forest/steps/next',
      'forest/steps/next/first',
      'forest/steps/first',
      'forest/steps/first/next',
    ],
  )
  const deep = `forest/steps${'/next'.repeat(50)}`
  t.equal(model.resourceAt(deep).path, deep)
  t.throws(() => model.resourceAt('forest/stones'), { message: 'nothing is declared at forest/stones' })
})

t.test(
  'a set may be below single values, and a declared one takes the place of what a type navigates to',
  async (t) => {
    const machine = entityType('machine')
    const office = entityType('office', { navigation: { machines: toMany(machine), desk: toOne(entityType('desk')) } })
    const company = entityType('company', { navigation: { office: toOne(office) } })
    const model = createModel([
      defineSingleton({ path: 'company', entityType: company, backend, permissions, layout: 'document' }),
      set('company/office/Machines', machine, { readOnly: true }),
    ])
    t.same(
      model.resources.map(({ path, kind, readOnly }) => [path, kind, readOnly]),
      [
        ['company', 'singleton', false],
        ['company/office', 'navigation', false],
        ['company/office/Machines', 'entitySet', true],
        ['company/office/desk', 'navigation', false],
      ],
    )
  },
)

t.test('what derives from a type is found: in sets, in contained collections, in values', async (t) => {
  const shape: ComplexType = defineComplexType({ name: 'shape', abstract: true, properties: {} })
  const round = defineComplexType({ name: 'round', baseType: shape, properties: {} })
  const circle = defineComplexType({ name: 'circle', baseType: () => round, properties: {} })
  const twig = entityType('twig')
  const thorn = entityType('thorn', { baseType: twig, properties: {} })
  const tree = entityType('tree', {
    properties: { id: Edm.Guid, crown: of(shape), trunk: of(round), knot: of(circle) },
    navigation: { twigs: toMany(twig) },
  })
  const palm = entityType('palm', {
    baseType: () => tree,
    properties: {},
    navigation: { nuts: toMany(entityType('nut')) },
  })
  const declarations = [set('trees', tree, { layout: 'document' })]
  const model = createModel(declarations, declaredTypes(declarations, [thorn, palm, circle]))
  const names = (path: string) => model.resourceAt(path).concreteTypes.map(({ name }) => name)
  t.same(names('trees'), ['tree', 'palm'])
  t.same(names('trees/twigs'), ['twig', 'thorn'])
  t.equal(model.resourceAt('trees/nuts').type.name, 'nut')
  const { crown, trunk, knot } = tree.properties
  t.same(crown?.subtypes, [round, circle])
  t.same(trunk?.subtypes, [round, circle])
  t.same(knot?.subtypes, [])
})
