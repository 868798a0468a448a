/** What an enrolled device is, by its platform and the way it came (L7, L9, L11, L12). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { ALL_DEVICES, CONFIGURATIONS, LIVING, livingTenant } from './living.js'
import type { Json } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'

test('a device that is enrolled', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'default', delays: { checkInJitter: 'PT0S' } })
      const ada = await tenant.user('ada')
      const enroll = async (body: Json): Promise<string> => {
        const { enrolled, refused } = await tenant.ask('POST', '/devices/enroll', body)
        t.same(refused, [])
        return String(enrolled[0]['id'])
      }
      const one = (id: string): Promise<Json> => tenant.get(`${DEVICES}/${id}`)

      await t.test('L7: has what is said of it; what it would do is told beside Graph alone', async (t) => {
        const id = await enroll({
          platform: 'windows',
          user: 'ada@living.test',
          name: 'LF-1',
          ownership: 'company',
          enrollmentType: 'windowsAutoEnrollment',
          model: 'Book 15',
          manufacturer: 'Northwind',
          osVersion: '10.0.22631.1',
          serialNumber: 'LF-SN-1',
          category: 'Sales',
          enrollmentProfileName: 'Stores',
        })
        const device = await one(id)
        t.match(device, {
          userId: ada,
          userPrincipalName: 'ada@living.test',
          operatingSystem: 'Windows',
          managedDeviceOwnerType: 'company',
          deviceEnrollmentType: 'windowsAutoEnrollment',
          model: 'Book 15',
          manufacturer: 'Northwind',
          osVersion: '10.0.22631.1',
          serialNumber: 'LF-SN-1',
          deviceCategoryDisplayName: 'Sales',
          enrollmentProfileName: 'Stores',
          jailBroken: 'Unknown',
        })
        const objects = await tenant.list(`devices?$filter=deviceId eq '${device['azureADDeviceId']}'`)
        t.match(objects, [{ displayName: 'LF-1', deviceOwnership: 'Company', enrollmentProfileName: 'Stores' }])
        const setting = 'windows10CompliancePolicy.passwordRequired'
        await tenant.ask('PATCH', '/devices/LF-1/truth', { setting, outcome: 'error' })
        await tenant.ask('PATCH', '/devices/LF-1/reachability', { online: false })
        t.same(await one(id), device)
        t.match((await tenant.ask('GET', '/devices'))['value'], [{ id, online: false, stated: 1 }])
        t.match(await one(await enroll({ platform: 'ios', name: 'LF-2' })), {
          userId: '',
          userPrincipalName: '',
          jailBroken: 'False',
        })
      })

      await t.test('L9: says its platform in the words of the service; Linux names nobody', async (t) => {
        const systems: Readonly<Record<string, RegExp>> = {
          windows: /^Windows$/,
          ios: /^iOS$/,
          ipados: /^iPadOS$/,
          macos: /^macOS$/,
          android: /^Android/,
          androidWorkProfile: /^Android/,
          linux: /^Linux$/,
        }
        for (const [platform, system] of Object.entries(systems)) {
          const id = await enroll({ platform, user: ada })
          await tenant.ask('POST', `/devices/${id}/check-in`)
          const isLinux = platform === 'linux'
          t.match(await one(id), {
            operatingSystem: system,
            complianceState: isLinux ? 'unknown' : 'compliant',
            userPrincipalName: isLinux ? '' : 'ada@living.test',
          })
        }
      })

      await t.test('L11: is whose the way of its enrolment says', async (t) => {
        await expecting(
          200,
          tenant.admin.post('/beta/deviceManagement/importedDeviceIdentities/importDeviceIdentityList', {
            importedDeviceIdentities: ['LF-A1', 'LF-A2', 'LF-A3'].map((importedDeviceIdentifier) => ({
              importedDeviceIdentityType: 'serialNumber',
              importedDeviceIdentifier,
              description: 'bought',
            })),
            overwriteImportedDeviceIdentities: false,
          }),
        )
        const cases: readonly (readonly [expected: string, platform: string, more?: Json])[] = [
          ['personal', 'windows'],
          ['company', 'windows', { enrollmentType: 'windowsAutoEnrollment' }],
          ['company', 'windows', { enrollmentType: 'windowsCoManagement' }],
          ['company', 'windows', { enrollmentType: 'windowsBulkUserless' }],
          ['company', 'windows', { enrollmentType: 'deviceEnrollmentManager' }],
          ['personal', 'ios'],
          ['personal', 'ipados'],
          ['personal', 'macos'],
          ['company', 'ios', { enrollmentType: 'appleBulkWithUser' }],
          ['company', 'macos', { enrollmentType: 'appleBulkWithoutUser' }],
          ['company', 'ios', { serialNumber: 'LF-A1' }],
          ['company', 'ipados', { serialNumber: 'LF-A2' }],
          ['company', 'macos', { serialNumber: 'LF-A3' }],
          ['personal', 'ios', { serialNumber: 'LF-A4' }],
          ['personal', 'androidWorkProfile'],
          ['company', 'android'],
          ['company', 'android', { enrollmentType: 'androidEnterpriseDedicatedDevice' }],
          ['company', 'android', { enrollmentType: 'androidEnterpriseCorporateWorkProfile' }],
        ]
        for (const [expected, platform, more = {}] of cases) {
          const device = await one(await enroll({ platform, ...more }))
          t.equal(device['managedDeviceOwnerType'], expected, `${platform} ${JSON.stringify(more)}`)
        }
        const declared = await tenant.list('deviceManagement/importedDeviceIdentities')
        t.same(
          declared.map(({ enrollmentState }) => enrollmentState as string),
          ['enrolled', 'enrolled', 'enrolled'],
        )
      })

      await t.test(
        'L12: has no category until one is chosen, and matches filters from the next check-in on',
        async (t) => {
          const filter = await tenant.create('deviceManagement/assignmentFilters', {
            displayName: 'Sales',
            platform: 'iOS',
            rule: '(device.deviceCategory -eq "Sales")',
            assignmentFilterManagementType: 'devices',
          })
          const id = await tenant.configuration('Sales mail')
          await tenant.assign(CONFIGURATIONS, id, [
            {
              ...ALL_DEVICES,
              deviceAndAppManagementAssignmentFilterId: filter,
              deviceAndAppManagementAssignmentFilterType: 'include',
            },
          ])
          const phone = await enroll({ platform: 'ios', user: ada, name: 'LF-PHONE' })
          const status = async (): Promise<unknown> =>
            (await tenant.list(`${CONFIGURATIONS}/${id}/deviceStatuses`)).find((row) =>
              String(row['id']).endsWith(phone),
            )?.['status']
          const checkIn = (): Promise<Json> => tenant.ask('POST', '/devices/LF-PHONE/check-in')
          t.equal((await one(phone))['deviceCategoryDisplayName'], null)
          await checkIn()
          t.equal(await status(), 'notApplicable')
          const category = await tenant.create('deviceManagement/deviceCategories', { displayName: 'Sales' })
          const reference = {
            '@odata.id': `https://graph.microsoft.com/beta/deviceManagement/deviceCategories/${category}`,
          }
          await expecting(204, tenant.admin.send('PUT', `/beta/${DEVICES}/${phone}/deviceCategory/$ref`, reference))
          t.equal((await one(phone))['deviceCategoryDisplayName'], 'Sales')
          t.equal(await status(), 'notApplicable', 'filters are evaluated at check-ins')
          await checkIn()
          t.equal(await status(), 'compliant')
        },
      )
      await t.test(
        'a user is named by id or sign-in name, or by what stands before the @ where that is one user',
        async (t) => {
          await tenant.user('bo')
          await enroll({ platform: 'ios', user: 'bo', name: 'LF-B' })
          const send = (user: string) =>
            tenant.control.send('POST', `/tenants/${TENANT}/devices/enroll`, { platform: 'ios', user })
          t.match((await send('b')).json(), { status: 404, detail: /no user 'b'/ })
          await tenant.admin.post('/v1.0/users', {
            accountEnabled: true,
            displayName: 'bo',
            mailNickname: 'bo2',
            userPrincipalName: 'bo@intunite.test',
            passwordProfile: { password: 'Passw0rd!passw0rd' },
          })
          t.match((await send('bo')).json(), { status: 400, detail: /several users 'bo'/ })
        },
      )

      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
