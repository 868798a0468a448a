/** What an attacker would try at the portal and its way into the control face, over HTTP. */
import { test } from 'tap'
import { createHash, randomBytes } from 'node:crypto'
import { ROUTES } from '../../src/control/routes.js'
import { model } from '../../src/entities/index.js'
import { PORTAL_CLIENT, portalScopes } from '../../src/entra/portal-client.js'
import { forEachEmulator, HOST, ORIGIN, startEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator, Response } from '../harness/emulator.js'

const KEY = 'a key of the control face'
const CONTROL = { control: { key: KEY, from: 'loopback' } } as const
const REDIRECT = `${ORIGIN}/_intunite/portal/`
const SCOPE = 'openid profile offline_access https://graph.microsoft.com/.default'
const BROWSER = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }

const withKey = (headers: Record<string, string> = {}) => ({ host: HOST, 'x-intunite-key': KEY, ...headers })

async function addUser({ app }: Emulator, name: string, intuneRole: string, tenant = TENANT): Promise<void> {
  const url = `/_intunite/tenants/${tenant}/users`
  const payload = { userPrincipalName: name, displayName: name, intuneRole }
  const { statusCode, body } = await app.inject({ method: 'POST', url, headers: withKey(), payload })
  if (statusCode !== 201) throw new Error(body)
}

/** The cookie of a browser that opened a link of the terminal. */
async function cookieOf({ app }: Emulator, user: string, tenant = TENANT): Promise<string> {
  const url = `/_intunite/tenants/${tenant}/portal-links`
  const link = await app.inject({ method: 'POST', url, headers: withKey(), payload: { user } })
  if (link.statusCode !== 201) throw new Error(link.body)
  const opened = await app.inject({
    url: link.json<{ url: string }>().url.replace(ORIGIN, ''),
    headers: { host: HOST },
  })
  return String(opened.headers['set-cookie']).split(';')[0] ?? ''
}

interface Asked {
  readonly redirect?: string
  readonly scope?: string
  readonly clientId?: string
  readonly tenant?: string
  readonly headers?: Record<string, string>
}

async function authorize(
  { app }: Emulator,
  cookie: string,
  asked: Asked = {},
): Promise<{ answer: Response; verifier: string }> {
  const verifier = randomBytes(40).toString('base64url')
  const query = new URLSearchParams({
    client_id: asked.clientId ?? PORTAL_CLIENT,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: asked.redirect ?? REDIRECT,
    scope: asked.scope ?? SCOPE,
    state: 'a state',
    prompt: 'none',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const url = `/${asked.tenant ?? TENANT}/oauth2/v2.0/authorize?${query.toString()}`
  return { answer: await app.inject({ url, headers: { host: HOST, cookie, ...asked.headers } }), verifier }
}

function codeIn({ headers }: Response): string {
  return new URLSearchParams(String(headers.location).split('#')[1]).get('code') ?? ''
}

function redeem(
  { app }: Emulator,
  form: Record<string, string>,
  headers: Record<string, string> = BROWSER,
  tenant = TENANT,
) {
  const payload = new URLSearchParams({ client_id: PORTAL_CLIENT, ...form }).toString()
  const url = `/${tenant}/oauth2/v2.0/token`
  return app.inject({ method: 'POST', url, headers: { host: HOST, ...headers }, payload })
}

/** The token of a user who has signed in to the portal. */
async function tokenOf(emulator: Emulator, user: string, tenant = TENANT): Promise<string> {
  const { answer, verifier } = await authorize(emulator, await cookieOf(emulator, user, tenant), { tenant })
  const form = {
    grant_type: 'authorization_code',
    code: codeIn(answer),
    code_verifier: verifier,
    redirect_uri: REDIRECT,
  }
  const redeemed = await redeem(emulator, form, BROWSER, tenant)
  const { access_token: token } = redeemed.json<{ access_token?: string }>()
  if (token === undefined) throw new Error(redeemed.body)
  return token
}

test('the portal on each database', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { app, store } = emulator
      await addUser(emulator, 'ada', 'administrator')
      await addUser(emulator, 'rea', 'readOnly')
      await addUser(emulator, 'nemo', 'none')
      const [ada, rea, nemo] = await Promise.all(['ada', 'rea', 'nemo'].map((name) => tokenOf(emulator, name)))
      const as = (token = '', headers: Record<string, string> = {}) => ({
        host: HOST,
        authorization: `Bearer ${token}`,
        ...headers,
      })
      const send = (method: string, url: string, headers: Record<string, string>, payload?: object) =>
        app.inject({ method: method as 'GET', url, headers, ...(payload === undefined ? {} : { payload }) })

      await t.test('no tenant keeps the app of the portal, and no caller can give it a credential', async (t) => {
        t.equal(await store.identity.applications.find(TENANT, PORTAL_CLIENT), undefined)
        const secret = {
          grant_type: 'client_credentials',
          client_secret: 'x',
          scope: 'https://graph.microsoft.com/.default',
        }
        t.match((await redeem(emulator, secret, { 'content-type': BROWSER['content-type'] })).json(), {
          error: 'invalid_client',
        })
        const added = await emulator.admin.post(`/v1.0/applications(appId='${PORTAL_CLIENT}')/addPassword`, {})
        t.equal(added.statusCode, 404)
      })

      await t.test('codes go to the address of the portal on this server, and nowhere else', async (t) => {
        const cookie = await cookieOf(emulator, 'ada')
        for (const redirect of [
          'https://evil.example/_intunite/portal/',
          'http://localhost:8080.evil.example/_intunite/portal/',
          'http://localhost:8080/_intunite/portal',
          'http://localhost:8080/_intunite/portal/../../elsewhere',
          'http://localhost:8080@evil.example/_intunite/portal/',
          'javascript:alert(1)',
        ]) {
          const { answer } = await authorize(emulator, cookie, { redirect })
          t.equal(answer.statusCode, 400, redirect)
          t.match(answer.body, /AADSTS50011/, redirect)
        }
      })

      await t.test('a code counts with its verifier, once, and in a browser on this origin', async (t) => {
        const cookie = await cookieOf(emulator, 'ada')
        const { answer, verifier } = await authorize(emulator, cookie)
        const code = codeIn(answer)
        const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
        t.match((await redeem(emulator, form)).json(), { error_codes: [501481] }, 'no verifier')
        t.match((await redeem(emulator, { ...form, code_verifier: 'x'.repeat(43) })).json(), { error_codes: [501481] })
        const whole = { ...form, code_verifier: verifier }
        const elsewhere = { 'content-type': BROWSER['content-type'] }
        t.match((await redeem(emulator, whole, elsewhere)).json(), { error_codes: [9002327] }, 'no browser')
        t.match((await redeem(emulator, whole)).json(), { token_type: 'Bearer' })
        t.match((await redeem(emulator, whole)).json(), { error_codes: [54005] }, 'a second time')
      })

      await t.test('no other flow gives a token for the portal', async (t) => {
        const password = { grant_type: 'password', username: 'ada@intunite.test', password: 'x', scope: SCOPE }
        t.match((await redeem(emulator, password)).json(), {
          error: /invalid_client|invalid_request|unauthorized_client/,
        })
        const payload = new URLSearchParams({ client_id: PORTAL_CLIENT, scope: SCOPE }).toString()
        const headers = { host: HOST, 'content-type': BROWSER['content-type'] }
        const begun = await app.inject({ method: 'POST', url: `/${TENANT}/oauth2/v2.0/devicecode`, headers, payload })
        t.match(begun.json(), { error_codes: [7000218] }, 'a device code needs a public client')
      })

      await t.test('what the portal may do without consent is what it needs, and no more', async (t) => {
        const cookie = await cookieOf(emulator, 'rea')
        const { answer } = await authorize(emulator, cookie, { scope: 'https://graph.microsoft.com/Mail.Read' })
        t.match(String(answer.headers.location), /#.*error=invalid_scope/)
        const allowed = new Set(portalScopes())
        const missing = model.resources.filter(
          ({ permissions }) =>
            permissions !== undefined &&
            !permissions.read.some((name) => allowed.has(name) || allowed.has(name.replace('.Read.', '.ReadWrite.'))),
        )
        t.same(
          missing.map(({ path }) => path),
          [],
          'it may read everything that is declared',
        )
      })

      await t.test('an administrator uses the own tenant, a reader reads it, others do neither', async (t) => {
        const other = await emulator.newTenant()
        for (const route of ROUTES) {
          const url = (tenant: string): string =>
            `/_intunite${route.path.replace('{tenant}', tenant).replace(/\{\w+\}/g, 'nothing-like-it')}`
          const status = async (token: string | undefined, tenant = TENANT) =>
            (await send(route.method, url(tenant), as(token, { 'content-type': 'application/json' }))).statusCode
          const name = `${route.method} ${route.path}`
          const mine = route.path.startsWith('/tenants/{tenant}')
          t.equal(await status(nemo), 403, `${name}: nobody`)
          t.equal(await status('not.a.token'), 401, `${name}: no token`)
          if (mine) t.equal(await status(ada, other.id), 403, `${name}: another tenant`)
          t.equal((await status(rea)) === 403, route.access !== 'reader', `${name}: reader`)
          // What an administrator may do here is tried where it is harmless: with a method that only reads.
          if (route.access === 'key') t.equal(await status(ada), 403, `${name}: the key alone`)
          else if (route.method === 'GET') t.not(await status(ada), 403, `${name}: administrator`)
        }
        const renamed = await send('PATCH', `/_intunite/tenants/intunite.test`, as(ada), { displayName: 'Renamed' })
        t.equal(renamed.statusCode, 200)
        const compared = await send('GET', `/_intunite/tenants/${TENANT}/diff?with=${other.id}`, as(ada))
        t.equal(compared.statusCode, 403, 'a second tenant to compare with')
        const twice = await send('GET', `/_intunite/tenants/${TENANT}/diff?with=${TENANT}&with=${other.id}`, as(ada))
        t.equal(twice.statusCode, 403)
      })

      await t.test('no user of the portal makes a tenant, in whichever way', async (t) => {
        const base = `/_intunite/tenants/${TENANT}`
        t.equal((await send('POST', `${base}/snapshots`, as(ada), { name: 'kept' })).statusCode, 201)
        const document = (await send('GET', `${base}/export`, as(ada))).json<object>()
        const all = async () => (await send('GET', '/_intunite/tenants', withKey())).json<{ value: object[] }>().value
        const before = (await all()).length
        for (const [path, body] of [
          ['/_intunite/tenants', { domain: 'made.test' }],
          ['/_intunite/tenants/import?domain=made.test', document],
          [`${base}/clone`, { domain: 'made.test' }],
          [`${base}/snapshots/kept/branch`, { domain: 'made.test' }],
        ] as const)
          for (const token of [ada, rea, nemo])
            t.equal((await send('POST', path, as(token), body)).statusCode, 403, `${path}: ${token === ada}`)
        t.equal((await all()).length, before)
        const branched = await send('POST', `${base}/snapshots/kept/branch`, withKey(), { domain: 'made.test' })
        t.equal(branched.statusCode, 201, branched.body)
      })

      await t.test('a reader gets no token for others and no secret, neither here nor through Graph', async (t) => {
        const url = `/_intunite/tenants/${TENANT}`
        const json = { 'content-type': 'application/json' }
        const app = (await send('GET', `${url}/apps/intunite-reader`, as(rea))).json<{ objectId: string }>()
        const tries: [string, string, object?][] = [
          ['POST', `${url}/tokens`, { app: 'intunite-admin' }],
          ['POST', `${url}/tokens`, { user: 'ada', scope: 'User.Read' }],
          ['POST', `${url}/apps/intunite-reader/secrets`, {}],
          ['POST', `${url}/apps`, { displayName: 'mine', secret: true, roles: ['DeviceManagementApps.ReadWrite.All'] }],
          ['PATCH', `${url}/users/rea`, { intuneRole: 'administrator' }],
          ['PATCH', `${url}/users/ada`, { password: 'a new password' }],
          ['POST', `${url}/users/ada/revoke-sessions`],
          ['POST', `/v1.0/applications/${app.objectId}/addPassword`, {}],
          ['POST', '/v1.0/applications', { displayName: 'mine' }],
          ['PATCH', `/v1.0/users/ada@intunite.test`, { passwordProfile: { password: 'A new passw0rd!' } }],
          ['POST', '/v1.0/users/ada@intunite.test/revokeSignInSessions', {}],
        ]
        for (const [method, path, body] of tries)
          t.equal((await send(method, path, as(rea, json), body)).statusCode, 403, `${method} ${path}`)
        const apps = await send('GET', `${url}/apps`, as(rea))
        const seen = [apps, await send('GET', `${url}/users/ada/sign-ins`, as(rea))].map(({ body }) => body).join()
        t.notMatch(seen, /hash|secretText|intunite-admin-secret/i)
      })

      await t.test('tokens of other apps do not open the control face, whatever their user may', async (t) => {
        const url = `/_intunite/tenants/${TENANT}`
        const made = await send('POST', `${url}/tokens`, withKey(), { user: 'ada', scope: portalScopes().join(' ') })
        const { accessToken } = made.json<{ accessToken: string }>()
        t.equal((await emulator.withToken(accessToken).get('/v1.0/deviceManagement/deviceCategories')).statusCode, 200)
        t.equal((await send('GET', url, as(accessToken))).statusCode, 403)
        t.equal((await send('GET', url, as(emulator.admin.token))).statusCode, 403, 'an app of its own')
        t.equal((await send('GET', '/_intunite/portal/session.json', as(accessToken))).statusCode, 403)
      })

      await t.test('cookies count for nothing, and pages of other origins are not answered', async (t) => {
        const url = `/_intunite/tenants/${TENANT}`
        const cookie = await cookieOf(emulator, 'ada')
        t.equal((await send('DELETE', `${url}/clock`, { host: HOST, cookie })).statusCode, 401)
        t.equal((await send('GET', '/_intunite/portal/session.json', { host: HOST, cookie })).statusCode, 401)
        const preflight = {
          host: HOST,
          origin: 'https://evil.example',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        }
        for (const path of [
          url,
          `${url}/snapshots`,
          '/_intunite/portal/session.json',
          '/_intunite/portal/settings.json',
        ]) {
          const { headers } = await send('OPTIONS', path, preflight)
          t.equal(headers['access-control-allow-origin'], undefined, path)
          const read = await send('GET', path, as(ada, { origin: 'https://evil.example' }))
          t.equal(read.headers['access-control-allow-origin'], undefined, path)
        }
        const form = await send('POST', `${url}/reset`, as(ada, { 'content-type': 'text/plain' }), {})
        t.equal(form.statusCode, 415)
      })

      await t.test('a name that is not this server gets neither the portal nor its control face', async (t) => {
        for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:8080']) {
          for (const path of ['/', '/settings.json', '/session.json', '/assets/x.js', '/open?code=x'])
            t.equal(
              (await send('GET', `/_intunite/portal${path}`, as(ada, { host }))).statusCode,
              421,
              `${host} ${path}`,
            )
          t.equal((await send('GET', `/_intunite/tenants/${TENANT}`, as(ada, { host }))).statusCode, 421, host)
        }
      })

      await t.test(
        'a link opens the portal once, soon, where the user opens it, and only with the key is it made',
        async (t) => {
          const url = `/_intunite/tenants/${TENANT}/portal-links`
          t.equal((await send('POST', url, as(ada), { user: 'rea' })).statusCode, 403, 'not by people')
          t.equal((await send('POST', url, withKey(), { user: 'who' })).statusCode, 404)
          const made = await send('POST', url, withKey(), { user: 'rea' })
          const link = made.json<{ url: string }>().url.replace(ORIGIN, '')
          const code = link.split('=')[1] ?? ''
          const elsewhere = await send('GET', link, { host: HOST, 'sec-fetch-site': 'cross-site' })
          t.match(elsewhere.headers, { location: /link=used/ })
          t.equal(elsewhere.headers['set-cookie'], undefined, 'another site signs no user in')
          t.match((await redeem(emulator, { grant_type: 'authorization_code', code, redirect_uri: REDIRECT })).json(), {
            error: 'invalid_client',
          })
          const opened = await send('GET', link, { host: HOST, 'sec-fetch-site': 'none' })
          t.match(opened.headers, {
            'set-cookie': /HttpOnly; SameSite=Lax/,
            location: `/_intunite/portal/?tenant=${TENANT}`,
          })
          const again = await send('GET', link, { host: HOST })
          t.equal(again.headers['set-cookie'], undefined)
          t.match(again.headers, { location: /link=used/ })
          for (const wrong of ['', '?code=', '?code=x', '?code=a&code=b'])
            t.match(
              (await send('GET', `/_intunite/portal/open${wrong}`, { host: HOST })).headers,
              { location: /link=used/ },
              wrong,
            )
        },
      )

      await t.test('what is true of the user now counts, not what was true at sign-in', async (t) => {
        await addUser(emulator, 'temp', 'administrator')
        const token = await tokenOf(emulator, 'temp')
        const url = `/_intunite/tenants/${TENANT}`
        t.equal((await send('GET', url, as(token))).statusCode, 200)
        await send('PATCH', `${url}/users/temp`, withKey(), { intuneRole: 'readOnly' })
        t.equal((await send('DELETE', `${url}/clock`, as(token))).statusCode, 403)
        await send('POST', `${url}/users/temp/revoke-sessions`, withKey())
        t.equal((await send('GET', url, as(token))).statusCode, 401)
        t.same(emulator.errors, [])
      })
    },
    CONTROL,
  )
})

test('the portal can be switched off: no page, no client, no token', async (t) => {
  const emulator = await startEmulator(t, { ...CONTROL, portal: false })
  await addUser(emulator, 'ada', 'administrator')
  const page = await emulator.admin.get('/_intunite/portal/', { accept: 'text/html' })
  t.ok(page.statusCode >= 400)
  t.notMatch(page.headers, { 'content-type': /html/ })
  const { answer } = await authorize(emulator, '')
  t.match(answer.body, /AADSTS700016/)
  const url = `/_intunite/tenants/${TENANT}/portal-links`
  const link = await emulator.app.inject({ method: 'POST', url, headers: withKey(), payload: { user: 'ada' } })
  t.equal(link.statusCode, 409)
})
