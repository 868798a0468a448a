/** Who is told of a write, and what a check-in brings, by whatever it came about (L20, L21, L82). */
import { test } from 'tap'
import { EntityStore } from '../../src/store/query/entities.js'
import { amid } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { ALL_DEVICES, ALL_USERS, CONFIGURATIONS, LIVING, livingTenant, toGroup } from './living.js'
import type { Json } from './living.js'

const DEVICES = 'deviceManagement/managedDevices'
const APPS = 'deviceAppManagement/mobileApps'

/** What an upload leaves of an app. */
async function publish({ store: { model, database } }: Emulator, id: string): Promise<void> {
  const [set, store] = [model.resourceAt(APPS), new EntityStore(database.provider, TENANT)]
  const shape = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const
  await database.write(function* (): Work<void> {
    const app = yield* store.load(set, [id])
    if (app === undefined) throw new Error(id)
    const entity = { ...app.entity, publishingState: 'published', committedContentVersion: '1' }
    yield* amid(store.update(set, [id], { ...app, entity }, shape))
  })
}

/** What an import does to a policy. */
async function changeSilently({ store: { model, database } }: Emulator, id: string): Promise<void> {
  const [set, store] = [model.resourceAt(CONFIGURATIONS), new EntityStore(database.provider, TENANT)]
  const shape = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const
  await database.write(function* (): Work<void> {
    const policy = yield* store.load(set, [id])
    if (policy === undefined) throw new Error(id)
    yield* amid(store.update(set, [id], { ...policy, entity: { ...policy.entity, version: 7 } }, shape))
  })
}

test('notifications and check-ins', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const delays = { checkInJitter: 'PT0S', notification: 'PT10M', processing: 'PT0S' }
      const tenant = await livingTenant(emulator, { preset: 'live', delays })
      const ada = await tenant.user('ada')
      const phone = await tenant.device('LF-1', { userId: ada, userPrincipalName: 'ada@living.test' })
      await tenant.ask('POST', '/life/settle')
      const told = async (): Promise<string[]> => {
        await tenant.ask('POST', '/life/settle')
        const events = (await tenant.ask('GET', '/life/queue?top=1000'))['value'] as Json[]
        return events.filter(({ kind }) => kind === 'notification').map(({ device, at }) => `${device} ${at}`)
      }
      const resultOf = async (name: string): Promise<Json | undefined> => {
        const found = await tenant.get(`${DEVICES}/${phone}?$select=deviceActionResults`)
        return (found['deviceActionResults'] as Json[]).find(({ actionName }) => actionName === name)
      }
      const seen = async (): Promise<unknown> => (await tenant.get(`${DEVICES}/${phone}`))['lastSyncDateTime']

      await t.test(
        'L82: an action is done by the check-in that comes first, before its notification too',
        async (t) => {
          await tenant.advance('PT12M')
          await expecting(204, tenant.admin.post(`/beta/${DEVICES}/${phone}/remoteLock`, {}))
          t.match(await resultOf('remoteLock'), { actionState: 'pending' })
          t.same(await told(), [`${phone} 2026-03-02T08:22:00.000Z`])
          await tenant.advance('PT3M')
          t.equal(await seen(), '2026-03-02T08:15:00Z')
          t.match(await resultOf('remoteLock'), { actionState: 'done', lastUpdatedDateTime: '2026-03-02T08:15:00Z' })
          await tenant.advance('PT7M')
          t.equal(await seen(), '2026-03-02T08:22:00Z', 'the notification brings the device all the same')
          t.match(await resultOf('remoteLock'), { actionState: 'done', lastUpdatedDateTime: '2026-03-02T08:15:00Z' })
        },
      )

      await t.test('L20: of contact data and of a new package for iOS nobody is notified', async (t) => {
        await tenant.advance('PT2H')
        const lob = await tenant.create(APPS, {
          '@odata.type': '#microsoft.graph.iosLobApp',
          displayName: 'LF Till',
          publisher: 'Larkspur',
          fileName: 'till.ipa',
          bundleId: 'example.larkspur.till',
          applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
          minimumSupportedOperatingSystem: { v13_0: true },
          expirationDateTime: '2030-01-01T00:00:00Z',
          versionNumber: '1.0',
          buildNumber: '1',
        })
        await publish(emulator, lob)
        await expecting(
          204,
          tenant.admin.post(`/beta/${APPS}/${lob}/assign`, {
            mobileAppAssignments: [
              { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'required', target: ALL_DEVICES },
            ],
          }),
        )
        t.same((await told()).length, 1, 'an assignment is told')
        await tenant.advance('PT10M')
        t.same(await told(), [])
        await expecting(
          200,
          tenant.admin.patch('/beta/deviceManagement', {
            intuneBrand: { contactITName: 'Ben', contactITNotes: 'late' },
          }),
        )
        t.same(await told(), [])
        const type = '#microsoft.graph.iosLobApp'
        await expecting(200, tenant.admin.patch(`/beta/${APPS}/${lob}`, { '@odata.type': type, versionNumber: '2.0' }))
        t.same(await told(), [])
        const id = await tenant.configuration('Mail')
        await tenant.assign(CONFIGURATIONS, id, [ALL_DEVICES])
        await tenant.advance('PT10M')
        t.same(await told(), [])
        const configuration = '#microsoft.graph.iosMobileAppConfiguration'
        await expecting(
          200,
          tenant.admin.patch(`/beta/${CONFIGURATIONS}/${id}`, { '@odata.type': configuration, description: 'new' }),
        )
        t.same((await told()).length, 1, 'the change of a policy is told')
        await tenant.advance('PT10M')
      })

      await t.test('L21: a check-in applies all settings, changed or not, and does all that waits', async (t) => {
        const [first] = await tenant.list(CONFIGURATIONS)
        await tenant.ask('PATCH', '/devices/LF-1/reachability', { online: false })
        const second = await tenant.configuration('Mail of stores', {
          settings: [{ appConfigKey: 'store', appConfigKeyType: 'stringType', appConfigKeyValue: '7' }],
        })
        await tenant.assign(CONFIGURATIONS, second, [ALL_USERS])
        const compliance = await tenant.create('deviceManagement/deviceCompliancePolicies', {
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
        await tenant.assign('deviceManagement/deviceCompliancePolicies', compliance, [ALL_DEVICES])
        await tenant.ask('PATCH', '/devices/LF-1/truth', { policy: 'Passcode', outcome: 'nonCompliant' })
        const store = await tenant.create(APPS, {
          '@odata.type': '#microsoft.graph.iosStoreApp',
          displayName: 'LF Maps',
          publisher: 'Larkspur',
          bundleId: 'example.larkspur.maps',
          appStoreUrl: 'https://apps.example/maps',
          applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
          minimumSupportedOperatingSystem: { v13_0: true },
        })
        await expecting(
          204,
          tenant.admin.post(`/beta/${APPS}/${store}/assign`, {
            mobileAppAssignments: [
              { '@odata.type': '#microsoft.graph.mobileAppAssignment', intent: 'required', target: ALL_DEVICES },
            ],
          }),
        )
        await expecting(204, tenant.admin.post(`/beta/${DEVICES}/${phone}/setDeviceName`, { deviceName: 'LF-NEW' }))
        await tenant.advance('P1D')
        t.match(await resultOf('setDeviceName'), { actionState: 'pending' })
        await tenant.ask('PATCH', '/devices/LF-1/reachability', { online: true })
        await tenant.ask('POST', '/devices/LF-1/check-in')
        const now = String((await tenant.ask('GET', '/clock'))['now']).replace(/\.\d+Z$/, 'Z')
        t.match(await tenant.get(`${DEVICES}/${phone}`), {
          lastSyncDateTime: now,
          complianceState: 'noncompliant',
          deviceName: 'LF-NEW',
        })
        for (const [set, id, status] of [
          [CONFIGURATIONS, first?.['id'], 'compliant'],
          [CONFIGURATIONS, second, 'compliant'],
          ['deviceManagement/deviceCompliancePolicies', compliance, 'nonCompliant'],
        ])
          t.match(
            await tenant.list(`${set}/${id}/deviceStatuses`),
            [{ status, lastReportedDateTime: now }],
            `${set} ${id}`,
          )
        t.match(await resultOf('setDeviceName'), { actionState: 'done' })
        const notes = (await tenant.ask('GET', '/devices/LF-NEW/timeline'))['value'] as Json[]
        t.match(notes.filter(({ policy }) => policy === store).at(-1), {
          kind: 'app',
          facts: { state: 'pendingInstall' },
        })
      })

      await t.test('L19: what is written beside Graph concerns those alone that it changes', async (t) => {
        await tenant.advance('PT1H')
        const group = await tenant.group('field')
        const policy = await tenant.configuration('Field mail')
        await tenant.assign(CONFIGURATIONS, policy, [toGroup(group)])
        const all = await tenant.configuration('Mail of all')
        await tenant.assign(CONFIGURATIONS, all, [ALL_DEVICES])
        await tenant.advance('PT1H')
        t.same(await told(), [])
        await tenant.ask('POST', '/users', { displayName: 'Bea', userPrincipalName: 'bea.field@living.test' })
        t.same(await told(), [], 'a new user concerns no device')
        const rows = (): Promise<Json[]> => tenant.list(`${CONFIGURATIONS}/${policy}/deviceStatuses`)
        t.same(await rows(), [])
        await tenant.ask('POST', `/groups/${group}/members`, { user: ada })
        t.same(await told(), [], 'of a group nobody is notified')
        t.match(await rows(), [{ status: 'unknown' }], 'but its devices come to be targeted')
        await changeSilently(emulator, policy)
        await tenant.ask('POST', '/users', { displayName: 'Cy', userPrincipalName: 'cy.field@living.test' })
        const at = new Date(Date.parse((await tenant.ask('GET', '/clock'))['now'] as string) + 600_000).toISOString()
        t.same(await told(), [`${phone} ${at}`], 'a policy that became another one is told')
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
