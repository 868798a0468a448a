/** The engine of a tenant that lives, from the outside: requests go in, time passes, and states are read. */
import { test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import { ALL_DEVICES, CONFIGURATIONS, LIVING, livingTenant, START } from './living.js'

test('L6: with the preset instant, a write is visible everywhere at once', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator)
      const ada = await tenant.user('ada')
      const device = await tenant.device('LF-1', { userId: ada, userPrincipalName: 'ada@living.test' })
      const id = await tenant.configuration('Mail for all')
      await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
      const statuses = await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`)
      t.match(statuses, [{ deviceDisplayName: 'LF-1', status: 'compliant', lastReportedDateTime: START }])
      t.match(statuses[0]?.['id'], new RegExp(`_${id}_${device}$`))
      t.match(await tenant.list(`${CONFIGURATIONS}/${id}/userStatuses`), [
        { userPrincipalName: 'ada@living.test', status: 'compliant', devicesCount: 1 },
      ])
      t.match(await tenant.get(`deviceManagement/managedDevices/${device}`), {
        lastSyncDateTime: START,
        complianceState: 'compliant',
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
