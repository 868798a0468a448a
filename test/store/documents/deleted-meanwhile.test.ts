/** What a transaction adds while another one deletes what it names. */
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { randomId, systemClock } from '../../../src/clock.js'
import { model as declared } from '../../../src/entities/index.js'
import type { Resource } from '../../../src/model/model.js'
import { insertAll } from '../../../src/store/query/bulk.js'
import { EntityStore } from '../../../src/store/query/entities.js'
import { addReference, addReferences } from '../../../src/store/query/references.js'
import { openStore } from '../../../src/store/store.js'
import { all } from '../../../src/store/work.js'
import type { Work } from '../../../src/store/work.js'
import { forEachDatabase } from '../../harness/databases.js'
import { aSetting, at, BETA, categories, category, plain, policies, setting, settings } from './contained-model.js'

test('what a transaction adds goes with what it names, if that is deleted meanwhile', async (t) => {
  await forEachDatabase(t, async (t, { newDatabase }) => {
    const place = await newDatabase()
    const options = { model: declared, clock: systemClock, newId: randomId, poolSize: 4, onIdleError: () => undefined }
    const { database, close } = await openStore({ ...options, data: place.dataFolder, databaseUrl: place.databaseUrl })
    t.teardown(close)
    const stored = (id: string) => ({ type: setting, entity: aSetting(id) })
    const [others, friends, kinds] = [at('home/others'), at('home/policies/friends'), at('home/policies/kinds')]
    const bulk = (store: EntityStore) => insertAll(store, settings, [{ keys: ['p'], stored: stored('b') }])
    const ways: readonly [string, (store: EntityStore) => Work<unknown>, Resource][] = [
      ['a document in a document', (store) => store.insert(settings, ['p'], stored('a'), BETA), policies],
      ['many of them', bulk, policies],
      ['a reference to a document', (store) => addReference(store, friends, ['p'], 'p'), others],
      ['a reference of a document', (store) => addReference(store, friends, ['p'], 'p'), policies],
      ['many references', (store) => addReferences(store, friends, ['p'], ['p']), others],
      ['a reference to a row of a table', (store) => addReference(store, kinds, ['p'], 'p'), categories],
    ]
    for (const [what, comes, gone] of ways) {
      const store = new EntityStore(database.provider, what)
      await database.write(function* () {
        yield* store.insert(policies, [], { type: plain, entity: { id: 'p', displayName: null, detail: null } }, BETA)
        yield* store.insert(others, [], stored('p'), BETA)
        const entity = { id: 'p', displayName: 'p', description: null, roleScopeTagIds: [] }
        yield* store.insert(categories, [], { type: category, entity }, BETA)
      })
      const coming = database.write(function* () {
        yield* comes(store)
        if (database.provider === 'postgresql') yield* all('SELECT pg_sleep(0.3)', [])
      })
      await delay(100)
      await Promise.all([coming, database.write(() => store.remove(gone, ['p']))])
      const left = await database.read(function* () {
        const tenant = store.dialect.placeholder(1)
        return [
          yield* all(`SELECT "path" FROM "reference" WHERE "tenantId" = ${tenant}`, [what]),
          yield* all(`SELECT "path" FROM "entity" WHERE "tenantId" = ${tenant} AND "parentRow" IS NOT NULL`, [what]),
        ]
      })
      t.same(left, [[], []], what)
    }
  })
})
