/** Which permissions the requests of an app needed, against those that it has. */
import { test } from 'tap'
import { leastPrivilege } from '../../src/auth/least-privilege.js'
import type { Use } from '../../src/auth/least-privilege.js'
import { CONTROL, controlOf } from '../control/control.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const use = (route: string, needed: readonly string[], kind: 'intune' | 'directory' = 'intune'): Use => ({
  method: 'GET',
  route,
  requests: 1,
  backend: { kind },
  needed,
})

test('the least of what is enough, without what the rest covers', (t) => {
  const names = (...uses: Use[]) => leastPrivilege(uses, []).needed.map(({ permission }) => permission)
  t.same(names(use('a', ['A.Read.All', 'A.ReadWrite.All'])), ['A.Read.All'])
  t.same(names(use('a', ['A.Read.All', 'A.ReadWrite.All']), use('b', ['A.ReadWrite.All'])), ['A.ReadWrite.All'])
  t.same(names(use('a', ['A.Read.All']), use('b', ['A.ReadWrite.All'])), ['A.ReadWrite.All'], 'which reads as well')
  const users = [
    use('a', ['User.Read.All', 'Directory.Read.All'], 'directory'),
    use('b', ['Directory.Read.All'], 'directory'),
  ]
  t.same(names(...users), ['Directory.Read.All'])
  t.same(names(use('a', ['A.Read.All', 'C.Read.All']), use('b', ['B.Read.All', 'C.Read.All'])), [
    'A.Read.All',
    'B.Read.All',
  ])
  t.same(names(use('a', [])), [])
  const { missing, unneeded } = leastPrivilege([use('a', ['A.Read.All'])], ['B.Read.All'])
  t.same([missing, unneeded], [['A.Read.All'], ['B.Read.All']])
  t.end()
})

test('least privilege of an app, from the journal', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const control = controlOf(emulator)
      const made = await control.post(`/tenants/${TENANT}/apps`, {
        displayName: 'pipeline',
        secret: true,
        roles: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementApps.ReadWrite.All'],
      })
      const { appId: id, secret } = made.json()
      const app = emulator.withToken(await emulator.token({ id, secret }))
      await app.get('/v1.0/deviceManagement/deviceCategories')
      await app.get('/v1.0/deviceManagement/deviceCategories?$top=1')
      t.equal((await app.get('/v1.0/groups')).statusCode, 403)
      t.equal((await app.get('/v1.0/nowhere')).statusCode, 400)
      const least = async () => (await control.get('/requests/least-privilege?app=pipeline')).json()
      const { value } = await least()
      t.match(value, [
        {
          kind: 'application',
          requests: 3,
          granted: ['DeviceManagementApps.ReadWrite.All', 'DeviceManagementManagedDevices.Read.All'],
          unneeded: ['DeviceManagementApps.ReadWrite.All'],
        },
      ])
      t.equal(value.length, 1)
      const [{ missing, commands }] = value
      t.equal(missing.length, 1)
      t.match(missing[0], /^Group/)
      t.same(commands, [
        `intunite grant create ${id} ${missing[0]}`,
        `intunite grant delete ${id} DeviceManagementApps.ReadWrite.All`,
      ])
      // With just that it may do all of it.
      await control.post(`/tenants/${TENANT}/grants`, { app: id, kind: 'application', permissions: missing })
      await control.delete(
        `/tenants/${TENANT}/grants?app=${id}&kind=application&permission=DeviceManagementApps.ReadWrite.All`,
      )
      const again = emulator.withToken(await emulator.token({ id, secret }))
      t.equal((await again.get('/v1.0/groups')).statusCode, 200)
      t.equal((await again.get('/v1.0/deviceManagement/deviceCategories')).statusCode, 200)
      t.match((await least()).value, [{ missing: [], unneeded: [], commands: [] }])
      t.equal((await control.get('/requests/least-privilege?app=nobody')).statusCode, 404)
      t.equal((await control.get('/requests/least-privilege')).statusCode, 400)
      t.same((await control.get('/requests/hints')).json(), { value: [] })
    },
    { control: CONTROL, journal: { bounds: { entries: 1000, days: 7, bytes: 2 ** 24 }, rate: 1000, bodies: false } },
  )
})
