/** The history of objects: who changed what, when and by which request. */
import { test } from 'tap'
import { AuditLog } from '../../src/services/audit/audit-log.js'
import { findNotes } from '../../src/services/audit/stored-notes.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { CONTROL, controlOf } from './control.js'

const CATEGORIES = 'deviceManagement/deviceCategories'
const POLICIES = 'deviceManagement/configurationPolicies'
const BASE = `/tenants/${TENANT}`

test('history', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, errors } = emulator
      const control = controlOf(emulator)
      const historyOf = async (path: string, more = '') =>
        (await control.get(`${BASE}/history?path=${encodeURIComponent(path)}${more}`)).json()

      await t.test('tells every change of an object since its creation, member by member', async (t) => {
        const made = await admin.post(`/v1.0/${CATEGORIES}`, { displayName: 'Kiosk', description: 'in shops' })
        const path = `${CATEGORIES}/${made.json().id}`
        const changed = await admin.patch(`/v1.0/${path}`, { description: 'in malls', displayName: 'Kiosk' })
        t.ok(changed.statusCode < 300, changed.body)
        t.equal((await admin.delete(`/v1.0/${path}`)).statusCode, 204)
        const { value, complete } = await historyOf(path)
        t.equal(complete, true)
        t.match(value, [
          { number: 3, operation: 'Delete', whole: { displayName: 'Kiosk', description: 'in malls' } },
          {
            number: 2,
            operation: 'Patch',
            requestId: changed.headers['request-id'],
            members: [{ path: ['description'], change: 'changed', before: 'in shops', after: 'in malls' }],
          },
          {
            number: 1,
            operation: 'Create',
            name: 'Kiosk',
            set: CATEGORIES,
            keys: [made.json().id],
            requestId: made.headers['request-id'],
            app: { id: '00000000-0000-4000-a000-0000000000a1', name: 'intunite-admin' },
            whole: { displayName: 'Kiosk', description: 'in shops' },
          },
        ])
        t.equal(value[1].members.length, 1)
        t.equal((await historyOf(`/v1.0/${CATEGORIES}('${made.json().id}')`)).value.length, 3)
        t.same(
          (await historyOf(CATEGORIES, '&top=2')).value.map(({ number }: { number: number }) => number),
          [3, 2],
        )
      })

      await t.test('stays when audit events are read, and those are still made once', async (t) => {
        const events = async () => (await admin.get('/beta/deviceManagement/auditEvents')).json().value.length
        const before = (await historyOf(CATEGORIES)).value.length
        const count = await events()
        t.equal(count, 3)
        t.equal(await events(), count)
        t.equal((await historyOf(CATEGORIES)).value.length, before)
      })

      await t.test('of an object has what it contains, its actions, and groups have one as well', async (t) => {
        const group = await admin.post('/v1.0/groups', {
          displayName: 'Sales',
          mailEnabled: false,
          mailNickname: 'sales',
          securityEnabled: true,
        })
        const { id } = (
          await admin.post(`/beta/${POLICIES}`, {
            name: 'Edge',
            platforms: 'windows10',
            technologies: 'mdm',
            settings: [],
          })
        ).json()
        await admin.post(`/beta/${POLICIES}/${id}/assign`, {
          assignments: [
            { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group.json().id } },
          ],
        })
        const { value, names } = await historyOf(`${POLICIES}/${id}`)
        t.match(value, [
          { operation: 'Action', action: 'assign', whole: { assignments: [{}] } },
          { operation: 'Create' },
        ])
        t.equal(names[group.json().id], 'Sales')
        t.match((await historyOf(`groups/${group.json().id}`)).value, [{ operation: 'Create', name: 'Sales' }])
        const events = (await admin.get('/beta/deviceManagement/auditEvents')).json().value
        t.notOk(JSON.stringify(events).includes('mailNickname'), 'and are not in the audit log of Intune')
      })

      await t.test('has no secrets', async (t) => {
        const made = await admin.post('/v1.0/users', {
          accountEnabled: true,
          displayName: 'Ada',
          mailNickname: 'ada',
          userPrincipalName: 'ada@intunite.test',
          passwordProfile: { password: 'hush hush 4711' },
        })
        t.equal(made.statusCode, 201, made.body)
        const told = JSON.stringify(await historyOf(`users/${made.json().id}`))
        t.match(told, /Ada/)
        t.notMatch(told, /hush/)
      })

      await t.test('is refused for what has none, by name and value', async (t) => {
        for (const path of ['nowhere', 'deviceManagement/auditEvents/$count', '$metadata', '%'])
          t.match((await control.get(`${BASE}/history?path=${encodeURIComponent(path)}`)).json(), {
            status: 400,
            detail: /path/,
          })
        t.equal((await control.get(`${BASE}/history`)).statusCode, 400)
        t.equal((await control.get(`${BASE}/history?path=users&top=0`)).statusCode, 400)
        t.same((await historyOf('deviceManagement/deviceCategories/00000000-0000-4000-a000-00000000dead')).value, [])
      })
      t.same(errors, [])
    },
    { control: CONTROL },
  )
})

test('a history is bounded by count and age, and off by a switch', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin } = emulator
      const control = controlOf(emulator)
      await admin.post(`/v1.0/${CATEGORIES}`, { displayName: 'one' })
      t.equal((await admin.get('/beta/deviceManagement/auditEvents')).json().value.length, 1)
      t.same((await control.get(`${BASE}/history?path=${CATEGORIES}`)).json().value, [])

      const { database } = emulator.store
      const log = new AuditLog({
        database,
        kept: 0,
        history: { changes: 600, days: 10 },
        onFailure: (error) => t.fail(String(error)),
      })
      const day = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString().slice(0, 19)
      for (let i = 0; i < 1000; i++)
        log.note({
          tenantId: TENANT,
          id: `${i}`,
          at: day(i),
          version: 'beta',
          operation: 'Patch',
          path: CATEGORIES,
          type: 'deviceCategory',
          appId: 'a',
          correlationId: `${i}`,
        })
      await log.close()
      const kept = await database.read(() => findNotes(database, TENANT, [CATEGORIES]))
      t.equal(kept.length, 241, 'what is within ten days of the newest change')
      t.equal(kept[0]?.id, '999', 'newest first')
    },
    { control: CONTROL, history: 0 },
  )
})
