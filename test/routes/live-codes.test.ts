/** Profile live answers writes with the codes of each area, as tools compare them (IntuneCD). */
import { test } from 'tap'
import type { Test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'

const named = { displayName: 'Sample', description: '' }

/** Set, body, and the codes of POST, PATCH and DELETE. */
const CODES = [
  [
    'deviceManagement/deviceConfigurations',
    { '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration' },
    201,
    204,
    200,
  ],
  ['deviceManagement/deviceHealthScripts', { detectionScriptContent: 'ZXhpdCAw' }, 201, 200, 200],
  ['deviceManagement/deviceManagementScripts', { fileName: 'a.ps1', scriptContent: 'ZXhpdA==' }, 201, 200, 200],
  ['deviceManagement/groupPolicyConfigurations', {}, 201, 200, 204],
  ['deviceManagement/notificationMessageTemplates', {}, 200, 200, 200],
  ['deviceManagement/roleDefinitions', {}, 200, 200, 200],
  ['deviceManagement/roleScopeTags', {}, 200, 200, 200],
  ['deviceAppManagement/iosManagedAppProtections', {}, 201, 204, 204],
] as const

test('codes of the live service', async (t) => {
  const check = async (t: Test, { admin, errors }: Emulator): Promise<void> => {
    for (const [set, body, created, updated, deleted] of CODES)
      await t.test(`${set}: POST ${created}, PATCH ${updated}, DELETE ${deleted}`, async (t) => {
        const made = await admin.post(`/beta/${set}`, { ...named, ...body })
        t.equal(made.statusCode, created, made.body)
        const url = `/beta/${set}/${made.json<{ id: string }>().id}`
        const type = '@odata.type' in body ? { '@odata.type': body['@odata.type'] } : {}
        const changed = await admin.patch(url, { ...type, description: 'changed' })
        t.equal(changed.statusCode, updated, changed.body)
        t.equal(changed.body === '', updated === 204)
        t.equal((await admin.delete(url)).statusCode, deleted)
      })
    t.strictSame(errors, [])
  }
  await forEachEmulator(t, check, { profile: 'live' })
})
