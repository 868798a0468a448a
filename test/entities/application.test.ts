/** App registrations and service principals: what Graph shows is what sign-in knows, and the other way round. */
import { model } from '../../src/entities/index.js'
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { createDirectory } from '../../src/entra/directory.js'
import { certificateBytes } from '../../src/store/identity/self-signed.js'
import { createCertificate } from '../entra/harness.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'

const GRAPH = '00000003-0000-0000-c000-000000000000'
const NOBODY = '7b0f7f0e-2f8f-4a52-9a1c-52f0e8f9f001'
const TIME = Object.assign(() => Date.now(), { advance: () => undefined })

interface App {
  id: string
  appId: string
}

const directoryOf = ({ store: { database, identity, prisma } }: Emulator) =>
  createDirectory({ model, database, identity, prisma: () => prisma(), clock: () => Date.now(), newId: randomUUID })

const make = async (admin: Client, body: object): Promise<App> =>
  (await admin.post('/v1.0/applications', { displayName: 'Console', ...body })).json<App>()

test('app registrations', async (t) => {
  await forEachEmulator(t, async (t, emulator) => {
    const { admin, reader, token, app: server, newTenant } = emulator
    const tokenOf = (form: Record<string, string>) =>
      server.inject({
        method: 'POST',
        url: `/${TENANT}/oauth2/v2.0/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      })

    await t.test('one that Graph made signs in with the secret that Graph made for it', async (t) => {
      const made = await admin.post('/v1.0/applications', { displayName: 'Console' })
      t.equal(made.statusCode, 201)
      const { id, appId } = made.json<App>()
      t.match(made.json(), {
        '@odata.context': 'http://localhost:8080/v1.0/$metadata#applications/$entity',
        displayName: 'Console',
        isFallbackPublicClient: false,
        keyCredentials: [],
        passwordCredentials: [],
        publicClient: { redirectUris: [] },
        publisherDomain: 'intunite.test',
        signInAudience: 'AzureADMyOrg',
        spa: { redirectUris: [] },
        web: { implicitGrantSettings: { enableIdTokenIssuance: false }, redirectUris: [] },
      })
      const url = `/v1.0/applications/${id}`
      const added = await admin.post(`${url}/addPassword`, { passwordCredential: { displayName: 'ci' } })
      t.equal(added.statusCode, 200)
      const { secretText, keyId, ...credential } = added.json<Record<'secretText' | 'keyId', string>>()
      t.match(credential, {
        '@odata.context': 'http://localhost:8080/v1.0/$metadata#microsoft.graph.passwordCredential',
        displayName: 'ci',
        hint: secretText.slice(0, 3),
        startDateTime: /Z$/,
        endDateTime: /Z$/,
      })
      const shown = (await admin.get(url)).json<{ passwordCredentials: object[] }>()
      t.match(shown.passwordCredentials, [{ keyId, displayName: 'ci', secretText: null }])
      t.notMatch(JSON.stringify(shown), secretText)
      const own = await token({ id: appId, secret: secretText })
      const [first, second] = await Promise.all([1, 2].map(() => token({ id: appId, secret: secretText })))
      const oid = (text = '') =>
        (JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { oid: string }).oid
      t.equal(oid(first), oid(second), 'it is one service principal')
      t.match((await admin.get(`/v1.0/servicePrincipals(appId='${appId}')`)).json(), { id: oid(own), appId })
      t.equal((await emulator.withToken(own).get('/v1.0/applications')).statusCode, 403, 'and may do nothing yet')
      t.equal((await admin.post(`${url}/removePassword`, { keyId })).statusCode, 204)
      t.equal((await admin.post(`${url}/removePassword`, { keyId })).statusCode, 400)
      const gone = await tokenOf({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: secretText,
        scope: 'https://graph.microsoft.com/.default',
      })
      t.match(gone.json(), { error_codes: [7000215] })
      t.equal((await admin.delete(url)).statusCode, 204)
      t.match(
        (
          await tokenOf({ grant_type: 'client_credentials', client_id: appId, client_secret: 'x', scope: 'x/.default' })
        ).json(),
        {
          error_codes: [700016],
        },
      )
      t.equal((await admin.get(`/v1.0/servicePrincipals(appId='${appId}')`)).statusCode, 404, 'all of it is gone')
    })

    await t.test('redirect URIs, names and permissions are the same on both sides', async (t) => {
      const directory = directoryOf(emulator)
      const created = await directory.apps.create(TENANT, {
        displayName: 'Tool',
        secret: true,
        publicClient: true,
        redirectUris: [
          { uri: 'https://one.test/', type: 'web' },
          { uri: 'https://two.test/"x"', type: 'spa' },
          { uri: 'http://localhost', type: 'public' },
        ],
        identifierUris: ['api://tool'],
      })
      const url = `/v1.0/applications(appId='${created.appId.toUpperCase()}')`
      t.match((await reader.get(url)).json(), {
        id: created.objectId,
        identifierUris: ['api://tool'],
        isFallbackPublicClient: true,
        passwordCredentials: [{ hint: null, secretText: null }],
        publicClient: { redirectUris: ['http://localhost'] },
        spa: { redirectUris: ['https://two.test/"x"'] },
        web: { homePageUrl: null, redirectUris: ['https://one.test/'] },
      })
      t.match((await reader.get(`/v1.0/servicePrincipals/${created.servicePrincipalId}`)).json(), {
        appDisplayName: 'Tool',
        appId: created.appId,
        appOwnerOrganizationId: TENANT,
        replyUrls: ['https://one.test/', 'https://two.test/"x"', 'http://localhost'],
        servicePrincipalNames: [created.appId, 'api://tool'],
      })
      const changed = await admin.patch(url, {
        displayName: 'ÄNDERUNG',
        isFallbackPublicClient: false,
        web: { homePageUrl: 'https://home.test/', redirectUris: ['https://three.test/'] },
        requiredResourceAccess: [
          {
            resourceAppId: GRAPH,
            resourceAccess: [
              { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' },
              { id: '78145de6-330d-4800-a6ce-494ff2d33d07', type: 'Role' },
            ],
          },
        ],
      })
      t.equal(changed.statusCode, 204)
      t.match(await directory.apps.show(TENANT, created.appId), {
        displayName: 'ÄNDERUNG',
        publicClient: false,
        requestedScopes: ['User.Read'],
        redirectUris: [
          { uri: 'https://three.test/', type: 'web' },
          { uri: 'https://two.test/"x"', type: 'spa' },
          { uri: 'http://localhost', type: 'public' },
        ],
      })
      t.match((await reader.get(url)).json(), { web: { homePageUrl: 'https://home.test/' } })
      const found = await reader.get(
        "/v1.0/applications?$filter=web/redirectUris/any(u:u eq 'https://three.test/')&$select=id,web",
      )
      t.match(found.json(), { value: [{ id: created.objectId, web: { redirectUris: ['https://three.test/'] } }] })
      const named = await reader.get("/v1.0/servicePrincipals?$filter=displayName eq 'änderung'&$select=id")
      t.match(named.json(), { value: [{ id: created.servicePrincipalId }] })
      const beta = (await reader.get(`/beta/applications?$filter=appId eq '${created.appId}'`)).json<{
        value: object[]
      }>()
      t.match(beta.value, [{ web: { oauth2AllowImplicitFlow: null }, spa: { redirectUris: ['https://two.test/"x"'] } }])
    })

    await t.test('what is set to null is as if it had not been said', async (t) => {
      const { id, appId } = await make(admin, { web: null, notes: 'x' })
      const url = `/v1.0/applications/${id}`
      const nothing = {
        api: null,
        info: null,
        notes: null,
        parentalControlSettings: null,
        publicClient: null,
        spa: null,
        web: null,
      }
      t.equal((await admin.patch(url, { ...nothing, isFallbackPublicClient: null })).statusCode, 204)
      t.match((await admin.get(url)).json(), {
        api: { oauth2PermissionScopes: [] },
        info: { logoUrl: null },
        isFallbackPublicClient: false,
        notes: null,
        parentalControlSettings: { legalAgeGroupRule: 'Allow' },
        spa: { redirectUris: [] },
        web: { homePageUrl: null, redirectUris: [] },
      })
      const principal = { appId, accountEnabled: null, servicePrincipalType: null, displayName: null }
      t.match((await admin.post('/v1.0/servicePrincipals', principal)).json(), {
        accountEnabled: true,
        displayName: 'Console',
      })
    })

    await t.test('a certificate that Graph was given signs assertions, until it is left out', async (t) => {
      const certified = createCertificate(TIME)
      const { id, appId } = await make(admin, {
        keyCredentials: [
          {
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
            displayName: 'CN=daemon',
            key: certificateBytes(certified.certificate).toString('base64'),
          },
        ],
      })
      const url = `/v1.0/applications/${id}`
      const { keyCredentials } = (await admin.get(url)).json<{ keyCredentials: { keyId: string }[] }>()
      t.match(keyCredentials, [
        { displayName: 'CN=daemon', key: null, type: 'AsymmetricX509Cert', customKeyIdentifier: /^[\w+/]{27}=$/ },
      ])
      const stored = await emulator.store.identity.applications.listCertificates(TENANT, appId)
      t.strictSame(
        stored.map(({ certificate }) => certificateBytes(certificate)),
        [certificateBytes(certified.certificate)],
      )
      t.equal((await admin.patch(url, { keyCredentials, notes: 'kept' })).statusCode, 204)
      t.match((await admin.get(url)).json(), { keyCredentials, notes: 'kept' })
      t.equal((await admin.patch(url, { keyCredentials: [] })).statusCode, 204)
      t.strictSame(await emulator.store.identity.applications.listCertificates(TENANT, appId), [])
      const bad = await admin.patch(url, {
        keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: 'AAAA' }],
      })
      t.equal(bad.statusCode, 400)
      t.match(bad.json(), { error: { code: 'Request_BadRequest', message: /'keyCredentials'/ } })
    })

    await t.test('bad ones are refused in the words of the directory', async (t) => {
      await make(admin, { identifierUris: ['api://taken'] })
      const { id } = await make(admin, {})
      const bodies: [object, RegExp][] = [
        [{}, /'displayName' of resource 'Application'/],
        [
          { displayName: 'x', identifierUris: ['api://taken'] },
          /Another object with the same value for property identifierUris/,
        ],
        [{ displayName: 'x', identifierUris: ['https://graph.microsoft.com'] }, /'identifierUris'/],
        [{ displayName: 'x', signInAudience: 'Everybody' }, /'signInAudience'/],
        [
          { displayName: 'x', spa: { redirectUris: ['javascript:alert(1)'] } },
          /'redirectUris' of resource 'SpaApplication'/,
        ],
        [{ displayName: 'x', web: { redirectUris: ['https://x/#y'] } }, /'redirectUris' of resource 'WebApplication'/],
      ]
      for (const [body, message] of bodies) {
        const refused = await admin.post('/v1.0/applications', body)
        t.equal(refused.statusCode, 400, JSON.stringify(body))
        t.match(refused.json(), { error: { code: 'Request_BadRequest', message } })
      }
      for (const body of [
        { passwordCredential: 7 },
        { passwordCredential: { endDateTime: 'soon' } },
        { passwordCredential: { displayName: 1 } },
      ])
        t.equal((await admin.post(`/v1.0/applications/${id}/addPassword`, body)).statusCode, 400, JSON.stringify(body))
      t.equal((await admin.post(`/v1.0/applications/${id}/removePassword`, { keyId: 'x' })).statusCode, 400)
      t.equal((await admin.post(`/v1.0/applications/${NOBODY}/addPassword`, {})).statusCode, 404)
      t.equal((await admin.get(`/v1.0/applications(appId='${NOBODY}')`)).statusCode, 404)
      t.equal((await admin.get(`/v1.0/applications(displayName='Console')`)).statusCode, 400)
      t.equal((await reader.post(`/v1.0/applications/${id}/addPassword`, {})).statusCode, 403)
      const stranger = await (await newTenant()).as('Application.ReadWrite.All')
      t.equal((await stranger.post(`/v1.0/applications/${id}/addPassword`, {})).statusCode, 404)
      t.match((await stranger.get('/v1.0/applications')).json(), { value: [] })
    })
  })
})

test('service principals', async (t) => {
  await forEachEmulator(t, async (t, { admin, reader, token }) => {
    await t.test('are made for an app, once, and can be shut out', async (t) => {
      const { id: object, appId } = await make(admin, {})
      const made = await admin.post('/v1.0/servicePrincipals', { appId })
      t.equal(made.statusCode, 201)
      t.match(made.json(), { appId, displayName: 'Console', accountEnabled: true, servicePrincipalType: 'Application' })
      const again = await admin.post('/v1.0/servicePrincipals', { appId })
      t.equal(again.statusCode, 409)
      t.match(again.json(), { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } })
      const url = `/v1.0/servicePrincipals(appId='${appId}')`
      const { secretText: secret } = (await admin.post(`/v1.0/applications/${object}/addPassword`, {})).json<{
        secretText: string
      }>()
      t.ok(await token({ id: appId, secret }))
      t.equal((await admin.patch(url, { accountEnabled: false, tags: ['off'] })).statusCode, 204)
      await t.rejects(token({ id: appId, secret }), /7000112/)
      t.equal((await admin.patch(url, { appId: NOBODY })).statusCode, 400)
      t.match((await admin.post('/v1.0/servicePrincipals', { appId: NOBODY })).json(), {
        error: { code: 'Request_BadRequest', message: /does not reference a valid application object/ },
      })
      t.equal((await reader.delete(url)).statusCode, 403)
      t.equal((await admin.delete(url)).statusCode, 204)
    })

    await t.test(
      'Microsoft Graph is one, with the permissions that mean something here under their real ids',
      async (t) => {
        const graph = (await reader.get(`/v1.0/servicePrincipals(appId='${GRAPH}')`)).json<{
          id: string
          appRoles: { id: string; value: string }[]
          oauth2PermissionScopes: { id: string; value: string; type: string }[]
        }>()
        t.match(graph, {
          appId: GRAPH,
          displayName: 'Microsoft Graph',
          appOwnerOrganizationId: 'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
          servicePrincipalNames: [GRAPH, 'https://graph.microsoft.com', 'https://graph.microsoft.com/'],
        })
        t.match(
          graph.appRoles.find(({ value }) => value === 'DeviceManagementApps.ReadWrite.All'),
          { id: '78145de6-330d-4800-a6ce-494ff2d33d07', allowedMemberTypes: ['Application'] },
        )
        t.match(
          graph.oauth2PermissionScopes.find(({ value }) => value === 'User.Read'),
          { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'User' },
        )
        const found = await reader.get(`/v1.0/servicePrincipals?$filter=appId eq '${GRAPH}'&$select=id,appRoles`)
        t.match(found.json(), { value: [{ id: graph.id, appRoles: graph.appRoles }] })
        t.equal(
          (await reader.get('/v1.0/applications'))
            .json<{ value: { appId: string }[] }>()
            .value.some(({ appId }) => appId === GRAPH),
          false,
        )
        t.equal((await admin.delete(`/v1.0/servicePrincipals/${graph.id}`)).statusCode, 403)
      },
    )
  })
})
