import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { limitHere } from '../harness/machine.js'
import { workTime } from '../harness/work-time.js'
import { ADMIN, claimsOf, GRAPH_SCOPE, headerOf, READER, startSignIn, TENANT } from './harness.js'

const ask = { grant_type: 'client_credentials', ...ADMIN, scope: GRAPH_SCOPE }

t.test('client credentials', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { app, token, identity, clock, issuer } = await startSignIn(t, await database.newDatabase())

    t.test('give a Graph token with all claims of an app-only token', async (t) => {
      const response = await token(ask, {
        headers: { 'client-request-id': '11111111-2222-4333-8444-555555555555', 'return-client-request-id': 'true' },
      })
      t.equal(response.statusCode, 200)
      t.equal(response.headers['content-type'], 'application/json; charset=utf-8')
      t.match(response.headers, {
        'cache-control': 'no-store, no-cache',
        pragma: 'no-cache',
        'client-request-id': '11111111-2222-4333-8444-555555555555',
        'x-ms-request-id': /^[0-9a-f-]{36}$/,
        'x-ms-ests-server': /INTUNITE/,
      })
      const body = response.json()
      t.same(Object.keys(body), ['token_type', 'expires_in', 'ext_expires_in', 'access_token'], 'and nothing else')
      t.match(body, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
      const now = Math.floor(clock() / 1000)
      t.match(claimsOf(body.access_token), {
        aud: 'https://graph.microsoft.com',
        iss: `https://sts.windows.net/${TENANT}/`,
        iat: now,
        nbf: now,
        exp: now + 3600,
        app_displayname: 'intunite-admin',
        appid: ADMIN.client_id,
        appidacr: '1',
        idp: `https://sts.windows.net/${TENANT}/`,
        idtyp: 'app',
        oid: '00000000-0000-4000-a000-0000000000c1',
        sub: '00000000-0000-4000-a000-0000000000c1',
        tid: TENANT,
        ver: '1.0',
        wids: ['0997a1d0-0d1d-4acb-b408-d5ca73121e90'],
        tenant_region_scope: 'WW',
        xms_tcdt: Number,
        xms_tdbr: String,
        xms_idrel: String,
        aio: String,
        rh: String,
        uti: /^[\w-]{22}$/,
      })
      t.ok((claimsOf(body.access_token)['roles'] as string[]).includes('DeviceManagementApps.ReadWrite.All'))
      t.notOk('scp' in claimsOf(body.access_token))
      const { kid } = await identity.keys.getActive()
      t.match(headerOf(body.access_token), { typ: 'JWT', alg: 'RS256', kid, x5t: kid, nonce: String })
    })

    t.test('are taken from HTTP Basic as well', async (t) => {
      const basic = Buffer.from(`${ADMIN.client_id}:${encodeURIComponent(ADMIN.client_secret)}`).toString('base64')
      const { grant_type, scope } = ask
      const response = await token({ grant_type, scope }, { headers: { authorization: `Basic ${basic}` } })
      t.equal(claimsOf(response.json().access_token)['appid'], ADMIN.client_id)
    })

    t.test('know Graph under all its names, and the tenant by domain and in any case', async (t) => {
      for (const scope of [
        'https://graph.microsoft.com//.default',
        '00000003-0000-0000-c000-000000000000/.default',
        'https://graph.microsoft.com/.default openid offline_access profile',
        'http://localhost:80/.default',
        'http://localhost/.default',
      ])
        t.equal((await token({ ...ask, scope }, { headers: { host: 'localhost:80' } })).statusCode, 200, scope)
      for (const tenant of ['intunite.test', 'INTUNITE.Test', TENANT.toUpperCase()]) {
        const { access_token: accessToken } = (await token(ask, { tenant })).json()
        t.equal(claimsOf(accessToken)['tid'], TENANT, tenant)
      }
      t.equal((await token({ ...ask, client_id: ADMIN.client_id.toUpperCase() })).statusCode, 200)
    })

    t.test('fail in the words of Entra', async (t) => {
      const { grant_type, client_id, client_secret, scope } = ask
      const cases: [Record<string, string>, string, number, number, string, RegExp][] = [
        [{ client_id, client_secret, scope }, TENANT, 400, 900144, 'invalid_request', /'grant_type'/],
        [{ ...ask, grant_type: 'magic' }, TENANT, 400, 70003, 'unsupported_grant_type', /'magic'/],
        [{ grant_type, client_secret, scope }, TENANT, 400, 900144, 'invalid_request', /'client_id'/],
        [{ grant_type, client_id, client_secret }, TENANT, 400, 900144, 'invalid_request', /'scope'/],
        [
          { grant_type, client_id, scope },
          TENANT,
          401,
          7000218,
          'invalid_client',
          /'client_assertion' or 'client_secret'/,
        ],
        [
          { ...ask, client_secret: 'wrong' },
          TENANT,
          401,
          7000215,
          'invalid_client',
          /^AADSTS7000215: Invalid client secret provided\. /,
        ],
        [
          { ...ask, client_id: '11111111-2222-4333-8444-555555555555' },
          TENANT,
          400,
          700016,
          'unauthorized_client',
          /Intunite development/,
        ],
        [{ ...ask, scope: 'User.Read' }, TENANT, 400, 1002012, 'invalid_scope', /User\.Read/],
        [{ ...ask, scope: 'openid' }, TENANT, 400, 1002012, 'invalid_scope', /openid/],
        [{ ...ask, scope: 'api://none/.default' }, TENANT, 400, 500011, 'invalid_resource', /api:\/\/none/],
        [
          { ...ask, scope: 'https://graph.microsoft.com/.default api://none/.default' },
          TENANT,
          400,
          28000,
          'invalid_scope',
          /more than one resource/,
        ],
        [ask, '11111111-2222-4333-8444-555555555555', 400, 90002, 'invalid_request', /Tenant '11111111/],
        [ask, 'nowhere.test', 400, 90002, 'invalid_request', /Tenant 'nowhere\.test' not found/],
        [ask, 'nonsense', 400, 900023, 'invalid_request', /'nonsense'/],
        [ask, 'common', 400, 50059, 'invalid_request', /No tenant-identifying/],
      ]
      for (const [values, tenant, status, number, error, text] of cases) {
        const response = await token(values, {
          tenant,
          headers: { 'client-request-id': '11111111-2222-4333-8444-555555555555' },
        })
        const body = response.json()
        t.equal(response.statusCode, status, `${number}`)
        t.match(body, {
          error,
          error_description: text,
          error_codes: [number],
          timestamp: '2026-03-04 05:06:07Z',
          trace_id: response.headers['x-ms-request-id'],
          correlation_id: '11111111-2222-4333-8444-555555555555',
          error_uri: `http://localhost:80/error?code=${number}`,
        })
        t.match(
          body.error_description,
          `Trace ID: ${body.trace_id} Correlation ID: ${body.correlation_id} Timestamp: 2026-03-04 05:06:07Z`,
        )
        t.notMatch(response.body, 'intunite-admin-secret')
      }
    })

    t.test('refuse duplicated parameters, other bodies and large ones', async (t) => {
      const url = `/${TENANT}/oauth2/v2.0/token`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const double = `${new URLSearchParams(ask).toString()}&client_id=x`
      t.match((await app.inject({ method: 'POST', url, headers, payload: double })).json(), {
        error_codes: [9000411],
        error_description: /'client_id' is duplicated/,
      })
      const json = await app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(ask),
      })
      t.match(json.json(), { error_codes: [900144] })
      const large = await app.inject({ method: 'POST', url, headers, payload: `a=${'x'.repeat(100_000)}` })
      t.equal(large.statusCode, 413)
      t.match(large.json(), { error_codes: [9002313] })
      const many = await app.inject({
        method: 'POST',
        url,
        headers,
        payload: Array.from({ length: 300 }, (_, i) => `p${i}=1`).join('&'),
      })
      t.match(many.json(), { error_codes: [9002313] })
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const response = await app.inject({ method, url })
        t.equal(response.statusCode, 405)
        t.match(response.json(), {
          error: 'invalid_request',
          error_codes: [900561],
          error_description: /only accepts POST requests\. Received a /,
        })
      }
      t.match((await app.inject({ url: `/${TENANT}/oauth2/nothing` })).json(), { error_codes: [5000224] })
      t.equal((await app.inject({ method: 'OPTIONS', url, headers: { origin: 'http://a.test' } })).statusCode, 204)
    })

    t.test('forget a secret as soon as another has taken its place', async (t) => {
      t.equal((await token({ ...ask, ...READER })).statusCode, 200)
      await identity.ensureDevelopmentTenant({ adminSecret: ADMIN.client_secret, readerSecret: 'new' })
      t.match((await token({ ...ask, ...READER })).json(), { error_codes: [7000215] })
      t.equal((await token({ ...ask, client_id: READER.client_id, client_secret: 'new' })).statusCode, 200)
    })

    t.test('are fast once the secret is known', async (t) => {
      await token(ask)
      const times: number[] = []
      for (let i = 0; i < 20; i += 1) {
        const start = workTime()
        await token(ask)
        times.push(workTime() - start)
      }
      const each = Math.min(...times)
      t.ok(each < limitHere(30), `${each.toFixed(1)} ms for a token`)
    })

    t.test('discovery describes it', async (t) => {
      const headers = { host: 'login.test:8443', origin: 'https://page.test' }
      const response = await app.inject({ url: '/intunite.test/v2.0/.well-known/openid-configuration?', headers })
      t.equal(response.headers['access-control-allow-origin'], 'https://page.test')
      t.match(response.json(), {
        issuer: `http://login.test:8443/${TENANT}/v2.0`,
        token_endpoint: `http://login.test:8443/${TENANT}/oauth2/v2.0/token`,
        authorization_endpoint: `http://login.test:8443/${TENANT}/oauth2/v2.0/authorize`,
        device_authorization_endpoint: `http://login.test:8443/${TENANT}/oauth2/v2.0/devicecode`,
        jwks_uri: `http://login.test:8443/${TENANT}/discovery/v2.0/keys`,
      })
      t.equal(
        (await app.inject({ url: '/common/v2.0/.well-known/openid-configuration', headers })).json().issuer,
        'http://login.test:8443/{tenantid}/v2.0',
      )
      t.equal(
        (await app.inject({ url: `/${TENANT}/.well-known/openid-configuration` })).json().issuer,
        `https://sts.windows.net/${TENANT}/`,
      )
      const unknown = await app.inject({ url: '/nowhere.test/v2.0/.well-known/openid-configuration' })
      t.equal(unknown.statusCode, 400)
      t.match(unknown.json(), { error: 'invalid_tenant', error_codes: [90002] })

      const { keys } = (await app.inject({ url: `/${TENANT}/discovery/v2.0/keys` })).json()
      const { access_token: accessToken } = (await token(ask)).json()
      const [header = '', payload = '', signature = ''] = accessToken.split('.')
      const [jwk] = keys
      t.match(jwk, {
        kty: 'RSA',
        use: 'sig',
        kid: headerOf(accessToken)['kid'],
        x5t: jwk.kid,
        e: 'AQAB',
        issuer: new RegExp(`/${TENANT}/v2.0$`),
      })
      const signed = (key: Parameters<typeof verify>[2]) =>
        verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
      t.equal(signed(createPublicKey({ key: jwk, format: 'jwk' })), true, 'the key set verifies the token')
      t.equal(
        signed(new X509Certificate(Buffer.from(jwk.x5c[0], 'base64')).publicKey),
        true,
        'and so does its certificate',
      )
    })

    t.test('the issuer works without HTTP', async (t) => {
      const tenant = await identity.tenants.find(TENANT)
      const application = await identity.applications.findByName(TENANT, 'intunite-reader')
      if (tenant === undefined || application === undefined) return t.fail('not there')
      const issued = await issuer.issueAppToken({ tenant, application })
      const { appid, roles } = claimsOf(issued.token) as { appid: string; roles: string[] }
      t.equal(appid, READER.client_id)
      for (const role of ['Application.Read.All', 'CloudPC.Read.All']) t.ok(roles.includes(role), role)
    })
  })
})
