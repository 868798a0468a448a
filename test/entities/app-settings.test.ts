/** Every setting of an app that is stored is obeyed, or only describes the app; the others are refused. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'tap'
import { model } from '../../src/entities/index.js'
import { application } from '../../src/entities/directory/applications.js'
import { servicePrincipal } from '../../src/entities/directory/service-principals.js'
import { createDirectory } from '../../src/entra/directory.js'
import { registeredClaims } from '../../src/entra/registered-claims.js'
import type { Property } from '../../src/model/types.js'
import { UNSUPPORTED } from '../../src/services/rules/app-settings.js'
import { claimsOf } from '../entra/harness.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'

const HERE = 'test/entities/app-settings.test.ts'
const APPLICATION = 'test/entities/application.test.ts'
const LOGOUT = 'test/entra/logout.test.ts'
const PEOPLE = 'test/entra/harness.ts'

/** Settings that change what sign-in does, each with a test that says the word. */
const OBEYED: Readonly<Record<string, string>> = {
  'Application.api.oauth2PermissionScopes': HERE,
  'Application.api.preAuthorizedApplications': HERE,
  'Application.api.requestedAccessTokenVersion': HERE,
  'Application.defaultRedirectUri': HERE,
  'Application.groupMembershipClaims': HERE,
  'Application.identifierUris': APPLICATION,
  'Application.isFallbackPublicClient': APPLICATION,
  'Application.keyCredentials': APPLICATION,
  'Application.optionalClaims': HERE,
  'Application.publicClient': APPLICATION,
  'Application.requiredResourceAccess': APPLICATION,
  'Application.signInAudience': PEOPLE,
  'Application.spa': APPLICATION,
  'Application.uniqueName': 'test/graph/alternate-keys.test.ts',
  'Application.web.implicitGrantSettings': APPLICATION,
  'Application.web.logoutUrl': LOGOUT,
  'Application.web.oauth2AllowImplicitFlow': APPLICATION,
  'Application.web.redirectUris': APPLICATION,
  'ServicePrincipal.accountEnabled': APPLICATION,
  'ServicePrincipal.appId': APPLICATION,
  'ServicePrincipal.appRoleAssignmentRequired': HERE,
  'ServicePrincipal.logoutUrl': LOGOUT,
}

/** Settings that say what an app is: sign-in by OpenID Connect is the same with and without them. */
const DESCRIBES: readonly string[] = [
  // Claims mapping policies, instances in other tenants and consent to several apps at once do not exist here.
  'Application.api.acceptMappedClaims',
  'Application.api.knownClientApplications',
  'Application.servicePrincipalLockConfiguration',
  // The service principal shows them, and roles are granted by name.
  'Application.appRoles',
  'Application.description',
  'Application.displayName',
  'Application.info',
  'Application.notes',
  'Application.samlMetadataUrl',
  'Application.serviceManagementReference',
  'Application.tags',
  'Application.web.homePageUrl',
  'Application.web.redirectUriSettings',
  'ServicePrincipal.alternativeNames',
  'ServicePrincipal.description',
  'ServicePrincipal.displayName',
  'ServicePrincipal.homepage',
  'ServicePrincipal.info',
  'ServicePrincipal.notes',
  'ServicePrincipal.notificationEmailAddresses',
  'ServicePrincipal.servicePrincipalType',
  'ServicePrincipal.tags',
  'ServicePrincipal.verifiedPublisher',
  // Of sign-in by SAML or password, which is not served.
  'ServicePrincipal.loginUrl',
  'ServicePrincipal.preferredSingleSignOnMode',
  'ServicePrincipal.samlSingleSignOnSettings',
]

const paths = (resource: string, properties: Readonly<Record<string, Property>>): string[] =>
  Object.entries(properties).flatMap(([name, { computed, stamp, type }]) => {
    if (computed || stamp !== undefined) return []
    const split = type.kind === 'complex' && ['api', 'web', 'parentalControlSettings'].includes(name)
    return split ? paths(`${resource}.${name}`, type.properties) : [`${resource}.${name}`]
  })

const DECLARED = [
  ...paths('Application', application.properties),
  ...paths('ServicePrincipal', servicePrincipal.properties),
]
const REFUSED = Object.entries(UNSUPPORTED).flatMap(([resource, settings]) =>
  settings.map(({ path }) => `${resource}.${path.join('.')}`),
)

test('every declared setting is obeyed, describes the app, or is refused', async (t) => {
  t.same([...Object.keys(OBEYED), ...DESCRIBES, ...REFUSED].sort(), DECLARED.sort())
  for (const [path, file] of Object.entries(OBEYED)) {
    const name = path.slice(path.lastIndexOf('.') + 1)
    t.match(
      readFileSync(file, 'utf8').replace(/'\w+\.[\w.]+':/g, ''),
      new RegExp(`\\b${name}\\b`),
      `${file} tests ${path}`,
    )
  }
})

const VALUES: Readonly<Record<string, unknown>> = {
  tokenEncryptionKeyId: randomUUID(),
  isDeviceOnlyAuthSupported: true,
  oauth2RequirePostResponse: true,
  countriesBlockedForMinors: ['DE'],
  legalAgeGroupRule: 'BlockMinors',
  preferredTokenSigningKeyThumbprint: '5FB9',
}

const nested = (path: readonly string[], value: unknown): object =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object

const PASSWORD = 'a long Passw0rd'

interface App {
  readonly id: string
  readonly appId: string
}

const make = async (admin: Client, body: object): Promise<App> => {
  const response = await admin.post('/v1.0/applications', { displayName: 'Console', ...body })
  if (response.statusCode !== 201) throw new Error(response.body)
  return response.json<App>()
}

/** A client, an API that it may call without consent, and a user; each test has its own. */
async function createScene({ admin, app: server, store }: Emulator) {
  const { database, identity, prisma } = store
  const newId = randomUUID
  const directory = createDirectory({
    model,
    database,
    identity,
    prisma: () => prisma(),
    clock: () => Date.now(),
    newId,
  })
  const name = `person${randomUUID()}`
  const user = await directory.users.create(TENANT, {
    userPrincipalName: name,
    displayName: 'Mara Lind',
    givenName: 'Mara',
    surname: 'Lind',
    mail: `${name}@mail.test`,
    password: PASSWORD,
  })
  await admin.patch(`/v1.0/users/${user.id}`, { country: 'Norway' })
  const client = await make(admin, { isFallbackPublicClient: true })
  const scopeId = randomUUID()
  const address = `api://orders-${randomUUID()}`
  const scope = { id: scopeId, value: 'Orders.Read', type: 'User', isEnabled: true }
  const offered = {
    oauth2PermissionScopes: [scope],
    preAuthorizedApplications: [{ appId: client.appId, delegatedPermissionIds: [scopeId] }],
  }
  const api = await make(admin, { displayName: 'Orders', identifierUris: [address], api: offered })
  const post = async (form: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url: `/${TENANT}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    })
  const signIn = (scopes = `openid ${address}/Orders.Read`) =>
    post({
      grant_type: 'password',
      client_id: client.appId,
      username: user.userPrincipalName,
      password: PASSWORD,
      scope: scopes,
    })
  const claims = async () => {
    const body = (await signIn()).json<{ access_token: string; id_token: string }>()
    return { access: claimsOf(body.access_token), id: claimsOf(body.id_token) }
  }
  const change = async ({ id }: App, body: object) => (await admin.patch(`/v1.0/applications/${id}`, body)).statusCode
  return { user, client, api, address, offered, post, signIn, claims, change, directory }
}

test('settings of apps', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { admin, store } = emulator

    await t.test('what sign-in cannot obey is refused by name and value, and neutral values are taken', async (t) => {
      const { api } = await createScene(emulator)
      await admin.post('/v1.0/servicePrincipals', { appId: api.appId })
      const urls = {
        Application: `/v1.0/applications/${api.id}`,
        ServicePrincipal: `/v1.0/servicePrincipals(appId='${api.appId}')`,
      }
      for (const [resource, settings] of Object.entries(UNSUPPORTED))
        for (const { path, neutral } of settings) {
          const value = VALUES[path.at(-1) ?? '']
          const refused = await admin.patch(urls[resource as keyof typeof urls], nested(path, value))
          t.equal(refused.statusCode, 400, path.join('.'))
          const { error } = refused.json<{ error: { code: string; message: string } }>()
          t.equal(error.code, 'Request_BadRequest')
          t.ok(error.message.includes(`'${path.join('.')}'`) && error.message.includes(String(value)), error.message)
          for (const kept of neutral) {
            const body = nested(path, kept === '[]' ? [] : kept)
            const { statusCode, body: text } = await admin.patch(urls[resource as keyof typeof urls], body)
            t.equal(statusCode, 204, `${path.join('.')} ${String(kept)}: ${text}`)
          }
        }
      const values = [{ groupMembershipClaims: 'Everybody' }, { api: { requestedAccessTokenVersion: 3 } }]
      for (const body of values) {
        const { statusCode, body: text } = await admin.patch(urls.Application, body)
        t.equal(statusCode, 400)
        t.match(
          text,
          /Invalid value '(Everybody|3)' specified for property '(groupMembershipClaims|api\.requestedAccessTokenVersion)'/,
        )
      }
    })

    await t.test('requestedAccessTokenVersion: an API has the tokens that it asks for', async (t) => {
      const { api, client, address, offered, user, claims, change, post, signIn, directory } =
        await createScene(emulator)
      const first = (await claims()).access
      t.match(first, { ver: '1.0', aud: address, iss: `https://sts.windows.net/${TENANT}/`, appid: client.appId })
      t.notOk('wids' in first)
      t.equal(await change(api, { api: { ...offered, requestedAccessTokenVersion: 2 } }), 204)
      const second = (await claims()).access
      t.match(second, {
        ver: '2.0',
        aud: api.appId,
        iss: `http://localhost:80/${TENANT}/v2.0`,
        azp: client.appId,
        azpacr: '0',
        oid: user.id,
        preferred_username: user.userPrincipalName,
        scp: 'Orders.Read',
      })
      for (const name of ['appid', 'appidacr', 'upn', 'unique_name', 'idtyp', 'ipaddr', 'amr', 'wids', 'idp'])
        t.notOk(name in second, name)
      const { secretText } = (await admin.post(`/v1.0/applications/${api.id}/addPassword`, {})).json<{
        secretText: string
      }>()
      const credentials = { client_id: api.appId, client_secret: secretText }
      const alone = await post({ grant_type: 'client_credentials', ...credentials, scope: `${address}/.default` })
      const own = claimsOf(alone.json<{ access_token: string }>().access_token)
      t.match(own, { ver: '2.0', aud: api.appId, azp: api.appId, azpacr: '1' })
      t.equal(own['oid'], own['sub'])
      const forUser = { app: api.appId, kind: 'delegated', permissions: ['User.Read'], user: user.id } as const
      await directory.grants.create(TENANT, forUser)
      const onBehalf = (assertion: string) =>
        post({
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          ...credentials,
          requested_token_use: 'on_behalf_of',
          assertion,
          scope: 'https://graph.microsoft.com/User.Read',
        })
      const assertion = (await signIn()).json<{ access_token: string }>().access_token
      const called = await onBehalf(assertion)
      t.equal(called.statusCode, 200, called.body)
      const ofApp = await onBehalf(alone.json<{ access_token: string }>().access_token)
      t.match(ofApp.json(), { error_codes: [50013] }, 'a token of an app is no assertion')
    })

    await t.test('optionalClaims: tokens have the claims that are asked for, and no others', async (t) => {
      const { api, client, offered, claims, change, user } = await createScene(emulator)
      const names = [
        'upn',
        'email',
        'family_name',
        'given_name',
        'ipaddr',
        'auth_time',
        'sid',
        'ctry',
        'tenant_ctry',
        'idtyp',
      ]
      const wanted = [...names, 'constructor', 'made_up'].map((name) => ({
        name,
        essential: false,
        additionalProperties: [],
      }))
      const before = await claims()
      t.equal(
        await change(api, {
          api: { ...offered, requestedAccessTokenVersion: 2 },
          optionalClaims: { accessToken: wanted },
        }),
        204,
      )
      t.equal(await change(client, { optionalClaims: { idToken: wanted } }), 204)
      const country = await admin.patch(`/v1.0/organization/${TENANT}`, { countryLetterCode: 'NO' })
      t.equal(country.statusCode, 204, country.body)
      const { access, id } = await claims()
      for (const token of [access, id]) {
        t.match(token, {
          upn: user.userPrincipalName,
          email: `${user.userPrincipalName.split('@')[0] ?? ''}@mail.test`,
          family_name: 'Lind',
          given_name: 'Mara',
          ipaddr: '127.0.0.1',
          auth_time: Number,
          ctry: 'Norway',
          tenant_ctry: 'NO',
          sid: /^[0-9a-f-]{36}$/,
        })
        t.notOk('made_up' in token || 'idtyp' in token || Object.hasOwn(token, 'constructor'))
      }
      for (const name of ['upn', 'family_name', 'sid', 'ctry', 'ipaddr']) t.notOk(name in before.id, name)
      const guid = [
        { name: 'aud', additionalProperties: ['use_guid'] },
        { name: 'idtyp', additionalProperties: ['include_user_token'] },
      ]
      t.equal(
        await change(api, {
          api: { ...offered, requestedAccessTokenVersion: null },
          optionalClaims: { accessToken: guid },
        }),
        204,
      )
      t.match((await claims()).access, { ver: '1.0', aud: api.appId, idtyp: 'user' })
    })

    await t.test('groupMembershipClaims: groups are in tokens, or where to find them', async (t) => {
      const { api, client, claims, change, user } = await createScene(emulator)
      const join = async (securityEnabled: boolean) => {
        const made = await admin.post('/v1.0/groups', {
          displayName: 'Group',
          mailNickname: 'group',
          mailEnabled: !securityEnabled,
          securityEnabled,
          ...(securityEnabled ? {} : { groupTypes: ['Unified'] }),
          'members@odata.bind': [`https://graph.microsoft.com/v1.0/directoryObjects/${user.id}`],
        })
        t.equal(made.statusCode, 201, made.body)
        return made.json<{ id: string }>().id
      }
      const security = [await join(true), await join(true)].sort()
      const unified = await join(false)
      t.notOk('groups' in (await claims()).access)
      t.equal(await change(api, { groupMembershipClaims: 'SecurityGroup' }), 204)
      const one = await claims()
      t.same(one.access['groups'], security)
      t.notOk('groups' in one.id || 'wids' in one.access, 'the ID token is of the client')
      t.equal(await change(client, { groupMembershipClaims: 'All' }), 204)
      const every = (await claims()).id
      t.same(every['groups'], [...security, unified].sort())
      t.same(every['wids'], ['b79fbf4d-3ef9-4689-8143-76b194e85509'])
      for (const value of ['None', 'ApplicationGroup', null]) {
        t.equal(await change(api, { groupMembershipClaims: value }), 204)
        t.notOk('groups' in (await claims()).access)
      }
      const asRoles = { idToken: [{ name: 'groups', additionalProperties: ['emit_as_roles'] }] }
      t.equal(
        await change(client, { groupMembershipClaims: 'SecurityGroup, DirectoryRole', optionalClaims: asRoles }),
        204,
      )
      t.match((await claims()).id, { roles: security, groups: undefined, wids: Array })
      for (let i = security.length; i < 6; i++) security.push(await join(true))
      const settings = (await store.identity.applications.find(TENANT, client.appId))?.tokens
      const found = await store.identity.users.find(TENANT, user.id)
      if (settings === undefined || found === undefined) throw new Error('the app or the user is gone')
      const asked = { tenantId: TENANT, settings, token: 'idToken', user: found, signedInAt: 0, roles: [] } as const
      t.match(await registeredClaims(store.identity, { ...asked, inUrl: true }), { hasgroups: true, roles: undefined })
      for (let i = security.length; i < 201; i++) await join(true)
      const id = (await claims()).id
      t.match(id, { _claim_names: { groups: 'src1' }, groups: undefined, roles: undefined })
      const endpoint = `https://graph.windows.net/${TENANT}/users/${user.id}/getMemberObjects`
      t.same(id['_claim_sources'], { src1: { endpoint } })
    })

    await t.test('appRoleAssignmentRequired and defaultRedirectUri are obeyed', async (t) => {
      const { client, signIn, change } = await createScene(emulator)
      const uris = ['https://one.test/', 'https://two.test/']
      t.equal(await change(client, { web: { redirectUris: uris }, defaultRedirectUri: uris[1] }), 204)
      const query = new URLSearchParams({
        client_id: client.appId,
        response_type: 'code',
        scope: 'openid',
        prompt: 'none',
      })
      const url = `/${TENANT}/oauth2/v2.0/authorize?${query.toString()}`
      const answer = await emulator.app.inject({ url })
      t.match(answer.headers.location, /^https:\/\/two\.test\/\?error=login_required/)
      t.equal((await signIn()).statusCode, 200)
      const principal = await admin.post('/v1.0/servicePrincipals', {
        appId: client.appId,
        appRoleAssignmentRequired: true,
      })
      t.equal(principal.statusCode, 201, principal.body)
      t.match((await signIn()).json(), { error_codes: [50105] })
    })
  })
})
