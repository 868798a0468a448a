/** The loss of PostgreSQL, seen by clients: a clear answer at once, nothing lost that was acknowledged, and recovery. */
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { test } from 'tap'
import { anIosConfiguration, V1 } from '../factories/mobile-app-configurations.js'
import { ADMIN, startEmulator, TENANT } from '../harness/emulator.js'
import type { Response } from '../harness/emulator.js'
import { startPostgres } from '../harness/postgres.js'

const TOKEN = {
  method: 'POST',
  url: `/${TENANT}/oauth2/v2.0/token`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: `grant_type=client_credentials&client_id=${ADMIN.id}&client_secret=${ADMIN.secret}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default`,
} as const

interface Page {
  readonly value: readonly { readonly id: string }[]
  readonly '@odata.nextLink'?: string
}

test('the database goes away', async (t) => {
  const server = await startPostgres()
  t.teardown(() => server.stop())
  const { app, admin } = await startEmulator(t, { databaseUrl: await server.createDatabase() })
  const { id } = (await admin.post(V1, anIosConfiguration())).json<{ id: string }>()
  const item = `${V1}/${id}`

  const cut = async (): Promise<number> => {
    const client = new pg.Client(server.url)
    await client.connect()
    const { rowCount } = await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'intunite'`,
    )
    await client.end()
    return rowCount ?? 0
  }

  await t.test('every face says so at once in its own words, and goes on when it is back', async (t) => {
    await server.pause()
    const refused = (response: Response): void => {
      t.equal(response.statusCode, 503)
      t.match(response.headers['retry-after'], /^\d+$/)
    }
    for (const response of [
      await admin.get(item),
      await admin.get(`${V1}?$filter=startswith(displayName,'Yard')`),
      await admin.post(V1, anIosConfiguration()),
      await admin.patch(item, { '@odata.type': anIosConfiguration()['@odata.type'], description: 'none' }),
      await admin.delete(item),
    ]) {
      refused(response)
      t.match(response.json(), { error: { code: 'ServiceUnavailable', innerError: { 'request-id': /./ } } })
    }
    const token = await app.inject(TOKEN)
    refused(token)
    t.match(token.json(), { error: 'temporarily_unavailable', error_codes: [90033] })
    refused(await app.inject('/_intunite/ready'))
    t.equal((await app.inject('/_intunite/health')).statusCode, 200)
    await server.resume()
    t.match((await admin.get(item)).json(), { id, description: anIosConfiguration()['description'] })
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
    t.equal((await app.inject(TOKEN)).statusCode, 200)
  })

  await t.test('connections cut under load lose nothing that was acknowledged', async (t) => {
    const until = Date.now() + 4000
    const kept: string[] = []
    const statuses = new Map<number, number>()
    const note = (response: Response): Response => {
      statuses.set(response.statusCode, (statuses.get(response.statusCode) ?? 0) + 1)
      return response
    }
    const worker = async (): Promise<void> => {
      while (Date.now() < until) {
        const made = note(await admin.post(V1, anIosConfiguration()))
        if (made.statusCode !== 201) continue
        const { id } = made.json<{ id: string }>()
        kept.push(id)
        const change = { '@odata.type': anIosConfiguration()['@odata.type'], description: id }
        note(await admin.patch(`${V1}/${id}`, change))
        note(await admin.get(`${V1}/${id}`))
        note(await admin.get(`${V1}?$top=5&$filter=version gt 1`))
      }
    }
    let cuts = 0
    const cutter = async (): Promise<void> => {
      for (; Date.now() < until; await delay(200)) cuts += await cut()
    }
    await Promise.all([cutter(), ...Array.from({ length: 12 }, worker)])
    t.ok(cuts > 5, `${cuts} connections cut`)
    t.ok(kept.length > 5, `${kept.length} writes acknowledged`)
    t.same(
      [...statuses.keys()].filter((status) => ![200, 201, 503].includes(status)),
      [],
      'no other failure',
    )
    t.comment(JSON.stringify(Object.fromEntries(statuses)))
    const there = new Set<string>()
    let url: string | undefined = `${V1}?$select=id`
    while (url !== undefined) {
      const page: Page = (await admin.get(url)).json()
      for (const { id } of page.value) there.add(id)
      url = page['@odata.nextLink']?.replace(/^https?:\/\/[^/]+/, '')
    }
    t.same(
      kept.filter((id) => !there.has(id)),
      [],
    )
  })

  await t.test('a standby that takes no writes is left as soon as there is a better one', async (t) => {
    const client = new pg.Client(server.url)
    await client.connect()
    t.teardown(() => client.end())
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 't\\_%'`,
    )
    const set = (value: string) =>
      client.query(`ALTER DATABASE "${rows[0]?.datname}" SET default_transaction_read_only = ${value}`)
    await set('on')
    await cut()
    const change = { '@odata.type': anIosConfiguration()['@odata.type'], description: 'changed' }
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 503)
    t.equal((await admin.patch(item, change)).statusCode, 503)
    t.equal((await admin.get(item)).statusCode, 200)
    await set('off')
    t.equal((await admin.post(V1, anIosConfiguration())).statusCode, 201)
    t.equal((await admin.patch(item, change)).statusCode, 200)
  })
})
