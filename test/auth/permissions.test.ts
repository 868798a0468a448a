/** What writes and reads ask for, on every route of the public model: the map names permissions to read for some writes. */
import t from 'tap'
import { permissionsOf } from '../../src/auth/permissions.js'
import { changesNothing } from '../../src/model/reading.js'
import { listRoutes } from '../../src/routes/openapi-routes.js'
import { isWrite } from '../../src/routes/operations.js'
import { defaultSwitches, profiles } from '../../src/services/profiles.js'
import { model } from '../../src/entities/index.js'
import { startEmulator } from '../harness/emulator.js'

const READS_INTUNE = /^(DeviceManagement\w+|CloudPC)\.Read\.All$/

t.test('no route that changes something is open to a permission to read', async (t) => {
  const open: string[] = []
  let writes = 0
  for (const { path, method, template, operation } of listRoutes(model, 'beta', profiles.documented, defaultSwitches)) {
    if (path.resource === undefined || !isWrite(operation, path)) continue
    if (path.operation !== undefined && changesNothing(path.operation)) continue
    writes += 1
    const { application, delegated } = permissionsOf(path, method, true)
    if ([...application, ...delegated].some((name) => READS_INTUNE.test(name))) open.push(`${method} ${template}`)
    if (application.length + delegated.length === 0) open.push(`${method} ${template}: nobody`)
  }
  t.strictSame(open, [])
  t.ok(writes > 3000, `${writes} writes`)
})

t.test('with permissions to read, reports and searches are called, and nothing is changed', async (t) => {
  const { newTenant } = await startEmulator(t)
  const { as } = await newTenant()
  const reading = ['Configuration', 'ManagedDevices', 'Apps', 'ServiceConfig', 'RBAC']
  const reader = await as(...reading.map((name) => `DeviceManagement${name}.Read.All`))
  const status = async (path: string, body: object = {}): Promise<number> =>
    (await reader.post(`/beta/${path}`, body)).statusCode
  t.equal(await status('deviceManagement/reports/getDeviceNonComplianceReport'), 200)
  t.equal(
    await status('deviceManagement/importedDeviceIdentities/searchExistingIdentities', {
      importedDeviceIdentities: [],
    }),
    200,
  )
  const item = '00000000-0000-4000-a000-00000000ffff'
  for (const write of [
    'deviceAppManagement/windowsManagementApp/setAsManagedInstaller',
    `deviceManagement/compliancePolicies/${item}/setScheduledActions`,
    `deviceManagement/configurationPolicies/${item}/reorder`,
    'deviceManagement/deviceHealthScripts',
    `deviceManagement/deviceHealthScripts/${item}/assign`,
    `deviceManagement/windowsDriverUpdateProfiles/${item}/syncInventory`,
  ])
    t.equal(await status(write), 403, write)
  const writer = await as('DeviceManagementConfiguration.ReadWrite.All')
  t.equal(
    (await writer.post('/beta/deviceAppManagement/windowsManagementApp/setAsManagedInstaller', {})).statusCode,
    204,
  )
})
