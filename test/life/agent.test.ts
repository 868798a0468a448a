/** Apps, scripts and remediations on devices that live, by the clock of the Windows agent (L18, L22, L64, L68, 0.1 no. 11). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import { ALL_DEVICES, ALL_USERS, LIVING, livingTenant } from './living.js'
import type { Json } from './living.js'

const MANAGEMENT = 'deviceManagement'
const APPS = 'deviceAppManagement/mobileApps'
const WINDOWS = { operatingSystem: 'Windows', osVersion: '10.0.26100.1' }

test('scripts and remediations run when the agent comes', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'default', delays: { checkInJitter: 'PT0S' } })
      const laptop = await tenant.device('LF-1', WINDOWS)
      await tenant.device('LF-PHONE')
      await tenant.advance('PT3H')
      const script = await tenant.create(`${MANAGEMENT}/deviceManagementScripts`, {
        displayName: 'Once',
        scriptContent: 'YQ==',
        fileName: 'a.ps1',
        runAsAccount: 'system',
      })
      const remediation = await tenant.create(`${MANAGEMENT}/deviceHealthScripts`, {
        displayName: 'Daily',
        publisher: 'Larkspur',
        detectionScriptContent: 'YQ==',
        remediationScriptContent: 'YQ==',
        runAsAccount: 'system',
      })
      const runs = (set: string, id: string) => tenant.list(`${MANAGEMENT}/${set}/${id}/deviceRunStates`)
      await tenant.ask('PATCH', `/devices/${laptop}/truth`, { policy: remediation, outcome: 'remediated' })
      await expecting(
        204,
        tenant.admin.post(`/beta/${MANAGEMENT}/deviceManagementScripts/${script}/assign`, {
          deviceManagementScriptAssignments: [{ target: ALL_DEVICES }],
        }),
      )
      await expecting(
        204,
        tenant.admin.post(`/beta/${MANAGEMENT}/deviceHealthScripts/${remediation}/assign`, {
          deviceHealthScriptAssignments: [
            {
              target: ALL_DEVICES,
              runRemediationScript: true,
              runSchedule: {
                '@odata.type': '#microsoft.graph.deviceHealthScriptDailySchedule',
                interval: 1,
                useUtc: true,
                time: '01:00:00',
              },
            },
          ],
        }),
      )

      await t.test('L22: a check-in of the device does not wake the agent', async (t) => {
        await expecting(204, tenant.admin.post(`/beta/${MANAGEMENT}/managedDevices/${laptop}/syncDevice`))
        await tenant.advance('PT1H')
        t.same(await runs('deviceManagementScripts', script), [])
      })

      await t.test('L64: the agent comes 8 hours after the enrolment, and runs what is due', async (t) => {
        await tenant.advance('PT3H59M')
        t.same(await runs('deviceManagementScripts', script), [])
        await tenant.advance('PT1M')
        t.match(await runs('deviceManagementScripts', script), [
          { runState: 'success', errorCode: 0, lastStateUpdateDateTime: '2026-03-02T16:00:00Z' },
        ])
        t.match(await runs('deviceHealthScripts', remediation), [
          { detectionState: 'fail', remediationState: 'success' },
        ])
        const summary = `${MANAGEMENT}/deviceHealthScripts/${remediation}/runSummary`
        t.match(await tenant.get(summary), { issueDetectedDeviceCount: 1, issueRemediatedDeviceCount: 1 })
      })

      await t.test('L64: a script has run once, a remediation runs each day', async (t) => {
        await tenant.advance('PT8H')
        t.match(await runs('deviceHealthScripts', remediation), [{ lastStateUpdateDateTime: '2026-03-02T16:00:00Z' }])
        await tenant.advance('PT16H')
        t.match(await runs('deviceManagementScripts', script), [{ lastStateUpdateDateTime: '2026-03-02T16:00:00Z' }])
        t.match(await runs('deviceHealthScripts', remediation), [{ lastStateUpdateDateTime: '2026-03-03T16:00:00Z' }])
      })

      await t.test('B124: and at once where an administrator asks for it', async (t) => {
        const body = { scriptPolicyId: remediation }
        const path = `/beta/${MANAGEMENT}/managedDevices/${laptop}/initiateOnDemandProactiveRemediation`
        await expecting(204, tenant.admin.post(path, body))
        await tenant.ask('POST', '/life/settle')
        t.match(await runs('deviceHealthScripts', remediation), [{ lastStateUpdateDateTime: '2026-03-03T16:00:00Z' }])
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})

test('L68: an app that is offered is installed when its user does', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'default' })
      const ada = await tenant.user('ada')
      const phone = await tenant.device('LF-1', { userId: ada, userPrincipalName: 'ada@living.test' })
      const app = async (displayName: string, intent: string) => {
        const id = await tenant.create(APPS, {
          '@odata.type': '#microsoft.graph.iosStoreApp',
          displayName,
          publisher: 'Larkspur',
          bundleId: `com.larkspur.${displayName}`,
          appStoreUrl: 'https://apps.example/a',
          applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
          minimumSupportedOperatingSystem: { v13_0: true },
        })
        const mobileAppAssignments = [
          { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent, target: ALL_USERS },
        ]
        await expecting(204, tenant.admin.post(`/beta/${APPS}/${id}/assign`, { mobileAppAssignments }))
        return id
      }
      const maps = await app('Maps', 'available')
      await app('Old', 'uninstall')
      const found = async () =>
        (await tenant.list('deviceManagement/detectedApps')).map((each) => each['displayName'] as string)
      await tenant.advance('PT9H')
      t.same(await found(), [], 'it stays away by itself')
      t.match(await tenant.ask('POST', `/devices/${phone}/apps/Maps/install`), { device: phone, app: maps })
      t.same(await found(), [], 'an install takes its time')
      await tenant.advance('PT9H')
      t.same(await found(), ['Maps'])
      const refused = async (path: string, method = 'POST', body?: Json): Promise<string> => {
        try {
          await tenant.ask(method, path, body)
        } catch (error) {
          return (error as Error).message
        }
        return 'done'
      }
      t.match(await refused(`/devices/${phone}/apps/Old/install`), /409 .*'Old' is not offered to LF-1/)
      t.match(await refused(`/devices/${phone}/apps/None/install`), /404 .*no policy or app 'None'/)
      const nothing = { policy: 'None', outcome: 'installed' }
      t.match(
        await refused('/devices/LF-9/truth', 'PATCH', nothing),
        /404 .*no device 'LF-9'/,
        'the device comes first',
      )
      t.match(await refused(`/devices/${phone}/truth`, 'PATCH', nothing), /404 .*no policy or app 'None'/)
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
