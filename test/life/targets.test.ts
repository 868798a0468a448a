/** Groups and exclusions as devices meet them over time (L26, L27, L29, L34). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json } from './living.js'

const excluding = (groupId: string): Json => ({
  '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
  groupId,
})

test('groups and exclusions', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'live', delays: { checkInJitter: 'PT0S' } })
      const ada = await tenant.user('ada')
      const { enrolled } = await tenant.ask('POST', '/devices/enroll', { platform: 'ios', user: ada, name: 'LF-1' })
      const phone = String(enrolled[0]['id'])
      const { azureADDeviceId } = await tenant.get(`deviceManagement/managedDevices/${phone}`)
      const [object] = await tenant.list(`devices?$filter=deviceId eq '${azureADDeviceId}'`)
      const statusOf = async (id: string): Promise<unknown> => {
        const rows = await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`)
        return rows.find((row) => String(row['id']).endsWith(phone))?.['status']
      }
      const checkIn = (): Promise<Json> => tenant.ask('POST', '/devices/LF-1/check-in')
      const dynamic = (displayName: string, membershipRule: string): Promise<string> =>
        tenant.create('groups', {
          displayName,
          mailEnabled: false,
          mailNickname: displayName,
          securityEnabled: true,
          groupTypes: ['DynamicMembership'],
          membershipRule,
          membershipRuleProcessingState: 'On',
        })
      /** Each with a key of its own: they do not clash. */
      const configuration = (name: string): Promise<string> =>
        tenant.configuration(name, {
          settings: [
            { appConfigKey: name.replaceAll(' ', '-'), appConfigKeyType: 'stringType', appConfigKeyValue: 'x' },
          ],
        })
      await tenant.advance('PT3H')

      await t.test('L26: an exclusion of the other kind has no effect, one of the same kind has', async (t) => {
        const members = [['devices', String(object?.['id'])]] as const
        const [devices, lent] = [await tenant.group('Phones', members), await tenant.group('Lent', members)]
        const [users, guests] = [
          await tenant.group('Users', [['users', ada]]),
          await tenant.group('Guests', [['users', ada]]),
        ]
        await tenant.advance('PT5M')
        const reached: string[] = []
        for (const [name, targets] of [
          ['devices without users', [toGroup(devices), excluding(users)]],
          ['users without devices', [toGroup(users), excluding(devices)]],
          ['devices without devices', [toGroup(devices), excluding(lent)]],
          ['users without users', [toGroup(users), excluding(guests)]],
        ] as const) {
          const id = await configuration(name)
          await tenant.assign(CONFIGURATIONS, id, targets)
          await tenant.advance('PT15M')
          await checkIn()
          if ((await statusOf(id)) !== undefined) reached.push(name)
        }
        t.same(reached, ['devices without users', 'users without devices'])
      })

      await t.test('L29: a group that is assigned twice is refused', async (t) => {
        const group = await tenant.group('Twice')
        const id = await configuration('Twice')
        const type = '#microsoft.graph.managedDeviceMobileAppConfigurationAssignment'
        const assignment = { '@odata.type': type, target: toGroup(group) }
        const url = `/beta/${CONFIGURATIONS}/${id}`
        await expecting(201, tenant.admin.post(`${url}/assignments`, assignment))
        const again = await tenant.admin.post(`${url}/assignments`, assignment)
        t.equal(again.statusCode, 409, again.body)
        t.equal((await tenant.list(`${CONFIGURATIONS}/${id}/assignments`)).length, 1)
        const both = await tenant.admin.post(`${url}/assign`, {
          assignments: [assignment, { '@odata.type': type, target: ALL_DEVICES }, assignment],
        })
        t.match(
          [both.statusCode, both.json()],
          [400, { error: { message: `The group '${group}' is assigned twice.` } }],
        )
        t.same((await tenant.list(`${CONFIGURATIONS}/${id}/assignments`)).length, 1, 'nothing has changed')
        const app = await tenant.create('deviceAppManagement/mobileApps', {
          '@odata.type': '#microsoft.graph.iosStoreApp',
          displayName: 'Twice',
          publisher: 'Contoso',
          bundleId: 'com.contoso.twice',
          appStoreUrl: 'https://apps.example/twice',
          applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
          minimumSupportedOperatingSystem: { v13_0: true },
        })
        const assigning = async (...intents: readonly string[]): Promise<number> => {
          const mobileAppAssignments = intents.map((intent) => ({ intent, target: toGroup(group) }))
          return (
            await tenant.admin.post(`/beta/deviceAppManagement/mobileApps/${app}/assign`, { mobileAppAssignments })
          ).statusCode
        }
        t.equal(await assigning('required', 'required'), 400)
        t.equal(await assigning('required', 'available'), 204, 'an app once for each intent')
      })

      await t.test(
        'L32: a user whose plans bring no Intune receives nothing, and the device keeps what it has',
        async (t) => {
          const [before, after] = [await configuration('Licensed'), await configuration('Unlicensed')]
          const plan = (servicePlanId: string) => ({
            assignedDateTime: '2026-01-01T00:00:00Z',
            capabilityStatus: 'Enabled',
            service: 'SCO',
            servicePlanId,
          })
          const license = async (...ids: readonly string[]): Promise<unknown> =>
            expecting(204, tenant.admin.patch(`/v1.0/users/${ada}`, { assignedPlans: ids.map(plan) }))
          await tenant.assign(CONFIGURATIONS, before, [ALL_USERS])
          await tenant.advance('PT15M')
          await checkIn()
          t.equal(await statusOf(before), 'compliant')
          await license('9f431833-0334-42de-a7dc-70aa40db46db')
          await tenant.assign(CONFIGURATIONS, after, [ALL_USERS])
          await tenant.advance('PT15M')
          await checkIn()
          t.same([await statusOf(before), await statusOf(after)], ['compliant', undefined])
          await license('9f431833-0334-42de-a7dc-70aa40db46db', 'c1ec4a95-1f05-45b3-a911-aa3fa01f5294')
          await tenant.advance('PT15M')
          await checkIn()
          t.equal(await statusOf(after), 'compliant')
          await license()
        },
      )

      await t.test('L27: excluding a dynamic group of devices counts from the end of its recalculation', async (t) => {
        const group = await dynamic('Tablets', '(device.displayName -eq "nothing")')
        const id = await configuration('All but tablets')
        await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES, excluding(group)])
        await tenant.advance('PT17M')
        t.equal(await statusOf(id), 'compliant')
        const rule = { membershipRule: '(device.displayName -eq "LF-1")' }
        await expecting(204, tenant.admin.patch(`/v1.0/groups/${group}`, rule))
        await tenant.advance('PT4M59S')
        await checkIn()
        t.equal(await statusOf(id), 'compliant')
        await tenant.advance('PT1S')
        await checkIn()
        t.equal(await statusOf(id), undefined)
      })

      await t.test('L34: a member that a rule brings gains a policy when the group is recalculated', async (t) => {
        const group = await dynamic('Sales', '(user.department -eq "Sales")')
        const id = await configuration('Sales mail')
        await tenant.assign(CONFIGURATIONS, id, [toGroup(group)])
        await tenant.advance('PT15M')
        await expecting(204, tenant.admin.patch(`/v1.0/users/${ada}`, { department: 'Sales' }))
        t.match(await tenant.list(`groups/${group}/members`), [{ id: ada }])
        await tenant.advance('PT4M59S')
        t.equal(await statusOf(id), undefined)
        await tenant.advance('PT1S')
        t.equal(await statusOf(id), 'unknown')
        await checkIn()
        t.equal(await statusOf(id), 'compliant')
        await expecting(204, tenant.admin.patch(`/v1.0/users/${ada}`, { department: 'Law' }))
        await tenant.advance('PT4M59S')
        await checkIn()
        t.equal(await statusOf(id), 'compliant')
        await tenant.advance('PT1S')
        await checkIn()
        t.equal(await statusOf(id), undefined)
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
