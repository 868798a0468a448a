/** Documents in each other and in rows of typed tables: found by their keys, listed in order, gone with what contains them. */
import { test } from 'tap'
import { randomId, systemClock } from '../../../src/clock.js'
import { model as declared } from '../../../src/entities/index.js'
import { Edm } from '../../../src/model/edm.js'
import { createModel } from '../../../src/model/model.js'
import type { Resource } from '../../../src/model/model.js'
import type { Entity } from '../../../src/model/payload.js'
import { defineEntitySet } from '../../../src/model/sets.js'
import { defineEntityType, toMany } from '../../../src/model/declare.js'
import { readQuery } from '../../../src/odata/query.js'
import { readResourcePath } from '../../../src/odata/resource-path.js'
import { insertAll } from '../../../src/store/query/bulk.js'
import { EntityStore } from '../../../src/store/query/entities.js'
import { findEntity, listEntities } from '../../../src/store/query/queries.js'
import { openStore } from '../../../src/store/store.js'
import { all, ConstraintViolation } from '../../../src/store/work.js'
import type { Database, Work } from '../../../src/store/work.js'
import { forEachDatabase } from '../../harness/databases.js'
import {
  aSetting,
  at,
  BETA,
  categories,
  category,
  children,
  common,
  fancy,
  label,
  labels,
  model,
  note,
  notes,
  plain,
  policies,
  setting,
  settings,
  V1,
} from './contained-model.js'

function* fill(store: EntityStore): Work<void> {
  yield* store.insert(policies, [], { type: plain, entity: { id: 'p/1', displayName: 'Ä', detail: null } }, BETA)
  yield* store.insert(
    policies,
    [],
    { type: fancy, entity: { id: 'p2', displayName: 'b', detail: null, frill: 'f' } },
    BETA,
  )
  for (const key of ['p/1', 'p2']) {
    const rows = [3, 1, 2].map((n) => ({ keys: [key], stored: { type: setting, entity: aSetting(`${n}`, n) } }))
    yield* insertAll(store, settings, rows)
    yield* store.insert(children, [key, '1'], { type: setting, entity: aSetting('c~/', 9) }, BETA)
    yield* store.insert(notes, [key, '1', 'c~/'], { type: note, entity: { id: 'n', text: `of ${key}` } }, BETA)
  }
  const entity = { id: 'k', displayName: 'K', description: null, roleScopeTagIds: [] }
  yield* store.insert(categories, [], { type: category, entity }, BETA)
  yield* store.insert(labels, ['k'], { type: label, entity: { id: 'l', word: 'w' } }, BETA)
  yield* insertAll(store, labels, [{ keys: ['k'], stored: { type: label, entity: { id: 'm', word: 'x' } } }])
  yield* store.insert(at('home/categories/note'), ['k'], { type: note, entity: { id: 'n', text: 't' } }, BETA)
}

const count = (database: Database): Promise<number> =>
  database.read(function* () {
    return Number((yield* all('SELECT count(*) FROM "entity"', []))[0]?.[0])
  })

test('documents', async (t) => {
  await forEachDatabase(t, async (t, { newDatabase }) => {
    const place = await newDatabase()
    const options = { model: declared, clock: systemClock, newId: randomId, poolSize: 2, onIdleError: () => undefined }
    const { database, close } = await openStore({
      ...options,
      data: place.dataFolder,
      databaseUrl: place.databaseUrl,
    })
    t.teardown(close)
    const store = new EntityStore(database.provider, 'tenant')
    await database.write(() => fill(store))
    await database.write(() => fill(new EntityStore(database.provider, 'other')))

    const get = async (resource: Resource, keys: string[], shape = BETA as typeof BETA | typeof V1): Promise<unknown> =>
      JSON.parse((await database.read(() => store.find(resource, keys, shape))) ?? 'null')
    const list = async (path: string, options = ''): Promise<Entity[]> => {
      const target = readResourcePath(model, `/beta/${path}`)
      const { query } = readQuery(options, { model, path: target })
      const shape = { ...BETA, select: query.select.all ? undefined : query.select.names }
      const reading = {
        shape,
        contextBase: 'http://host/beta/$metadata#',
        pageSize: 100,
        after: undefined,
        casts: undefined,
      }
      const page = await database.read(() =>
        listEntities(store, target.resource as Resource, target.keys, query, reading),
      )
      return page.json.map((json) => JSON.parse(json) as Entity)
    }

    await t.test('are found by their keys, at any depth', async (t) => {
      t.match(await get(policies, ['p/1']), { '@odata.type': '#microsoft.graph.plain', displayName: 'Ä' })
      t.same(await get(children, ['p/1', '1', 'c~/']), {
        '@odata.type': '#microsoft.graph.setting',
        ...aSetting('c~/', 9),
      })
      t.match(await get(notes, ['p2', '1', 'c~/']), { text: 'of p2' })
      t.equal(await get(children, ['p/1', '2', 'c~/']), null)
      t.match(await get(labels, ['k', 'l']), { word: 'w' })
    })

    await t.test('are listed as they were inserted', async (t) => {
      t.same(
        (await list(`home/policies('p%2F1')/settings`, '$select=id')).map(({ id }) => id),
        ['3', '1', '2'],
      )
      t.same(
        (await list(`home/categories('k')/labels`)).map(({ id }) => id),
        ['l', 'm'],
      )
      t.same(
        (await list('home/policies', `$filter=displayName eq 'ä'&$select=id`)).map(({ id }) => id),
        ['p/1'],
      )
    })

    await t.test('are expanded, with what is selected of them', async (t) => {
      const [first] = await list(
        'home/policies',
        '$select=id&$expand=settings($select=rank;$expand=children($select=id;$expand=note($select=text)))',
      )
      t.match(first, {
        id: 'p/1',
        settings: [
          { rank: 3, children: [] },
          { rank: 1, children: [{ id: 'c~/', note: { text: 'of p/1' } }] },
          { rank: 2 },
        ],
      })
      t.notOk('displayName' in (first ?? {}))
      t.notOk('details' in ((first?.['settings'] as Entity[])[0] ?? {}))
      const [row] = await list('home/categories', "$expand=labels($select=word;$filter=word eq 'W'),note")
      t.match(row, { id: 'k', labels: [{ word: 'w' }], note: { text: 't' } })
      t.notOk('id' in ((row?.['labels'] as Entity[])[0] ?? {}))
      t.same(
        (await list('home/policies', `$filter=settings/any(s:s/children/any(c:c/rank eq 9))&$select=id`)).length,
        2,
      )
      const query = readQuery('$expand=settings', { model, path: readResourcePath(model, '/beta/home/policies') }).query
      const linkTo = (...details: unknown[]): string => JSON.stringify(details)
      const reading = { shape: V1, contextBase: '', pageSize: 1, casts: undefined, linkTo }
      const one = await database.read(() => findEntity(store, policies, ['p2'], query, reading))
      t.match(JSON.parse(one ?? 'null'), {
        settings: [{ details: [{ shown: 'a' }] }],
        'settings@odata.nextLink': String,
      })
    })

    await t.test('as v1.0 shows them', async (t) => {
      t.same(await get(policies, ['p2'], V1), { id: 'p2', displayName: 'b', detail: null })
      t.match(await get(settings, ['p2', '1'], V1), { details: [{ shown: 'a' }] })
      t.notOk('hidden' in ((await get(settings, ['p2', '1'], V1)) as { details: Entity[] }).details[0]!)
    })

    await t.test('change, and keep their place', async (t) => {
      const changed = { type: setting, entity: aSetting('1', 7) }
      t.match(JSON.parse(await database.write(() => store.update(settings, ['p/1', '1'], changed, BETA))), { rank: 7 })
      t.same(
        (await list(`home/policies('p%2F1')/settings`, '$select=id')).map(({ id }) => id),
        ['3', '1', '2'],
      )
      t.match(await get(children, ['p/1', '1', 'c~/']), { rank: 9 })
      t.same(await database.read(() => store.load(settings, ['p/1', '1'])), { type: setting, entity: aSetting('1', 7) })
    })

    await t.test('are refused where nothing contains them, and where there is one already', async (t) => {
      const refused = async (resource: Resource, keys: string[], constraint: string, id = 'new') => {
        const stored = { type: resource.type, entity: { id, rank: 1, word: 'w', details: [] } }
        const error = await database
          .write(() => store.insert(resource, keys, stored, BETA))
          .catch((error: unknown) => error)
        t.ok(error instanceof ConstraintViolation && error.constraint === constraint, `${resource.path} ${constraint}`)
      }
      await refused(settings, ['nobody'], 'foreignKey')
      await refused(labels, ['nobody'], 'foreignKey')
      await refused(settings, ['p2'], 'unique', '1')
      await refused(labels, ['k'], 'unique', 'l')
      await refused(notes, ['p2', '1', 'c~/'], 'unique')
      const orphan = [{ keys: ['nobody'], stored: { type: setting, entity: aSetting('1') } }]
      await t.rejects(
        database.write(() => insertAll(store, settings, orphan)),
        /violated/,
      )
    })

    await t.test('go with what contains them', async (t) => {
      const before = await count(database)
      t.ok(await database.write(() => store.remove(settings, ['p/1', '1'])))
      t.equal(before - (await count(database)), 3)
      t.ok(await database.write(() => store.remove(policies, ['p/1'])))
      t.equal(before - (await count(database)), 6)
      t.match(await list(`home/categories('k')/labels`), { length: 2 })
      t.ok(await database.write(() => store.remove(categories, ['k'])))
      t.same(await list(`home/categories('k')/labels`), [])
      t.equal(before - (await count(database)), 9)
      await database.write(() => store.removeAll(policies))
      t.equal(await count(database), before / 2, 'what belongs to another tenant stays')
    })
  })
})

test('documents below what a table contains are refused', async (t) => {
  const inner = defineEntityType({
    name: 'inner',
    properties: { id: Edm.Guid },
    navigation: { labels: toMany(label, { layout: 'document' }) },
  })
  const outer = defineEntityType({ name: 'outer', properties: { id: Edm.Guid }, navigation: { inners: toMany(inner) } })
  const refused = createModel([defineEntitySet({ path: 'outers', entityType: outer, ...common })])
  const store = new EntityStore('sqlite', 'tenant')
  t.throws(() => store.exists(refused.resourceAt('outers/inners/labels'), ['a', 'b', 'c']).next(), /not supported/)
})
