/** One request as large as it may be. Whatever it is, the thread that serves goes on serving others. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import { give } from '../harness/given.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { GAP, shortestGap } from './held.js'

const MANAGEMENT = '/beta/deviceManagement'
const POLICIES = `${MANAGEMENT}/configurationPolicies`
const MB = 2 ** 20

type Json = Record<string, unknown>

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))

const setting = (i: number): Json => ({
  settingInstance: {
    '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
    settingDefinitionId: `device_vendor_msft_policy_${i}`,
    choiceSettingValue: { value: `device_vendor_msft_policy_${i}_1`, children: [] },
  },
})
/** A setting with `depth` levels of settings inside of it. */
const nested = (depth: number): Json => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
  settingDefinitionId: `device_vendor_msft_policy_${depth}`,
  choiceSettingValue: { value: 'on', children: depth === 0 ? [] : [nested(depth - 1)] },
})
const policy = (settings: number): Json => ({
  name: 'Large',
  platforms: 'windows10',
  technologies: 'mdm',
  settings: many(settings, setting),
})
const target = (): Json => ({
  target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: randomUUID() },
})
const role = (actions: number): Json => ({
  displayName: `Role ${randomUUID()}`,
  rolePermissions: [
    { resourceActions: [{ allowedResourceActions: many(actions, (i) => `Microsoft.Intune_Thing${i}_Read`) }] },
  ],
})

async function made(client: Client, url: string, body: unknown): Promise<string> {
  const answer = await client.post(url, body)
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${answer.body.slice(0, 500)}`)
  return answer.json<{ id: string }>().id
}

/** A request, ready to be sent, and the status that it is answered with. */
interface Large {
  readonly status: number
  send(): Promise<Response>
}

const posts = (client: Client, url: string, body: unknown, status = 201): Large => {
  const bytes = Buffer.from(JSON.stringify(body))
  return { status, send: () => client.post(url, bytes) }
}
const reads = (client: Client, url: string, status = 200): Large => ({ status, send: () => client.get(url) })

const group = (parts: number, settings: number, atomicityGroup?: string) => ({
  requests: many(parts, (i) => ({
    id: `${i}`,
    method: 'POST',
    url: '/deviceManagement/configurationPolicies',
    headers: { 'content-type': 'application/json' },
    atomicityGroup,
    body: policy(settings),
  })),
})

const configuration = (type: string, members: Json): Json => ({
  '@odata.type': `#microsoft.graph.${type}`,
  displayName: 'Large',
  ...members,
})

/** The tenant that the token of a client is for. */
function tenantOf({ token }: Client): string {
  const [, payload = ''] = token.split('.')
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { tid: string }).tid
}

type Case = (client: Client, emulator: Emulator) => Large | Promise<Large>

const CASES: Readonly<Record<string, Case>> = {
  'a policy of as many settings as may be': (client) => posts(client, POLICIES, policy(3000)),
  'a policy of more': (client) => posts(client, POLICIES, policy(3001), 400),
  'settings with settings inside': (client) =>
    posts(client, POLICIES, { ...policy(0), settings: many(700, () => ({ settingInstance: nested(5) })) }),
  'a copy of a policy': async (client) => {
    const id = await made(client, POLICIES, policy(3000))
    return posts(client, `${POLICIES}/${id}/createCopy`, { displayName: 'Copy', description: '' }, 200)
  },
  'a policy instead of another': async (client) => {
    const id = await made(client, POLICIES, policy(3000))
    const bytes = Buffer.from(JSON.stringify(policy(3000)))
    return { status: 204, send: () => client.send('PUT', `${POLICIES}/${id}`, bytes) }
  },
  'a policy with its settings': async (client) => {
    const id = await made(client, POLICIES, policy(3000))
    return reads(client, `${POLICIES}/${id}?$expand=settings`)
  },
  'as many assignments as may be': async (client) => {
    const id = await made(client, POLICIES, policy(1))
    return posts(client, `${POLICIES}/${id}/assign`, { assignments: many(1000, target) }, 200)
  },
  'more assignments': async (client) => {
    const id = await made(client, POLICIES, policy(1))
    return posts(client, `${POLICIES}/${id}/assign`, { assignments: many(1001, target) }, 400)
  },
  'a role of as many actions as may be': (client) => posts(client, `${MANAGEMENT}/roleDefinitions`, role(39_900)),
  'a role of more': (client) => posts(client, `${MANAGEMENT}/roleDefinitions`, role(40_001), 413),
  'many actions of a role that is there': async (client) => {
    const url = `${MANAGEMENT}/roleDefinitions/${await made(client, `${MANAGEMENT}/roleDefinitions`, role(1))}`
    const bytes = Buffer.from(JSON.stringify({ rolePermissions: role(39_900)['rolePermissions'] }))
    return { status: 200, send: () => client.patch(url, bytes) }
  },
  'a collection of complex values': (client) =>
    posts(
      client,
      '/beta/deviceAppManagement/mobileAppConfigurations',
      configuration('iosMobileAppConfiguration', {
        settings: many(9_900, (i) => ({
          appConfigKey: `k${i}`,
          appConfigKeyType: 'stringType',
          appConfigKeyValue: 'v',
        })),
      }),
    ),
  'values with secrets': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceConfigurations`,
      configuration('windows10CustomConfiguration', {
        omaSettings: many(6000, (i) => ({
          '@odata.type': '#microsoft.graph.omaSettingString',
          displayName: `k${i}`,
          omaUri: './x',
          value: 'v',
        })),
      }),
    ),
  'a collection of texts': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceConfigurations`,
      configuration('windows10CustomConfiguration', { roleScopeTagIds: many(39_900, (i) => `${i}`) }),
    ),
  'one long text': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceConfigurations`,
      configuration('windows10CustomConfiguration', { description: 'ä'.repeat(2 * MB - 500) }),
    ),
  'one long text to escape': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceConfigurations`,
      configuration('windows10CustomConfiguration', { description: '\n'.repeat(2 * MB - 500) }),
    ),
  'unknown members': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceConfigurations`,
      configuration('windows10CustomConfiguration', Object.fromEntries(many(39_900, (i) => [`member${i}`, i]))),
      400,
    ),
  'wrong values': (client) =>
    posts(
      client,
      '/beta/deviceAppManagement/mobileAppConfigurations',
      configuration('iosMobileAppConfiguration', { settings: many(39_900, () => 7) }),
      400,
    ),
  'actions of a compliance policy': (client) =>
    posts(
      client,
      `${MANAGEMENT}/deviceCompliancePolicies`,
      configuration('windows10CompliancePolicy', {
        scheduledActionsForRule: [
          {
            ruleName: 'PasswordRequired',
            scheduledActionConfigurations: many(2999, (i) => ({
              actionType: i === 0 ? 'block' : 'notification',
              gracePeriodHours: 1,
            })),
          },
        ],
      }),
    ),
  'an import of identities': (client) => {
    let run = 0
    return {
      status: 200,
      send: () =>
        client.post(`${MANAGEMENT}/importedDeviceIdentities/importDeviceIdentityList`, {
          importedDeviceIdentities: many(1000, (i) => ({
            importedDeviceIdentifier: `${(run += 1)}-${i}`,
            importedDeviceIdentityType: 'serialNumber',
          })),
          overwriteImportedDeviceIdentities: false,
        }),
    }
  },
  'an import of Autopilot devices': (client) => {
    let run = 0
    return {
      status: 200,
      send: () =>
        client.post(`${MANAGEMENT}/importedWindowsAutopilotDeviceIdentities/import`, {
          importedWindowsAutopilotDeviceIdentities: many(1000, (i) => ({
            serialNumber: `${(run += 1)}-${i}`,
            hardwareIdentifier: 'aGVsbG8=',
          })),
        }),
    }
  },
  'definition values of an administrative template': async (client) => {
    const id = await made(client, `${MANAGEMENT}/groupPolicyConfigurations`, { displayName: 'Large' })
    const added = many(1000, () => ({ enabled: true, presentationValues: [] }))
    const body = { added, updated: [], deletedIds: [] }
    return posts(client, `${MANAGEMENT}/groupPolicyConfigurations/${id}/updateDefinitionValues`, body, 204)
  },
  'references in a body': (client) => {
    const bound = many(3001, (i) => `https://graph.microsoft.com/beta/deviceAppManagement/mobileAppCategories('${i}')`)
    const app = { '@odata.type': '#microsoft.graph.webApp', displayName: 'a', appUrl: 'https://a.test' }
    return posts(client, '/beta/deviceAppManagement/mobileApps', { ...app, 'categories@odata.bind': bound }, 400)
  },
  'policies in a batch': (client) => posts(client, '/beta/$batch', group(20, 450), 200),
  'policies in an atomicity group': (client) => posts(client, '/beta/$batch', group(20, 149, 'a'), 200),
  'ids of objects': (client) =>
    posts(client, '/v1.0/directoryObjects/getByIds', { ids: many(1000, () => randomUUID()) }, 200),
  'the first $metadata': (client) => reads(client, '/beta/$metadata'),
  'the first OpenAPI document': (client) => reads(client, '/_intunite/openapi/beta.json'),
  'a list of long texts': async (client) => {
    const url = `${MANAGEMENT}/deviceShellScripts`
    for (let i = 0; i < 12; i += 1)
      await made(client, url, { displayName: 'x', fileName: 'x', description: 'x'.repeat(4 * MB - 500) })
    return reads(client, url, 400)
  },
  'long texts in a batch': async (client) => {
    const url = `${MANAGEMENT}/deviceShellScripts`
    const id = await made(client, url, { displayName: 'x', fileName: 'x', description: 'x'.repeat(4 * MB - 500) })
    const requests = many(20, (i) => ({ id: `${i}`, method: 'GET', url: `/deviceManagement/deviceShellScripts/${id}` }))
    return posts(client, '/beta/$batch', { requests }, 200)
  },
  'a page of changed users': async (client, { store }) => {
    const users = many(1000, (i) => ({
      at: 'users',
      entity: { id: randomUUID(), displayName: `User ${i}`, userPrincipalName: `user${i}@large.test` },
    }))
    await give(store, tenantOf(client), users)
    return reads(client, '/v1.0/users/delta')
  },
  'a token for a large assertion': (_client, { app }) => {
    const form = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: '00000000-0000-4000-a000-0000000000a1',
      client_secret: 'intunite-admin-secret',
      requested_token_use: 'on_behalf_of',
      scope: 'x',
      assertion: 'eyJh'.repeat(15_000),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const url = `/${TENANT}/oauth2/v2.0/token`
    return { status: 400, send: () => app.inject({ method: 'POST', url, headers, payload: form.toString() }) }
  },
}

test('large requests', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const client = await (await emulator.newTenant()).as(...mappedPermissions())
    for (const [name, prepare] of Object.entries(CASES)) {
      await t.test(name, async (t) => {
        const { status, send } = await prepare(client, emulator)
        const { gap, value } = await shortestGap(send)
        t.equal(value.statusCode, status, value.body.slice(0, 300))
        t.ok(gap < GAP, `${Math.round(gap)} ms`)
      })
    }
    t.strictSame(emulator.errors, [])
  })
})
