/**
 * A model with everything that the real one has somewhere, and more of it: made for asking it odd questions. Its tables
 * are made by hand, in the same way in which the migrations make the real ones.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { anyOf, beta, collection, Edm, indexed, nullable, of, opaque } from '../../src/model/edm.js'
import type { Property } from '../../src/model/types.js'
import { createModel } from '../../src/model/model.js'
import type { Resource } from '../../src/model/model.js'
import { defineEntitySet } from '../../src/model/sets.js'
import { defineComplexType, defineEntityType, defineEnumType, toMany, toOne } from '../../src/model/declare.js'
import { tableOf } from '../../src/store/layout/tables.js'
import { layoutOf } from '../../src/store/layout/layout-of.js'
import { PRISMA_FOLDER } from '../../src/store/prisma-folder.js'
import { drawn } from './random.js'

/** `INTUNITE_TOY_LAYOUT=document` keeps the toys as documents: `test/store/documents/` runs the tests with it. */
export const LAYOUT = process.env['INTUNITE_TOY_LAYOUT'] === 'document' ? 'document' : 'table'

export const color = defineEnumType({ name: 'color', members: { red: 3, green: 1, blue: 2 } })
export const rights = defineEnumType({ name: 'rights', members: { none: 0, read: 1, write: 2, run: 4 }, flags: true })

export const inner = defineComplexType({
  name: 'inner',
  properties: drawn('complex', { label: nullable(Edm.String), depth: Edm.Int32 }),
})

export const spot = defineComplexType({
  name: 'spot',
  properties: drawn('complex', {
    street: nullable(Edm.String),
    zip: opaque(nullable(Edm.String)),
    floor: nullable(Edm.Int32),
    since: nullable(Edm.DateTimeOffset),
    lit: nullable(Edm.Boolean),
    inner: nullable(of(inner)),
  }),
})

export const figure = defineComplexType({
  name: 'figure',
  abstract: true,
  properties: drawn('complex', { tint: beta(nullable(of(color))) }),
})
export const circle = defineComplexType({
  name: 'circle',
  baseType: figure,
  properties: drawn('complex', { radius: nullable(Edm.Double), title: nullable(Edm.String) }),
})
export const square = defineComplexType({
  name: 'square',
  baseType: figure,
  properties: drawn('complex', { side: nullable(Edm.Int64), title: nullable(Edm.String) }),
})

export const part = defineComplexType({
  name: 'part',
  properties: drawn('complex', {
    name: nullable(Edm.String),
    size: nullable(Edm.Int32),
    kind: of(color),
    marks: collection(Edm.String),
  }),
})

export const remark = defineEntityType({
  name: 'remark',
  key: 'opaque',
  properties: drawn('entity', {
    id: opaque(Edm.String),
    text: nullable(Edm.String),
    rank: Edm.Int32,
    done: nullable(Edm.Boolean),
    written: nullable(Edm.DateTimeOffset),
    words: collection(Edm.String),
  }),
})

export const digest = defineEntityType({
  name: 'digest',
  key: 'opaque',
  properties: drawn('entity', {
    id: opaque(Edm.String),
    total: Edm.Int32,
    title: nullable(Edm.String),
    best: nullable(Edm.Double),
  }),
})

export const toy = defineEntityType({
  name: 'toy',
  key: 'opaque',
  abstract: true,
  properties: drawn('entity', {
    id: opaque(Edm.String),
    name: indexed(Edm.String),
    nick: indexed(nullable(Edm.String)),
    note: nullable(Edm.String),
    code: opaque(nullable(Edm.String)),
    maker: nullable(Edm.Guid),
    count: Edm.Int32,
    small: nullable(Edm.Int32),
    big: nullable(Edm.Int64),
    ratio: nullable(Edm.Double),
    flag: nullable(Edm.Boolean),
    sold: Edm.Boolean,
    made: Edm.DateTimeOffset,
    seen: nullable(Edm.DateTimeOffset),
    paint: of(color),
    trim: nullable(of(color)),
    rights: nullable(of(rights)),
    blob: nullable(Edm.Binary),
    tags: nullable(collection(Edm.String)),
    codes: collection(opaque(Edm.String)),
    numbers: nullable(collection(Edm.Int32)),
    spot: nullable(of(spot)),
    figure: nullable(anyOf(figure, [circle, square])),
    parts: collection(of(part)),
  }),
  navigation: { remarks: toMany(remark), digest: toOne(digest) },
})

export const box = defineEntityType({
  name: 'box',
  baseType: toy,
  properties: drawn('entity', {
    label: nullable(Edm.String),
    width: nullable(Edm.Int32),
    open: nullable(Edm.Boolean),
    price: nullable(Edm.Double),
    packed: nullable(Edm.DateTimeOffset),
    contents: collection(Edm.String),
    layers: nullable(collection(of(part))),
  }),
})

export const crate = defineEntityType({
  name: 'crate',
  since: 'beta',
  baseType: box,
  properties: drawn('entity', { lid: nullable(Edm.String), seal: opaque(nullable(Edm.String)) }),
})

export const ball = defineEntityType({
  name: 'ball',
  baseType: toy,
  properties: drawn('entity', { label: nullable(Edm.String), bounce: nullable(Edm.Int64) }),
})

export const fixtureModel = createModel([
  defineEntitySet({
    path: 'toys',
    entityType: toy,
    derivedTypes: [box, crate, ball],
    layout: LAYOUT,
    permissions: { read: [], write: [] },
    backend: { kind: 'intune', service: 'toys' },
  }),
])

export const toys = fixtureModel.resources.find(({ path }) => path === 'toys') as Resource
export const remarks = toys.children.get('remarks') as Resource
export const digests = toys.children.get('digest') as Resource

/** The table that has the toys. */
export const TABLE = layoutOf(toys).table

/** Statements that make the tables of all resources. */
export function tablesSql(provider: 'sqlite' | 'postgresql'): string[] {
  if (LAYOUT === 'document') return documentTablesSql(provider)
  const text = provider === 'sqlite' ? 'TEXT' : 'TEXT COLLATE "C"'
  return fixtureModel.resources.flatMap((resource) => {
    const table = tableOf(resource)
    const columns = [`"tenantId" ${text} NOT NULL`]
    if (table.parent !== undefined) columns.push(`"parentId" ${text} NOT NULL`)
    if (table.typed) columns.push(`"odataType" ${text} NOT NULL`)
    for (const [name, property] of table.columns) {
      columns.push(`"${name}" ${columnType(property, provider, text)}`)
      if (property.indexed) columns.push(`"${name}Folded" ${text}${property.nullable ? '' : ' NOT NULL'}`)
    }
    if (table.hasDerived) columns.push(`"derived" ${text} NOT NULL`)
    if (table.hasFolded) columns.push(`"folded" ${text} NOT NULL`)
    const key =
      table.parent === undefined ? ['tenantId', 'id'] : ['tenantId', 'parentId', ...(table.single ? [] : ['id'])]
    columns.push(`PRIMARY KEY (${key.map((name) => `"${name}"`).join(', ')})`)
    const indexes = table.columns
      .filter(([, { indexed }]) => indexed)
      .map(([name]) => `CREATE INDEX "${table.name}_${name}" ON "${table.name}" ("tenantId", "${name}Folded", "id")`)
    return [`CREATE TABLE "${table.name}" (${columns.join(', ')})`, ...indexes]
  })
}

/** As the migration makes them, without what concerns other tables. */
function documentTablesSql(provider: 'sqlite' | 'postgresql'): string[] {
  const folder = join(PRISMA_FOLDER, 'migrations', provider)
  const name = readdirSync(folder).find((each) => each.endsWith('_documents')) ?? ''
  const [tables = ''] = readFileSync(join(folder, name, 'migration.sql'), 'utf8').split('-- What belongs to an item')
  return tables.split(';').filter((sql) => sql.trim() !== '')
}

function columnType({ type, collection, nullable }: Property, provider: string, text: string): string {
  const not = nullable ? '' : ' NOT NULL'
  if (collection || type.kind !== 'primitive') return `${text}${not}`
  switch (type.name) {
    case 'Edm.Int32':
      return `INTEGER${not}`
    case 'Edm.Int64':
      return `BIGINT${not}`
    case 'Edm.Double':
      return `${provider === 'sqlite' ? 'REAL' : 'DOUBLE PRECISION'}${not}`
    case 'Edm.Boolean':
      return `BOOLEAN${not}`
    default:
      return `${text}${not}`
  }
}
