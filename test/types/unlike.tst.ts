import { expect, test } from 'tstyche'
import { beta, collection, Edm, nullable, of } from '../../src/model/edm.js'
import { defineComplexType, defineEntityType, defineEnumType, toMany } from '../../src/model/declare.js'
import type { Compared } from './unlike.js'

const colour = defineEnumType({ name: 'colour', members: { red: 0, green: 1 } })

const part = defineComplexType({ name: 'part', properties: { size: Edm.Int32, colour: of(colour) } })

const thing = defineEntityType({ name: 'thing', properties: { id: Edm.String, name: nullable(Edm.String) } })

const _machine = defineEntityType({
  name: 'machine',
  baseType: thing,
  properties: { parts: collection(of(part)), weight: beta(Edm.Double) },
  navigation: { things: toMany(thing) },
})

interface Part {
  size?: number
  colour?: 'red' | 'green'
}

interface Thing {
  id?: string
  name?: string | null
}

interface Machine extends Thing {
  parts?: Part[] | null
  things?: Thing[] | null
}

interface BetaMachine extends Machine {
  weight?: number | '-INF' | 'INF' | 'NaN'
}

type Differences<Official, V extends 'v1.0' | 'beta' = 'v1.0'> = Compared<
  'machine',
  typeof _machine,
  Official,
  V,
  'things'
>['unlike']

test('a declared type is like the typing that says the same', () => {
  expect<Differences<Machine>>().type.toBe<never>()
  expect<Differences<BetaMachine, 'beta'>>().type.toBe<never>()
  expect<Compared<'colour', typeof colour, 'red' | 'green', 'v1.0'>['unlike']>().type.toBe<never>()
})

test('what only one of them has is a difference', () => {
  expect<Differences<BetaMachine>>().type.toBe<'weight'>()
  expect<Differences<Machine, 'beta'>>().type.toBe<'weight'>()
  expect<Differences<Machine & { owner?: string; makers?: Thing[] }>>().type.toBe<'owner' | 'makers'>()
  expect<Differences<Omit<Machine, 'things'>>>().type.toBe<'things'>()
  expect<Compared<'colour', typeof colour, 'red' | 'blue', 'v1.0'>['unlike']>().type.toBe<'green' | 'blue'>()
})

test('another type, another nullability or another complex value is a difference', () => {
  expect<Differences<Omit<Machine, 'id'> & { id?: number }>>().type.toBe<'id'>()
  expect<Differences<Omit<Machine, 'name'> & { name?: string }>>().type.toBe<'name'>()
  expect<Differences<Omit<Machine, 'parts'> & { parts?: Part }>>().type.toBe<'parts'>()
  expect<Differences<Omit<Machine, 'parts'> & { parts?: { size?: number; colour?: 'red' }[] }>>().type.toBe<'parts'>()
  expect<Differences<Omit<Machine, 'parts'> & { parts?: (Part & { name?: string })[] }>>().type.toBe<'parts'>()
})
