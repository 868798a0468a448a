/** The journal of requests over the control face. */
import type { FastifyInstance } from 'fastify'
import { test } from 'tap'
import { Value } from 'typebox/value'
import { GraphError } from '../../src/errors.js'
import { MORE } from '../../src/services/requests/entry.js'
import { CONTROL, controlOf } from '../control/control.js'
import { ADMIN, forEachEmulator, READER, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { HAR } from './har-schema.js'

const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'
const JOURNAL = { bounds: { entries: 1000, days: 7, bytes: 2 ** 24 }, rate: 10_000, bodies: true }

/** A request that says so is refused as the service refuses when it is asked too often. */
const THROTTLED = 'x-throttled'

function throttle(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ headers }) => {
    const seconds = headers[THROTTLED]
    if (seconds === undefined) return
    throw new GraphError(429, 'TooManyRequests', 'Too many requests.', { headers: { 'retry-after': String(seconds) } })
  })
}

interface Shown {
  readonly [name: string]: unknown
  readonly id: number
  readonly url: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

const listed = async (emulator: Emulator, query = ''): Promise<Shown[]> => {
  const answer = await controlOf(emulator).get(`/requests?top=1000&after=0${query}`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json().value as Shown[]
}

test('the journal', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, reader, anonymous, errors } = emulator
      const control = controlOf(emulator)
      const clear = () => control.delete('/requests')

      await t.test('notes what was asked, by whom, and how long it and the database took', async (t) => {
        await clear()
        const made = await admin.post(CATEGORIES, { displayName: 'Kiosk' }, { 'user-agent': 'probe/1' })
        await admin.get(`${CATEGORIES}?$top=1`)
        const [first, second, ...rest] = await listed(emulator)
        t.same(rest, [])
        t.match(first, {
          tenantId: TENANT,
          method: 'POST',
          url: CATEGORIES,
          status: 201,
          requestId: made.headers['request-id'],
          app: { id: ADMIN.id, name: 'intunite-admin' },
          kind: 'app',
          headers: { 'user-agent': 'probe/1' },
          pinned: false,
        })
        t.match(second, { method: 'GET', url: `${CATEGORIES}?$top=1`, status: 200 })
        for (const each of [first, second]) {
          t.ok((each?.['ms'] as number) > 0)
          t.ok((each?.['statements'] as number) > 0)
          t.ok((each?.['sql'] as number) >= 0 && (each?.['sql'] as number) <= (each?.['ms'] as number))
        }
        const whole = (await control.get(`/requests/${first?.id}`)).json()
        t.match(whole, { sent: '{"displayName":"Kiosk"}', answer: /"displayName":"Kiosk"/, route: CATEGORIES })
      })

      await t.test('notes which answers are pages with others behind them', async (t) => {
        for (const displayName of ['One', 'Two', 'Three']) await admin.post(CATEGORIES, { displayName })
        await clear()
        const urls = [CATEGORIES, '/beta/users', '/v1.0/users/delta', '/v1.0/users'].flatMap((url) => [
          url,
          `${url}?$top=1`,
        ])
        const hasMore: boolean[] = []
        for (const url of urls)
          for (const headers of [
            {},
            { prefer: 'odata.maxpagesize=1' },
            { accept: 'application/json;odata.metadata=full' },
          ])
            hasMore.push('@odata.nextLink' in (await admin.get(url, headers)).json())
        t.ok(hasMore.includes(true) && hasMore.includes(false))
        const noted = await listed(emulator)
        t.same(
          noted.map(({ headers }) => Object.hasOwn(headers ?? {}, MORE)),
          hasMore,
        )
      })

      await t.test('says why a request was refused, what it needed and what there was', async (t) => {
        await clear()
        const refused = await reader.post(CATEGORIES, { displayName: 'Kiosk' })
        t.equal(refused.statusCode, 403)
        await anonymous.get(CATEGORIES)
        await admin.get('/v1.0/nowhere')
        await admin.patch(`${CATEGORIES}/00000000-0000-4000-a000-00000000dead`, { displayName: 1 })
        const refusals = await listed(emulator, '&refused=true')
        // Those of one millisecond may stand in another order, for some are of no tenant.
        t.same(refusals.map(({ status }) => status).sort(), [400, 400, 401, 403])
        const of = (wanted: number) => refusals.find(({ status }) => status === wanted)
        const first = of(403)
        t.match(first, {
          failure: { code: 'Forbidden', message: /not authorized/ },
          app: { id: READER.id },
        })
        t.ok(refusals.every(({ failure }) => (failure as { code: string }).code !== ''))
        t.ok(of(401))
        t.equal(of(401)?.['tenantId'], undefined, 'nobody knows whose an unsigned request is')
        const { needed, granted } = (await control.get(`/requests/${first?.id}`)).json()
        t.same(needed, ['DeviceManagementManagedDevices.ReadWrite.All'])
        t.ok(granted.includes('DeviceManagementManagedDevices.Read.All'))
        t.notOk(granted.includes('DeviceManagementManagedDevices.ReadWrite.All'))
      })

      await t.test('unfolds batches, tied to their parts', async (t) => {
        await clear()
        await admin.post('/v1.0/$batch', {
          requests: [
            { id: '1', method: 'GET', url: '/deviceManagement/deviceCategories' },
            { id: '2', method: 'GET', url: '/nowhere' },
          ],
        })
        const [batch, one, two] = await listed(emulator)
        t.match(batch, { method: 'POST', url: '/v1.0/$batch', status: 200 })
        t.match(one, { method: 'GET', url: CATEGORIES, status: 200, batch: batch?.id, app: { id: ADMIN.id } })
        t.match(two, { url: '/v1.0/nowhere', status: 400, batch: batch?.id, failure: { code: 'BadRequest' } })
        t.match((await control.get(`/requests/${batch?.id}`)).json().parts, [{ id: one?.id }, { id: two?.id }])
        t.match((await control.get(`/requests/${one?.id}`)).json(), { answer: /deviceCategories/ })
        t.equal((await listed(emulator, '&path=deviceManagement/**')).length, 1, 'parts are found by their own path')
      })

      await t.test('notes sign-in, and neither probes nor the control face', async (t) => {
        await clear()
        await emulator.token(ADMIN)
        await emulator.token({ ...ADMIN, secret: 'a wrong one' }).catch(() => undefined)
        await emulator.app.inject({ url: '/_intunite/health' })
        await control.get('/tenants')
        const [right, wrong, ...rest] = await listed(emulator)
        t.same(rest, [])
        t.match(right, { tenantId: TENANT, method: 'POST', status: 200, app: { id: ADMIN.id } })
        t.match(wrong, { status: 401, failure: { code: 'AADSTS7000215', message: /Invalid client secret/ } })
      })

      await t.test('is filtered by path, status, method, app, text and time', async (t) => {
        await clear()
        await admin.get(CATEGORIES)
        await admin.get('/beta/deviceManagement/deviceCategories')
        await reader.get('/v1.0/deviceAppManagement/mobileApps')
        await admin.get(`${CATEGORIES}/00000000-0000-4000-a000-00000000dead`)
        const urls = async (query: string) => (await listed(emulator, query)).map(({ url }) => url)
        t.same(await urls(`&path=${CATEGORIES}`), [CATEGORIES])
        t.equal((await urls('&path=deviceManagement/deviceCategories')).length, 2, 'of both versions')
        t.equal((await urls('&path=deviceManagement/deviceCategories/*')).length, 1)
        t.equal((await urls('&path=**/mobileApps')).length, 1)
        t.equal((await urls('&status=404')).length, 1)
        t.equal((await urls('&status=2xx')).length, 3)
        t.equal((await urls('&status=4xx,200')).length, 4)
        t.equal((await urls('&method=post')).length, 0)
        t.equal((await urls('&app=intunite-reader')).length, 1)
        t.equal((await urls(`&app=${ADMIN.id}`)).length, 3)
        t.equal((await urls('&text=mobileapps')).length, 1)
        t.equal((await urls('&since=2126-01-01T00:00:00Z')).length, 0)
        t.equal((await urls('&tenant=none')).length, 0)
        t.equal((await urls(`&tenant=${TENANT}`)).length, 4)
        for (const wrong of [
          'status=4',
          'status=abc',
          'top=0',
          'top=1001',
          'before=x',
          'since=now',
          'refused=1',
          'wait=61',
          'x=1',
        ])
          t.match((await control.get(`/requests?${wrong}`)).json(), {
            status: 400,
            detail: new RegExp(wrong.split('=')[0] ?? ''),
          })
        t.equal((await control.get('/requests?tenant=nowhere.test')).statusCode, 404)
        t.equal((await control.get('/requests?app=nobody')).statusCode, 404)
        t.equal((await control.get('/requests/123456789')).statusCode, 404)
        t.equal((await control.get('/requests/abc')).statusCode, 404)
      })

      await t.test('is read page by page in both directions', async (t) => {
        await clear()
        for (let i = 0; i < 7; i++) await admin.get(`${CATEGORIES}?$top=${i + 1}`)
        const all = (await listed(emulator)).map(({ id }) => id)
        t.equal(all.length, 7)
        const walk = async (direction: 'before' | 'after', from: string) => {
          const found: number[] = []
          for (let at = from; ;) {
            const { value, next } = (await control.get(`/requests?top=3${at}`)).json()
            found.push(...value.map(({ id }: Shown) => id))
            if (next === undefined) return found
            at = `&${direction}=${next}`
          }
        }
        t.same(await walk('before', ''), [...all].reverse())
        t.same(await walk('after', '&after=0'), all)
      })

      await t.test('below a tenant is about that tenant alone', async (t) => {
        await clear()
        const other = await emulator.newTenant()
        await (await other.as('DeviceManagementManagedDevices.Read.All')).get(CATEGORIES)
        await admin.get(CATEGORIES)
        const all = await listed(emulator)
        t.equal(all.length, 2)
        const foreign = all.find(({ tenantId }) => tenantId === other.id)
        const mine = async (path: string) => control.get(`/tenants/intunite.test/requests${path}`)
        t.match((await mine('')).json().value, [{ tenantId: TENANT }])
        t.equal((await mine(`?tenant=${other.id}`)).statusCode, 400)
        t.equal((await mine(`/least-privilege?app=intunite-admin&tenant=${other.id}`)).statusCode, 400)
        t.equal((await mine(`/${foreign?.id}`)).statusCode, 404)
        t.equal((await control.post(`/tenants/intunite.test/requests/${foreign?.id}/pin`)).statusCode, 404)
        t.equal((await mine('/har')).json().log.entries.length, 1)
        t.equal((await mine(`?except=${ADMIN.id}`)).json().value.length, 0)
        t.equal((await control.delete('/tenants/intunite.test/requests')).statusCode, 204)
        t.match(await listed(emulator), [{ tenantId: other.id }])
      })

      await t.test('waits for new requests', async (t) => {
        await clear()
        const { newest } = (await control.get('/requests')).json()
        const waiting = control.get(`/requests?after=${newest}&wait=20`)
        await admin.get(CATEGORIES)
        const { value, newest: next } = (await waiting).json()
        t.match(value, [{ url: CATEGORIES }])
        t.ok(next >= value[0].id)
        t.same((await control.get(`/requests?after=${next}&wait=1`)).json().value, [])
      })

      await t.test('keeps what is pinned when the rest is cleared', async (t) => {
        await clear()
        await admin.post(CATEGORIES, { displayName: 'pinned' })
        await admin.get(CATEGORIES)
        const [first] = await listed(emulator)
        t.match((await control.post(`/requests/${first?.id}/pin`)).json(), { id: first?.id, pinned: true })
        t.match((await listed(emulator))[0], { pinned: true })
        await clear()
        t.same(await listed(emulator), [])
        t.match(await listed(emulator, '&pinned=true'), [{ id: first?.id, url: CATEGORIES, pinned: true }])
        t.match((await control.get(`/requests/${first?.id}`)).json(), { sent: /pinned/, pinned: true })
        t.equal((await control.delete(`/requests/${first?.id}/pin`)).statusCode, 204)
        t.equal((await control.delete(`/requests/${first?.id}/pin`)).statusCode, 404)
        t.equal((await control.get(`/requests/${first?.id}`)).statusCode, 404)
      })

      await t.test('becomes an HTTP Archive and a .http file', async (t) => {
        await clear()
        await admin.post(`${CATEGORIES}?x=1`, { displayName: 'Café' })
        await admin.get(CATEGORIES, { prefer: 'return=minimal' })
        await reader.post(CATEGORIES, { displayName: 'Refused' })
        await admin.post('/v1.0/$batch', { requests: [{ id: '1', method: 'GET', url: '/me' }] })
        const archive = (await control.get('/requests/har')).json()
        t.same([...Value.Errors(HAR, archive)], [], 'an archive as the specification has it')
        const { log } = archive
        t.equal(log.entries.length, 4, 'what went over the network: a batch, and not its parts')
        t.match(log.entries[0], {
          startedDateTime: /^\d{4}-.*Z$/,
          request: {
            method: 'POST',
            url: `http://localhost:8080${CATEGORIES}?x=1`,
            queryString: [{ name: 'x', value: '1' }],
            postData: { mimeType: 'application/json', text: '{"displayName":"Café"}' },
          },
          response: { status: 201, statusText: '' },
        })
        const file = await control.get('/requests/http?method=GET')
        t.match(file.headers['content-type'], /^text\/plain/)
        t.match(
          file.body,
          /GET \{\{host\}\}\/v1\.0\/deviceManagement\/deviceCategories\nauthorization: Bearer \{\{token\}\}\nprefer: return=minimal/,
        )
      })

      await t.test('gives a hint for each thing that a client could do better', async (t) => {
        await clear()
        const ids: string[] = []
        for (let i = 0; i < 5; i++)
          ids.push((await admin.post(CATEGORIES, { displayName: `Hint ${i}` })).json<{ id: string }>().id)
        const page = await admin.get(CATEGORIES, { prefer: 'odata.maxpagesize=2' })
        t.type(page.json()['@odata.nextLink'], 'string')
        await reader.get(CATEGORIES)
        for (const id of ids) await reader.get(`${CATEGORIES}/${id}`)
        await reader.get('/v1.0/users?$count=true')
        await reader.get('/beta/deviceAppManagement/mobileApps?$select=id,displayName')
        await reader.get('/beta/deviceManagement/managedDevices?$select=id,processorArchitecture')
        t.equal((await reader.get(CATEGORIES, { [THROTTLED]: '5' })).statusCode, 429)
        await reader.get(CATEGORIES)
        const { value } = (await control.get('/requests/hints')).json<{ value: { hint: string; message: string }[] }>()
        t.same(value.map(({ hint }) => hint).sort(), [
          'beta-only',
          'beta-only',
          'consistency-level',
          'early-retry',
          'ignored-next-link',
          'n-plus-one',
        ])
        t.match(value.map(({ message }) => message).join(), /processorArchitecture is in beta alone/)
      })

      t.same(errors, [])
    },
    { control: CONTROL, journal: JOURNAL, extend: throttle },
  )
})

test('a caller that waits for new requests is answered when the server stops, with a journal and without', async (t) => {
  for (const journal of [JOURNAL, undefined])
    await forEachEmulator(
      t,
      async (t, emulator) => {
        const control = controlOf(emulator)
        const { newest } = (await control.get('/requests')).json()
        const waiting = control.get(`/requests?after=${newest}&wait=60`)
        await new Promise((resolve) => setTimeout(resolve, 300))
        await emulator.app.close()
        t.same((await waiting).json().value, [])
      },
      { control: CONTROL, journal },
    )
})
