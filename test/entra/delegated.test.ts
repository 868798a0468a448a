import { randomUUID } from 'node:crypto'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { wholeTenants } from '../harness/whole-tenants.js'
import { claimsOf, createPeople, openTestStore, startSignIn, TENANT } from './harness.js'

t.test('delegated tokens', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const signIn = await startSignIn(t, await database.newDatabase())
    const { token, whoami, directory, clock, identity } = signIn
    const { mara, jo, app, secret } = await createPeople(signIn)
    const client = { client_id: app.appId }
    const scope = 'openid profile offline_access DeviceManagementApps.Read.All'
    const askPassword = (values: Record<string, string> = {}, tenant = TENANT) =>
      token(
        {
          grant_type: 'password',
          ...client,
          username: mara.userPrincipalName,
          password: 'maras password',
          scope,
          ...values,
        },
        { tenant },
      )
    const renew = (refreshToken: string, values: Record<string, string> = {}) =>
      token({ grant_type: 'refresh_token', ...client, refresh_token: refreshToken, ...values })

    t.test('come from a password', async (t) => {
      const response = await askPassword({ client_info: '1' })
      t.equal(response.statusCode, 200, response.body)
      const body = response.json()
      t.match(body, {
        token_type: 'Bearer',
        expires_in: 3599,
        scope: 'DeviceManagementApps.Read.All User.Read openid profile',
      })
      t.match(claimsOf(body.access_token), {
        aud: '00000003-0000-0000-c000-000000000000',
        idtyp: 'user',
        appidacr: '0',
        oid: mara.id,
        upn: 'mara@intunite.test',
        unique_name: 'mara@intunite.test',
        name: 'Mara Lind',
        given_name: 'Mara',
        family_name: 'Lind',
        scp: 'DeviceManagementApps.Read.All User.Read openid profile',
        tid: TENANT,
        ver: '1.0',
      })
      t.notOk('roles' in claimsOf(body.access_token))
      t.match(claimsOf(body.id_token), {
        aud: app.appId,
        iss: `http://localhost:80/${TENANT}/v2.0`,
        oid: mara.id,
        preferred_username: 'mara@intunite.test',
        ver: '2.0',
        email: 'mara@mail.test',
      })
      t.notOk('nonce' in claimsOf(body.id_token))
      t.not(claimsOf(body.id_token)['sub'], claimsOf(body.access_token)['sub'], 'subjects are pairwise')
      t.same(JSON.parse(Buffer.from(body.client_info, 'base64url').toString()), { uid: mara.id, utid: TENANT })
      t.match((await whoami(`Bearer ${body.access_token}`)).json(), {
        kind: 'user',
        userId: mara.id,
        intuneRole: 'administrator',
        userPrincipalName: 'mara@intunite.test',
      })
    })

    t.test('repeat scopes as they were asked for', async (t) => {
      const url = (await askPassword({ scope: 'https://graph.microsoft.com/User.Read' })).json()
      t.equal(
        url.scope,
        'https://graph.microsoft.com/User.Read https://graph.microsoft.com/DeviceManagementApps.Read.All',
      )
      t.equal(claimsOf(url.access_token)['aud'], 'https://graph.microsoft.com')
      t.notOk('id_token' in url || 'refresh_token' in url || 'client_info' in url)
      const byDefault = (await askPassword({ scope: 'https://graph.microsoft.com/.default' })).json()
      t.match(byDefault.scope, /^https:\/\/graph\.microsoft\.com\/\.default /)
      t.equal(claimsOf(byDefault.access_token)['scp'], 'DeviceManagementApps.Read.All User.Read')
      const cae = (await askPassword({ claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}' })).json()
      t.same(claimsOf(cae.access_token)['xms_cc'], ['cp1'])
    })

    t.test('are refused in the words of Entra', async (t) => {
      await directory.users.create(TENANT, { userPrincipalName: 'gone', password: 'x' })
      await directory.users.update(TENANT, 'gone', { enabled: false })
      await directory.apps.create(TENANT, {
        displayName: 'closed',
        appId: '22222222-2222-4222-8222-222222222222',
        secret: 'closed secret',
      })
      const cases: [Record<string, string>, string, number, object][] = [
        [{ password: 'wrong' }, TENANT, 50126, { error: 'invalid_grant' }],
        [{ username: 'nobody@intunite.test' }, TENANT, 50034, {}],
        [{ username: 'gone@intunite.test', password: 'x' }, TENANT, 50057, {}],
        [{}, 'common', 9001023, { error: 'invalid_request' }],
        [{ scope: 'Mail.Read' }, TENANT, 65001, { error: 'invalid_grant', suberror: 'consent_required' }],
        [{ scope: 'User.Read api://none/x' }, TENANT, 28000, {}],
        [{ scope: 'User.Read https://graph.microsoft.com/.default' }, TENANT, 70011, {}],
        [{ client_id: '22222222-2222-4222-8222-222222222222' }, TENANT, 7000218, { error: 'invalid_client' }],
        [{ client_secret: 'wrong' }, TENANT, 7000215, {}],
      ]
      for (const [values, tenant, number, body] of cases)
        t.match((await askPassword(values, tenant)).json(), { ...body, error_codes: [number] }, `${number}`)
      t.equal((await askPassword({}, 'organizations')).statusCode, 200, 'the domain tells the tenant')
      t.equal((await askPassword({ client_secret: secret })).statusCode, 200)
    })

    t.test('follow the user as they are now', async (t) => {
      const { access_token: accessToken } = (
        await askPassword({ username: jo.userPrincipalName, password: 'jos password' })
      ).json()
      const role = async () => (await whoami(`Bearer ${accessToken}`)).json().intuneRole
      t.equal(await role(), 'none')
      await directory.users.update(TENANT, 'jo', { intuneRole: 'readOnly' })
      t.equal(await role(), 'readOnly')
      clock.advance(10)
      await directory.users.revokeSessions(TENANT, 'jo')
      const refused = await whoami(`Bearer ${accessToken}`)
      t.equal(refused.statusCode, 401)
      t.match(refused.json().message, /TokenIssuedBeforeRevocationTimestamp/)
      clock.advance(10)
      const { access_token: again } = (
        await askPassword({ username: jo.userPrincipalName, password: 'jos password' })
      ).json()
      t.equal((await whoami(`Bearer ${again}`)).statusCode, 200)
      await directory.users.update(TENANT, 'jo', { enabled: false })
      t.equal((await whoami(`Bearer ${again}`)).statusCode, 401)
      await directory.users.update(TENANT, 'jo', { enabled: true })
    })

    t.test('are renewed, each refresh token once', async (t) => {
      const first = (await askPassword()).json().refresh_token
      const second = (await renew(first, { scope: 'openid User.Read offline_access' })).json()
      t.equal(second.scope, 'User.Read DeviceManagementApps.Read.All openid')
      t.ok(second.id_token)
      t.not(second.refresh_token, first)
      const third = (await renew(second.refresh_token)).json()
      t.ok(third.access_token)
      t.match((await renew(first)).json(), { error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' })
      t.match((await renew(third.refresh_token)).json(), { error_codes: [50173] }, 'reuse ends the family')
      t.match((await renew('nonsense')).json(), { error: 'invalid_grant', error_codes: [70000] })
    })

    t.test('are not renewed for others, or too late', async (t) => {
      const get = async () => (await askPassword()).json().refresh_token
      const other = await directory.apps.create(TENANT, { displayName: 'other', publicClient: true })
      t.match((await renew(await get(), { client_id: other.appId })).json(), { error_codes: [70000] })
      const tenant = await directory.tenants.create({ domain: `${randomUUID()}.test` })
      const refreshToken = await get()
      t.match(
        (
          await token({ grant_type: 'refresh_token', ...client, refresh_token: refreshToken }, { tenant: tenant.id })
        ).json(),
        { error_codes: [70000] },
      )
      clock.advance(10)
      await directory.users.revokeSessions(TENANT, 'mara')
      t.match((await renew(refreshToken)).json(), { error_codes: [50173] })
      clock.advance(10)
      const late = await get()
      clock.advance(91 * 24 * 60 * 60 * 1000)
      t.match((await renew(late)).json(), { error_codes: [700082] })
    })

    t.test('have one winner when eight renew at once', async (t) => {
      const refreshToken = (await askPassword()).json().refresh_token
      const answers = (await Promise.all(Array.from({ length: 8 }, () => renew(refreshToken)))).map((response) =>
        response.json(),
      )
      t.equal(answers.filter(({ access_token: accessToken }) => accessToken !== undefined).length, 1)
      t.equal(answers.filter(({ error_codes: codes }) => codes?.[0] === 50173).length, 7)
    })

    t.test('of version 1 write numbers as texts', async (t) => {
      const response = await signIn.post(`/${TENANT}/oauth2/token`, {
        grant_type: 'password',
        ...client,
        username: 'mara@intunite.test',
        password: 'maras password',
        resource: 'https://graph.microsoft.com',
        scope: 'openid',
      })
      t.match(response.json(), {
        token_type: 'Bearer',
        expires_in: '3599',
        ext_expires_in: '3599',
        expires_on: /^\d+$/,
        not_before: /^\d+$/,
        resource: 'https://graph.microsoft.com',
        refresh_token: String,
      })
      t.match(claimsOf(response.json().id_token), {
        iss: `https://sts.windows.net/${TENANT}/`,
        upn: 'mara@intunite.test',
        ver: '1.0',
      })
      t.match(claimsOf(response.json().access_token), {
        aud: 'https://graph.microsoft.com',
        scp: /DeviceManagementApps\.Read\.All/,
      })
    })

    t.test('on behalf of the user of an app that called', async (t) => {
      const api = await directory.apps.create(TENANT, {
        displayName: 'middle',
        secret: 'middle secret',
        identifierUris: ['api://middle'],
      })
      await directory.grants.create(TENANT, {
        app: 'Console',
        kind: 'delegated',
        permissions: ['access'],
        resource: 'middle',
      })
      const { access_token: assertion } = (await askPassword({ scope: 'api://middle/access' })).json()
      t.match(claimsOf(assertion), { aud: 'api://middle', scp: 'access' })
      t.equal(
        (await whoami(`Bearer ${assertion}`)).json().message,
        'Access token validation failure. Invalid audience.',
      )
      const ask = (values: Record<string, string> = {}) =>
        token({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          client_id: api.appId,
          client_secret: 'middle secret',
          requested_token_use: 'on_behalf_of',
          assertion,
          scope: 'https://graph.microsoft.com/User.Read openid profile offline_access',
          ...values,
        })
      t.match((await ask()).json(), { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] })
      await directory.grants.create(TENANT, {
        app: 'middle',
        kind: 'delegated',
        permissions: ['User.Read'],
        user: 'mara',
      })
      const answer = (await ask()).json()
      t.match(claimsOf(answer.access_token), {
        appid: api.appId,
        appidacr: '1',
        oid: mara.id,
        scp: 'User.Read openid profile',
        aud: 'https://graph.microsoft.com',
      })
      t.ok(answer.refresh_token && answer.id_token)
      const appOnly = (
        await token({
          grant_type: 'client_credentials',
          client_id: api.appId,
          client_secret: 'middle secret',
          scope: 'api://middle/.default',
        })
      ).json().access_token
      const graph = (await askPassword()).json().access_token
      const [head, body] = assertion.split('.')
      const cases: [Record<string, string>, number][] = [
        [{ assertion: appOnly }, 50013],
        [{ assertion: graph }, 500131],
        [{ assertion: 'nonsense' }, 50013],
        [{ assertion: `${head}.${body}.${graph.split('.')[2]}` }, 50013],
        [{ requested_token_use: '' }, 900144],
        [{ client_secret: '' }, 7000218],
      ]
      for (const [values, number] of cases)
        t.match((await ask(values)).json(), { error_codes: [number] }, JSON.stringify(values).slice(0, 40))
      clock.advance(2 * 60 * 60 * 1000)
      t.match((await ask()).json(), { error_codes: [500133] })
    })

    t.test('of a deleted tenant are worth nothing at once', async (t) => {
      const tenant = await directory.tenants.create({ domain: `${randomUUID()}.test` })
      const made = await directory.apps.create(tenant.id, { displayName: 'a', secret: true })
      const response = await token(
        {
          grant_type: 'client_credentials',
          client_id: made.appId,
          client_secret: made.secret ?? '',
          scope: 'https://graph.microsoft.com/.default',
        },
        { tenant: tenant.id },
      )
      const authorization = `Bearer ${response.json().access_token}`
      t.equal((await whoami(authorization)).statusCode, 200)
      await wholeTenants(signIn.store).jobs.erase(tenant.id)
      t.equal((await whoami(authorization)).statusCode, 401)
      t.equal(await identity.tenants.exists(tenant.id), false)
    })
  })
})

t.test('two processes on one PostgreSQL agree on one winner', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    if (database.name === 'sqlite') return void t.pass('SQLite is for one process')
    const resource = await database.newDatabase()
    const one = await startSignIn(t, resource)
    const other = await startSignIn(t, resource)
    const { app } = await createPeople(one)
    const ask = {
      grant_type: 'password',
      client_id: app.appId,
      username: 'mara@intunite.test',
      password: 'maras password',
      scope: 'User.Read offline_access',
    }
    const { refresh_token: refreshToken, access_token: accessToken } = (await one.token(ask)).json()
    t.equal((await other.whoami(`Bearer ${accessToken}`)).statusCode, 200, 'each believes the tokens of the other')
    const renew = { grant_type: 'refresh_token', client_id: app.appId, refresh_token: refreshToken }
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? one : other).token(renew)))
    t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1)
    const third = await openTestStore(t, resource)
    t.equal((await third.identity.keys.getActive()).kid, (await one.identity.keys.getActive()).kid)
  })
})
