/** A model with every kind of property, inheritance, containment and polymorphism that a declaration can have. */
import { anyOf, beta, collection, Edm, indexed, nullable, of } from '../../src/model/edm.js'
import { createModel } from '../../src/model/model.js'
import { defineEntitySet, defineSingleton } from '../../src/model/sets.js'
import type { Backend, Permissions } from '../../src/model/sets.js'
import {
  defineAction,
  defineComplexType,
  defineEntityType,
  defineEnumType,
  defineFunction,
  parameter,
  toMany,
  toOne,
} from '../../src/model/declare.js'

const permissions: Permissions = { read: ['Things.Read.All'], write: ['Things.ReadWrite.All'] }
const intune: Backend = { kind: 'intune', service: 'Workshop_1/ThingService' }
const directory: Backend = { kind: 'directory', service: 'Directory' }

export const colour = defineEnumType({ name: 'colour', members: { red: 0, green: 1, darkBlue: 2 } })

export const access = defineEnumType({
  name: 'access',
  flags: true,
  members: { none: 0, read: 1, write: 2, execute: 4 },
})

export const mood = defineEnumType({ name: 'mood', since: 'beta', members: { calm: 0, loud: 1 } })

export const geo = defineComplexType({
  name: 'geo',
  properties: { latitude: Edm.Double, longitude: Edm.Double },
})

export const address = defineComplexType({
  name: 'address',
  properties: {
    street: Edm.String,
    city: nullable(Edm.String),
    location: nullable(of(geo)),
    floors: collection(Edm.Int32),
  },
})

export const contact = defineComplexType({
  name: 'contact',
  abstract: true,
  properties: { note: nullable(Edm.String) },
})

export const mailContact = defineComplexType({
  name: 'mailContact',
  baseType: contact,
  properties: { mail: Edm.String, verified: Edm.Boolean, home: nullable(of(address)) },
})

export const phoneContact = defineComplexType({
  name: 'phoneContact',
  baseType: contact,
  properties: { number: Edm.String, verified: Edm.Boolean },
})

export const faxContact = defineComplexType({
  name: 'faxContact',
  baseType: phoneContact,
  properties: { pages: Edm.Int32 },
})

export const pagerContact = defineComplexType({
  name: 'pagerContact',
  since: 'beta',
  baseType: contact,
  properties: { beeps: Edm.Int32 },
})

export const screw = defineEntityType({
  name: 'screw',
  key: 'opaque',
  properties: { id: Edm.String, turns: Edm.Int32 },
})

export const part = defineEntityType({
  name: 'part',
  key: 'opaque',
  properties: { id: Edm.String, label: nullable(Edm.String), price: Edm.Double, marks: collection(Edm.String) },
  navigation: { screws: toMany(screw) },
})

export const summary = defineEntityType({
  name: 'summary',
  key: 'opaque',
  properties: { id: Edm.String, total: Edm.Int32 },
})

export const sensor = defineEntityType({
  name: 'sensor',
  key: 'opaque',
  properties: { id: Edm.String, reading: Edm.Double },
})

export const log = defineEntityType({
  name: 'log',
  since: 'beta',
  key: 'opaque',
  properties: { id: Edm.String, line: Edm.String },
})

export const thing = defineEntityType({
  name: 'thing',
  abstract: true,
  properties: {
    id: Edm.String,
    name: indexed(Edm.String),
    notes: nullable(Edm.String),
    createdDateTime: Edm.DateTimeOffset,
    count: Edm.Int32,
    size: nullable(Edm.Int64),
    weight: Edm.Double,
    active: Edm.Boolean,
    payload: nullable(Edm.Binary),
    owner: nullable(Edm.Guid),
    lifetime: nullable(Edm.Duration),
    colour: of(colour),
    access: of(access),
    mood: beta(of(mood)),
    tags: collection(Edm.String),
    numbers: collection(Edm.Int32),
    owners: nullable(collection(Edm.Guid)),
    moments: collection(Edm.DateTimeOffset),
    switches: collection(Edm.Boolean),
    colours: collection(of(colour)),
    address: nullable(of(address)),
    addresses: collection(of(address)),
    contact: nullable(anyOf(contact, [mailContact, phoneContact, faxContact, pagerContact])),
    contacts: collection(anyOf(contact, [mailContact, phoneContact, faxContact, pagerContact])),
  },
  navigation: { parts: toMany(part), summary: toOne(summary), logs: toMany(log, 'beta') },
  operations: [
    defineAction('assign', {}),
    defineAction('reset', {}, { since: 'beta' }),
    defineAction('import', { names: parameter(Edm.String.type, { collection: true }) }, { binding: 'collection' }),
    defineAction('import', {}, { binding: 'collection' }),
    defineFunction('newest', {}, parameter(Edm.String.type), { binding: 'collection' }),
    defineFunction('similar', { to: parameter(Edm.String.type) }, parameter(Edm.String.type, { collection: true })),
    defineFunction('similar', {}, parameter(Edm.String.type, { collection: true })),
    defineFunction(
      'between',
      { low: parameter(Edm.Int32.type), high: parameter(Edm.Int32.type) },
      parameter(Edm.Int32.type),
    ),
  ],
})

export const machine = defineEntityType({
  name: 'machine',
  baseType: thing,
  properties: { model: Edm.String, speed: Edm.Double },
  navigation: { sensors: toMany(sensor) },
  operations: [defineAction('start', {})],
})

export const robot = defineEntityType({
  name: 'robot',
  baseType: machine,
  properties: { arms: Edm.Int32 },
})

export const tool = defineEntityType({
  name: 'tool',
  baseType: thing,
  properties: { model: Edm.String, grip: nullable(Edm.String) },
})

export const gadget = defineEntityType({
  name: 'gadget',
  since: 'beta',
  baseType: thing,
  properties: { volume: Edm.Int32 },
})

const workshop = defineEntityType({ name: 'workshop', key: 'opaque', properties: { id: Edm.String } })

export const model = createModel([
  defineSingleton({ path: 'workshop', entityType: workshop, permissions, backend: intune }),
  defineEntitySet({
    path: 'workshop/things',
    entityType: thing,
    derivedTypes: [machine, robot, tool, gadget],
    permissions,
    backend: intune,
    layout: 'document',
  }),
  defineEntitySet({
    path: 'workshop/logs',
    entityType: log,
    since: 'beta',
    permissions,
    backend: intune,
    layout: 'document',
  }),
  defineEntitySet({ path: 'parts', entityType: part, permissions, backend: directory, layout: 'document' }),
  defineEntitySet({
    path: 'logs',
    entityType: log,
    since: 'beta',
    permissions,
    backend: directory,
    layout: 'document',
  }),
])
