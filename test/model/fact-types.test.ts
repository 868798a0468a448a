/** Types made from the facts, beside those that are declared by hand. */
import t from 'tap'
import { declarations, model } from '../../src/entities/index.js'
import { overlay } from '../../src/entities/overlay.js'
import { publicFacts } from '../../src/model/facts/facts.js'
import { typesOf } from '../../src/model/hierarchy.js'
import { defineComplexType, defineEntityType, defineEnumType, toMany } from '../../src/model/declare.js'
import type { AnyType, ComplexType, EntityType } from '../../src/model/types.js'
import { allNavigation, allOperations, allProperties, isA } from '../../src/model/inheritance.js'
import { createTypes } from '../../src/model/facts/types.js'
import { Edm, nullable, of } from '../../src/model/edm.js'

/** The directory is declared by hand. */
const types = createTypes(typesOf(declarations), overlay)
const entity = (name: string): EntityType => types.find(name) as EntityType

t.test('every type can be made, with members of types that exist', async (t) => {
  let members = 0
  const written = new Set(typesOf(declarations).map(({ name }) => name))
  for (const name of publicFacts().names()) {
    const type = types.find(name)
    if (type === undefined || type.kind === 'enum' || written.has(name)) continue
    for (const [property, { type: of, default: value, nullable, collection }] of Object.entries(allProperties(type))) {
      members += 1
      if (of.kind === 'primitive' && !of.name.startsWith('Edm.')) t.fail(`${name}.${property}`)
      if (collection && !Array.isArray(value)) t.fail(`${name}.${property} has no empty collection to begin with`)
      if (
        of.kind === 'enum' &&
        !nullable &&
        !collection &&
        value !== undefined &&
        !Object.hasOwn(of.members, value as string)
      )
        t.fail(`${name}.${property} begins with '${value as string}', which its enum does not have`)
    }
    if (type.kind === 'entity') {
      for (const navigation of Object.values(allNavigation(type)))
        t.ok(navigation.target.kind === 'entity' || t.fail(name))
      for (const { parameters, returns } of allOperations(type))
        for (const each of [...Object.values(parameters), ...(returns === undefined ? [] : [returns])])
          void each.type.kind
    }
  }
  t.ok(members > 12_000, `${members} members`)
})

t.test(
  'v1.0 has every type that it needs for its bases and properties, and to show what operations take and return',
  (t) => {
    const lacking: string[] = []
    const require = (of: AnyType, where: string): void => {
      if (of.kind !== 'primitive' && of.since !== 'v1.0') lacking.push(`${where}: ${of.name}`)
    }
    for (const type of model.types) {
      if (type.since !== 'v1.0' || type.kind === 'enum') continue
      if (type.baseType !== undefined) require(type.baseType as AnyType, type.name)
      for (const [name, { since, type: of }] of Object.entries(type.properties))
        if (since === 'v1.0') require(of, `${type.name}.${name}`)
      for (const { name, since, parameters, returns } of type.kind === 'entity' ? type.operations : [])
        if (since === 'v1.0')
          for (const each of [...Object.values(parameters), ...(returns === undefined ? [] : [returns])])
            if (each.since !== 'beta') require(each.type, `${type.name}.${name}`)
    }
    t.strictSame(lacking, [])
    t.end()
  },
)

t.test('a derived type is of its base, and found from it', async (t) => {
  const base = entity('deviceConfiguration')
  t.ok(isA(entity('windows10GeneralConfiguration'), base))
  t.equal(types.derivedFrom(base).length, 139)
  const setting = types.find('deviceManagementConfigurationSettingInstance') as ComplexType
  t.ok(types.derivedFrom(setting).length >= 6)
})

t.test('members, navigation and operations say since when they are there', async (t) => {
  const app = entity('mobileApp')
  t.equal(app.properties['isAssigned']?.since, 'beta')
  t.equal(app.properties['displayName']?.since, 'v1.0')
  t.equal(app.navigation['assignments']?.since, 'v1.0')
  t.equal(app.navigation['relationships']?.since, 'beta')
  t.match(
    app.operations.map(({ name }) => name),
    ['assign'],
  )
})

t.test(
  'a type declared by hand keeps its properties and gets the navigation, operations and subtypes of the facts',
  async (t) => {
    const colour = defineEnumType({ name: 'colour', members: { red: 0 } })
    const icon = defineComplexType({
      name: 'mimeContent',
      properties: { type: nullable(Edm.String), colour: of(colour) },
    })
    const app = defineEntityType({
      name: 'mobileApp',
      abstract: true,
      properties: { id: Edm.String, icon: of(icon) },
      navigation: { assignments: toMany(() => special) },
    })
    const special: EntityType = defineEntityType({ name: 'specialApp', baseType: app, properties: {} })
    const own = createTypes([colour, icon, app, special], overlay)
    const made = own.find('mobileApp') as EntityType
    t.same(Object.keys(made.properties), ['id', 'icon'])
    t.equal(made.properties['icon']?.type, own.find('mimeContent'))
    t.equal(made.navigation['assignments']?.target, own.find('specialApp'))
    t.ok(made.navigation['relationships'])
    t.ok(made.operations.some(({ name }) => name === 'assign'))
    const derived = own.derivedFrom(made)
    t.ok(derived.includes(own.find('specialApp') as EntityType))
    t.ok(derived.includes(own.find('win32LobApp') as EntityType))
    t.equal((own.find('win32LobApp') as EntityType).baseType !== undefined, true)
  },
)
