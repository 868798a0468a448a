/** Clocks that are set: of a tenant and of the whole server, and what goes by them. */
import { test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { CLOCK_VERBS } from '../../src/cli/control/clock.js'
import { openStore } from '../../src/store/store.js'
import { model } from '../../src/entities/index.js'
import { ADMIN, forEachEmulator, startEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { forEachDatabase } from '../harness/databases.js'
import { CONTROL, controlOf } from './control.js'

const CATEGORIES = '/v1.0/deviceManagement/deviceCategories'
const APPS = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const OWN = `/tenants/${TENANT}/clock`
const HEADER = 'x-intunite-clock'
const THEN = '2031-05-01T08:00:00Z'

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, any>

async function freshAdmin({ withToken, token }: Emulator): Promise<Client> {
  return withToken(await token(ADMIN))
}

const configuration = (displayName: string) => ({
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  displayName,
})

test('the clock of a tenant', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const control = controlOf(emulator)
      const refuse = (answer: Response, detail: RegExp) => {
        t.equal(answer.statusCode, 400, answer.body)
        t.match(answer.json().detail, detail)
      }

      await t.test('is real at first, and no answer speaks of it', async (t) => {
        t.match((await control.get(OWN)).json(), { mode: 'real', of: 'machine', rate: 1, ahead: 'PT0S' })
        t.notOk((await emulator.admin.get(CATEGORIES)).headers[HEADER])
        t.notOk(claimsOf(await emulator.token(ADMIN)).intunite_clock)
      })

      await t.test('stands still: stamps, tokens, now() and audit events are of that moment', async (t) => {
        const set = await control.patch(OWN, { now: THEN, rate: 0 })
        t.equal(set.statusCode, 200, set.body)
        t.match(set.json(), { mode: 'fixed', of: 'tenant', now: THEN, rate: 0 })
        t.equal((await emulator.admin.get(CATEGORIES)).statusCode, 401, 'a token of before is not good any more')
        const token = await emulator.token(ADMIN)
        const { iat, nbf, exp, intunite_clock: note } = claimsOf(token)
        t.same([iat, nbf, exp - iat], [Date.parse(THEN) / 1000, iat, 3600])
        t.equal(note, 'fixed; now=2031-05-01T08:00:00.000Z')
        const admin = emulator.withToken(token)
        const made = await admin.post(APPS, configuration('then'))
        t.equal(made.statusCode, 201, made.body)
        t.equal(made.headers[HEADER], 'fixed; now=2031-05-01T08:00:00.000Z')
        t.match(made.json(), { createdDateTime: THEN, lastModifiedDateTime: THEN })
        const past = await admin.get(`${APPS}?$filter=createdDateTime lt now()&$select=id`)
        t.equal(past.json().value.length, 0, past.body)
        t.equal((await admin.get(`${APPS}?$filter=createdDateTime eq now()&$select=id`)).json().value.length, 1)
        t.equal((await admin.get(`${APPS}/$count?$filter=createdDateTime le now()`)).body, '1')
        const events = (await admin.get('/beta/deviceManagement/auditEvents')).json().value
        t.same(
          new Set(events.map(({ activityDateTime }: { activityDateTime: string }) => activityDateTime)),
          new Set([THEN]),
        )
        t.match((await admin.get('/v1.0/nowhere')).json().error.innerError.date, '2031-05-01T08:00:00')
        const snapshot = await control.post(`/tenants/${TENANT}/snapshots`, { name: 'then' })
        t.equal(snapshot.json().createdDateTime, THEN)
      })

      await t.test('is moved by a duration, and what is too old then ends', async (t) => {
        const admin = await freshAdmin(emulator)
        t.match((await control.post(`${OWN}/advance`, { by: 'PT50M' })).json(), { now: '2031-05-01T08:50:00Z' })
        t.equal((await admin.get(CATEGORIES)).statusCode, 200)
        t.match((await control.post(`${OWN}/advance`, { by: 'PT16M' })).json(), { mode: 'fixed' })
        const old = await admin.get(CATEGORIES)
        t.equal(old.statusCode, 401)
        t.match(old.json().error.message, /expired/)
        await control.post(`${OWN}/advance`, { by: '-PT16M' })
        t.equal((await admin.get(CATEGORIES)).statusCode, 200, 'and is good again when it goes back')
      })

      await t.test('runs faster, in whole or in part', async (t) => {
        t.match((await control.patch(OWN, { rate: 10_000 })).json(), { mode: 'rate', rate: 10_000 })
        const before = Date.parse((await control.get(OWN)).json().now)
        await new Promise((resolve) => setTimeout(resolve, 100))
        const after = Date.parse((await control.get(OWN)).json().now)
        t.ok(after - before >= 900_000, `${after - before} ms`)
        t.match((await control.patch(OWN, { now: THEN, rate: 1 })).json(), { mode: 'shifted', ahead: /^P\d+D/ })
        const admin = await freshAdmin(emulator)
        t.match((await admin.get(CATEGORIES)).headers[HEADER], /^shifted P\d+DT\S+; now=2031-05-01T08:0/)
        const [one, two] = [await admin.post(APPS, configuration('1')), await admin.post(APPS, configuration('2'))]
        t.ok(one.json().createdDateTime < two.json().createdDateTime, 'times of a clock that runs differ')
      })

      await t.test('is of one tenant alone, and outweighs that of the server', async (t) => {
        const other = await (await emulator.newTenant()).as('DeviceManagementConfiguration.Read.All')
        const answer = await other.get('/beta/deviceManagement/configurationPolicies')
        t.equal(answer.statusCode, 200, answer.body)
        t.notOk(answer.headers[HEADER])
        t.match((await control.patch('/clock', { now: '2040-01-01T00:00:00Z', rate: 0 })).json(), {
          mode: 'fixed',
          of: 'server',
        })
        t.match((await control.get(OWN)).json(), { mode: 'shifted', of: 'tenant', now: /^2031/ })
        t.match((await control.delete(OWN)).json(), { mode: 'fixed', of: 'server', now: '2040-01-01T00:00:00Z' })
        const admin = await freshAdmin(emulator)
        t.match((await admin.post(APPS, configuration('server'))).json(), { createdDateTime: '2040-01-01T00:00:00Z' })
        t.equal((await other.get('/beta/deviceManagement/configurationPolicies')).statusCode, 401)
        t.match((await control.delete('/clock')).json(), { mode: 'real', of: 'machine' })
        t.equal((await other.get('/beta/deviceManagement/configurationPolicies')).statusCode, 200)
      })

      await t.test('is refused what it cannot show, by name and value', async () => {
        refuse(await control.patch(OWN, {}), /now/)
        refuse(await control.patch(OWN, { now: 'tomorrow' }), /now must be a time.*'tomorrow'/)
        refuse(await control.patch(OWN, { now: '2031-02-30T00:00:00Z' }), /2031-02-30/)
        refuse(await control.patch(OWN, { now: '9999-01-01T00:00:00Z' }), /9000-01-01/)
        refuse(await control.patch(OWN, { rate: -1 }), /rate must be .*-1/)
        refuse(await control.patch(OWN, { rate: '60' }), /rate/)
        refuse(await control.patch(OWN, { speed: 1 }), /speed/)
        refuse(await control.post(`${OWN}/advance`, { by: 'a day' }), /by must be a duration.*'a day'/)
        refuse(await control.post(`${OWN}/advance`, { by: 'next-event' }), /does not live/)
        refuse(await control.post('/clock/advance', { by: 'next-event' }), /one of a tenant/)
        refuse(await control.post(`${OWN}/advance`, { by: 'P99999999D' }), /1970-01-01 to 9000-01-01/)
        t.equal((await control.get('/tenants/nowhere.test/clock')).statusCode, 404)
        t.match((await control.get(OWN)).json(), { mode: 'real' })
      })

      await t.test('is shown, set and moved by the command', async (t) => {
        const command = async (
          name: string,
          words: readonly string[] = [],
          values = {},
        ): Promise<string | undefined> => {
          const given = { words, values: { tenant: TENANT, ...values } } as never
          const verb = CLOCK_VERBS[name]
          const { method, path, body } = (await verb?.request(given)) ?? { method: 'GET', path: '' }
          const answer = await control.send(method, path, body === undefined ? undefined : JSON.parse(body as string))
          t.equal(answer.statusCode, 200, answer.body)
          return verb?.say?.(given, answer.json())
        }
        const own = `the clock of the tenant ${TENANT}`
        t.equal(await command('set', [THEN], { fixed: '1' }), `${own} stands still: 2031-05-01T08:00:00Z`)
        t.equal(await command('advance', ['P1D']), `${own} stands still: 2031-05-02T08:00:00Z`)
        t.match(await command('rate', ['60']), `${own} runs at 60: 2031-05-02T08:`)
        t.match(await command('set', [THEN]), `${own} runs at 60: 2031-05-01T08:`)
        t.match(await command('rate', ['1']), `${own} is shifted by P`)
        t.match(await command('show'), `${own} is shifted by P`)
        t.match(await command('real'), `${own} is real: 20`)
        t.same(Object.keys(CLOCK_VERBS).sort(), ['advance', 'rate', 'real', 'set', 'show'])
      })

      await t.test('goes with its tenant', async (t) => {
        const { id } = (await control.post('/tenants', { domain: 'gone.test' })).json()
        await control.patch('/tenants/gone.test/clock', { rate: 0 })
        await control.delete('/tenants/gone.test')
        await control.post('/tenants', { id, domain: 'gone.test' })
        await emulator.store.clocks.reload()
        t.match((await control.get('/tenants/gone.test/clock')).json(), { mode: 'real' })
      })
      t.same(emulator.errors, [])
    },
    { control: CONTROL },
  )
})

test('refresh tokens, secrets and sign-ins go by the clock of their tenant', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const control = controlOf(emulator)
      const base = `/tenants/${TENANT}`
      await control.patch(OWN, { now: THEN, rate: 0 })
      const made = await control.post(`${base}/apps`, { displayName: 'public', publicClient: true })
      const { appId } = made.json()
      await control.post(`${base}/grants`, { app: appId, kind: 'delegated', permissions: ['User.Read'] })
      const user = await control.post(`${base}/users`, {
        userPrincipalName: 'ada@intunite.test',
        displayName: 'Ada',
        password: 'correct horse battery staple',
      })
      const name = user.json().userPrincipalName
      const ask = (form: Record<string, string>) =>
        emulator.app.inject({
          method: 'POST',
          url: `/${TENANT}/oauth2/v2.0/token`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ client_id: appId, ...form }).toString(),
        })
      const scope = 'https://graph.microsoft.com/.default offline_access'
      const first = await ask({
        grant_type: 'password',
        username: name,
        password: 'correct horse battery staple',
        scope,
      })
      t.equal(first.statusCode, 200, first.body)
      t.match(first.headers[HEADER], /^fixed/)
      const { refresh_token: refresh } = first.json()
      await control.post(`${OWN}/advance`, { by: 'P89D' })
      const second = await ask({ grant_type: 'refresh_token', refresh_token: refresh, scope })
      t.equal(second.statusCode, 200, second.body)
      await control.post(`${OWN}/advance`, { by: 'P91D' })
      const third = await ask({ grant_type: 'refresh_token', refresh_token: second.json().refresh_token, scope })
      t.equal(third.statusCode, 400)
      t.match(third.json().error_description, /AADSTS700082|AADSTS70008/)

      const confidential = await control.post(`${base}/apps`, { displayName: 'confidential' })
      const added = await control.post(`${base}/apps/${confidential.json().appId}/secrets`, { expiresIn: 30 * 86_400 })
      t.equal(added.statusCode, 201, added.body)
      const signIn = () =>
        ask({
          client_id: confidential.json().appId,
          client_secret: added.json().secret,
          grant_type: 'client_credentials',
          scope: 'https://graph.microsoft.com/.default',
        })
      t.equal((await signIn()).statusCode, 200)
      await control.post(`${OWN}/advance`, { by: 'P31D' })
      t.match((await signIn()).json().error_description, /AADSTS7000222/)
    },
    { control: CONTROL },
  )
})

test('a clock is kept: another process goes by it, and a server that starts again', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { databaseUrl, dataFolder } = await database.preparedDatabase()
    const options = { databaseUrl, data: dataFolder, control: CONTROL }
    const [one, two] = [await startEmulator(t, options), await startEmulator(t, options)]
    await Promise.all(Array.from({ length: 20 }, () => controlOf(one).post(`${OWN}/advance`, { by: 'P1D' })))
    t.match((await controlOf(one).get(OWN)).json().ahead, /^P20D$/, 'none of several moves is lost')
    const seen = async (): Promise<string> => String((await (await freshAdmin(two)).get(CATEGORIES)).headers[HEADER])
    for (let i = 0; i < 100 && !(await seen()).startsWith('shifted P20D'); i++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    t.match(await seen(), /^shifted P20D; now=/)
    const again = await openStore({
      model,
      data: dataFolder,
      databaseUrl,
      poolSize: 2,
      clock: systemClock,
      newId: randomId,
      onIdleError: () => undefined,
    })
    t.match(again.clocks.show(TENANT), { mode: 'shifted', ahead: 20 * 86_400_000 })
    await again.close()
  })
})
