/** Sets that are kept as documents, over HTTP: what a client sees of them is what it sees of sets with tables. */
import { test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { declarations } from '../../src/entities/index.js'
import { beta, collection, computed, Edm, nullable, of, stamped } from '../../src/model/edm.js'
import { createModel } from '../../src/model/model.js'
import type { Entity } from '../../src/model/payload.js'
import { defineEntitySet } from '../../src/model/sets.js'
import { defineComplexType, defineEntityType, toMany, toOne } from '../../src/model/declare.js'
import type { EntityType } from '../../src/model/types.js'
import { resetTenant } from '../../src/services/reset.js'
import { openStore } from '../../src/store/store.js'
import { all, run } from '../../src/store/work.js'
import { wholeTenants } from '../harness/whole-tenants.js'
import { forEachDatabase } from '../harness/databases.js'
import { startEmulator, TENANT } from '../harness/emulator.js'
import { workTime } from '../harness/work-time.js'

const rule = defineComplexType({
  name: 'testRule',
  properties: { word: nullable(Edm.String), secret: beta(nullable(Edm.String)) },
})
const note = defineEntityType({ name: 'testNote', properties: { id: computed(Edm.Guid), text: nullable(Edm.String) } })
const setting: EntityType = defineEntityType({
  name: 'testSetting',
  properties: { id: computed(Edm.Guid), rank: Edm.Int32, rules: collection(of(rule)) },
  navigation: { children: toMany(() => setting), note: toOne(() => note, { creatable: true }) },
})
const policy = defineEntityType({
  name: 'testPolicy',
  properties: {
    id: computed(Edm.Guid),
    displayName: Edm.String,
    createdDateTime: stamped(Edm.DateTimeOffset, 'created'),
    version: stamped(Edm.Int32, 'revision'),
    rule: nullable(of(rule)),
    hint: beta(nullable(Edm.String)),
  },
  navigation: { settings: toMany(setting), note: toOne(note, { creatable: true }) },
})

const model = createModel([
  ...declarations,
  defineEntitySet({
    path: 'deviceManagement/testPolicies',
    entityType: policy,
    layout: 'document',
    permissions: {
      read: ['DeviceManagementApps.Read.All', 'DeviceManagementApps.ReadWrite.All'],
      write: ['DeviceManagementApps.ReadWrite.All'],
    },
    backend: { kind: 'intune', service: 'test' },
  }),
])

const SET = '/beta/deviceManagement/testPolicies'

/** Settings with children, `depth` levels of them. */
function settings(count: number, depth: number): Entity[] {
  return Array.from({ length: count }, (_, rank) => ({
    rank,
    rules: [{ word: `w${rank}`, secret: null }],
    ...(depth > 0 && { children: settings(2, depth - 1) }),
  }))
}

/** An answer without what the service adds. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).filter(([name]) => !name.includes('@odata.') && name !== 'id')
  return Object.fromEntries(own.map(([name, member]) => [name, plain(member)]))
}

test('documents', { timeout: 300_000 }, async (t) => {
  await forEachDatabase(t, async (t, { preparedDatabase }) => {
    const { dataFolder, databaseUrl } = await preparedDatabase()
    const options = { clock: systemClock, newId: randomId, poolSize: 4, onIdleError: () => undefined }
    const store = await openStore({ ...options, model, data: dataFolder, databaseUrl })
    t.teardown(() => store.close())
    const { admin, errors } = await startEmulator(t, { store })
    const stored = () =>
      store.database.read(function* () {
        return Number((yield* all('SELECT count(*) FROM "entity"', []))[0]?.[0])
      })

    // What Intune brings is not in this model.
    await store.database.write(() => run('DELETE FROM "entity"', []))

    await t.test('a body with what it contains is stored at once, and comes back as it was', async (t) => {
      const body = { displayName: 'deep', note: { text: 'n' }, settings: settings(3, 3) }
      const created = await admin.post(SET, body)
      t.equal(created.statusCode, 201, created.body)
      t.match(created.json(), { '@odata.type': '#microsoft.graph.testPolicy', version: 1, rule: null, hint: null })
      t.notOk('settings' in created.json())
      const { id } = created.json<{ id: string }>()
      const expand = '$expand=note,settings($expand=children($expand=children($expand=children)))'
      const found = await admin.get(`${SET}/${id}?$select=displayName&${expand}`)
      t.same(plain(found.json()), plain(body))
      const [first] = (await admin.get(`${SET}/${id}/settings`)).json().value as { id: string }[]
      const deep = `${SET}/${id}/settings/${first?.id}/children`
      t.match((await admin.get(`${deep}?$orderby=rank desc&$count=true`)).json(), {
        '@odata.count': 2,
        value: [{ rank: 1 }, { rank: 0 }],
      })
      t.equal((await admin.post(deep, { rank: 9, note: { text: 'x' } })).statusCode, 201)
      t.equal((await admin.get(`${deep}/$count?$filter=note/text eq 'X'`)).body, '1')
      t.equal((await admin.get(`${SET}/$count?$filter=settings/any(s:s/children/any(c:c/rank eq 9))`)).body, '1')
      t.equal((await admin.get(`${SET}/${randomId()}/settings`)).statusCode, 404)
      t.equal((await admin.post(`${SET}/${randomId()}/settings`, { rank: 1 })).statusCode, 404)
      t.equal((await admin.delete(`${SET}/${id}`)).statusCode, 204)
      t.equal((await admin.get(`${SET}/${id}`)).statusCode, 404)
      t.equal(await stored(), 0)
    })

    await t.test('nothing is stored of a body that is wrong somewhere', async (t) => {
      for (const wrong of [
        { settings: 1 },
        { settings: [{ rank: 'x' }] },
        { settings: [1] },
        { note: [] },
        { settings: [{ rank: 1, children: [{}] }] },
      ]) {
        const refused = await admin.post(SET, { displayName: 'wrong', ...wrong })
        t.equal(refused.statusCode, 400, refused.body)
      }
      t.equal(await stored(), 0)
    })

    await t.test('what only beta knows survives a change by v1.0, which does not see it', async (t) => {
      const { id } = (await admin.post(SET, { displayName: 'b', hint: 'h', rule: { word: 'w', secret: 's' } })).json<{
        id: string
      }>()
      const old = SET.replace('beta', 'v1.0')
      t.same(plain((await admin.get(`${old}/${id}?$select=rule`)).json()), { rule: { word: 'w' } })
      t.notOk('hint' in (await admin.get(`${old}/${id}`)).json())
      t.equal((await admin.patch(`${old}/${id}`, { displayName: 'c', rule: { word: 'v' } })).statusCode, 200)
      t.match((await admin.get(`${SET}/${id}`)).json(), {
        displayName: 'c',
        hint: 'h',
        version: 2,
        rule: { word: 'v', secret: 's' },
      })
      t.equal((await admin.delete(`${SET}/${id}`)).statusCode, 204)
    })

    await t.test('a thousand settings in one body take little time', async (t) => {
      const times: number[] = []
      for (let i = 0; i < 6; i++) {
        const began = workTime()
        t.equal((await admin.post(SET, { displayName: `many ${i}`, settings: settings(1000, 0) })).statusCode, 201)
        times.push(Math.round(workTime() - began))
      }
      t.comment(`POST of 1,000 settings: ${times.join(', ')} ms`)
      t.ok(Math.min(...times) < 100)
    })

    await t.test('they are taken along with their tenant, and go with it', async (t) => {
      const transfer = wholeTenants(store)
      const first = await transfer.export(TENANT)
      t.equal(first.documents?.length, await stored())
      const copy = randomId()
      await transfer.clone(TENANT, { id: copy })
      const second = await transfer.export(copy)
      t.strictSame(second.documents, first.documents)
      const wrong = {
        ...first,
        documents: [{ path: 'deviceManagement/testPolicies/settings', keys: ['x'], entity: {} }],
      }
      await t.rejects(transfer.import(wrong, { replace: true }), /cannot be imported/)
      await store.database.write(() => resetTenant(model, store.database, copy))
      t.same((await transfer.export(copy)).documents, undefined)
      t.equal(await stored(), first.documents?.length)
    })
    t.same(errors, [])
  })
})
