/** Operations on objects of the directory: told apart from keys, and with the effect that they have in Graph. */
import t from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { signToken, userClaims } from '../harness/tokens.js'

const MISSING = '99999999-9999-4999-8999-999999999999'
const ROLES = ['Organization.Read.All', 'User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All']

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as(...ROLES)
  const reader = await tenant.as('User.Read.All', 'Group.Read.All')
  const made = async (set: string, body: object): Promise<string> => {
    const response = await admin.post(`/v1.0/${set}`, body)
    t.equal(response.statusCode, 201, response.body)
    return response.json<{ id: string }>().id
  }
  const aGroup = (name: string, securityEnabled: boolean): object => ({
    displayName: name,
    mailNickname: name,
    mailEnabled: !securityEnabled,
    securityEnabled,
    groupTypes: securityEnabled ? [] : ['Unified'],
  })
  const named = { accountEnabled: true, displayName: 'Ada', mailNickname: 'ada' }
  const ada = await made('users', { ...named, userPrincipalName: 'ada@x.test' })
  const bob = await made('users', { ...named, userPrincipalName: 'bob@x.test' })
  const staff = await made('groups', aGroup('staff', true))
  const mail = await made('groups', aGroup('mail', false))
  const other = await made('groups', aGroup('other', true))
  const app = await made('applications', { displayName: 'App' })
  for (const group of [staff, mail])
    await admin.post(`/v1.0/groups/${group}/members/$ref`, {
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ada}`,
    })
  const valueOf = (response: Response): unknown[] => {
    t.equal(response.statusCode, 200, response.body)
    return response.json<{ value: unknown[] }>().value
  }

  await t.test('names of operations are no keys', async (t) => {
    for (const version of ['v1.0', 'beta'])
      for (const name of [
        'organization/delta',
        'organization/microsoft.graph.delta()',
        `groups/${staff}/members/microsoft.graph.user/delta`,
        `users/${ada}/memberOf/microsoft.graph.group/Delta`,
      ])
        t.match(
          (await admin.get(`/${version}/${name}`)).json(),
          { error: { code: 'NotImplemented', message: /'delta' is not implemented/ } },
          name,
        )
    const actions = ['checkMemberGroups', 'checkMemberObjects', 'getMemberGroups', 'getMemberObjects']
    for (const name of [...actions, 'microsoft.graph.getMemberGroups', 'revokeSignInSessions'])
      t.equal((await admin.get(`/v1.0/users/${ada}/${name}`)).statusCode, 405, name)
    t.equal((await admin.get('/v1.0/users/getByIds')).statusCode, 405)
  })

  await t.test('getByIds gives objects of all types, each with its type, in the order of the ids', async (t) => {
    const ids = [staff, MISSING, ada.toUpperCase(), app, bob, ada]
    const objects = valueOf(await admin.post('/v1.0/users/getByIds', { ids })) as Record<string, string>[]
    t.same(
      objects.map((object) => [object['id'], object['@odata.type']]),
      [
        [staff, '#microsoft.graph.group'],
        [ada, '#microsoft.graph.user'],
        [app, '#microsoft.graph.application'],
        [bob, '#microsoft.graph.user'],
      ],
    )
    const users = await admin.post('/v1.0/groups/microsoft.graph.getByIds', { ids, types: ['user', 'device'] })
    t.same(valueOf(users).length, 2)
    t.same(valueOf(await admin.post('/v1.0/users/getByIds', { ids, types: ['directoryObject'] })).length, 4)
    t.same(valueOf(await admin.post('/v1.0/users/getByIds', { ids: [] })), [])
    t.same(valueOf(await admin.post('/v1.0/users/getByIds', { ids: Array<string>(1000).fill(ada) })).length, 1)
    const many = Array.from({ length: 1000 }, (_, i) => MISSING.slice(0, -4) + String(i).padStart(4, '0'))
    t.same(valueOf(await admin.post('/v1.0/users/getByIds', { ids: many })), [])
    const refused = [
      {},
      { ids: null },
      { ids: 'x' },
      { ids: [5] },
      { ids: ['x'] },
      { ids: [...many, ada] },
      { ids: [ada], wrong: 1 },
    ]
    for (const body of refused)
      t.equal((await admin.post('/v1.0/users/getByIds', body)).statusCode, 400, JSON.stringify(body).slice(0, 60))
  })

  await t.test('memberships of users are found, of others there are none', async (t) => {
    const asked = { groupIds: [other, mail, staff.toUpperCase(), MISSING, staff] }
    const at = `/v1.0/users/${ada}`
    t.same(valueOf(await admin.post(`${at}/checkMemberGroups`, asked)), [mail, staff])
    t.same(valueOf(await admin.post(`/beta/users('${ada}')/microsoft.graph.checkMemberGroups`, asked)), [mail, staff])
    t.same(valueOf(await admin.post('/v1.0/users/ada@x.test/checkMemberObjects', { ids: [other, mail] })), [mail])
    t.same(valueOf(await admin.post(`${at}/getMemberGroups`, { securityEnabledOnly: true })), [staff])
    const all = { securityEnabledOnly: false }
    for (const name of ['getMemberGroups', 'getMemberObjects']) {
      t.same(valueOf(await admin.post(`${at}/${name}`, all)), [mail, staff].sort())
      t.same(valueOf(await admin.post(`/v1.0/groups/${staff}/members/${ada}/${name}`, all)), [mail, staff].sort())
      t.same(valueOf(await admin.post(`/v1.0/users/${bob}/${name}`, all)), [])
      t.same(valueOf(await admin.post(`/v1.0/groups/${staff}/${name}`, all)), [])
      for (const set of ['users', 'groups'])
        t.equal((await admin.post(`/v1.0/${set}/${MISSING}/${name}`, all)).statusCode, 404)
    }
    for (const groupIds of [undefined, null, 'x', ['x'], Array<string>(21).fill(staff), [null]])
      t.equal((await admin.post(`${at}/checkMemberGroups`, { groupIds })).statusCode, 400, JSON.stringify(groupIds))
    t.equal((await admin.post(`${at}/getMemberGroups`, { securityEnabledOnly: 'yes' })).statusCode, 400)
  })

  await t.test('what only reads needs no permission to write; revoking does', async (t) => {
    t.equal((await reader.post(`/v1.0/users/${ada}/getMemberGroups`, {})).statusCode, 200)
    t.equal((await reader.post('/v1.0/users/getByIds', { ids: [ada] })).statusCode, 200)
    t.equal((await reader.post(`/v1.0/users/${ada}/revokeSignInSessions`)).statusCode, 403)
    const stranger = await tenant.as('DeviceManagementApps.Read.All')
    t.equal((await stranger.post(`/v1.0/users/${ada}/getMemberGroups`, {})).statusCode, 403)
    t.equal((await (await tenant.as('User.Read.All')).post('/v1.0/groups/getByIds', { ids: [] })).statusCode, 403)
  })

  await t.test('revokeSignInSessions says when sessions count from, and keeps everything else', async (t) => {
    const url = `/beta/users/${bob}?$select=displayName,signInSessionsValidFromDateTime`
    const before = (await admin.get(url)).json<Record<string, unknown>>()
    t.equal(before['signInSessionsValidFromDateTime'], null)
    t.match((await admin.post(`/v1.0/users/${bob}/revokeSignInSessions`)).json(), { value: true })
    const after = (await admin.get(url)).json<Record<string, unknown>>()
    t.equal(after['displayName'], 'Ada')
    t.match(after['signInSessionsValidFromDateTime'], /^20\d\d-.*Z$/)
    const user = await emulator.store.identity.users.find(tenant.id, bob)
    t.equal(`${user?.sessionsRevokedAt}Z`, after['signInSessionsValidFromDateTime'])
    t.equal((await admin.post(`/v1.0/users/${MISSING}/revokeSignInSessions`)).statusCode, 404)
  })
  await t.test('users end their own sessions without a role, and their tokens with them', async (t) => {
    const oid = await addUser(emulator.store, tenant.id, 'none')
    const as = async (scp: string): Promise<Client> =>
      emulator.withToken(await signToken(emulator.store, userClaims(tenant.id, oid, scp)))
    const [own, reading] = [await as('User.ReadWrite'), await as('User.Read')]
    t.equal((await reading.post('/v1.0/me/revokeSignInSessions')).statusCode, 403)
    t.equal((await reading.post('/v1.0/me/getMemberGroups', { securityEnabledOnly: true })).statusCode, 200)
    t.equal((await reading.get('/v1.0/me')).statusCode, 200)
    t.equal((await own.post('/v1.0/me/revokeSignInSessions')).statusCode, 200)
    t.equal((await own.get('/v1.0/me')).statusCode, 401)
    t.equal((await reading.get('/v1.0/me')).statusCode, 401)
  })
  t.same(emulator.errors, [])
})
