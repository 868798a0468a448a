/**
 * What the reference shows and the service refuses: in the profile `documented` it works, in `live` it does not. Abstract
 * types of values (B27), members of derived types without a cast (B12), where assignments come from (B26). And what holds in
 * both: paths that lead on from what an item refers to, values that are not there until a request makes them.
 */
import t from 'tap'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import type { Client, Emulator, Response } from '../harness/emulator.js'
import { forEachEmulator, startEmulator, TENANT } from '../harness/emulator.js'

type Json = Record<string, unknown> & { id: string }

const CONFIGURATIONS = '/beta/deviceManagement/deviceConfigurations'
const ABSTRACT_TARGET = { '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentTarget' }

const typed = (name: string, more: object = {}): object => ({
  '@odata.type': `#microsoft.graph.${name}`,
  displayName: `A ${name}`,
  ...more,
})

async function made(client: Client, url: string, body: unknown): Promise<Json> {
  const response = await client.post(url, body)
  if (response.statusCode !== 201) throw new Error(`${url}: ${response.statusCode} ${response.body}`)
  return response.json<Json>()
}

/** A value that refers to no presentation, of a new policy. */
async function presentationValue(client: Client): Promise<{ policy: Json; values: string; text: Json }> {
  const policies = '/beta/deviceManagement/groupPolicyConfigurations'
  const policy = await made(client, policies, { displayName: 'p' })
  const value = await made(client, `${policies}/${policy.id}/definitionValues`, { enabled: true })
  const values = `${policies}/${policy.id}/definitionValues/${value.id}/presentationValues`
  const type = '#microsoft.graph.groupPolicyPresentationValueText'
  return { policy, values, text: await made(client, values, { '@odata.type': type, value: 'v' }) }
}

/**
 * Clients of a tenant of their own: of a server that follows the documentation, and of one that follows the service, which
 * has an administrator of the development tenant as well.
 */
async function clients(
  t: { teardown(end: () => unknown): unknown },
  emulator: Emulator,
): Promise<[Client, Client, Client]> {
  const live = await startEmulator(t, { store: emulator.store, profile: 'live' })
  const client = await (await emulator.newTenant()).as(...mappedPermissions(), 'User.ReadWrite.All')
  return [client, live.withToken(client.token), live.withToken(emulator.admin.token)]
}

await forEachEmulator(t, async (t, emulator) => {
  const [documented, live, liveAdmin] = await clients(t, emulator)

  await t.test('a value may name an abstract type, and comes back as such', async (t) => {
    const setting = { '@odata.type': '#microsoft.graph.omaSetting', displayName: 'One', omaUri: './Device/One' }
    const body = typed('windows10CustomConfiguration', { omaSettings: [setting] })
    const { id } = await made(documented, CONFIGURATIONS, body)
    for (const version of ['/beta', '/v1.0']) {
      const url = `${version}/deviceManagement/deviceConfigurations/${id}`
      t.match((await documented.get(url)).json(), { omaSettings: [setting] }, version)
      t.match((await live.get(url)).json(), { omaSettings: [setting] }, `${version}, stored before`)
    }
    const again = (await documented.get(`${CONFIGURATIONS}/${id}`)).json<Json>()
    t.equal((await documented.patch(`${CONFIGURATIONS}/${id}`, again)).statusCode, 200, 'what was read can be sent')
    const refusal = { error: { code: 'ModelValidationFailure', message: 'Cannot create an abstract class.' } }
    for (const response of [
      await live.post(CONFIGURATIONS, body),
      await live.patch(`${CONFIGURATIONS}/${id}`, body),
      await documented.post(CONFIGURATIONS, typed('windows10CustomConfiguration', { omaSettings: [{ omaUri: 'x' }] })),
      await documented.post(CONFIGURATIONS, typed('deviceConfiguration')),
    ])
      t.match([response.statusCode, response.json()], [400, refusal])
  })

  await t.test('a value between a base and its derived types may be abstract as well', async (t) => {
    const extension = { '@odata.type': '#microsoft.graph.iosSingleSignOnExtension' }
    const body = typed('iosDeviceFeaturesConfiguration', { iosSingleSignOnExtension: extension })
    const { id } = await made(documented, CONFIGURATIONS, body)
    t.match((await documented.get(`${CONFIGURATIONS}/${id}`)).json(), { iosSingleSignOnExtension: extension })
    t.equal((await live.post(CONFIGURATIONS, body)).statusCode, 400)
  })

  await t.test(
    'B27: an assignment may have a target that does not say what it is, and any text for a filter',
    async (t) => {
      for (const [url, body, read] of [
        [CONFIGURATIONS, typed('iosCustomConfiguration', { payloadName: 'p' }), ['/beta']],
        [
          '/beta/deviceAppManagement/mobileAppConfigurations',
          typed('iosMobileAppConfiguration', { targetedMobileApps: [] }),
          ['/beta', '/v1.0'],
        ],
      ] as const) {
        const { id } = await made(documented, url, body)
        const target = { ...ABSTRACT_TARGET, deviceAndAppManagementAssignmentFilterId: 'of a filter' }
        const first = await made(documented, `${url}/${id}/assignments`, { target })
        const second = await made(documented, `${url}/${id}/assignments`, { target })
        t.match([first, second], [{ target }, { target }])
        t.ok(first.id.startsWith(`${id}_`) && first.id !== second.id, 'each is another one')
        for (const version of read) {
          const list = await documented.get(`${url.replace('/beta', version)}/${id}/assignments`)
          t.match(list.json(), { value: [{ target: ABSTRACT_TARGET }, { target: ABSTRACT_TARGET }] }, version)
          const found = await documented.get(
            `${url.replace('/beta', version)}/${id}/assignments?$filter=isof(target,'microsoft.graph.deviceAndAppManagementAssignmentTarget')`,
          )
          t.equal(found.json<{ value: unknown[] }>().value.length, 2, found.body)
        }
        const { value } = (await documented.get(`${url}/${id}/assignments`)).json<{ value: Json[] }>()
        t.ok((await documented.post(`${url}/${id}/assign`, { assignments: value })).statusCode < 300)
        t.equal((await live.post(`${url}/${id}/assign`, { assignments: [{ target }] })).statusCode, 400)
      }
    },
  )

  await t.test('an assignment may come from a policy set', async (t) => {
    const url = '/beta/deviceManagement/deviceCompliancePolicies'
    const { id } = await made(documented, url, typed('iosCompliancePolicy'))
    const body = { target: ABSTRACT_TARGET, source: 'policySets', sourceId: 'a set' }
    t.match(await made(documented, `${url}/${id}/assignments`, body), { source: 'policySets', sourceId: 'a set' })
    const assignments = [
      { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }, source: 'policySets' },
    ]
    t.ok((await live.post(`${url}/${id}/assign`, { assignments })).statusCode < 300)
    t.match((await live.get(`${url}/${id}/assignments`)).json(), { value: [{ source: 'direct', sourceId: id }] })
    const profiles = '/beta/deviceManagement/resourceAccessProfiles'
    const profile = await made(documented, profiles, typed('windows10XTrustedRootCertificate'))
    const at = `${profiles}/${profile.id}/assignments`
    const somewhere = { target: assignments[0]?.target, sourceId: 'somewhere' }
    t.match(await made(documented, at, somewhere), { sourceId: 'somewhere' }, 'an assignment that has no source')
  })

  await t.test('what only derived types have needs no cast, and items of other types do not have it', async (t) => {
    const apps = '/beta/deviceAppManagement/mobileApps'
    const lob = await made(documented, apps, typed('win32LobApp', { publisher: 'p' }))
    const web = await made(documented, apps, typed('webApp', { publisher: 'p', appUrl: 'https://example.test' }))
    const content = await made(documented, `${apps}/${lob.id}/contentVersions`, {})
    for (const url of [
      `${apps}/${lob.id}/contentVersions`,
      `${apps}/${lob.id}/microsoft.graph.win32LobApp/contentVersions`,
    ])
      t.match((await documented.get(url)).json(), { value: [{ id: content.id }] }, url)
    t.equal((await documented.get(`${apps}/${web.id}/contentVersions`)).statusCode, 404)
    const refusal = { error: { code: 'BadRequest', message: "Resource not found for the segment 'contentVersions'." } }
    const refused = await live.get(`${apps}/${lob.id}/contentVersions`)
    t.match([refused.statusCode, refused.json()], [400, refusal])
    t.equal((await live.get(`${apps}/${lob.id}/microsoft.graph.win32LobApp/contentVersions`)).statusCode, 200)

    const ring = await made(documented, CONFIGURATIONS, typed('windowsUpdateForBusinessConfiguration'))
    const pause = 'extendFeatureUpdatesPause'
    t.equal((await documented.post(`${CONFIGURATIONS}/${ring.id}/${pause}`)).statusCode, 204)
    t.equal((await live.post(`${CONFIGURATIONS}/${ring.id}/${pause}`)).statusCode, 400)
    const other = await made(documented, CONFIGURATIONS, typed('iosGeneralDeviceConfiguration'))
    t.equal((await documented.post(`${CONFIGURATIONS}/${other.id}/${pause}`)).statusCode, 404)
  })

  await t.test('a path leads on from what an item refers to', async (t) => {
    const certificate = await made(documented, CONFIGURATIONS, typed('androidTrustedRootCertificate'))
    const profile = await made(documented, CONFIGURATIONS, typed('androidScepCertificateProfile'))
    const root = `${CONFIGURATIONS}/${profile.id}/rootCertificate`
    t.match((await documented.get(`${root}/assignments?$count=true`)).json(), { '@odata.count': 0, value: [] })
    const refused = await live.get(
      `${CONFIGURATIONS}/${profile.id}/microsoft.graph.androidScepCertificateProfile/rootCertificate/assignments`,
    )
    t.equal(refused.statusCode, 404, 'it refers to nothing yet')
    const reference = {
      '@odata.id': `https://graph.microsoft.com/beta/deviceManagement/deviceConfigurations/${certificate.id}`,
    }
    t.equal(
      (
        await documented.send(
          'PUT',
          `${CONFIGURATIONS}/${profile.id}/microsoft.graph.androidScepCertificateProfile/rootCertificate/$ref`,
          reference,
        )
      ).statusCode,
      204,
    )
    t.match((await documented.get(root)).json(), { id: certificate.id })
    const assignment = await made(documented, `${root}/assignments`, {
      target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
    })
    t.ok(assignment.id.startsWith(`${certificate.id}_`))
    t.match((await documented.get(`${CONFIGURATIONS}/${certificate.id}/assignments`)).json(), {
      value: [{ id: assignment.id }],
    })
    t.equal((await documented.get(`${root}/assignments/${assignment.id}`)).statusCode, 200)
    t.equal((await documented.delete(`${root}/assignments/${assignment.id}`)).statusCode, 204)
    t.equal((await documented.get(`${root}/nothing`)).statusCode, 400)
  })

  await t.test('what an item refers to is made, changed and deleted by the path to it', async (t) => {
    const wifi = await made(
      documented,
      CONFIGURATIONS,
      typed('iosEnterpriseWiFiConfiguration', { networkName: 'n', ssid: 's' }),
    )
    const roots = `${CONFIGURATIONS}/${wifi.id}/microsoft.graph.iosEnterpriseWiFiConfiguration/rootCertificatesForServerValidation`
    const root = await made(documented, roots, typed('iosTrustedRootCertificate'))
    t.match((await documented.get(`${CONFIGURATIONS}/${root.id}`)).json(), typed('iosTrustedRootCertificate'))
    t.match((await documented.get(roots)).json(), { value: [{ id: root.id }] })
    const others = [typed('androidTrustedRootCertificate'), typed('nothing'), {}]
    for (const body of others) t.equal((await documented.post(roots, body)).statusCode, 400, JSON.stringify(body))
    t.equal((await documented.get(roots)).json<{ value: unknown[] }>().value.length, 1, 'nothing is left of them')
    const renamed = typed('iosTrustedRootCertificate', { displayName: 'Renamed' })
    t.match((await documented.patch(`${roots}/${root.id}`, renamed)).json(), { id: root.id, displayName: 'Renamed' })
    t.equal((await documented.delete(`${roots}/${root.id}`)).statusCode, 204)
    t.equal((await documented.get(`${CONFIGURATIONS}/${root.id}`)).statusCode, 404)
    t.equal((await documented.delete(`${roots}/${root.id}`)).statusCode, 404)

    const profile = await made(documented, CONFIGURATIONS, typed('androidScepCertificateProfile'))
    const single = `${CONFIGURATIONS}/${profile.id}/rootCertificate`
    t.equal((await documented.delete(single)).statusCode, 204, 'what is not there stays away')
    const patched = await documented.patch(single, typed('androidTrustedRootCertificate'))
    t.match([patched.statusCode, patched.json()], [200, typed('androidTrustedRootCertificate')])
    const { id } = patched.json<Json>()
    t.match((await documented.get(single)).json(), { id })
    const again = await documented.patch(single, typed('androidTrustedRootCertificate', { description: 'd' }))
    t.match(again.json(), { id, description: 'd' })
    t.equal((await documented.patch(`${CONFIGURATIONS}/${wifi.id}/rootCertificate`, renamed)).statusCode, 404)
    t.equal((await documented.delete(single)).statusCode, 204)
    t.equal((await documented.get(single)).statusCode, 204, 'refers to nothing')
    t.equal((await documented.get(`${CONFIGURATIONS}/${id}`)).statusCode, 404)
    const cast = 'microsoft.graph.androidScepCertificateProfile/rootCertificate'
    for (const [method, body] of [['PATCH', renamed], ['DELETE']] as const)
      t.equal(
        (await live.send(method, `${CONFIGURATIONS}/${profile.id}/${cast}`, body)).statusCode,
        400,
        `${method} in live`,
      )
  })

  await t.test('the devices of a user are changed and acted upon by the path through the user', async (t) => {
    const suffix = Math.random().toString(36).slice(2)
    const user = await made(documented, '/v1.0/users', {
      accountEnabled: true,
      displayName: 'U',
      mailNickname: `u${suffix}`,
      userPrincipalName: `u${suffix}@example.test`,
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    })
    const device = await made(documented, '/beta/deviceManagement/managedDevices', { deviceName: 'D', userId: user.id })
    const url = `/v1.0/users/${user.id}/managedDevices/${device.id}`
    const body = { '@odata.type': '#microsoft.graph.managedDevice', notes: 'seen' }
    t.match((await documented.patch(url, body)).json(), { id: device.id, notes: 'seen' })
    const devices = `/v1.0/users/${user.id}/managedDevices`
    const another = await made(documented, devices, { ...body, managedDeviceName: 'Another' })
    t.match(another, { notes: 'seen', userId: user.id })
    t.equal((await documented.get(`${devices}/${another.id}`)).statusCode, 200)
    t.equal((await live.post(devices, body)).statusCode, 405)
    t.equal((await documented.post(`${url}/rebootNow`)).statusCode, 204)
    t.equal((await live.patch(url, body)).statusCode, 405)
    const other = '99999999-9999-4999-8999-999999999999'
    t.equal((await documented.post(`/v1.0/users/${user.id}/managedDevices/${other}/rebootNow`)).statusCode, 404)
    t.equal((await documented.delete(url)).statusCode, 204)
    t.equal((await documented.get(`/beta/deviceManagement/managedDevices/${device.id}`)).statusCode, 404)
  })

  await t.test('what an item refers to is not there until a request makes it', async (t) => {
    const { policy, values, text } = await presentationValue(documented)
    const url = `${values}/${text.id}/presentation`
    for (const options of ['', '?$select=label', '?$expand=definition'])
      t.equal((await documented.get(`${url}${options}`)).statusCode, 204, `none yet: no content ${options}`)
    t.equal((await documented.get(`${url}/definition`)).statusCode, 204, 'nor does nothing refer to anything')
    t.equal((await documented.get(`${values}/${policy.id}/presentation`)).statusCode, 404, 'of no item')
    t.match((await documented.get(`${values}/${text.id}?$expand=presentation`)).json(), { presentation: null })
    const body = { '@odata.type': '#microsoft.graph.groupPolicyPresentationTextBox', label: 'Name', maxLength: 9 }
    t.match((await documented.patch(url, body)).json(), body)
    t.match((await documented.get(url)).json(), body)
    t.equal((await documented.delete(url)).statusCode, 204)
    t.equal((await documented.get(url)).statusCode, 204)

    const mail = await made(documented, CONFIGURATIONS, typed('iosEasEmailProfileConfiguration', { hostName: 'h' }))
    const settings = `${CONFIGURATIONS}/${mail.id}/derivedCredentialSettings`
    const nothing = { '@odata.type': '#microsoft.graph.deviceManagementDerivedCredentialSettings' }
    t.match((await documented.patch(settings, nothing)).json(), { displayName: 'derivedCredentialSettings' })
    t.match((await documented.patch(settings, { ...nothing, displayName: 'Card' })).json(), { displayName: 'Card' })
  })

  await t.test('what is made below it makes what the path leads through', async (t) => {
    const { policy, values, text } = await presentationValue(documented)
    const definition = `${values}/${text.id}/presentation/definition`
    const below = `${definition}/presentations`
    const operations = `${definition}/definitionFile/microsoft.graph.groupPolicyUploadedDefinitionFile/groupPolicyOperations`
    for (const url of [below, operations]) {
      t.same((await documented.get(url)).json<{ value: unknown[] }>().value, [], 'none yet')
      t.equal((await live.post(url, {})).statusCode >= 400, true, 'in live there is nothing to add to')
    }
    const box = await made(documented, below, { '@odata.type': '#microsoft.graph.groupPolicyPresentationTextBox' })
    t.equal((await documented.get(`${values}/${text.id}/presentation`)).statusCode, 204, 'that nothing is made of')
    const { id } = (await documented.get(definition)).json<Json>()
    t.match((await documented.get(`/beta/deviceManagement/groupPolicyDefinitions/${id}/presentations`)).json(), {
      value: [{ id: box.id }],
    })
    const upload = await made(documented, operations, { operationType: 'upload' })
    t.match((await documented.get(operations)).json(), { value: [{ id: upload.id }] })
    t.equal((await documented.get(`${values}/${policy.id}/presentation/definition/presentations`)).statusCode, 404)

    const vpn = await made(documented, CONFIGURATIONS, typed('windowsPhone81VpnConfiguration', { connectionName: 'c' }))
    const root = `${CONFIGURATIONS}/${vpn.id}/microsoft.graph.windowsPhone81VpnConfiguration/identityCertificate/microsoft.graph.windowsPhone81SCEPCertificateProfile/rootCertificate`
    t.equal((await documented.get(root)).statusCode, 204)
    t.equal((await documented.delete(root)).statusCode, 204, 'what is not there stays away')
    const body = typed('windowsPhone81TrustedRootCertificate')
    t.match((await documented.patch(root, body)).json(), body)
    t.match((await documented.get(root)).json(), body)
  })

  await t.test('what the service hides or reads from a file is told as it was sent, where it is neither', async (t) => {
    const file = {
      fileName: 'a.admx',
      content: Buffer.from('no XML').toString('base64'),
      languageCodes: ['of the file'],
      targetPrefix: 'prefix',
    }
    for (const [set, body, hidden] of [
      ['deviceAppManagement/vppTokens', { appleId: 'a@example.test', token: 'no token' }, { token: null }],
      ['deviceManagement/groupPolicyUploadedDefinitionFiles', file, { content: null, targetPrefix: null }],
    ] as const) {
      t.match(await made(documented, `/beta/${set}`, body), body)
      t.match(await made(live, `/beta/${set}`, body), hidden)
    }
    const shown = async (client: Client): Promise<boolean> =>
      Object.hasOwn((await client.get(`/v1.0/organization/${TENANT}`)).json(), 'mobileDeviceManagementAuthority')
    t.same([await shown(emulator.admin), await shown(liveAdmin)], [true, false])
  })

  await t.test('a PATCH may name a base type of the entity, and changes what that declares', async (t) => {
    const books = '/beta/deviceAppManagement/managedEBooks'
    const book = await made(documented, books, typed('iosVppEBook'))
    const target = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
    const assignment = await made(documented, `${books}/${book.id}/assignments`, {
      '@odata.type': '#microsoft.graph.iosVppEBookAssignment',
      target,
      installIntent: 'available',
    })
    const url = `${books}/${book.id}/assignments/${assignment.id}`
    const patched = (name: string, more: object): Promise<Response> =>
      documented.patch(url, { '@odata.type': `#microsoft.graph.${name}`, ...more })
    t.match((await patched('managedEBookAssignment', { installIntent: 'required' })).json(), {
      '@odata.type': '#microsoft.graph.iosVppEBookAssignment',
      installIntent: 'required',
    })
    t.equal((await patched('iosVppEBook', {})).statusCode, 400, 'of another family')
    const policies = '/beta/deviceManagement/deviceConfigurations'
    const { id } = await made(documented, policies, typed('iosCustomConfiguration'))
    const other = typed('macOSCustomConfiguration')
    t.equal((await documented.patch(`${policies}/${id}`, other)).statusCode, 400, 'of a sibling')
    t.equal((await documented.patch(`${policies}/${id}`, typed('deviceConfiguration'))).statusCode, 400, 'abstract')
  })

  await t.test('collections that the model lets be null may be sent as null, and are empty', async (t) => {
    const { id } = await made(
      documented,
      CONFIGURATIONS,
      typed('iosCustomConfiguration', { payloadName: 'p', roleScopeTagIds: null }),
    )
    t.ok(Array.isArray((await documented.get(`${CONFIGURATIONS}/${id}`)).json<Json>()['roleScopeTagIds']))
  })
  t.strictSame(emulator.errors, [])
})
