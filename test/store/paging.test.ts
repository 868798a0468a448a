/** A walk through pages while others write: a row that exists throughout is met exactly once. */
import { test } from 'tap'
import type { OrderBy, Query } from '../../src/odata/ast.js'
import { NO_QUERY } from '../../src/odata/query.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { listEntities } from '../../src/store/query/queries.js'
import { tableOf } from '../../src/store/layout/tables.js'
import { run } from '../../src/store/work.js'
import type { Database, SqlValue, Work } from '../../src/store/work.js'
import type { Entity } from '../../src/model/payload.js'
import { sweep } from '../harness/sweep.js'
import { fixtureStores } from './fixture-stores.js'
import { ball, LAYOUT, TABLE, toy, toys } from './fixture-model.js'

const ROWS = sweep(10_000, 6000)
const SHAPE = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const

/** All toys of the template for another tenant. */
const COLUMNS =
  LAYOUT === 'document'
    ? ['path', 'above', 'id', 'odataType', 'name', 'body', 'bodyV1', 'folded']
    : ['odataType', ...tableOf(toys).columns.map(([name]) => name), 'nameFolded', 'nickFolded', 'derived', 'folded']
const NAMES = COLUMNS.map((name) => `"${name}"`).join(', ')
const COPY = (parameter: string): string =>
  `INSERT INTO "${TABLE}" ("tenantId", ${NAMES}) SELECT ${parameter}, ${NAMES} FROM "${TABLE}" WHERE "tenantId" = 'template'`

const by = (name: string, descending = false): OrderBy => {
  const property = toy.properties[name as keyof typeof toy.properties]
  const type = name === 'small' ? 'int32' : name === 'ratio' ? 'double' : name === 'flag' ? 'boolean' : 'string'
  return {
    expression: {
      node: 'path',
      variable: undefined,
      steps: [{ step: 'property', name, property, owner: toy }],
      type,
      collection: false,
    },
    descending,
  }
}

const ORDERS: Readonly<Record<string, readonly OrderBy[]>> = {
  'by key': [],
  'by name': [by('name')],
  'by name, backwards': [by('name', true)],
  'by nick, which may be null': [by('nick')],
  'by nick, backwards': [by('nick', true)],
  'by several of different directions': [by('flag', true), by('small'), by('ratio', true)],
}

function aToy(n: number) {
  const text = `${n % 7}`
  return {
    id: `${String((n * 7919) % 100_003).padStart(6, '0')}-${n}`,
    name: n % 3 === 0 ? 'same' : `name ${n % 100}`,
    nick: n % 4 === 0 ? null : text,
    note: null,
    code: null,
    maker: null,
    count: n,
    small: n % 5 === 0 ? null : n % 11,
    big: null,
    ratio: n % 6 === 0 ? null : (n % 13) / 8,
    flag: n % 3 === 0 ? null : n % 3 === 1,
    sold: false,
    made: '2026-01-01T00:00:00Z',
    seen: null,
    paint: 'red',
    trim: null,
    rights: null,
    blob: null,
    tags: null,
    codes: [],
    numbers: null,
    spot: null,
    figure: null,
    parts: [],
    label: null,
    bounce: null,
  }
}

test('a walk misses and doubles no row that lives through it', { timeout: 600_000 }, async (t) => {
  const stores = await fixtureStores(t)
  const databases = await stores.open()
  t.teardown(() => Promise.all(databases.map((database) => database.close())))
  const rows = Array.from({ length: ROWS }, (_, n) => aToy(n))
  const ids = rows.map(({ id }) => id)
  for (const database of databases)
    await t.test(database.provider, async (t) => {
      const template = new EntityStore(database.provider, 'template')
      await database.write(function* () {
        for (const entity of rows) yield* template.insert(toys, [], { type: ball, entity }, SHAPE)
      })
      for (const [name, orderBy] of Object.entries(ORDERS))
        await t.test(name, async (t) => {
          const store = new EntityStore(database.provider, name)
          await database.write(() => run(COPY(store.dialect.parameter(1, 'text')), [name]))
          const walked = await walk(database, store, orderBy, ids)
          const met = new Set(walked.met)
          t.equal(met.size, walked.met.length, 'nobody twice')
          t.same(
            walked.lived.filter((id) => !met.has(id)),
            [],
            'nobody missed',
          )
          t.ok(walked.met.length > ROWS / 2 && walked.pages > 10)
        })
    })
})

function* change(store: EntityStore, id: string, changes: (entity: Entity) => Entity): Work<void> {
  const loaded = yield* store.load(toys, [id])
  if (loaded === undefined) return
  const { type, entity } = loaded
  yield* store.update(toys, [id], { type, entity: { ...entity, ...changes(entity) } }, SHAPE)
}

interface Walk {
  /** Ids in order of being met. */
  readonly met: string[]
  /** Ids of rows that were there from the start to the end, and stayed where they are in the order. */
  readonly lived: string[]
  readonly pages: number
}

async function walk(
  database: Database,
  store: EntityStore,
  orderBy: readonly OrderBy[],
  ids: readonly string[],
): Promise<Walk> {
  const random = generator(ids.length + orderBy.length)
  const query: Query = { ...NO_QUERY, orderBy }
  const touched = new Set<string>()
  const met: string[] = []
  let after: readonly SqlValue[] | undefined
  let pages = 0
  let fresh = ids.length
  do {
    const options = { shape: SHAPE, contextBase: '', pageSize: 1 + random(700), after, casts: undefined }
    const page = await database.read(() => listEntities(store, toys, [], query, options))
    met.push(...page.json.map((json) => (JSON.parse(json) as { id: string }).id))
    after = page.next
    pages += 1
    const victims = Array.from({ length: 20 }, () => ids[random(ids.length)] as string)
    await database.write(function* () {
      for (const [i, id] of victims.entries()) {
        const first = !touched.has(id)
        touched.add(id)
        if (i % 2 === 0 || !first) yield* store.remove(toys, [id])
        // An update that moves nobody: what it changes is no sort key. It counts as lived through.
        else if (i % 3 === 0) {
          touched.delete(id)
          yield* change(store, id, ({ count }) => ({ count: (count as number) + 1 }))
        } else yield* change(store, id, () => ({ name: 'moved', small: 99, nick: null }))
      }
      for (let i = 0; i < 10; i++) yield* store.insert(toys, [], { type: ball, entity: aToy(fresh++) }, SHAPE)
    })
  } while (after !== undefined)
  // A row that moves may be met again where it went: only the others are promised to be met once.
  const moved = new Set([...touched])
  return { met: met.filter((id) => !moved.has(id)), lived: ids.filter((id) => !touched.has(id)), pages }
}

/** A small linear congruential generator: the same walk each time. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
}
