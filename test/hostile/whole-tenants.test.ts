/** What is done with a whole tenant takes as long as it is large. The thread that serves goes on serving meanwhile. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { Test } from 'tap'
import { CONTROL, controlOf, KEY } from '../control/control.js'
import type { Control } from '../control/control.js'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { wholeTenants } from '../harness/whole-tenants.js'
import { GAP, longestGap } from './held.js'
import { giveManyRows } from './many-rows.js'

const ROWS = 8000
/** Milliseconds; no job with that many rows is as quick. */
const IDLE = 250

test('whole tenants', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, reader, store } = emulator
      const control = controlOf(emulator)
      await giveManyRows(emulator, ROWS)

      /** The longest time for which the thread was held, of the run with the shortest. Others use this machine, too. */
      const held = async (work: () => Promise<void>): Promise<number> => {
        const gaps: number[] = []
        for (let i = 0; i < 4 && !gaps.some((gap) => gap < GAP); i += 1) gaps.push((await longestGap(work)).gap)
        return Math.min(...gaps)
      }
      const clone = async (): Promise<string> => {
        const response = await control.post(`/tenants/${TENANT}/clone`)
        t.equal(response.statusCode, 201, response.body.slice(0, 300))
        return response.json<{ id: string }>().id
      }
      const document = (await control.get(`/tenants/${TENANT}/export`)).body
      t.comment(`${Math.round(document.length / 2 ** 20)} MB`)

      const operations: Readonly<Record<string, () => Promise<void>>> = {
        async export() {
          t.equal((await control.get(`/tenants/${TENANT}/export`)).body.length, document.length)
        },
        async 'import, reset and delete'() {
          const imported = await control.post(`/tenants/import?as=${randomUUID()}`, document)
          t.equal(imported.statusCode, 201, imported.body.slice(0, 300))
          const { id, entities } = imported.json<{ id: string; entities: number }>()
          t.ok(entities > ROWS)
          t.equal((await control.post(`/tenants/${id}/reset`)).statusCode, 204)
          t.equal((await control.delete(`/tenants/${id}`)).statusCode, 204)
        },
        async 'clone and delete'() {
          t.equal((await control.delete(`/tenants/${await clone()}`)).statusCode, 204)
        },
        async 'a refused import'() {
          const refused = await control.post('/tenants/import', document.replaceAll('"version":1', '"version":"one"'))
          t.equal(refused.statusCode, 400)
          const wrong = document.split('"version":1').length - 1
          t.ok(wrong > ROWS)
          t.match(refused.json(), { detail: new RegExp(`${wrong} of its values are wrong`) })
        },
        async 'the begin of a large seed'() {
          const { jobs } = wholeTenants(store)
          const { id, defaultDomain } = (await control.post('/tenants')).json<{ id: string; defaultDomain: string }>()
          const seeded = jobs.seed({ id, defaultDomain }, { size: 'large', seed: 1, asOf: Date.now() })
          await new Promise((resolve) => setTimeout(resolve, 2000))
          await jobs.close()
          await seeded.catch(() => undefined)
        },
      }
      for (const [name, operation] of Object.entries(operations))
        await t.test(`${name}: the thread that serves is not held`, async (t) => {
          const gap = await held(operation)
          t.ok(gap < GAP, `${Math.round(gap)} ms`)
        })

      await t.test('a connection is not idle while a job works for it, however long that is', async (t) => {
        emulator.app.server.timeout = IDLE
        const origin = await emulator.listen()
        const ask = (path: string, method: string) =>
          fetch(`${origin}/_intunite/tenants/${path}`, { method, headers: { 'x-intunite-key': KEY } })
        const began = performance.now()
        const cloned = await ask(`${TENANT}/clone`, 'POST')
        t.equal(cloned.status, 201)
        t.ok(performance.now() - began > IDLE, 'it took longer')
        t.equal((await ask(((await cloned.json()) as { id: string }).id, 'DELETE')).status, 204)
      })

      await t.test('meanwhile reads are answered, writes are kept, and nothing is seen half done', async (t) => {
        let over = false
        const seen = new Set<number>()
        const cloned = clone().finally(() => (over = true))
        const written = admin.post(V1, anIosConfiguration({ displayName: 'meanwhile' }))
        let reads = 0
        for (; !over; reads += 1) {
          t.equal((await reader.get(`${V1}?$top=1`)).statusCode, 200)
          seen.add((await control.get('/tenants')).json<{ value: unknown[] }>().value.length)
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
        t.equal((await written).statusCode, 201)
        t.ok(reads > 0, `${reads} reads`)
        await control.delete(`/tenants/${await cloned}`)
        t.ok(seen.size <= 2, 'the tenant is there or not')
      })

      await t.test('a stop in the middle leaves nothing behind', async (t) => {
        const { database } = store
        const target = randomUUID()
        const stopped = wholeTenants({
          ...store,
          database: {
            ...database,
            async holdWrites() {
              setTimeout(() => void stopped.jobs.close(), 20)
              return (await database.holdWrites?.()) ?? (() => undefined)
            },
          },
        })
        if (database.provider === 'postgresql') setTimeout(() => void stopped.jobs.close(), 1000)
        await t.rejects(stopped.import(JSON.parse(document), { id: target, replace: false }))
        t.equal((await control.get(`/tenants/${target}`)).statusCode, 404)
        t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201, 'writes go on')
      })

      await t.test(
        'a document of more bytes than the setting allows is refused, whether it says so or not',
        async (t) => {
          await refusedAsTooLarge(t, control)
        },
      )
      t.strictSame(emulator.errors, [])
    },
    { control: CONTROL, importBytes: 32 * 2 ** 20 },
  )
})

async function refusedAsTooLarge(t: Test, control: Control): Promise<void> {
  const large = JSON.stringify({ intunite: 'tenant', padding: 'x'.repeat(33 * 2 ** 20) })
  const refused = await control.send('POST', '/tenants/import', large, { headers: { 'x-intunite-key': KEY } })
  t.equal(refused.statusCode, 413)
  t.match(refused.json(), { detail: /33554432 bytes \(INTUNITE_IMPORT_BYTES\)/ })
}
