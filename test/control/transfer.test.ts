/** Tenants as documents: exported, imported, cloned. What comes back is what went, and a bad document changes nothing. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { model } from '../../src/entities/index.js'
import { containedResources, rootResources } from '../../src/services/transfer/resources.js'
import { createCertificate, createTestClock } from '../entra/harness.js'
import { forEachEmulator, startEmulator, TENANT } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { countRows, give, snapshot } from '../harness/given.js'
import { wholeTenants } from '../harness/whole-tenants.js'
import { CONTROL, controlOf } from './control.js'
import type { Control } from './control.js'

const SET = '/beta/deviceAppManagement/mobileAppConfigurations'

type Document = Record<string, any>

/** A tenant in which every kind of thing is: seeded, signed in to, and written to by both versions. */
async function fill(control: Control, emulator: Emulator, id: string): Promise<void> {
  const { certificate } = createCertificate(createTestClock(Date.now()))
  const base = `/tenants/${id}`
  const { appId } = (
    await control.post(`${base}/apps`, {
      displayName: 'Console',
      secret: 'secret of the console',
      redirectUris: [{ uri: 'https://a.test/', type: 'spa' }],
      identifierUris: ['api://console'],
      requestedScopes: ['User.Read'],
      roles: ['DeviceManagementApps.ReadWrite.All'],
    })
  ).json()
  await control.post(`${base}/apps/${appId}/certificates`, { certificate })
  await control.post(`${base}/apps`, { displayName: 'Open', secret: true })
  await control.post(`${base}/seed`)
  await control.post(`${base}/users`, {
    userPrincipalName: 'mara',
    password: 'maras password',
    intuneRole: 'administrator',
  })
  await control.post(`${base}/users/mara/revoke-sessions`)
  await control.post(`${base}/grants`, { app: 'Console', kind: 'delegated', permissions: ['User.Read'], user: 'mara' })
  await control.post(`${base}/grants`, { app: 'Console', kind: 'delegated', permissions: ['Mail.Read'] })
  const { accessToken } = (await control.post(`${base}/tokens`, { app: 'Console' })).json()
  const client = emulator.withToken(accessToken)
  const made = await client.post(SET, {
    '@odata.type': '#microsoft.graph.androidManagedStoreAppConfiguration',
    displayName: `Text with "quotes", ünï😀 and ${id}`,
    packageId: 'app:com.contoso',
  })
  await client.post(`${SET}/${made.json().id}/userStatusSummary`, {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary',
    pendingCount: 1,
    lastUpdateDateTime: '2016-12-31T23:58:21.6459442-08:00',
    configurationVersion: 4,
  })
}

test('documents', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { store, errors } = emulator
      const control = controlOf(emulator)
      const exportOf = async (tenant: string): Promise<Document> =>
        (await control.get(`/tenants/${tenant}/export`)).json()
      const { id } = (await control.post('/tenants', { domain: 'contoso.test', displayName: 'Contoso' })).json()
      await fill(control, emulator, id)
      let original = await exportOf(id)

      t.test(
        'a document holds every resource that has something, all that it contains, and nothing secret',
        async (t) => {
          const { entities } = original
          for (const resource of rootResources(model)) {
            const rows = await countRows(store, resource.type.name, `WHERE "tenantId" = '${id}'`)
            if (!['application', 'servicePrincipal'].includes(resource.type.name))
              t.equal(entities[resource.path]?.length ?? 0, rows, resource.path)
            for (const child of containedResources(resource)) {
              const inside = (entities[resource.path] ?? []).flatMap((entity: Document) => entity[child.name] ?? [])
              t.equal(inside.length, await countRows(store, child.type.name, `WHERE "tenantId" = '${id}'`), child.path)
            }
          }
          t.ok(entities['deviceAppManagement/mobileAppConfigurations'].length > 5)
          t.match(
            original['apps'].find(({ displayName }: Document) => displayName === 'Console'),
            {
              redirectUris: [{ uri: 'https://a.test/', type: 'spa' }],
              certificates: [{ certificate: /BEGIN CERTIFICATE/ }],
              applicationPermissions: [{ permission: 'DeviceManagementApps.ReadWrite.All' }],
            },
          )
          const text = JSON.stringify(original)
          t.match(text, '2017-01-01T07:58:21.6459442Z')
          for (const secret of ['scrypt', 'secret of the console', 'maras password', 'PRIVATE KEY'])
            t.notOk(text.includes(secret), secret)
        },
      )

      t.test('what was deleted comes back as it was, down to ids, versions and times', async (t) => {
        const before = await snapshot(store, id)
        t.equal((await control.delete(`/tenants/${id}`)).statusCode, 204)
        const imported = await control.post('/tenants/import', original)
        t.equal(imported.statusCode, 201, imported.body)
        t.match(imported.json(), {
          id,
          defaultDomain: 'contoso.test',
          secrets: [],
          withoutSecret: [{ displayName: 'Open' }],
        })
        t.strictSame(await exportOf(id), original)
        t.strictSame(withoutSecrets(await snapshot(store, id)), withoutSecrets(before))
        t.equal((await control.post('/tenants/import', original)).statusCode, 409, 'not over what is there')
        await control.post(`/tenants/${id}/apps/Console/secrets`, { secret: 'secret of the console' })
        await control.post(`/tenants/${id}/apps/Open/secrets`)
        // A new password ends the sessions of the user, and the document says when.
        await control.patch(`/tenants/${id}/users/mara`, { password: 'maras password' })
        original = await exportOf(id)
      })

      t.test('under another id everything that is the tenant’s becomes the new one’s, and it works', async (t) => {
        const other = randomUUID()
        const imported = await control.post(
          `/tenants/import?as=${other.toUpperCase()}&newSecrets=true&displayName=Fabrikam`,
          original,
        )
        t.equal(imported.statusCode, 201, imported.body)
        const { defaultDomain, secrets } = imported.json()
        t.match(secrets, [{ displayName: 'Open', secret: /^[\w-]{40}$/ }])
        const moved = await exportOf(other)
        const left = new Set([...JSON.stringify(moved).matchAll(new RegExp(id, 'g'))].map(() => 1))
        t.equal(
          [...JSON.stringify(moved).matchAll(new RegExp(id, 'g'))].length,
          left.size,
          'only the text that mentions it',
        )
        t.notMatch(
          JSON.stringify(moved['entities'].users.map((user: Document) => user['userPrincipalName'])),
          'contoso.test',
        )
        t.match(moved['tenant'], { id: other, defaultDomain, domains: [defaultDomain], displayName: 'Fabrikam' })
        t.match(moved['entities'].organization, [
          { id: other, displayName: 'Fabrikam', verifiedDomains: [{ name: defaultDomain }] },
        ])
        const back = await control.post(
          `/tenants/import?as=${randomUUID()}&domain=back.test&displayName=Contoso`,
          moved,
        )
        const again = await exportOf(back.json().id)
        const same = JSON.stringify(again).replaceAll(back.json().id, id).replaceAll('back.test', 'contoso.test')
        t.strictSame(JSON.parse(same), original, 'and back again it is the first')
        const { accessToken } = (
          await control.post(`/tenants/${other}/tokens`, { user: 'mara', scope: 'DeviceManagementApps.Read.All' })
        ).json()
        const client = emulator.withToken(accessToken)
        const { value } = (await client.get(SET)).json()
        t.equal(value.length, original['entities']['deviceAppManagement/mobileAppConfigurations'].length)
        const summary = (await client.get(`${SET}/${value[0].id}/userStatusSummary`)).json()
        t.equal(summary.id, `${other}_${value[0].id}`)
      })

      t.test('in place of a tenant its secrets and passwords stay', async (t) => {
        const copy = (await control.post(`/tenants/${id}/clone`, { domain: 'replace.test' })).json()
        const wanted = await exportOf(copy.id)
        await control.post(`/tenants/${copy.id}/reset`)
        await control.post(`/tenants/${copy.id}/groups`, { displayName: 'to go' })
        const replaced = await control.post('/tenants/import?replace=true', wanted)
        t.match(replaced.json(), { id: copy.id, withoutSecret: [] })
        t.strictSame(await exportOf(copy.id), wanted)
        t.ok((await tokenOf(emulator, copy.id, wanted)).access_token)
        t.match((await control.get(`/tenants/${copy.id}/users/mara`)).json(), { hasPassword: true })
      })

      t.test('a clone is like the first, with the same secrets, and each goes its own way', async (t) => {
        const clone = await control.post(`/tenants/${id}/clone`, { domain: 'clone.test', displayName: 'Clone' })
        t.match(clone.json(), { defaultDomain: 'clone.test', withoutSecret: [] })
        const { id: copy } = clone.json()
        t.ok((await tokenOf(emulator, copy, original)).access_token)
        await control.post(`/tenants/${copy}/reset`, { people: true })
        t.strictSame(await exportOf(id), original)
        t.equal((await control.post(`/tenants/${id}/clone`, { domain: 'clone.test' })).statusCode, 409)
        t.equal((await control.post(`/tenants/${id}/clone`, { id })).statusCode, 409)
        t.equal((await control.post(`/tenants/nowhere.test/clone`)).statusCode, 404)
      })

      t.test('a document that cannot be imported is refused by name, and nothing has changed', async (t) => {
        const tenants = (await control.get('/tenants')).json().value.length
        const target = randomUUID()
        const changed = (change: (document: Document) => void): Document => {
          const document = structuredClone(original)
          change(document)
          return document
        }
        const CONFIGURATIONS = 'deviceAppManagement/mobileAppConfigurations'
        const cases: readonly [unknown, RegExp][] = [
          [[], /must be|no exported tenant/],
          [{}, /no exported tenant/],
          [{ value: [] }, /no exported tenant/],
          [changed((d) => (d['format'] = 2)), /newer version: its format is 2/],
          [changed((d) => delete d['apps']), /"\/apps","detail":"is missing"/],
          [changed((d) => (d['extra'] = 1)), /"\/extra","detail":"is not known here"/],
          [changed((d) => (d['tenant'].id = 'x')), /"\/tenant\/id","detail":"must be a GUID/],
          [changed((d) => (d['tenant'].profile = 'dead')), /"\/tenant\/profile"/],
          [changed((d) => (d['tenant'].createdDateTime = '2026-01-01T00:00:00+02:00')), /"\/tenant\/createdDateTime"/],
          [changed((d) => (d['entities'].unicorns = [])), /"\/entities\/unicorns","detail":"is no entity set/],
          [
            changed((d) => (d['entities'].users[0].displayName = 7)),
            /"\/entities\/users\/0\/displayName","detail":"must be a text/,
          ],
          [
            changed((d) => (d['entities'].users[0].displayName = 'a\0b')),
            /"\/entities\/users\/0\/displayName","detail":"must be a text without NUL/,
          ],
          [changed((d) => (d['entities'].users[0].displayName = null)), /lacks a value/],
          [changed((d) => (d['entities'].users[0].wings = 2)), /"\/entities\/users\/0\/wings"/],
          [changed((d) => (d['entities'].users[0].passwordProfile = { password: 'x' })), /passwords are not imported/],
          [
            changed((d) => (d['entities'].users[0].userPrincipalName = d['entities'].users[1].userPrincipalName)),
            /have a key or a name/,
          ],
          [changed((d) => d['entities'].users.push(d['entities'].users[0])), /is there more than once/],
          [
            changed((d) => (d['entities'][CONFIGURATIONS][0]['@odata.type'] = '#microsoft.graph.unicorn')),
            /is no type/,
          ],
          [changed((d) => (d['entities'][CONFIGURATIONS][0].createdDateTime = 'soon')), /createdDateTime/],
          [
            changed((d) => (d['entities'][CONFIGURATIONS][0].assignments = 5)),
            /assignments","detail":"must hold entities/,
          ],
          [changed((d) => (d['entities'][CONFIGURATIONS][0].assignments = [{ id: 1 }])), /assignments\/0\/id/],
          [changed((d) => (d['memberships'][0].memberId = randomUUID())), /is no user of the document/],
          [changed((d) => (d['memberships'][0].memberType = 'device')), /is no device of the document/],
          [changed((d) => (d['memberships'][0].memberType = 'robot')), /memberType/],
          [changed((d) => (d['memberships'][0].userId = randomUUID())), /either memberId or userId/],
          [changed((d) => delete d['memberships'][0].memberId), /either memberId or userId/],
          [
            changed(
              (d) =>
                (d['apps'][0].certificates = [
                  {
                    keyId: 'k',
                    certificate: 'x',
                    displayName: null,
                    createdDateTime: '2026-01-01T00:00:00Z',
                    expiresDateTime: null,
                  },
                ]),
            ),
            /is no certificate/,
          ],
        ]
        for (const [document, problem] of cases) {
          const { statusCode, body, headers } = await control.post(`/tenants/import?as=${target}`, document)
          t.equal(statusCode, 400, body)
          t.match(headers['content-type'], 'application/problem+json')
          t.match(body, problem)
        }
        t.equal((await control.post('/tenants/import?as=x', original)).statusCode, 400)
        t.equal((await control.post(`/tenants/import?as=${target}&domain=contoso.test`, original)).statusCode, 409)
        t.equal((await control.get('/tenants')).json().value.length, tenants)
        t.equal(await countRows(store, 'managedDevice', `WHERE "tenantId" = '${target}'`), 0)
        t.strictSame(await exportOf(id), original)
        t.strictSame(errors, [])
      })

      t.test('an import that breaks off half-way leaves nothing behind', async (t) => {
        const target = randomUUID()
        const before = await snapshot(store, target)
        const broken = {
          ...store.database,
          provider: store.database.provider,
          write: (work: () => Generator<any, any, any>) =>
            store.database.write(function* (): Generator<any, any, any> {
              const steps = work()
              let step = steps.next()
              for (let count = 0; step.done !== true; count += 1) {
                if (count === 12) throw new Error('the power went')
                step = steps.next(yield step.value)
              }
              return step.value
            }),
        }
        const transfer = wholeTenants({ ...store, database: broken })
        // Small enough to be imported in this thread, by way of that database.
        const small = { ...original, documents: [], references: [] }
        await t.rejects(transfer.import(small, { replace: false, id: target }), { message: 'the power went' })
        t.equal(await snapshot(store, target), before)
        t.equal((await control.get(`/tenants/${target}`)).statusCode, 404)
      })
    },
    { control: CONTROL },
  )
})

test('the development tenant goes to another installation and takes the place of the one there', async (t) => {
  const [here, there] = [await startEmulator(t, { control: CONTROL }), await startEmulator(t, { control: CONTROL })]
  await controlOf(here).post(`/tenants/${TENANT}/seed`)
  const { id } = (
    await here.admin.post(SET, { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'mine' })
  ).json()
  await give(here.store, TENANT, [
    {
      at: `deviceAppManagement/mobileAppConfigurations/${id}/userStatusSummary`,
      entity: { id: `${TENANT}_${id}`, lastUpdateDateTime: '2020-01-01T00:00:00.1234567Z', configurationVersion: 1 },
    },
  ])
  const document = (await controlOf(here).get(`/tenants/${TENANT}/export`)).json()
  const imported = await controlOf(there).post('/tenants/import?replace=true', document)
  t.equal(imported.statusCode, 201, imported.body)
  t.match((await there.admin.get(`${SET}/${id}/userStatusSummary`)).json(), {
    lastUpdateDateTime: '2020-01-01T00:00:00.1234567Z',
  })
  t.ok(await there.token({ id: '00000000-0000-4000-a000-0000000000a1', secret: 'intunite-admin-secret' }))
})

/** A token from the token endpoint, for the app with a secret that is known. */
async function tokenOf({ app }: Emulator, tenant: string, document: Document): Promise<Record<string, string>> {
  const { appId } = document['apps'].find(({ displayName }: Document) => displayName === 'Console')
  const form = {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: 'secret of the console',
    scope: 'https://graph.microsoft.com/.default',
  }
  const response = await app.inject({
    method: 'POST',
    url: `/${tenant}/oauth2/v2.0/token`,
    headers: { host: 'localhost:8080', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(form).toString(),
  })
  return response.json()
}

/** Password hashes are not in a document. */
function withoutSecrets(text: string): unknown {
  return JSON.parse(text.replace(/"scrypt[^"]*"/g, 'null'))
}
