/** Members of dynamic groups follow the rules (L34 to L41), on both databases. */
import t from 'tap'
import { expecting } from '../harness/app-content.js'
import { forEachEmulator } from '../harness/emulator.js'

type Json = Record<string, unknown>

let made = 0

await forEachEmulator(t, async (t, { newTenant }) => {
  const tenant = await newTenant()
  const admin = await tenant.as(
    'User.ReadWrite.All',
    'Group.ReadWrite.All',
    'Device.ReadWrite.All',
    'Directory.ReadWrite.All',
  )

  const post = async (path: string, body: Json): Promise<string> =>
    String((await expecting(201, admin.post(`/beta/${path}`, body)))['id'])
  const newUser = (more: Json): Promise<string> =>
    post('users', {
      accountEnabled: true,
      displayName: 'U',
      mailNickname: 'u',
      userPrincipalName: `dynamic${made++}@${tenant.id}.test`,
      passwordProfile: { password: 'Passw0rd!passw0rd' },
      ...more,
    })
  const newDevice = (more: Json): Promise<string> =>
    post('devices', { accountEnabled: true, displayName: 'D', ...more })
  const newGroup = (more: Json): Promise<string> =>
    post('groups', { displayName: 'G', mailEnabled: false, mailNickname: `g${made++}`, securityEnabled: true, ...more })
  const dynamic = (membershipRule: string, more: Json = {}): Promise<string> =>
    newGroup({ groupTypes: ['DynamicMembership'], membershipRule, ...more })
  const membersOf = async (group: string): Promise<string[]> => {
    const { value } = await expecting(200, admin.get(`/beta/groups/${group}/members?$select=id`))
    return (value as { id: string }[]).map(({ id }) => id).sort()
  }

  const ada = await newUser({ department: 'Sales', city: 'Köln' })
  const bob = await newUser({ department: 'Support', city: 'Köln' })

  await t.test('L34: a new group has its members at once, and a changed rule others', async (t) => {
    const group = await dynamic('user.department -eq "sales"')
    t.same(await membersOf(group), [ada])
    await expecting(204, admin.patch(`/v1.0/groups/${group}`, { membershipRule: 'user.city -eq "köln"' }))
    t.same(await membersOf(group), [ada, bob].sort())
    await expecting(204, admin.patch(`/v1.0/groups/${group}`, { membershipRule: 'device.displayName -eq "D"' }))
    t.same(await membersOf(group), [])
    await expecting(204, admin.delete(`/v1.0/groups/${group}`))
  })

  await t.test('L34: a written user comes into groups and leaves them', async (t) => {
    const [sales, enabled] = [
      await dynamic('user.department -eq "Sales"'),
      await dynamic('user.accountEnabled -eq true'),
    ]
    const eve = await newUser({ department: 'Sales' })
    t.same(await membersOf(sales), [ada, eve].sort())
    await expecting(204, admin.patch(`/v1.0/users/${eve}`, { department: 'Law', accountEnabled: false }))
    t.same(await membersOf(sales), [ada])
    t.same(await membersOf(enabled), [ada, bob].sort())
    await expecting(204, admin.patch(`/v1.0/users/${eve}`, { department: 'sales' }))
    t.same(await membersOf(sales), [ada, eve].sort())
    await expecting(204, admin.delete(`/v1.0/users/${eve}`))
    t.same(await membersOf(sales), [ada])
  })

  await t.test('L39, L40: devices likewise', async (t) => {
    const depot = await dynamic('(device.devicePhysicalIds -any (_ -eq "[OrderID]:LF-DEPOT"))')
    const one = await newDevice({
      deviceId: crypto.randomUUID(),
      physicalIds: ['[OrderID]:LF-DEPOT'],
      alternativeSecurityIds: [],
    })
    const other = await newDevice({ deviceId: crypto.randomUUID(), physicalIds: [], alternativeSecurityIds: [] })
    t.same(await membersOf(depot), [one])
    await expecting(204, admin.patch(`/beta/devices/${other}`, { physicalIds: ['[OrderID]:lf-depot'] }))
    t.same(await membersOf(depot), [one, other].sort())
    await expecting(204, admin.delete(`/beta/devices/${one}`))
    t.same(await membersOf(depot), [other])
  })

  await t.test('L37: members of groups that a rule names', async (t) => {
    const staff = await newGroup({})
    const shadow = await dynamic(`user.memberOf -any (group.objectId -in ['${staff}'])`)
    t.same(await membersOf(shadow), [])
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${bob}` }
    await expecting(204, admin.post(`/v1.0/groups/${staff}/members/$ref`, reference))
    t.same(await membersOf(shadow), [bob])
    await expecting(204, admin.delete(`/v1.0/groups/${staff}/members/${bob}/$ref`))
    t.same(await membersOf(shadow), [])
  })

  await t.test('a paused group keeps its members, and takes up its rule when it goes on', async (t) => {
    const group = await dynamic('user.city -eq "Bonn"')
    await expecting(204, admin.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'Paused' }))
    await expecting(204, admin.patch(`/v1.0/users/${bob}`, { city: 'Bonn' }))
    t.same(await membersOf(group), [])
    await expecting(204, admin.patch(`/v1.0/groups/${group}`, { membershipRuleProcessingState: 'On' }))
    t.same(await membersOf(group), [bob])
    await expecting(204, admin.patch(`/v1.0/groups/${group}`, { groupTypes: [] }))
    await expecting(204, admin.patch(`/v1.0/users/${bob}`, { city: 'Köln' }))
    t.same(await membersOf(group), [bob], 'a group that is no longer dynamic keeps what it has')
  })

  await t.test('L41: what cannot be decided is told, and never taken for nobody', async (t) => {
    const reports = await dynamic(`Direct Reports for "${ada}"`)
    const status = await expecting(200, admin.get(`/beta/groups/${reports}?$select=membershipRuleProcessingStatus`))
    t.match(status, { membershipRuleProcessingStatus: { status: 'Failed', errorMessage: /Managers/ } })
    const sales = await dynamic('user.department -eq "Sales"')
    t.match(await expecting(200, admin.get(`/beta/groups/${sales}?$select=membershipRuleProcessingStatus`)), {
      membershipRuleProcessingStatus: { status: 'Succeeded', errorMessage: null },
    })
  })
})
