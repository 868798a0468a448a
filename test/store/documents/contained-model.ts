/** Documents in documents and in rows of a typed table, and what refers to both. */
import { deviceCategory } from '../../../src/entities/device-management/device-categories.js'
import { beta, collection, Edm, nullable, of } from '../../../src/model/edm.js'
import { createModel } from '../../../src/model/model.js'
import type { Resource } from '../../../src/model/model.js'
import type { Entity } from '../../../src/model/payload.js'
import { defineEntitySet, defineSingleton } from '../../../src/model/sets.js'
import { defineComplexType, defineEntityType, toMany, toOne } from '../../../src/model/declare.js'
import type { EntityType } from '../../../src/model/types.js'

const detail = defineComplexType({
  name: 'detail',
  properties: { shown: nullable(Edm.String), hidden: beta(nullable(Edm.String)) },
})
export const note = defineEntityType({
  name: 'note',
  key: 'opaque',
  properties: { id: Edm.String, text: nullable(Edm.String) },
})
export const label = defineEntityType({
  name: 'label',
  key: 'opaque',
  properties: { id: Edm.String, word: Edm.String },
})
export const setting: EntityType = defineEntityType({
  name: 'setting',
  key: 'opaque',
  properties: { id: Edm.String, rank: Edm.Int32, details: collection(of(detail)) },
  navigation: { children: toMany(() => setting), note: toOne(() => note) },
})
export const policy = defineEntityType({
  name: 'policy',
  key: 'opaque',
  abstract: true,
  properties: { id: Edm.String, displayName: nullable(Edm.String), detail: nullable(of(detail)) },
  navigation: {
    settings: toMany(() => setting),
    note: toOne(() => note),
    friends: toMany(() => setting, { refersTo: 'home/others' }),
    kinds: toMany(() => category, { refersTo: 'home/categories' }),
  },
})
export const plain = defineEntityType({ name: 'plain', baseType: policy, properties: {} })
export const fancy = defineEntityType({
  name: 'fancy',
  since: 'beta',
  baseType: policy,
  properties: { frill: nullable(Edm.String) },
})
export const category = defineEntityType({
  name: 'deviceCategory',
  key: 'opaque',
  properties: deviceCategory.properties,
  navigation: { labels: toMany(label, { layout: 'document' }), note: toOne(note, { layout: 'document' }) },
})

export const common = { permissions: { read: [], write: [] }, backend: { kind: 'intune', service: 'test' } } as const
export const model = createModel([
  defineSingleton({ path: 'home', entityType: defineEntityType({ name: 'home', properties: {} }), ...common }),
  defineEntitySet({
    path: 'home/policies',
    entityType: policy,
    derivedTypes: [plain, fancy],
    layout: 'document',
    ...common,
  }),
  defineEntitySet({ path: 'home/others', entityType: setting, layout: 'document', ...common }),
  defineEntitySet({ path: 'home/categories', entityType: category, ...common }),
])

export const at = (path: string): Resource => model.resourceAt(path)
export const policies = at('home/policies')
export const settings = at('home/policies/settings')
export const children = at('home/policies/settings/children')
export const notes = at('home/policies/settings/children/note')
export const categories = at('home/categories')
export const labels = at('home/categories/labels')

export const BETA = { version: 'beta', select: undefined, typeAnnotations: 'all' } as const
export const V1 = { ...BETA, version: 'v1.0' } as const

export const aSetting = (id: string, rank = 0): Entity => ({ id, rank, details: [{ shown: 'a', hidden: 'b' }] })
