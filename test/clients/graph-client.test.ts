/** Microsoft's JavaScript client does the whole round of a configuration, over https with a private CA. */
import {
  AuthenticationHandler,
  Client,
  PageIterator,
  RetryHandler,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client'
import type { AuthenticationProvider, Context, Middleware, PageCollection } from '@microsoft/microsoft-graph-client'
import type {
  IosMobileAppConfiguration,
  ManagedDeviceMobileAppConfigurationAssignment,
  ManagedDeviceMobileAppConfigurationDeviceStatus,
  ManagedDeviceMobileAppConfigurationUserSummary,
} from '@microsoft/microsoft-graph-types'
import t from 'tap'
import type { Test } from 'tap'
import type { EmulatorOptions } from '../harness/emulator.js'
import { startSecurely } from './secure.js'
import type { SecureEmulator } from './secure.js'

const SET = '/deviceAppManagement/mobileAppConfigurations'

/** The end of the client's chain, sending with a fetch that knows the CA. */
class Sender implements Middleware {
  readonly #fetch: typeof globalThis.fetch

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch
  }

  async execute(context: Context): Promise<void> {
    context.response = await this.#fetch(context.request as string, context.options)
  }
}

function clientOf({ emulator, origin, fetch }: SecureEmulator): Client {
  const provider: AuthenticationProvider = { getAccessToken: () => Promise.resolve(emulator.admin.token) }
  const chain = [
    new AuthenticationHandler(provider),
    new RetryHandler(),
    new TelemetryHandler(),
    new Sender(fetch),
  ] as const
  chain.forEach((handler: Middleware, i) => handler.setNext?.(chain[i + 1] as Middleware))
  return Client.initWithMiddleware({ middleware: chain[0], baseUrl: `${origin}/`, customHosts: new Set(['localhost']) })
}

async function connect(t: Test, options?: EmulatorOptions): Promise<{ client: Client; origin: string }> {
  const secure = await startSecurely(t, options)
  return { client: clientOf(secure), origin: secure.origin }
}

function aConfiguration(displayName: string): IosMobileAppConfiguration & { '@odata.type': string } {
  return {
    '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
    displayName,
    settings: [{ appConfigKey: 'server', appConfigKeyType: 'stringType', appConfigKeyValue: 'https://intune.test' }],
  }
}

for (const profile of ['documented', 'live'] as const)
  t.test(
    `microsoft-graph-client creates, reads, updates, assigns and deletes a configuration (${profile})`,
    async (t) => {
      const { client } = await connect(t, { profile })
      const created = (await client.api(SET).post(aConfiguration('Mail'))) as IosMobileAppConfiguration
      t.match(created, { displayName: 'Mail', version: 1, settings: [{ appConfigKeyType: 'stringType' }] })
      const item = `${SET}/${created.id}`

      const updated = (await client.api(item).header('Prefer', 'return=representation').patch({
        '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
        description: 'for everybody',
      })) as IosMobileAppConfiguration
      t.match(updated, { displayName: 'Mail', description: 'for everybody', version: 2 })

      const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
      await client
        .api(`${item}/microsoft.graph.managedDeviceMobileAppConfiguration/assign`)
        .post({ assignments: [{ target }] })
      const { value } = (await client.api(`${item}/assignments`).get()) as {
        value: ManagedDeviceMobileAppConfigurationAssignment[]
      }
      t.match(value, [{ id: String, target }])

      const expanded = (await client
        .api(item)
        .select(['id', 'displayName'])
        .expand('assignments')
        .get()) as IosMobileAppConfiguration
      t.match(expanded, { id: created.id, assignments: [{ target }] })

      await client.api(item).delete()
      await t.rejects(client.api(item).get(), { statusCode: 404, code: 'ResourceNotFound' })
    },
  )

t.test('microsoft-graph-client writes and reads statuses and summaries', async (t) => {
  const { client } = await connect(t)
  const { id } = (await client.api(SET).post(aConfiguration('Mail'))) as IosMobileAppConfiguration
  const item = `${SET}/${id}`

  const status = (await client.api(`${item}/deviceStatuses`).post({
    deviceDisplayName: 'iPad of Ada',
    status: 'compliant',
    lastReportedDateTime: '2026-03-02T09:14:07.4815162Z',
  })) as ManagedDeviceMobileAppConfigurationDeviceStatus
  t.match(status, {
    deviceDisplayName: 'iPad of Ada',
    status: 'compliant',
    lastReportedDateTime: '2026-03-02T09:14:07.4815162Z',
  })
  const user = await client
    .api(`${item}/userStatuses`)
    .post({ userDisplayName: 'Ada', devicesCount: 2, status: 'error' })
  t.match(user, { userDisplayName: 'Ada', devicesCount: 2, status: 'error' })
  t.match(await client.api(`${item}/deviceStatuses`).filter("status eq 'compliant'").count(true).get(), {
    '@odata.count': 1,
    value: [{ id: status.id }],
  })
  t.equal(String(await client.api(`${item}/userStatuses/$count`).get()), '1')

  const summary = {
    pendingCount: 0,
    notApplicableCount: 0,
    successCount: 1,
    errorCount: 1,
    failedCount: 0,
    configurationVersion: 1,
  }
  t.match(await client.api(`${item}/userStatusSummary`).post(summary), summary)
  t.match(await client.api(`${item}/userStatusSummary`).patch({ successCount: 2 }), { ...summary, successCount: 2 })
  const read = (await client.api(`${item}/userStatusSummary`).get()) as ManagedDeviceMobileAppConfigurationUserSummary
  t.match(read, { ...summary, successCount: 2 })
  t.match(await client.api(`${item}/deviceStatusSummary`).get(), { successCount: 0, configurationVersion: Number })
  await client.api(`${item}/userStatusSummary`).delete()
})

t.test('the PageIterator of microsoft-graph-client sees every configuration once, page by page', async (t) => {
  const { client, origin } = await connect(t)
  const names = Array.from({ length: 25 }, (_, i) => `Configuration ${String(i).padStart(2, '0')}`)
  for (const name of names) await client.api(SET).post(aConfiguration(name))
  const first = (await client.api(SET).version('beta').orderby('displayName').top(10).get()) as PageCollection
  t.equal(first.value.length, 10)
  t.ok(String(first['@odata.nextLink']).startsWith(`${origin}/beta/`))
  const seen: unknown[] = []
  await new PageIterator(client, first, (configuration: IosMobileAppConfiguration) => {
    seen.push(configuration.displayName)
    return true
  }).iterate()
  t.strictSame(seen, names)
})

t.test('microsoft-graph-client tells errors apart', async (t) => {
  const { client } = await connect(t)
  await t.rejects(client.api(SET).post({ displayName: 'no type' }), { statusCode: 400, code: 'ModelValidationFailure' })
  await t.rejects(client.api(`${SET}/nonsense`).get(), { statusCode: 400, code: 'BadRequest' })
  await t.rejects(client.api('/deviceAppManagement/nothingHere').get(), { statusCode: 400, code: 'BadRequest' })
})
