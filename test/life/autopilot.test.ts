/** Autopilot devices in a tenant that lives: import, error, synchronization, marks in the directory (L40, L87, L88). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'
import { LIVING, livingTenant } from './living.js'
import type { Json, LivingTenant } from './living.js'

const IMPORTS = 'deviceManagement/importedWindowsAutopilotDeviceIdentities'
const IDENTITIES = 'deviceManagement/windowsAutopilotDeviceIdentities'
const SYNC = '/beta/deviceManagement/windowsAutopilotSettings/sync'

const imported = (serialNumber: string, more: Json = {}): Json => ({
  serialNumber,
  hardwareIdentifier: 'QQ==',
  groupTag: 'LF-DEPOT',
  ...more,
})

async function statusOf(tenant: LivingTenant, id: string): Promise<Json> {
  return (await tenant.get(`${IMPORTS}/${id}`))['state'] as Json
}

const serials = async (tenant: LivingTenant): Promise<unknown[]> =>
  (await tenant.list(IDENTITIES)).map(({ serialNumber }) => serialNumber as string).sort()

test('Autopilot devices take their time, as the preset says', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator, { preset: 'default' })
      const group = await tenant.create('groups', {
        displayName: 'Depot',
        mailEnabled: false,
        mailNickname: 'depot',
        securityEnabled: true,
        groupTypes: ['DynamicMembership'],
        membershipRule: '(device.devicePhysicalIds -any (_ -eq "[OrderID]:LF-DEPOT"))',
        membershipRuleProcessingState: 'On',
      })

      await t.test('L87: an import is unknown, then pending, and complete after 3 minutes', async (t) => {
        const id = await tenant.create(IMPORTS, imported('SN1'))
        t.match(await statusOf(tenant, id), { deviceImportStatus: 'unknown' })
        await tenant.advance('PT30S')
        t.match(await statusOf(tenant, id), { deviceImportStatus: 'pending' })
        await tenant.advance('PT2M29S')
        t.match(await statusOf(tenant, id), { deviceImportStatus: 'pending' })
        await tenant.advance('PT1S')
        t.match(await statusOf(tenant, id), { deviceImportStatus: 'complete', deviceRegistrationId: /^[0-9a-f-]{36}$/ })
        t.same(await serials(tenant), [], 'L88: the device comes with the synchronization')
        await expecting(204, tenant.admin.delete(`/beta/${IMPORTS}/${id}`))
        await tenant.advance('PT10M')
        t.same(await serials(tenant), ['SN1'], 'L87: it stays when the import is deleted')
      })

      await t.test('L88: it is in the directory with its marks, and in the groups that ask for them', async (t) => {
        const [identity] = await tenant.list(IDENTITIES)
        t.match(identity, { groupTag: 'LF-DEPOT', enrollmentState: 'notContacted' })
        const [object] = await tenant.list(`devices?$filter=deviceId eq '${identity?.['azureAdDeviceId']}'`)
        t.match(object, {
          displayName: 'SN1',
          physicalIds: [`[ZTDId]:${identity?.['id']}`, '[OrderID]:LF-DEPOT'],
          trustType: 'AzureAd',
        })
        t.match(await tenant.list(`groups/${group}/members`), [{ id: object?.['id'] }])
      })

      await t.test('L87: a serial number that the tenant has is an error, 806', async (t) => {
        const [again, first, second] = [
          await tenant.create(IMPORTS, imported('sn1')),
          await tenant.create(IMPORTS, imported('SN2')),
          await tenant.create(IMPORTS, imported('SN2')),
        ]
        await tenant.advance('PT3M')
        const taken = { deviceImportStatus: 'error', deviceErrorCode: 806, deviceErrorName: 'ZtdDeviceAlreadyAssigned' }
        t.match(await statusOf(tenant, again), taken)
        const both = [await statusOf(tenant, first), await statusOf(tenant, second)]
        t.same(both.map(({ deviceImportStatus }) => deviceImportStatus as string).sort(), ['complete', 'error'])
      })

      await t.test('L88: a synchronization brings what waits, at most every 10 minutes', async (t) => {
        t.same(await serials(tenant), ['SN1'])
        await expecting(204, tenant.admin.post(SYNC))
        await tenant.ask('POST', '/life/settle')
        t.same(await serials(tenant), ['SN1', 'SN2'])
        await tenant.advance('PT9M59S')
        t.equal((await tenant.admin.post(SYNC)).statusCode, 429)
        await tenant.advance('PT1S')
        await expecting(204, tenant.admin.post(SYNC))
      })

      await t.test(
        'L11, L88: a device that enrols by its serial number is corporate, and keeps its object',
        async (t) => {
          const { enrolled } = await tenant.ask('POST', '/devices/enroll', { platform: 'windows', serialNumber: 'SN1' })
          const id = String((enrolled as Json[])[0]?.['id'])
          const identity = (await tenant.list(IDENTITIES)).find(({ serialNumber }) => serialNumber === 'SN1')
          t.match(identity, { enrollmentState: 'enrolled', managedDeviceId: id })
          const device = await tenant.get(`deviceManagement/managedDevices/${id}`)
          t.match(device, { managedDeviceOwnerType: 'company', azureADDeviceId: identity?.['azureAdDeviceId'] })
          const objects = await tenant.list(`devices?$filter=deviceId eq '${identity?.['azureAdDeviceId']}'`)
          t.match(objects, [
            { displayName: device['deviceName'] as string, isManaged: true, deviceOwnership: 'Company' },
          ])
          t.match(objects[0]?.['physicalIds'], [`[ZTDId]:${identity?.['id']}`])
        },
      )

      await t.test('with the preset instant all of it is there at once', async (t) => {
        await tenant.ask('PATCH', '/life', { preset: 'instant' })
        const id = await tenant.create(IMPORTS, imported('SN3'))
        await tenant.ask('POST', '/life/settle')
        t.match(await statusOf(tenant, id), { deviceImportStatus: 'complete' })
        t.same(await serials(tenant), ['SN1', 'SN2', 'SN3'])
        for (let i = 0; i < 2; i += 1) await expecting(204, tenant.admin.post(SYNC))
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})
