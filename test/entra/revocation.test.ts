/** What is revoked stays revoked, whatever it has become meanwhile, and however it was revoked. */
import { model } from '../../src/entities/index.js'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import { createDirectory } from '../../src/entra/directory.js'
import { createPeople, openBrowser, readForm, startSignIn } from './harness.js'
import { randomUUID } from 'node:crypto'

const REDIRECT = 'https://app.test/callback'
const SCOPE = 'openid offline_access User.Read'

t.test('a revocation ends everything that was made of the sign-ins before it', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const signIn = await startSignIn(t, await database.newDatabase())
    const { token, directory, clock, whoami, post } = signIn
    const { mara, app, secret } = await createPeople(signIn)
    const client = { client_id: app.appId, client_secret: secret }
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
    await directory.grants.create(TENANT, { app: 'middle', kind: 'delegated', permissions: ['User.Read'] })
    let password = 'maras password'
    const byPassword = async (scope = SCOPE) =>
      (await token({ grant_type: 'password', ...client, username: mara.userPrincipalName, password, scope })).json()
    const authorizeUrl = `/${TENANT}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: app.appId, response_type: 'code', redirect_uri: REDIRECT, scope: SCOPE }).toString()}`
    const browserOf = async () => {
      const browser = openBrowser(signIn)
      const form = readForm((await browser.get(authorizeUrl)).body)
      await browser.submit(form, { username: mara.userPrincipalName })
      return browser
    }
    const codeOf = async () => {
      const { location } = (await (await browserOf()).get(authorizeUrl)).headers
      return new URL(String(location)).searchParams.get('code') ?? ''
    }
    const deviceCode = async () => {
      const begun = (await post(`/${TENANT}/oauth2/v2.0/devicecode`, { client_id: app.appId, scope: SCOPE })).json()
      const browser = openBrowser(signIn)
      const page = `/common/oauth2/deviceauth?otc=${begun.user_code}`
      await browser.submit(readForm((await browser.get(page)).body), { username: mara.userPrincipalName })
      await browser.submit(readForm((await browser.get(page)).body), { decision: 'accept' })
      return String(begun.device_code)
    }
    const redeem = (code: string) =>
      token({ grant_type: 'authorization_code', ...client, code, redirect_uri: REDIRECT })
    const renew = (refreshToken: string) =>
      token({ grant_type: 'refresh_token', ...client, refresh_token: refreshToken })
    const onBehalfOf = (assertion: string) =>
      token({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        client_id: api.appId,
        client_secret: 'middle secret',
        requested_token_use: 'on_behalf_of',
        assertion,
        scope: SCOPE,
      })
    const pollDevice = (code: string) =>
      token({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: app.appId, device_code: code })

    const causes: Record<string, () => Promise<void>> = {
      'sessions revoked': () => directory.users.revokeSessions(TENANT, 'mara'),
      'a new password': async () => {
        password = `${password}!`
        await directory.users.update(TENANT, 'mara', { password })
      },
    }
    for (const [cause, revoke] of Object.entries(causes))
      await t.test(cause, async (t) => {
        clock.advance(60_000)
        // Before: one of each kind that still counts, and one that shows so.
        t.equal((await redeem(await codeOf())).statusCode, 200, 'a code counts')
        t.equal((await pollDevice(await deviceCode())).statusCode, 200, 'a device code counts')
        const assertion = (await byPassword('api://middle/access')).access_token
        t.equal((await onBehalfOf(assertion)).statusCode, 200, 'an assertion counts')
        const { access_token: accessToken, refresh_token: refreshToken } = await byPassword()
        t.equal((await whoami(`Bearer ${accessToken}`)).statusCode, 200, 'an access token counts')
        const renewed = (await renew(refreshToken)).json()
        const [code, device, browser] = [await codeOf(), await deviceCode(), await browserOf()]
        const derived = (await onBehalfOf(assertion)).json()
        clock.advance(1000)
        await revoke()
        clock.advance(1000)
        const spent = { error: 'invalid_grant', error_codes: [50173], suberror: 'bad_token' }
        t.match((await redeem(code)).json(), spent, 'code')
        t.match((await pollDevice(device)).json(), spent, 'approved device code')
        t.match((await onBehalfOf(assertion)).json(), spent, 'assertion')
        t.match((await renew(renewed.refresh_token)).json(), spent, 'renewed refresh token')
        t.match(
          (
            await token({
              grant_type: 'refresh_token',
              client_id: api.appId,
              client_secret: 'middle secret',
              refresh_token: derived.refresh_token,
            })
          ).json(),
          spent,
          'refresh token of an assertion',
        )
        for (const each of [accessToken, renewed.access_token, derived.access_token])
          t.equal((await whoami(`Bearer ${each}`)).statusCode, 401, 'access token')
        t.match((await browser.get(authorizeUrl)).body, 'name="username"', 'session: the page asks again')
        const again = await byPassword()
        t.equal((await whoami(`Bearer ${again.access_token}`)).statusCode, 200, 'a new sign-in counts')
        t.equal((await renew(again.refresh_token)).statusCode, 200)
      })

    await t.test('sign-ins are listed with what they are, and each is ended by itself', async (t) => {
      const { signIns, credentials } = signIn.identity
      const list = () => directory.users.listSignIns(TENANT, 'mara')
      await directory.users.revokeSessions(TENANT, 'mara')
      clock.advance(1000)
      t.same(await list(), [], 'what was revoked is no sign-in')
      const browser = await browserOf()
      clock.advance(1000)
      const first = await byPassword()
      clock.advance(1000)
      const second = await byPassword()
      const [newest, older, oldest, ...others] = await list()
      t.same(others, [])
      t.match(newest, { kind: 'app', appId: app.appId, app: 'Console', scope: SCOPE })
      t.match(oldest, { kind: 'browser' })
      t.notMatch(JSON.stringify([newest, older, oldest]), first.refresh_token)
      clock.advance(60_000)
      const renewed = (await renew(first.refresh_token)).json()
      const [, same] = await list()
      t.equal(same?.id, older?.id, 'a renewed token is the same sign-in')
      t.equal(same?.signedInDateTime, older?.signedInDateTime)
      t.ok((same?.usedDateTime ?? '') > (older?.usedDateTime ?? ''))

      await directory.users.endSignIn(TENANT, 'mara', older?.id ?? '')
      t.match((await renew(renewed.refresh_token)).json(), { error_codes: [50173] }, 'the ended one')
      const next = (await renew(second.refresh_token)).json()
      t.type(next.refresh_token, 'string', 'the other goes on')
      const gone = { code: 'notFound' }
      await t.rejects(directory.users.endSignIn(TENANT, 'mara', older?.id ?? ''), gone, 'a second time')
      await t.rejects(directory.users.endSignIn(TENANT, 'jo', newest?.id ?? ''), gone, 'of another user')
      t.equal(await signIns.end({ tenantId: randomUUID(), id: mara.id }, newest?.id ?? ''), false, 'of another tenant')
      t.match((await browser.get(authorizeUrl)).headers, { location: /code=/ }, 'the browser is signed in')
      await directory.users.endSignIn(TENANT, 'mara', oldest?.id ?? '')
      t.match((await browser.get(authorizeUrl)).body, 'name="username"', 'and is asked again')
      t.same(
        (await list()).map(({ id }) => id),
        [newest?.id],
      )
      const grant = { appId: app.appId, scope: SCOPE, authTime: Math.floor(clock() / 1000), method: 'pwd' as const }
      await credentials.addRefreshToken({ tenantId: TENANT, userId: mara.id, grant, family: randomUUID(), life: 1000 })
      t.equal((await list()).length, 2)
      clock.advance(1001)
      t.equal((await list()).length, 1, 'what has expired is no sign-in')
    })

    await t.test('what is written while a revocation happens is over, too', async (t) => {
      const { refresh_token: refreshToken } = await byPassword()
      const { rotateRefreshToken } = signIn.identity.credentials
      const held = await signIn.identity.credentials.findRefreshToken(refreshToken)
      if (held === undefined) throw new Error('the refresh token is not kept')
      clock.advance(1000)
      await directory.users.revokeSessions(TENANT, 'mara')
      clock.advance(1000)
      // The request that had read token and user before the revocation writes after it.
      const rotated = await rotateRefreshToken(refreshToken, { ...held, life: 60_000 })
      t.match((await renew(rotated ?? '')).json(), { error_codes: [50173] })
    })

    await t.test('clients that understand claims challenges are told how new a token must be', async (t) => {
      const ask = async (claims?: string) =>
        (
          await token({
            grant_type: 'password',
            ...client,
            username: mara.userPrincipalName,
            password,
            scope: SCOPE,
            ...(claims === undefined ? {} : { claims }),
          })
        ).json().access_token
      const able = await ask('{"access_token":{"xms_cc":{"values":["cp1"]}}}')
      const plain = await ask()
      clock.advance(1000)
      const at = Math.floor(clock() / 1000)
      await directory.users.revokeSessions(TENANT, 'mara')
      clock.advance(1000)
      const challenged = await whoami(`Bearer ${able}`)
      t.equal(challenged.statusCode, 401)
      const challenge = String(challenged.headers['www-authenticate'])
      t.match(challenge, /^Bearer realm="", authorization_uri="[^"]+", client_id="00000003-/)
      t.match(challenge, 'error="insufficient_claims"')
      const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString()
      t.strictSame(JSON.parse(claims), { access_token: { nbf: { essential: true, value: String(at) } } })
      t.notMatch((await whoami(`Bearer ${plain}`)).headers['www-authenticate'], 'claims=')
      t.equal(
        (await whoami(`Bearer ${await ask(claims)}`)).statusCode,
        200,
        'the claims are taken with the next request',
      )
    })
  })
})

t.test('a token belongs to the user it was made for', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { app, store, admin, withToken } = emulator
    const { database, prisma, identity } = store
    const directory = createDirectory({
      model,
      database,
      prisma: () => prisma(),
      identity,
      clock: Date.now,
      newId: randomUUID,
    })
    const post = async (url: string, values: Record<string, string>) =>
      (
        await app.inject({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(values).toString(),
        })
      ).json()
    const { app: console, secret } = await createPeople({ directory })
    const client = { client_id: console.appId, client_secret: secret }
    const signIn = (password: string) =>
      post(`/${TENANT}/oauth2/v2.0/token`, {
        grant_type: 'password',
        ...client,
        username: 'mara@intunite.test',
        password,
        scope: SCOPE,
      })

    const { access_token: first, refresh_token: refreshToken } = await signIn('maras password')
    t.equal((await withToken(first).get('/v1.0/me')).statusCode, 200)
    const changed = await admin.patch('/v1.0/users/mara@intunite.test', {
      passwordProfile: { password: 'another-Password-1' },
    })
    t.equal(changed.statusCode, 204, 'a new password by way of Graph')
    t.equal((await withToken(first).get('/v1.0/me')).statusCode, 401)
    t.match(
      await post(`/${TENANT}/oauth2/v2.0/token`, {
        grant_type: 'refresh_token',
        ...client,
        refresh_token: refreshToken,
      }),
      { error_codes: [50173] },
    )

    const { access_token: second } = await signIn('another-Password-1')
    t.equal((await withToken(second).get('/v1.0/me')).statusCode, 200)
    await directory.users.delete(TENANT, 'mara')
    await directory.users.create(TENANT, {
      userPrincipalName: 'mara',
      displayName: 'Another Mara',
      intuneRole: 'administrator',
    })
    t.equal((await withToken(second).get('/v1.0/me')).statusCode, 401, 'and to no other user of the same name')
    t.strictSame(emulator.errors, [])
  })
})

t.test('directory writes ask for the role of the user', async (t) => {
  await forEachEmulator(t, async (t, { app, store, admin, withToken }) => {
    const { database, prisma, identity } = store
    const directory = createDirectory({
      model,
      database,
      prisma: () => prisma(),
      identity,
      clock: Date.now,
      newId: randomUUID,
    })
    const { app: console, secret, mara, jo } = await createPeople({ directory })
    const permissions = ['User.ReadWrite', 'User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All']
    await directory.grants.create(TENANT, { app: 'Console', kind: 'delegated', permissions })
    const as = async (name: string, password: string) => {
      const response = await app.inject({
        method: 'POST',
        url: `/${TENANT}/oauth2/v2.0/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          grant_type: 'password',
          client_id: console.appId,
          client_secret: secret,
          username: `${name}@intunite.test`,
          password,
          scope: permissions.join(' '),
        }).toString(),
      })
      return withToken(response.json().access_token)
    }
    const plain = await as('jo', 'jos password')
    const denied = { error: { code: 'Authorization_RequestDenied' } }
    const password = { passwordProfile: { password: 'Taken-over-1' } }
    const group = { displayName: 'g', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
    const refused: [string, string, object?][] = [
      ['PATCH', `/v1.0/users/${mara.id}`, password],
      ['PATCH', `/v1.0/users/${mara.userPrincipalName}`, { displayName: 'x' }],
      ['DELETE', `/v1.0/users/${mara.id}`],
      ['POST', '/v1.0/groups', group],
      ['POST', '/beta/applications', { displayName: 'mine' }],
      ['POST', `/v1.0/applications(appId='${console.appId}')/addPassword`, {}],
      ['PATCH', '/v1.0/me', password],
      ['PATCH', '/v1.0/me', { accountEnabled: false }],
      ['PATCH', '/v1.0/me', { userPrincipalName: 'mara2@intunite.test' }],
    ]
    for (const [method, url, body] of refused)
      t.match((await plain.send(method, url, body)).json(), denied, `${method} ${url}`)
    const batch = await plain.post('/v1.0/$batch', {
      requests: [
        {
          id: '1',
          method: 'PATCH',
          url: `/users/${mara.id}`,
          body: password,
          headers: { 'content-type': 'application/json' },
        },
        { id: '2', method: 'PATCH', url: '/me', body: password, headers: { 'content-type': 'application/json' } },
      ],
    })
    t.strictSame(
      batch.json().responses.map(({ status }: { status: number }) => status),
      [403, 403],
      'nor in a batch',
    )
    t.equal((await plain.patch('/v1.0/me', { mobilePhone: '+49 1' })).statusCode, 204, "the own profile is the user's")
    const able = await as('mara', 'maras password')
    t.equal((await able.post('/v1.0/groups', group)).statusCode, 201)
    t.equal((await able.patch(`/v1.0/users/${jo.id}`, { displayName: 'Jo' })).statusCode, 204)
    t.equal((await admin.patch(`/v1.0/users/${jo.id}`, { displayName: 'Jo F' })).statusCode, 204, 'apps have no role')
  })
})
