/** What strangers and careless apps try at the sign-in face. Each test is about a kind, and runs on both databases. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createCredentials } from '../../src/store/identity/credentials.js'
import { createDeviceCodes } from '../../src/store/identity/device-codes.js'
import { createSessions } from '../../src/store/identity/sessions.js'
import { model } from '../../src/entities/index.js'
import { createPeople, openBrowser, readForm, startSignIn, TENANT } from '../entra/harness.js'
import { forEachDatabase } from '../harness/databases.js'
import { countRows } from '../harness/given.js'

t.setTimeout(180_000)

const REDIRECT = 'https://app.test/callback'
const COMMAND_LINE = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

t.test('the sign-in face among strangers', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const signIn = await startSignIn(t, await database.newDatabase())
    const { app: server, token, post, directory, store, clock } = signIn
    const { mara, app, secret } = await createPeople(signIn)
    const client = { client_id: app.appId, client_secret: secret }
    const browserOf = async (username = mara.userPrincipalName) => {
      const browser = openBrowser(signIn)
      const url = `/${TENANT}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: app.appId, response_type: 'code', redirect_uri: REDIRECT, scope: 'User.Read' }).toString()}`
      await browser.submit(readForm((await browser.get(url)).body), { username })
      return browser
    }
    const authorizeUrl = (values: Record<string, string>, tenant = TENANT) =>
      `/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams({ client_id: app.appId, response_type: 'code', redirect_uri: REDIRECT, scope: 'User.Read', ...values }).toString()}`

    await t.test('pages of other origins get nothing of grants that they could not read', async (t) => {
      const origin = { origin: 'https://evil.test' }
      const forms: Record<string, string>[] = [
        { grant_type: 'client_credentials', ...client, scope: 'https://graph.microsoft.com/.default' },
        {
          grant_type: 'password',
          ...client,
          username: mara.userPrincipalName,
          password: 'maras password',
          scope: 'User.Read',
        },
        { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', ...client, device_code: 'x' },
        { grant_type: 'device_code', ...client, device_code: 'x' },
        {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          ...client,
          assertion: 'x',
          requested_token_use: 'on_behalf_of',
          scope: 'User.Read',
        },
      ]
      for (const form of forms)
        for (const each of [origin, { origin: 'https://spa.test' }, { origin: 'null' }])
          t.match(
            (await token(form, { headers: each })).json(),
            { error_codes: [9002326] },
            `${form['grant_type']} ${each.origin}`,
          )
      const own = await token(forms[0] ?? {}, { headers: { origin: 'http://localhost:80' } })
      t.equal(own.statusCode, 200, 'pages of the server itself are no strangers')
      const begun = await post(
        `/${TENANT}/oauth2/v2.0/devicecode`,
        { client_id: app.appId, scope: 'User.Read' },
        origin,
      )
      t.match(begun.json(), { error_codes: [9002326] })
    })

    await t.test('NUL and letters of any kind are no failure of the server', async (t) => {
      for (const odd of ['a\0b', '日本\u{1f600}', '\ud800\r\n'])
        for (const [path, names] of [
          [
            'oauth2/v2.0/token',
            [
              'client_id',
              'client_secret',
              'username',
              'password',
              'scope',
              'code',
              'refresh_token',
              'device_code',
              'assertion',
              'grant_type',
              'redirect_uri',
              'claims',
              odd,
            ],
          ],
          ['oauth2/v2.0/devicecode', ['client_id', 'scope', 'claims']],
          ['login', ['username', 'password', 'query', 'flow', 'token']],
          ['consent', ['query', 'token']],
          ['oauth2/deviceauth', ['otc', 'token', 'decision']],
        ] as const)
          for (const name of names) {
            const grants = path.endsWith('token')
              ? [
                  'client_credentials',
                  'password',
                  'authorization_code',
                  'refresh_token',
                  'device_code',
                  'urn:ietf:params:oauth:grant-type:jwt-bearer',
                ]
              : ['']
            for (const grant of grants) {
              const form = {
                ...client,
                grant_type: grant,
                username: 'x@intunite.test',
                password: 'x',
                scope: 'User.Read',
                code: 'x',
                refresh_token: 'x',
                device_code: 'x',
                assertion: 'x',
                requested_token_use: 'on_behalf_of',
                [name]: odd,
              }
              const { statusCode } = await post(`/${TENANT}/${path}`, form)
              if (statusCode >= 500) t.fail(`${path} ${name} ${grant} ${JSON.stringify(odd)}: ${statusCode}`)
            }
          }
      const odd = encodeURIComponent('a\0b')
      const browser = await browserOf()
      for (const url of [
        `/common/userrealm/x@${odd}`,
        `/common/userrealm/${odd}`,
        `/${odd}/oauth2/v2.0/authorize`,
        `/common/oauth2/deviceauth?otc=${odd}`,
        `/${TENANT}/adminconsent?client_id=${odd}`,
        `/${TENANT}/oauth2/v2.0/logout?post_logout_redirect_uri=${odd}`,
        ...[
          'client_id',
          'redirect_uri',
          'scope',
          'state',
          'nonce',
          'login_hint',
          'prompt',
          'response_mode',
          'domain_hint',
        ].map((name) => authorizeUrl({ [name]: 'a\0b' })),
      ]) {
        t.ok((await server.inject({ url })).statusCode < 500, url.slice(-60))
        t.ok((await browser.get(url)).statusCode < 500, `signed in: ${url.slice(-60)}`)
      }
      const basic = `Basic ${Buffer.from('a\0b:c').toString('base64')}`
      const encoded = `Basic ${Buffer.from('a%00b:c').toString('base64')}`
      for (const authorization of [basic, encoded])
        t.equal(
          (await token({ grant_type: 'client_credentials', scope: 'x/.default' }, { headers: { authorization } }))
            .statusCode,
          400,
        )
      const jwt = (claims: object) =>
        `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
      const subject = await token({
        grant_type: 'client_credentials',
        scope: 'x/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt({ sub: 'a\0b' }),
      })
      t.equal(subject.statusCode, 400)
    })

    await t.test('redirect URIs of any letters are written in ASCII', async (t) => {
      const uri = 'https://app.test/zurück/日本?x=ü'
      const made = await directory.apps.create(TENANT, { displayName: 'Letters', redirectUris: [{ uri, type: 'web' }] })
      await directory.grants.create(TENANT, { app: 'Letters', kind: 'delegated', permissions: ['User.Read'] })
      const browser = await browserOf()
      const answered = await browser.get(
        authorizeUrl({ client_id: made.appId, redirect_uri: uri, state: 'ü日\u{1f600}' }),
      )
      t.equal(answered.statusCode, 302, answered.body.slice(0, 200))
      t.match(answered.headers.location, /^[\x21-\x7e]+$/)
      t.equal(new URL(String(answered.headers.location)).searchParams.get('state'), 'ü日\u{1f600}')
      const out = await browser.get(`/${TENANT}/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(uri)}`)
      t.match(out.headers.location, /^https:\/\/app\.test\/zur%C3%BCck\/%E6%97%A5/)
    })

    await t.test('tokens of the authorization endpoint are for apps that allow them', async (t) => {
      const made = await directory.apps.create(TENANT, {
        displayName: 'Plain',
        redirectUris: [{ uri: REDIRECT, type: 'web' }],
      })
      await directory.grants.create(TENANT, { app: 'Plain', kind: 'delegated', permissions: ['User.Read'] })
      const browser = await browserOf()
      const ask = async (responseType: string) => {
        const values = { client_id: made.appId, response_type: responseType, nonce: 'n', response_mode: 'fragment' }
        const { location } = (await browser.get(authorizeUrl(values))).headers
        return Object.fromEntries(new URL(String(location).replace('#', '?')).searchParams)
      }
      const refused: [string, RegExp][] = [
        ['token', /AADSTS700051/],
        ['id_token', /AADSTS700054/],
        ['code id_token', /AADSTS700054/],
        ['id_token token', /AADSTS70005[14]/],
      ]
      for (const [type, description] of refused)
        t.match(await ask(type), { error: 'unsupported_response_type', error_description: description }, type)
      t.match(await ask('code'), { code: String })
      await directory.apps.update(TENANT, 'Plain', { implicit: { accessToken: false, idToken: true } })
      t.match(await ask('code id_token'), { code: String, id_token: String })
      t.match(await ask('token'), { error: 'unsupported_response_type' })
      await directory.apps.update(TENANT, 'Plain', { implicit: { accessToken: true, idToken: true } })
      t.match(await ask('id_token token'), { access_token: String, id_token: String })
    })

    await t.test('an app of one organization is none at common', async (t) => {
      const made = await directory.apps.create(TENANT, {
        displayName: 'Single',
        publicClient: true,
        redirectUris: [{ uri: REDIRECT, type: 'web' }],
      })
      await directory.grants.create(TENANT, { app: 'Single', kind: 'delegated', permissions: ['User.Read'] })
      const values = {
        grant_type: 'password',
        client_id: made.appId,
        username: mara.userPrincipalName,
        password: 'maras password',
        scope: 'User.Read',
      }
      t.match((await token(values, { tenant: 'organizations' })).json(), {
        error: 'invalid_request',
        error_codes: [50194],
      })
      t.equal((await token(values)).statusCode, 200)
      const browser = await browserOf()
      t.match((await browser.get(authorizeUrl({ client_id: made.appId }, 'common'))).body, 'AADSTS50194')
      await directory.apps.update(TENANT, 'Single', { signInAudience: 'AzureADMultipleOrgs' })
      t.equal((await token(values, { tenant: 'organizations' })).statusCode, 200)
    })

    await t.test('permissions are judged by a list, whatever their letter case', async (t) => {
      const jo = await browserOf('jo@intunite.test')
      for (const scope of [
        'directory.readwrite.all',
        'GROUP.READ.ALL',
        'https://graph.microsoft.com/devicemanagementapps.readwrite.all',
        'RoleManagement.Read.Directory',
        'Policy.ReadWrite.Authorization',
        'AuditLog.Read.All',
      ]) {
        const page = await jo.get(authorizeUrl({ scope }))
        t.notMatch(page.body, 'value="accept"', `${scope} is not for a user to grant`)
      }
      for (const scope of ['mail.read', 'User.ReadBasic.All', 'Calendars.ReadWrite'])
        t.match((await jo.get(authorizeUrl({ scope }))).body, 'value="accept"', scope)
      for (const scope of ['No.Such.Permission', 'User.Reed', 'User.Read.Everything'])
        t.match((await jo.get(authorizeUrl({ scope }))).headers.location, /error=invalid_client.*AADSTS650053/, scope)
      const grant = (permissions: string[], kind: 'application' | 'delegated' = 'delegated') =>
        directory.grants.create(TENANT, { app: 'Console', kind, permissions })
      await t.rejects(grant(['DeviceManagementApps.Reed.All']), {
        message: /did you mean DeviceManagementApps\.Read\.All\?/,
      })
      await t.rejects(grant(['User.Read'], 'application'), { message: /delegated permission/ })
      await t.rejects(directory.apps.create(TENANT, { displayName: 'x', roles: ['Directory.Raed.All'] }), {
        message: /did you mean/,
      })
      await t.rejects(directory.apps.create(TENANT, { displayName: 'x', requestedScopes: ['Foo.Bar'] }), {
        message: /no delegated permission/,
      })
      await grant(['user.read.all'])
      const shown = await directory.apps.show(TENANT, 'Console')
      t.ok(
        shown.grants.some(({ scope }) => scope === 'User.Read.All'),
        'names are kept as Graph writes them',
      )
    })

    await t.test('an unknown client adds nothing, and device codes have an end', async (t) => {
      const before = await countRows(store, 'deviceCode')
      for (const tenant of ['common', 'organizations', TENANT])
        for (const clientId of [randomUUID(), 'x'.repeat(60_000), 'nonsense']) {
          const answer = await post(`/${tenant}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: 'User.Read' })
          t.match(answer.json(), { error: 'unauthorized_client', error_codes: [700016] })
        }
      for (const [path, values] of [
        ['v2.0/devicecode', { scope: 'x'.repeat(20_000) }],
        ['devicecode', { resource: 'x'.repeat(20_000) }],
      ] as const)
        t.equal((await post(`/common/oauth2/${path}`, { client_id: COMMAND_LINE, ...values })).statusCode, 400)
      t.equal(await countRows(store, 'deviceCode'), before)
      const deps = { model, database: store.database, clock, newId: randomUUID }
      const few = createDeviceCodes(deps, before + 3)
      const grant = { appId: COMMAND_LINE, scope: 'User.Read' }
      const added = [await few.add('', grant, 1000), await few.add('', grant, 1000), await few.add('', grant, 60_000)]
      t.ok(added.every((each) => each !== undefined))
      t.equal(await few.add('', grant, 1000), undefined, 'there is no room')
      clock.advance(2000)
      t.ok(await few.add('', grant, 1000), 'what has expired makes room')
      t.equal(await countRows(store, 'deviceCode'), before + 2)
    })

    await t.test('what a sign-in leaves has an end', async (t) => {
      const deps = { model, database: store.database, clock, newId: randomUUID }
      const sessions = createSessions(deps, 10)
      const cookies: string[] = []
      for (let i = 0; i < 40; i += 1) {
        clock.advance(1000)
        cookies.push(await sessions.add(TENANT, mara.id))
      }
      t.equal(await countRows(store, 'signInSession'), 10)
      t.equal(await sessions.find(cookies[0] ?? ''), undefined, 'the oldest made room')
      t.ok(await sessions.find(cookies[39] ?? ''))
      const credentials = createCredentials(deps, { authorizationCode: 10, refreshToken: 10 })
      const kept = {
        tenantId: TENANT,
        userId: mara.id,
        family: 'f',
        life: 60_000,
        grant: { appId: app.appId, scope: 'x', authTime: 1, method: 'pwd' as const },
      }
      for (let i = 0; i < 25; i += 1) {
        clock.advance(10)
        await credentials.addCode(kept)
        await credentials.addRefreshToken(kept)
      }
      t.equal(await countRows(store, 'authorizationCode'), 10)
      t.equal(await countRows(store, 'refreshToken'), 10)

      const other = await directory.tenants.create({ domain: `${randomUUID()}.test` })
      const { id: userId } = await directory.users.create(other.id, { userPrincipalName: 'flo' })
      for (let i = 0; i < 25; i += 1) {
        clock.advance(1000)
        await sessions.add(other.id, userId)
        await credentials.addCode({ ...kept, tenantId: other.id, userId })
        await credentials.addRefreshToken({ ...kept, tenantId: other.id, userId })
      }
      t.ok(await sessions.find(cookies[39] ?? ''), 'sign-ins to one tenant end no session of another')
      for (const table of ['signInSession', 'authorizationCode', 'refreshToken'] as const)
        t.equal(await countRows(store, table), 20, table)
    })
  })
})
