/** What is found on devices and what they show of their policies: detected apps, states with settings (L49, L69, L72, L73, B128). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import { ALL_DEVICES, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json, LivingTenant } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'
const DETECTED = 'deviceManagement/detectedApps'
const PROFILES = 'deviceManagement/deviceConfigurations'
const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
const APPS = 'deviceAppManagement/mobileApps'

const BLOCK = [
  { ruleName: 'PasswordRequired', scheduledActionConfigurations: [{ actionType: 'block', gracePeriodHours: 24 }] },
]

/** The tenant, which is read when everything that is due has happened: a request waits for no more than a moment of it. */
function settled(tenant: LivingTenant): LivingTenant {
  const list = async (path: string): Promise<Json[]> => {
    await tenant.ask('POST', '/life/settle')
    return tenant.list(path)
  }
  return Object.create(tenant, { list: { value: list } }) as LivingTenant
}

async function app(tenant: LivingTenant, displayName: string, more: Json = {}): Promise<string> {
  return tenant.create(APPS, {
    '@odata.type': '#microsoft.graph.iosStoreApp',
    displayName,
    publisher: 'Larkspur',
    bundleId: `com.larkspur.${displayName.toLowerCase()}`,
    appStoreUrl: 'https://apps.example/mail',
    applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
    minimumSupportedOperatingSystem: { v13_0: true },
    ...more,
  })
}

async function assignApp(tenant: LivingTenant, id: string, intent: string, target: Json): Promise<void> {
  const mobileAppAssignments = [{ '@odata.type': '#microsoft.graph.mobileAppAssignment', intent, target }]
  const response = await tenant.admin.post(`/beta/${APPS}/${id}/assign`, { mobileAppAssignments })
  if (response.statusCode >= 300) throw new Error(response.body)
}

test('L72: apps that are installed are found, with the devices that have them', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = settled(await livingTenant(emulator))
      const [one, two] = [await tenant.device('LF-1'), await tenant.device('LF-2')]
      const mail = await app(tenant, 'Mail')
      await assignApp(tenant, mail, 'required', ALL_DEVICES)
      const [found, ...others] = await tenant.list(DETECTED)
      t.same(others, [])
      t.match(found, {
        id: /^[0-9a-f]{64}$/,
        displayName: 'Mail',
        publisher: 'Larkspur',
        version: '1.0',
        platform: 'ios',
        deviceCount: 2,
      })
      const id = String(found?.['id'])
      const namesOf = async (path: string) =>
        (await tenant.list(path)).map((each) => each['deviceName'] as string).sort()
      t.same(await namesOf(`${DETECTED}/${id}/managedDevices`), ['LF-1', 'LF-2'])
      t.match(await tenant.list(`${DEVICES}/${one}/detectedApps`), [{ id }])
      const expanded = await tenant.list(
        `${DEVICES}?$filter=deviceName eq 'LF-2'&$expand=detectedApps($select=displayName)`,
      )
      t.match(expanded, [{ detectedApps: [{ displayName: 'Mail' }] }])

      await t.test('L69: they stay when nothing targets them any more, and go by uninstall', async (t) => {
        const group = await tenant.group('pilot')
        await assignApp(tenant, mail, 'required', toGroup(group))
        t.match(await tenant.list(DETECTED), [{ deviceCount: 2 }])
        await assignApp(tenant, mail, 'uninstall', ALL_DEVICES)
        t.same(await tenant.list(DETECTED), [])
        t.same(await tenant.list(`${DEVICES}/${one}/detectedApps`), [])
      })

      await t.test('a device that leaves takes its apps with it', async (t) => {
        await assignApp(tenant, mail, 'required', ALL_DEVICES)
        await expecting(204, tenant.admin.delete(`/beta/${DEVICES}/${one}`))
        t.match(await tenant.list(DETECTED), [{ deviceCount: 1 }])
        await expecting(204, tenant.admin.post(`/beta/${DEVICES}/${two}/retire`))
        t.same(await tenant.list(DETECTED), [])
        t.same(await tenant.list(DEVICES), [])
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})

test('B128: a device shows each policy with its settings', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = settled(await livingTenant(emulator))
      const ada = await tenant.user('ada')
      const phone = await tenant.device('LF-1', {
        userId: ada,
        userPrincipalName: 'ada@living.test',
        userDisplayName: 'Ada',
      })
      const states = (name: string) => tenant.list(`${DEVICES}/${phone}/${name}`)
      const profile = (displayName: string, more: Json) =>
        tenant.create(PROFILES, {
          '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
          displayName,
          ...more,
        })
      const first = await profile('First', { cameraBlocked: true, passcodeMinimumLength: 6 })
      await tenant.assign(PROFILES, first, [ALL_DEVICES])
      t.match(await states('deviceConfigurationStates'), [
        {
          id: `${first}_${phone}`,
          displayName: 'First',
          state: 'compliant',
          platformType: 'iOS',
          settingCount: 2,
          userPrincipalName: 'ada@living.test',
          settingStates: [
            { setting: 'IOSGeneralDeviceConfiguration.CameraBlocked', state: 'compliant', currentValue: 'true' },
            { setting: 'IOSGeneralDeviceConfiguration.PasscodeMinimumLength', currentValue: '6' },
          ],
        },
      ])

      await t.test('L49: a clash names the policies, and the value that stayed', async (t) => {
        const second = await profile('Second', { passcodeMinimumLength: 8 })
        await tenant.assign(PROFILES, second, [ALL_DEVICES])
        const found = await states('deviceConfigurationStates')
        t.same(found.map(({ displayName, state }) => [displayName, state]).sort(), [
          ['First', 'conflict'],
          ['Second', 'conflict'],
        ])
        const clash = (found.find(({ displayName }) => displayName === 'Second')?.['settingStates'] as Json[])[0]
        t.match(clash, { state: 'conflict', currentValue: '6' })
        t.same((clash?.['sources'] as Json[]).map(({ displayName }) => displayName as string).sort(), [
          'First',
          'Second',
        ])
        await expecting(204, tenant.admin.delete(`/beta/${PROFILES}/${second}`))
        t.match(await states('deviceConfigurationStates'), [{ displayName: 'First', state: 'compliant' }])
      })

      await t.test(
        'L49: the strictest of several compliance policies is what the device has, before any configuration',
        async (t) => {
          const limits = [
            { passcodeMinimumLength: 8, passcodeMinutesOfInactivityBeforeLock: 15 },
            { passcodeMinimumLength: 10, passcodeMinutesOfInactivityBeforeLock: 5 },
            { passcodeMinimumLength: 4, passcodeMinutesOfInactivityBeforeLock: 30 },
          ]
          const made: string[] = []
          for (const limit of limits) {
            const body = {
              '@odata.type': '#microsoft.graph.iosCompliancePolicy',
              displayName: 'Limits',
              ...limit,
              scheduledActionsForRule: BLOCK,
            }
            made.push(await tenant.create(COMPLIANCE, body))
            await tenant.assign(COMPLIANCE, made.at(-1) ?? '', [ALL_DEVICES])
          }
          const values = (await states('deviceCompliancePolicyStates'))
            .filter(({ displayName }) => displayName === 'Limits')
            .flatMap(({ state, settingStates }) => [
              state,
              ...(settingStates as Json[]).map(({ setting, currentValue }) => `${setting} ${currentValue}`).sort(),
            ])
          const one = [
            'compliant',
            'IOSCompliancePolicy.PasscodeMinimumLength 10',
            'IOSCompliancePolicy.PasscodeMinutesOfInactivityBeforeLock 5',
          ]
          t.same(values, [...one, ...one, ...one])
          t.match(
            (await states('deviceConfigurationStates')).flatMap(({ settingStates }) => settingStates as Json[]),
            [{ currentValue: 'true' }, { state: 'compliant', currentValue: '10' }],
            'compliance beats configuration, and nothing clashes',
          )
          for (const id of made) await expecting(204, tenant.admin.delete(`/beta/${COMPLIANCE}/${id}`))
          t.match(
            (await states('deviceConfigurationStates')).flatMap(({ settingStates }) => settingStates as Json[]),
            [{}, { currentValue: '6' }],
          )
        },
      )

      await t.test(
        'L56, L73: compliance shows the built-in rules beside the policies, and names no user where there is none',
        async (t) => {
          const policy = await tenant.create(COMPLIANCE, {
            '@odata.type': '#microsoft.graph.iosCompliancePolicy',
            displayName: 'Must',
            passcodeRequired: true,
            scheduledActionsForRule: BLOCK,
          })
          await tenant.assign(COMPLIANCE, policy, [ALL_DEVICES])
          const found = (await states('deviceCompliancePolicyStates')).sort((one, other) =>
            String(one['displayName']) < String(other['displayName']) ? 1 : -1,
          )
          t.match(found, [
            {
              displayName: 'Must',
              state: 'compliant',
              settingStates: [{ setting: 'IOSCompliancePolicy.PasscodeRequired' }],
            },
            { displayName: 'Default Device Compliance Policy', state: 'compliant' },
          ])
          t.same(
            (found[1]?.['settingStates'] as Json[]).map(({ setting }) => setting as string),
            [
              'DefaultDeviceCompliancePolicy.RequireRemainContact',
              'DefaultDeviceCompliancePolicy.RequireUserExistence',
            ],
          )
          t.match(
            await expecting(
              200,
              tenant.admin.get(`/v1.0/${DEVICES}/${phone}/deviceCompliancePolicyStates/${policy}_${phone}`),
            ),
            {
              state: 'compliant',
            },
          )
          await tenant.device('LF-KIOSK')
          const rows = await tenant.list(`${COMPLIANCE}/${policy}/deviceStatuses`)
          t.same(
            rows.map(({ deviceDisplayName, userName }) => `${deviceDisplayName} ${userName}`).sort(),
            ['LF-1 Ada', 'LF-KIOSK System account'],
            'L56',
          )
        },
      )

      await t.test('L64, B128: a device shows what its remediations found, with the names of both', async (t) => {
        const laptop = await tenant.device('LF-PC', { operatingSystem: 'Windows', osVersion: '10.0.26100.1' })
        const script = await tenant.create('deviceManagement/deviceHealthScripts', {
          displayName: 'Fix disk',
          publisher: 'Larkspur',
          detectionScriptContent: 'ZXhpdCAw',
        })
        const url = `/beta/deviceManagement/deviceHealthScripts/${script}/assign`
        const schedule = { '@odata.type': '#microsoft.graph.deviceHealthScriptDailySchedule', interval: 1 }
        const assignment = {
          target: ALL_DEVICES,
          runRemediationScript: false,
          runSchedule: { ...schedule, time: '11:30:00.0000000', useUtc: true },
        }
        await expecting(204, tenant.admin.post(url, { deviceHealthScriptAssignments: [assignment] }))
        const [state, ...others] = await tenant.list(`${DEVICES}/${laptop}/deviceHealthScriptStates`)
        t.same(others, [])
        t.match(state, {
          id: `${script}_${laptop}`,
          policyId: script,
          policyName: 'Fix disk',
          deviceId: laptop,
          deviceName: 'LF-PC',
          osVersion: '10.0.26100.1',
          detectionState: 'success',
          remediationState: 'skipped',
        })
        const key = `id='${script}_${laptop}',policyId='${script}',deviceId='${laptop}'`
        t.match(await tenant.get(`${DEVICES}/${laptop}/deviceHealthScriptStates(${key})`), { policyName: 'Fix disk' })
        await expecting(204, tenant.admin.delete(`/beta/deviceManagement/deviceHealthScripts/${script}`))
        t.same(await tenant.list(`${DEVICES}/${laptop}/deviceHealthScriptStates`), [])
      })

      await t.test('app configurations have states of their own, and what a client posts stays', async (t) => {
        const id = await tenant.configuration('Mail for all')
        await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
        t.match(await states('managedDeviceMobileAppConfigurationStates'), [
          { displayName: 'Mail for all', state: 'compliant' },
        ])
        const posted = await tenant.create(`${DEVICES}/${phone}/deviceConfigurationStates`, { displayName: 'Posted' })
        t.ok((await states('deviceConfigurationStates')).some((each) => each['id'] === posted))
        t.same(await states('deviceConfigurationStates'), await states('deviceConfigurationStates'), 'the same twice')
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
