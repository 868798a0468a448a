/** Whatever a text says, to the databases it is a text. */
import { test } from 'tap'
import { GraphError } from '../../src/errors.js'
import type { Call, Expression, Path, Query } from '../../src/odata/ast.js'
import { NO_QUERY } from '../../src/odata/query.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { countEntities, findEntity, listEntities } from '../../src/store/query/queries.js'
import { first, run } from '../../src/store/work.js'
import type { Database } from '../../src/store/work.js'
import { sweep } from '../harness/sweep.js'
import { TEXTS } from './arbitraries.js'
import { SHAPE, fixtureStores } from './fixture-stores.js'
import { LAYOUT, TABLE, ball, remarks, toy, toys } from './fixture-model.js'

/** What a text holds that is too long for an index. */
const LONG = sweep(100_000, 20_000)

const PAYLOADS: readonly string[] = [
  ...TEXTS,
  '\'; DROP TABLE "toy"; --',
  "' OR '1'='1",
  "') OR 1=1 --",
  "'' UNION SELECT name FROM sqlite_master --",
  '"; DELETE FROM "toy"; --',
  '\\\'; DROP TABLE "toy"; --',
  '$1; $2; ?1; ?2; :name; @name; $name',
  "'||(SELECT pg_sleep(5))||'",
  "E'\\x27'",
  '%%%%',
  '____',
  '%_%',
  '[a-z]%',
  '\\%\\_',
  '*',
  '?*',
  '.*',
  '{"a":"b"}',
  '["a"]',
  '","id":"x',
  '\\u0000',
  '\\',
  '\\\\"',
  '${process.exit(1)}',
  '{{7*7}}',
  '<script>',
  '\r\n\r\nHTTP/1.1 200 OK',
  'a'.repeat(LONG),
  "'".repeat(LONG),
  '%'.repeat(LONG),
  '😀'.repeat(LONG / 2),
  '\u{10ffff}'.repeat(1000),
  '\ud800',
  'a\udfff',
  '\udc00\ud800',
]

const property = (name: 'name' | 'note' | 'code' | 'nick' | 'tags', variable?: string): Path => ({
  node: 'path',
  variable,
  steps: [{ step: 'property', name, property: toy.properties[name], owner: toy }],
  type: 'string',
  collection: name === 'tags',
})
const constant = (value: string): Expression => ({ node: 'literal', type: 'string', value })
const call = (name: Call['name'], ...given: Expression[]): Call => ({
  node: 'call',
  name,
  arguments: given,
  type: 'string',
})
const equals = (left: Expression, right: Expression): Expression => ({
  node: 'comparison',
  operator: 'eq',
  left,
  right,
})

/** Filters that find exactly the toys that have this text everywhere. */
const FINDERS: Readonly<Record<string, (text: string) => Expression>> = {
  eq: (text) => equals(property('name'), constant(text)),
  'eq in a document': (text) => equals(property('note'), constant(text)),
  'eq, letter by letter': (text) => equals(property('code'), constant(text)),
  in: (text) => ({ node: 'in', operand: property('name'), items: [constant(text), constant('x')] as never }),
  any: (text) => ({
    node: 'any',
    path: property('tags'),
    variable: 'v',
    predicate: equals({ node: 'path', variable: 'v', steps: [], type: 'string', collection: false }, constant(text)),
  }),
  concat: (text) =>
    equals(call('concat', property('name'), constant('#')), call('concat', constant(text), constant('#'))),
}

/** Filters that find at least them. */
const TESTS: Readonly<Record<string, (text: string) => Expression>> = {
  contains: (text) => call('contains', property('note'), constant(text)),
  startswith: (text) => call('startswith', property('name'), constant(text)),
  'startswith in a document': (text) => call('startswith', property('note'), constant(text)),
  endswith: (text) => call('endswith', property('nick'), constant(text)),
  indexof: (text) => ({
    node: 'comparison',
    operator: 'ge',
    left: { node: 'call', name: 'indexof', arguments: [property('name'), constant(text)], type: 'int32' },
    right: { node: 'literal', type: 'int32', value: 0 },
  }),
}

function aToy(id: string, text: string) {
  const nulls = Object.fromEntries(Object.keys(toy.properties).map((name) => [name, null]))
  const lists = { tags: [text], codes: [text], parts: [] }
  const values = { count: 0, sold: false, made: '2026-01-01T00:00:00Z', paint: 'red' }
  return {
    ...nulls,
    ...lists,
    ...values,
    id,
    name: text,
    nick: text,
    note: text,
    code: text,
    label: text,
    bounce: null,
  }
}

test('texts never become part of a statement', { timeout: 600_000 }, async (t) => {
  const stores = await fixtureStores(t)
  const databases = await stores.open()
  t.teardown(() => Promise.all(databases.map((database) => database.close())))
  const stored = PAYLOADS.filter((text) => text.isWellFormed())
  for (const database of databases)
    await t.test(database.provider, async (t) => {
      const store = new EntityStore(database.provider, 'tenant\'; DROP TABLE "toy"; --')
      await database.write(function* () {
        for (const [i, text] of stored.entries())
          yield* store.insert(toys, [], { type: ball, entity: aToy(`${i}`, text) }, SHAPE)
      })
      for (const [n, text] of PAYLOADS.entries())
        t.same(await attack(database, store, text, stored), [], `payload ${n}`)
      t.equal(Number((await database.read(() => first(`SELECT count(*) FROM "${TABLE}"`, [])))?.[0]), stored.length)
      await database.write(() => run(`DELETE FROM "${TABLE}"`, []))
    })
})

/** What goes wrong with a text. */
async function attack(
  database: Database,
  store: EntityStore,
  text: string,
  stored: readonly string[],
): Promise<string[]> {
  const wrong: string[] = []
  const own = stored.indexOf(text)
  for (const [name, make] of Object.entries({ ...FINDERS, ...TESTS })) {
    const found = await ids(database, store, { ...NO_QUERY, filter: make(text) })
    if (own !== -1 && !found.includes(`${own}`)) wrong.push(`${name} does not find what has the text`)
    const others = found.map((id) => stored[Number(id)] as string).filter((other) => fold(other) !== fold(text))
    if (name in FINDERS && others.length > 0) wrong.push(`${name} finds ${JSON.stringify(others)}`)
  }
  const word = text.trim() === '' ? 'x' : text
  await ids(database, store, { ...NO_QUERY, search: { node: 'term', text: word, property: undefined } })
  const concat = [{ expression: call('concat', property('name'), constant(text)), descending: false }]
  await ids(database, store, { ...NO_QUERY, orderBy: concat })
  const expand = [
    { name: 'remarks', resource: remarks, query: { ...NO_QUERY, filter: equals(constant(text), constant(text)) } },
  ]
  const wellFormed = text.toWellFormed()
  const after = [wellFormed.replaceAll('\0', ''), LAYOUT === 'document' ? '7' : wellFormed]
  const options = { shape: SHAPE, contextBase: `http://${text}/$metadata#`, pageSize: 2, after, casts: undefined }
  const orderBy = [{ expression: property('name'), descending: true }]
  const page = await database.read(() => listEntities(store, toys, [], { ...NO_QUERY, orderBy, expand }, options))
  for (const json of page.json) JSON.parse(json)
  await database.read(() => countEntities(store, remarks, [text], NO_QUERY, undefined))
  const one = await database.read(() => findEntity(store, toys, [text], NO_QUERY, options))
  if (one !== undefined && (JSON.parse(one) as { id: string }).id !== text) wrong.push('a key finds another row')
  return wrong
}

test('U+0000 is refused, because no text has it', async (t) => {
  const stores = await fixtureStores(t)
  const databases = await stores.open()
  t.teardown(() => Promise.all(databases.map((database) => database.close())))
  for (const database of databases) {
    const store = new EntityStore(database.provider, 'tenant')
    for (const make of Object.values({ ...FINDERS, ...TESTS }))
      await t.rejects(ids(database, store, { ...NO_QUERY, filter: make('a\0b') }), GraphError)
    await t.rejects(
      ids(database, store, { ...NO_QUERY, search: { node: 'term', text: '\0', property: undefined } }),
      GraphError,
    )
  }
})

function fold(text: string): string {
  return Array.from(text.toWellFormed(), (character) => character.toUpperCase().toLowerCase()).join('')
}

async function ids(database: Database, store: EntityStore, query: Query): Promise<string[]> {
  const options = {
    shape: { ...SHAPE, select: ['id'] },
    contextBase: '',
    pageSize: 1000,
    after: undefined,
    casts: undefined,
  }
  const page = await database.read(() => listEntities(store, toys, [], query, options))
  return page.json.map((json) => (JSON.parse(json) as { id: string }).id)
}
