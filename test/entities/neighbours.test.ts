/** What the tools of Intune call beside Intune: conditional access, devices and roles of the directory, licences, logs. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'

const POLICIES = 'identity/conditionalAccess/policies'

const aPolicy = {
  displayName: 'Require a compliant device',
  state: 'enabledForReportingButNotEnforced',
  conditions: {
    clientAppTypes: ['all'],
    applications: { includeApplications: ['All'] },
    users: { includeUsers: ['All'], excludeGroups: ['6f1d6c6e-8f54-4c1c-8f2e-0f7f5b1f4a11'] },
    platforms: { includePlatforms: ['iOS', 'android'] },
  },
  grantControls: {
    operator: 'OR',
    builtInControls: ['compliantDevice'],
    authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' },
  },
  sessionControls: { signInFrequency: { isEnabled: true, type: 'hours', value: 4, frequencyInterval: 'timeBased' } },
}

interface Item {
  readonly id: string
}
interface List {
  readonly value: readonly (Item & Readonly<Record<string, unknown>>)[]
}

test('conditional access', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, errors }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('Policy.ReadWrite.ConditionalAccess')

    for (const version of ['v1.0', 'beta'])
      await t.test(`${version}: a policy is made, read, found by its name, changed and deleted`, async (t) => {
        const made = await admin.post(`/${version}/${POLICIES}`, aPolicy)
        t.equal(made.statusCode, 201)
        t.match(made.json(), aPolicy)
        const { id } = made.json<Item>()
        const url = `/${version}/${POLICIES}/${id}`
        t.match((await admin.get(url)).json(), { id, ...aPolicy })
        const named = await admin.get(`/${version}/${POLICIES}?$filter=displayName eq '${aPolicy.displayName}'`)
        t.strictSame(
          named.json<List>().value.map((each) => each.id),
          [id],
        )
        t.equal((await admin.patch(url, { state: 'disabled' })).statusCode, 204)
        t.match((await admin.get(url)).json(), { ...aPolicy, state: 'disabled' })
        t.equal((await admin.delete(url)).statusCode, 204)
        t.equal((await admin.get(url)).statusCode, 404)
      })

    await t.test('a policy says what it is about and whether it counts', async (t) => {
      for (const missing of ['displayName', 'conditions', 'state'] as const) {
        const refused = await admin.post(`/v1.0/${POLICIES}`, { ...aPolicy, [missing]: undefined })
        t.equal(refused.statusCode, 400)
        t.match(refused.json(), { error: { code: 'Request_BadRequest', target: missing } })
      }
    })

    await t.test('named locations are of a type, which the list tells', async (t) => {
      const url = '/v1.0/identity/conditionalAccess/namedLocations'
      const ranges = [{ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress: '192.0.2.0/24' }]
      const location = { displayName: 'Offices', isTrusted: true, ipRanges: ranges }
      t.equal((await admin.post(url, location)).statusCode, 400)
      const typed = { '@odata.type': '#microsoft.graph.ipNamedLocation', ...location }
      t.equal((await admin.post(url, typed)).statusCode, 201)
      t.match((await admin.get(url)).json<List>().value, [typed])
    })

    await t.test('what only beta has is not in v1.0', async (t) => {
      const body = { ...aPolicy, conditions: { ...aPolicy.conditions, agentIdRiskLevels: 'high', times: null } }
      t.equal((await admin.post(`/v1.0/${POLICIES}`, body)).statusCode, 400)
      const made = await admin.post(`/beta/${POLICIES}`, body)
      t.match(made.json(), { conditions: { agentIdRiskLevels: 'high' } })
      const shown = (await admin.get(`/v1.0/${POLICIES}/${made.json<Item>().id}`)).json<{ conditions: object }>()
      t.notHas(shown.conditions, { agentIdRiskLevels: 'high' })
      t.notOk('times' in shown.conditions)
    })

    await t.test('the permissions of conditional access are asked for', async (t) => {
      const reader = await tenant.as('Policy.Read.All')
      t.equal((await reader.get(`/v1.0/${POLICIES}`)).statusCode, 200)
      t.equal((await reader.post(`/v1.0/${POLICIES}`, aPolicy)).statusCode, 403)
      const other = await tenant.as('Directory.ReadWrite.All')
      t.equal((await other.get(`/v1.0/${POLICIES}`)).statusCode, 403)
    })
    t.strictSame(errors, [])
  })
})

test('the directory', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, store, errors, admin: development }) => {
    const tenant = await newTenant()
    const admin = await tenant.as(
      'Directory.ReadWrite.All',
      'RoleManagement.ReadWrite.Directory',
      'Group.ReadWrite.All',
      'AuditLog.Read.All',
    )
    const user = { id: await addUser(store, tenant.id, 'none') }
    const group = (
      await admin.post('/v1.0/groups', {
        displayName: 'Ring 1',
        mailEnabled: false,
        mailNickname: 'ring1',
        securityEnabled: true,
      })
    ).json<Item>()

    await t.test('a device is found by id and by its device id, and belongs to users', async (t) => {
      const deviceId = '4c299165-6e8f-4b45-a5ba-c5d250a707ff'
      const made = await admin.post('/v1.0/devices', {
        accountEnabled: true,
        deviceId,
        displayName: 'LAPTOP-07',
        operatingSystem: 'Windows',
        operatingSystemVersion: '10.0.26100',
        alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
      })
      t.equal(made.statusCode, 201)
      const { id } = made.json<Item>()
      t.match((await admin.get(`/v1.0/devices?$filter=deviceId eq '${deviceId}'`)).json<List>().value, [{ id }])
      t.match((await admin.get(`/v1.0/devices(deviceId='${deviceId}')`)).json(), { id, displayName: 'LAPTOP-07' })
      const owner = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user.id}` }
      t.equal((await admin.post(`/v1.0/devices/${id}/registeredOwners/$ref`, owner)).statusCode, 204)
      t.match((await admin.get(`/v1.0/devices/${id}/registeredOwners`)).json(), {
        '@odata.context': /#directoryObjects$/,
        value: [{ '@odata.type': '#microsoft.graph.user', id: user.id }],
      })
      t.strictSame(
        (await admin.get(`/v1.0/devices/${id}/transitiveMemberOf/microsoft.graph.group`)).json<List>().value,
        [],
      )
      const membership = { '@odata.id': `https://graph.microsoft.com/v1.0/groups/${group.id}` }
      t.equal((await admin.post(`/v1.0/devices/${id}/memberOf/$ref`, membership)).statusCode, 405)
    })

    await t.test('a cast to another kind of directory object leaves no rows, whatever is asked of them', async (t) => {
      const member = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user.id}` }
      t.equal((await admin.post(`/v1.0/groups/${group.id}/members/$ref`, member)).statusCode, 204)
      const kinds = ['device', 'orgContact', 'group', 'servicePrincipal', 'administrativeUnit', 'application']
      for (const list of ['members', 'transitiveMembers', 'owners', 'memberOf', 'transitiveMemberOf'])
        for (const kind of kinds) {
          const url = `/v1.0/groups/${group.id}/${list}/microsoft.graph.${kind}`
          for (const query of ['', '?$select=id', '?$top=5', "?$filter=id eq 'x'"]) {
            const answer = await admin.get(url + query)
            t.match(answer.json(), { value: [] }, url + query)
            t.equal(answer.statusCode, 200, url + query)
            t.strictSame(answer.json<List>().value, [])
          }
          t.equal((await admin.get(`${url}/$count`, { consistencylevel: 'eventual' })).body, '0')
        }
      const named = await admin.get(
        `/v1.0/groups/${group.id}/members/microsoft.graph.device?$filter=isCompliant eq true&$count=true`,
        { consistencylevel: 'eventual' },
      )
      t.match(named.json(), { '@odata.count': 0, value: [] })
      t.match((await admin.get(`/v1.0/groups/${group.id}/members/microsoft.graph.user`)).json(), {
        value: [{ id: user.id }],
      })
      t.equal((await admin.get(`/v1.0/groups/${group.id}/members/${user.id}/microsoft.graph.device`)).statusCode, 404)
      const listed = await admin.get(`/v1.0/users/${user.id}/transitiveMemberOf/microsoft.graph.directoryRole`)
      t.strictSame(listed.json<List>().value, [])
      t.equal((await admin.get(`/v1.0/groups/${group.id}/members/microsoft.graph.nonsense`)).statusCode, 400)
    })

    await t.test(
      'a new tenant has roles, which have members, a domain, a licence for Intune and empty logs',
      async (t) => {
        const intune = "directoryRoles(roleTemplateId='3a2c62db-5318-420d-8d74-23affee5d9d5')"
        const role = (await development.get(`/v1.0/${intune}`)).json<Item>()
        t.match(role, { displayName: 'Intune Administrator' })
        const members = `/v1.0/directoryRoles/${role.id}/members`
        const name = `role.${randomUUID()}@intunite.test`
        const { id } = (
          await development.post('/v1.0/users', {
            accountEnabled: true,
            displayName: name,
            mailNickname: 'role',
            userPrincipalName: name,
          })
        ).json<Item>()
        const member = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` }
        t.equal((await development.post(`${members}/$ref`, member)).statusCode, 204)
        t.match((await development.get(members)).json(), { value: [{ '@odata.type': '#microsoft.graph.user', id }] })
        t.equal((await development.delete(`${members}/${id}/$ref`)).statusCode, 204)
        t.strictSame((await development.get(members)).json<List>().value, [])
        t.equal((await development.delete(`/v1.0/directoryRoles/${role.id}`)).statusCode, 405)
        t.match((await development.get('/v1.0/domains')).json(), { value: [{ isDefault: true, isVerified: true }] })
        const skus = (await development.get('/v1.0/subscribedSkus')).json<List>().value
        t.match(skus, [{ skuPartNumber: 'INTUNE_A', servicePlans: [{ servicePlanName: 'INTUNE_A' }] }])
        for (const log of ['directoryAudits', 'signIns']) {
          t.strictSame((await development.get(`/beta/auditLogs/${log}`)).json<List>().value, [])
          t.equal((await development.post(`/beta/auditLogs/${log}`, {})).statusCode, 405)
        }
        for (const version of ['v1.0', 'beta']) {
          t.match((await development.get(`/${version}/reports`)).json(), { id: String })
          t.equal((await development.patch(`/${version}/reports`, {})).statusCode, 200)
          const other = await development.get(`/${version}/reports/getOffice365ActiveUserDetail(period='D7')`)
          t.match(other, { statusCode: 400, headers: { 'x-intunite-gap': 'reports' } })
        }
      },
    )
    t.strictSame(errors, [])
  })
})
