/** Writes that need the approval of another administrator, where a tenant lives (B119). */
import { test } from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { appClaims, signToken } from '../harness/tokens.js'
import { LIVING, livingTenant } from './living.js'

const SCRIPTS = '/beta/deviceManagement/deviceManagementScripts'
const DEVICES = '/beta/deviceManagement/managedDevices'
const REQUESTS = '/beta/deviceManagement/operationApprovalRequests'
const SCRIPT = { displayName: 'Clean up', scriptContent: 'YQ==', fileName: 'a.ps1', runAsAccount: 'system' }
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const BECAUSE = { 'x-msft-approval-justification': base64('It is needed.') }
const withCode = (code: string) => ({ 'x-msft-approval-code': code })
const messageOf = (response: Response): string => response.json<{ error: { message: string } }>().error.message

test('B119: a write waits for another administrator, and comes again with the approved request', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const tenant = await livingTenant(emulator)
      const { admin } = tenant
      const other = emulator.withToken(
        await signToken(emulator.store, {
          ...appClaims(TENANT, ['DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementRBAC.ReadWrite.All']),
          ...timesOf('2026-03-02T08:00:00Z'),
        }),
      )
      const protect = (policyType: string) =>
        tenant.create('deviceManagement/operationApprovalPolicies', { displayName: policyType, policyType })
      const statusOf = async (id: string) =>
        (await tenant.get(`deviceManagement/operationApprovalRequests/${id}`))['status']
      await expecting(201, admin.post(SCRIPTS, SCRIPT))
      await protect('script')

      await t.test('without a justification it is refused', async (t) => {
        const bare = await admin.post(SCRIPTS, SCRIPT)
        t.equal(bare.statusCode, 400)
        t.match(messageOf(bare), "Header 'x-msft-approval-justification' is required to request approval")
        for (const header of ['no base64!', base64('a'.repeat(1025))])
          t.equal((await admin.post(SCRIPTS, SCRIPT, { 'x-msft-approval-justification': header })).statusCode, 400)
        t.equal((await admin.get(SCRIPTS)).statusCode, 200, 'reads are never held')
        t.same(await tenant.list('deviceManagement/operationApprovalRequests'), [])
      })

      await t.test('a new item waits, is approved by another, and is made once', async (t) => {
        const { id, response } = await file(admin, 'post', SCRIPTS, SCRIPT)
        t.match(messageOf(response), `x-msft-approval-code: ${id}`)
        t.match(await tenant.get(`deviceManagement/operationApprovalRequests/${id}`), {
          status: 'needsApproval',
          requestJustification: 'It is needed.',
          requiredOperationApprovalPolicyTypes: ['script'],
          requestDateTime: '2026-03-02T08:00:00Z',
          expirationDateTime: '2026-03-05T08:00:00Z',
        })
        t.equal((await tenant.list('deviceManagement/deviceManagementScripts')).length, 1, 'nothing is made')
        t.equal((await admin.post(SCRIPTS, SCRIPT, withCode(id))).statusCode, 403, 'not before it is approved')
        t.equal(
          (await admin.post(`${REQUESTS}/${id}/approve`, { justification: 'me' })).statusCode,
          403,
          'not by its author',
        )
        await expecting(204, other.post(`${REQUESTS}/${id}/approve`, { justification: 'fine' }))
        t.equal(await statusOf(id), 'approved')
        t.equal(
          (await admin.post(SCRIPTS, { ...SCRIPT, fileName: 'b.ps1' }, withCode(id))).statusCode,
          403,
          'another body',
        )
        t.equal((await other.post(SCRIPTS, SCRIPT, withCode(id))).statusCode, 403, 'another caller')
        t.equal((await admin.post(SCRIPTS, SCRIPT, withCode(base64(id)))).statusCode, 400)
        await expecting(201, admin.post(SCRIPTS, SCRIPT, withCode(id)))
        t.equal(await statusOf(id), 'completed')
        t.equal((await admin.post(SCRIPTS, SCRIPT, withCode(id))).statusCode, 403, 'not twice')
        t.equal((await other.post(`${REQUESTS}/${id}/reject`, { justification: 'late' })).statusCode, 400)
      })

      await t.test('one request at a time for one item, which can be cancelled', async (t) => {
        const [script] = await tenant.list('deviceManagement/deviceManagementScripts')
        const path = `${SCRIPTS}/${script?.['id']}`
        const { id } = await file(admin, 'patch', path, { description: 'new' })
        t.equal((await admin.delete(path, BECAUSE)).statusCode, 409)
        const asked = {
          entityId: script?.['id'],
          entityType: 'Microsoft.Management.Services.Api.DeviceManagementScript',
        }
        const status = await expecting(200, admin.post(`${REQUESTS}/retrieveRequestStatus`, asked))
        t.match(status, { requestId: id, requestStatus: 'needsApproval', entityLocked: true })
        t.equal((await other.post(`${REQUESTS}/cancelMyRequest`, { id })).statusCode, 403)
        await expecting(204, admin.post(`${REQUESTS}/cancelMyRequest`, { id }))
        t.equal(await statusOf(id), 'cancelled')
        const next = await file(admin, 'delete', path)
        await expecting(204, other.post(`${REQUESTS}/${next.id}/reject`, { justification: 'no' }))
        t.equal((await admin.delete(path, withCode(next.id))).statusCode, 403)
      })

      await t.test('requests expire after three days', async (t) => {
        const { id } = await file(admin, 'post', SCRIPTS, { ...SCRIPT, displayName: 'Late' })
        await tenant.advance('P2DT23H')
        t.equal(await statusOf(id), 'needsApproval')
        await tenant.advance('PT1H')
        t.equal(await statusOf(id), 'expired')
      })

      await t.test('wiping, retiring and deleting devices are held one by one', async (t) => {
        const device = await tenant.device('LF-1')
        await protect('deviceWipe')
        const { admin } = tenant
        t.equal((await admin.post(`${DEVICES}/${device}/wipe`, {})).statusCode, 400)
        t.equal(
          (await admin.post(`${DEVICES}/executeAction`, { actionName: 'wipe', deviceIds: [device] })).statusCode,
          400,
        )
        await expecting(204, admin.post(`${DEVICES}/${device}/rebootNow`))
        const { id } = await file(admin, 'post', `${DEVICES}/${device}/wipe`, { keepUserData: true })
        t.equal((await tenant.get(`deviceManagement/managedDevices/${device}`))['managementState'], 'managed')
        t.match(id, /^[0-9a-f-]{36}$/)
        await expecting(204, admin.delete(`${DEVICES}/${device}`))
      })

      await t.test('the content of an app is uploaded before what is held', async (t) => {
        await protect('app')
        const { admin } = tenant
        const app = {
          '@odata.type': '#microsoft.graph.win32LobApp',
          displayName: 'Mail',
          publisher: 'Larkspur',
          fileName: 'a.intunewin',
          installCommandLine: 'a',
          uninstallCommandLine: 'b',
          setupFilePath: 'a.exe',
          installExperience: { runAsAccount: 'system' },
          minimumSupportedWindowsRelease: '1607',
          applicableArchitectures: 'x64',
          rules: [],
        }
        const { id } = await expecting(201, admin.post('/beta/deviceAppManagement/mobileApps', app))
        const path = `/beta/deviceAppManagement/mobileApps/${id}`
        await expecting(201, admin.post(`${path}/microsoft.graph.win32LobApp/contentVersions`, {}))
        const change = { '@odata.type': app['@odata.type'], committedContentVersion: '1' }
        t.equal((await admin.patch(path, change)).statusCode, 400)
        const web = {
          '@odata.type': '#microsoft.graph.webApp',
          displayName: 'Site',
          publisher: 'Larkspur',
          appUrl: 'https://larkspur.example',
        }
        t.equal((await admin.post('/beta/deviceAppManagement/mobileApps', web)).statusCode, 400)
      })

      await t.test('what is protected can be asked, and without life nothing waits', async (t) => {
        const policies = 'deviceManagement/operationApprovalPolicies'
        const required = await tenant.list(`${policies}/retrieveOperationsRequiringApproval()`)
        t.same(required.map(({ policyType }) => policyType).sort(), ['app', 'deviceWipe', 'script'])
        t.equal((await tenant.list(`${policies}/retrieveApprovableOperations()`)).length, 7)
        await tenant.ask('PATCH', '/life', { on: false })
        await expecting(201, tenant.admin.post(SCRIPTS, SCRIPT))
      })
      t.same(emulator.errors, [])
    },
    LIVING,
  )
})

function timesOf(now: string): { iat: number; nbf: number; exp: number } {
  const seconds = Date.parse(now) / 1000
  return { iat: seconds, nbf: seconds, exp: seconds + 3600 }
}

/** Files a request, and gives its id. */
async function file(
  client: Client,
  method: 'post' | 'patch' | 'delete',
  path: string,
  body: object = {},
): Promise<{ id: string; response: Response }> {
  const response =
    method === 'delete' ? await client.delete(path, BECAUSE) : await client[method](path, body, { ...BECAUSE })
  if (response.statusCode !== 412) throw new Error(`${response.statusCode} ${response.body}`)
  return { id: String(response.headers['x-msft-approval-code']), response }
}
