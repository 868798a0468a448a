/** The rows that devices leave below policies, those that are a client's, and what follows from writes beside Graph (L54, L56, L57, L66, L74, L84). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS, LIVING, livingTenant, START, toGroup } from './living.js'
import type { Json } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'
const APPS = 'deviceAppManagement/mobileApps'
const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'

const namesOf = (row: Json = {}): string[] =>
  Object.keys(row)
    .filter((name) => !name.startsWith('@'))
    .sort()

test('what devices leave below policies', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator)
      const ada = await tenant.user('ada')
      const phone = await tenant.device('LF-1', {
        userId: ada,
        userPrincipalName: 'ada@living.test',
        userDisplayName: 'ada',
      })
      const other = await tenant.device('LF-2')
      const id = await tenant.configuration('Mail')
      await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
      const rows = (of = CONFIGURATIONS, policy = id): Promise<Json[]> => tenant.list(`${of}/${policy}/deviceStatuses`)
      const rowOf = async (device: string): Promise<Json> =>
        (await rows()).find((row) => String(row['id']).endsWith(device)) ?? {}

      await t.test('L54: rows have the members of the service', async (t) => {
        const v1 = await expecting(200, tenant.admin.get(`/v1.0/${CONFIGURATIONS}/${id}/deviceStatuses`))
        const found = (v1['value'] as Json[]).find((row) => String(row['id']).endsWith(phone)) ?? {}
        const members = [
          'complianceGracePeriodExpirationDateTime',
          'deviceDisplayName',
          'deviceModel',
          'id',
          'lastReportedDateTime',
          'status',
          'userName',
          'userPrincipalName',
        ]
        t.same(namesOf(found), members)
        t.match(found, {
          deviceDisplayName: 'LF-1',
          deviceModel: 'iPhone 16',
          userName: 'ada',
          userPrincipalName: 'ada@living.test',
          status: 'compliant',
          lastReportedDateTime: START,
        })
        t.same(namesOf(await rowOf(phone)), [...members, 'platform'].sort(), 'and one more in beta')
        const [user, ...more] = await tenant.list(`${CONFIGURATIONS}/${id}/userStatuses`)
        t.same(more, [], 'a device without a user has no row of a user')
        t.same(namesOf(user), [
          'devicesCount',
          'id',
          'lastReportedDateTime',
          'status',
          'userDisplayName',
          'userPrincipalName',
        ])
      })

      await t.test('L56: a device that nobody enrolled is nobody’s in its rows', async (t) => {
        t.match(await rowOf(other), { deviceDisplayName: 'LF-2', userName: '', userPrincipalName: '' })
      })

      await t.test('L57: the id of a row ends with that of the device or the user', async (t) => {
        const guid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
        for (const device of [phone, other])
          t.match((await rowOf(device))['id'], new RegExp(`^${guid}_${guid}_${device}$`))
        const [user] = await tenant.list(`${CONFIGURATIONS}/${id}/userStatuses`)
        t.match(user?.['id'], new RegExp(`^${guid}_${guid}_${ada}$`))
        const ids = (await rows()).map((row) => row['id'] as string)
        t.equal(new Set(ids).size, ids.length)
      })

      await t.test('a row that a client has written stays the client’s, and counts', async (t) => {
        const row = await rowOf(other)
        const url = `/beta/${CONFIGURATIONS}/${id}/deviceStatuses`
        await expecting(200, tenant.admin.patch(`${url}/${row['id']}`, { status: 'error' }))
        await expecting(201, tenant.admin.post(url, { deviceDisplayName: 'of a client', status: 'conflict' }))
        await tenant.advance('PT1H')
        for (const name of ['LF-1', 'LF-2']) await tenant.ask('POST', `/devices/${name}/check-in`)
        t.match(await rowOf(other), { status: 'error', lastReportedDateTime: START })
        t.match(await rowOf(phone), { status: 'compliant', lastReportedDateTime: '2026-03-02T09:00:00Z' })
        t.equal((await rows()).filter(({ deviceDisplayName }) => deviceDisplayName === 'of a client').length, 1)
        t.match(await tenant.get(`${CONFIGURATIONS}/${id}/deviceStatusSummary`), {
          successCount: 1,
          errorCount: 1,
          conflictCount: 1,
        })
        for (const path of [`${id}/deviceStatusSummary`, `${id}?$expand=deviceStatusSummary`]) {
          const body = JSON.stringify(await expecting(200, tenant.admin.get(`/v1.0/${CONFIGURATIONS}/${path}`)))
          t.match(body, /"errorCount":2,/, 'L58: v1.0 counts conflicts as errors')
          t.notMatch(body, 'conflictCount')
        }
        const summary = `${CONFIGURATIONS}/${id}/deviceStatusSummary`
        const change = async (version: string, body: Json): Promise<Json> =>
          expecting(200, tenant.admin.patch(`/${version}/${summary}`, body))
        t.match(await change('v1.0', { notApplicableCount: 5 }), { notApplicableCount: 5, errorCount: 2 })
        t.match(await change('beta', { notApplicableCount: 6 }), { errorCount: 1, conflictCount: 1 })
        t.match(await expecting(200, tenant.admin.get(`/v1.0/${summary}`)), { notApplicableCount: 6, errorCount: 2 })
        t.match(await change('v1.0', { errorCount: 9 }), { errorCount: 9 }, 'what a client says is shown')
        t.match(await tenant.get(summary), { errorCount: 9, conflictCount: 1 })
        await expecting(204, tenant.admin.post(`/beta/${CONFIGURATIONS}/${id}/assign`, { assignments: [] }))
        await tenant.ask('POST', '/life/settle')
        t.same(
          (await rows()).map(({ status }) => status as string).sort(),
          ['conflict', 'error'],
          'what nobody has written goes with the assignment',
        )
      })

      await t.test('L55: a user’s row goes with the user, and with the last device', async (t) => {
        const policy = await tenant.configuration('Moves')
        await tenant.assign(CONFIGURATIONS, policy, [ALL_DEVICES])
        const users = await Promise.all(['bea', 'cy'].map((name) => tenant.user(name)))
        const [bea = '', cy = ''] = users
        const tablet = await tenant.device('LF-9', { userId: bea })
        await tenant.ask('POST', '/life/settle')
        const shown = async (): Promise<unknown[]> =>
          (await tenant.list(`${CONFIGURATIONS}/${policy}/userStatuses`))
            .map((row) => (row['id'] as string).slice(-36))
            .filter((id) => users.includes(id))
        t.same(await shown(), [bea])
        await expecting(200, tenant.admin.patch(`/beta/${DEVICES}/${tablet}`, { userId: cy }))
        await tenant.ask('POST', '/life/settle')
        t.same(await shown(), [cy])
        await expecting(204, tenant.admin.delete(`/v1.0/users/${cy}`))
        await tenant.ask('POST', '/life/settle')
        t.same(await shown(), [])
        await expecting(204, tenant.admin.delete(`/beta/${DEVICES}/${tablet}`))
        await tenant.ask('POST', '/life/settle')
      })

      await t.test('L84: lists show no results of actions; one device does, where they are asked for', async (t) => {
        await expecting(204, tenant.admin.post(`/beta/${DEVICES}/${phone}/remoteLock`, {}))
        await tenant.ask('POST', '/life/settle')
        const select = '$select=id,deviceActionResults'
        t.match(await tenant.get(`${DEVICES}/${phone}?${select}`), {
          deviceActionResults: [{ actionName: 'remoteLock', actionState: 'done' }],
        })
        for (const device of await tenant.list(DEVICES)) t.same(device['deviceActionResults'], [])
      })

      await t.test('L66: a store app of iOS that is required may be installed by its user', async (t) => {
        const newApp = async (type: string, more: Json): Promise<string> => {
          const app = await tenant.create(APPS, {
            '@odata.type': `#microsoft.graph.${type}`,
            displayName: `LF ${type}`,
            publisher: 'Larkspur',
            ...more,
          })
          await expecting(
            204,
            tenant.admin.post(`/beta/${APPS}/${app}/assign`, {
              mobileAppAssignments: [
                { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'required', target: ALL_USERS },
              ],
            }),
          )
          return app
        }
        const store = await newApp('iosStoreApp', {
          bundleId: 'example.larkspur.maps',
          appStoreUrl: 'https://apps.example/maps',
          applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
          minimumSupportedOperatingSystem: { v13_0: true },
        })
        const link = await newApp('webApp', { appUrl: 'https://larkspur.example' })
        await tenant.ask('POST', '/life/settle')
        t.match(await tenant.ask('POST', `/devices/LF-1/apps/${store}/install`), { device: phone, app: store })
        const refused = await tenant.control.send('POST', `/tenants/${TENANT}/devices/LF-1/apps/${link}/install`)
        t.equal(refused.statusCode, 409, refused.body)
        t.match(refused.json<Json>()['detail'], /'LF webApp' is not offered to LF-1/)
      })

      await t.test('L74: a report names the devices that no compliance policy reaches', async (t) => {
        const without = async (): Promise<unknown[]> => {
          const response = await tenant.admin.post(
            '/beta/deviceManagement/reports/getDevicesWithoutCompliancePolicyReport',
            { select: ['DeviceName'], orderBy: ['DeviceName'] },
          )
          t.equal(response.statusCode, 200, response.body)
          return (JSON.parse(response.body) as { Values: unknown[][] }).Values.map(([name]) => name)
        }
        t.match(await tenant.get(`${DEVICES}/${phone}`), { complianceState: 'compliant' })
        t.same(await without(), ['LF-1', 'LF-2'])
        const policy = await tenant.create(COMPLIANCE, {
          '@odata.type': '#microsoft.graph.iosCompliancePolicy',
          displayName: 'Passcode',
          passcodeRequired: true,
          scheduledActionsForRule: [
            {
              ruleName: 'PasswordRequired',
              scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '' }],
            },
          ],
        })
        await tenant.assign(COMPLIANCE, policy, [ALL_USERS])
        t.same(await without(), ['LF-2'])
        await tenant.assign(COMPLIANCE, policy, [])
        t.same(await without(), ['LF-1', 'LF-2'])
      })

      await t.test('members that the control face writes are followed as those of Graph are', async (t) => {
        const group = await tenant.group('Sales')
        const sales = await tenant.configuration('Sales mail')
        await tenant.assign(CONFIGURATIONS, sales, [toGroup(group)])
        t.same(await rows(CONFIGURATIONS, sales), [])
        const members = `/groups/${group}/members`
        await tenant.ask('POST', members, { user: 'ada@living.test' })
        await tenant.ask('POST', '/life/settle')
        t.match(await rows(CONFIGURATIONS, sales), [{ deviceDisplayName: 'LF-1' }])
        await tenant.ask('DELETE', `${members}/${ada}`)
        await tenant.ask('POST', '/life/settle')
        t.same(await rows(CONFIGURATIONS, sales), [])
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
