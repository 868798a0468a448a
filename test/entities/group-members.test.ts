/** What is in groups: users, devices, groups and service principals, and what is in groups that are in groups. */
import t from 'tap'
import type { Test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'

const GRAPH = 'https://graph.microsoft.com'
const MISSING = '99999999-9999-4999-8999-999999999999'

interface Item {
  readonly id: string
  readonly '@odata.type'?: string
  readonly [name: string]: unknown
}

interface Page {
  readonly '@odata.context': string
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
  readonly '@odata.deltaLink'?: string
  readonly value: readonly Item[]
}

function maker(t: Test, admin: Client) {
  let count = 0
  const made = async (set: string, body: object): Promise<string> => {
    const response = await admin.post(`/v1.0/${set}`, body)
    t.equal(response.statusCode, 201, response.body)
    return response.json<{ id: string }>().id
  }
  return {
    made,
    user: (displayName: string) =>
      made('users', {
        accountEnabled: true,
        displayName,
        mailNickname: 'x',
        userPrincipalName: `u${(count += 1)}@intunite.test`,
      }),
    device: (displayName: string) =>
      made('devices', {
        accountEnabled: true,
        displayName,
        deviceId: `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`,
        operatingSystem: 'Windows',
        operatingSystemVersion: '10.0',
        alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
      }),
    group: (displayName: string, more: object = {}) =>
      made('groups', { displayName, mailEnabled: false, mailNickname: 'x', securityEnabled: true, ...more }),
    async servicePrincipal(displayName: string) {
      const app = await admin.post('/v1.0/applications', { displayName })
      return made('servicePrincipals', { appId: app.json<{ appId: string }>().appId })
    },
  }
}

const add = (client: Client, group: string, id: string, set = 'directoryObjects', version = 'v1.0') =>
  client.post(`/${version}/groups/${group}/members/$ref`, { '@odata.id': `${GRAPH}/${version}/${set}/${id}` })

async function page(t: Test, client: Client, url: string, headers: Record<string, string> = {}): Promise<Page> {
  const answer = await client.get(url, headers)
  t.equal(answer.statusCode, 200, `${url} ${answer.body}`)
  return answer.json<Page>()
}

/** All pages of a list. */
async function allOf(t: Test, client: Client, url: string): Promise<Item[]> {
  const found: Item[] = []
  for (let next: string | undefined = url; next !== undefined;) {
    const { value, ...rest }: Page = await page(t, client, next)
    found.push(...value)
    next = rest['@odata.nextLink']?.replace(/^https?:\/\/[^/]+/, '')
  }
  return found
}

const ids = (items: readonly Item[]): string[] => items.map(({ id }) => id)
const sorted = (list: readonly string[]): string[] => [...list].sort()
const message = (answer: Response): string => answer.json<{ error: { message: string } }>().error.message

await forEachEmulator(t, async (t, emulator) => {
  const tenant = await emulator.newTenant()
  const admin = await tenant.as('Directory.ReadWrite.All')
  const make = maker(t, admin)
  const [ada, bo] = [await make.user('Ada'), await make.user('Bo')]
  const [laptop, phone] = [await make.device('Laptop 1'), await make.device('Phone 1')]
  const app = await make.servicePrincipal('Deployer')
  const [outer, inner, innermost] = [
    await make.group('Outer'),
    await make.group('Inner'),
    await make.group('Innermost'),
  ]

  await t.test('users, devices, groups and service principals are added by any URL that Graph takes', async (t) => {
    for (const [id, set, version] of [
      [ada, 'users', 'v1.0'],
      [laptop, 'devices', 'beta'],
      [inner, 'groups', 'v1.0'],
      [app, 'servicePrincipals', 'v1.0'],
    ] as const)
      t.equal((await add(admin, outer, id, set, version)).statusCode, 204, set)
    t.equal((await add(admin, inner, phone.toUpperCase())).statusCode, 204)
    t.equal((await add(admin, inner, innermost, 'directoryObjects', 'beta')).statusCode, 204)
    const inBrackets = { '@odata.id': `${GRAPH}/v1.0/users('${bo}')` }
    t.equal((await admin.post(`/v1.0/groups/${innermost}/members/$ref`, inBrackets)).statusCode, 204)
    for (const [id, set] of [
      [ada, 'directoryObjects'],
      [laptop, 'devices'],
      [inner, 'groups'],
    ] as const) {
      const again = await add(admin, outer, id, set)
      t.equal(again.statusCode, 400)
      t.match(again.json(), {
        error: {
          code: 'Request_BadRequest',
          message:
            "One or more added object references already exist for the following modified properties: 'members'.",
        },
      })
    }
    for (const [id, set] of [
      [laptop, 'users'],
      [ada, 'devices'],
      [MISSING, 'directoryObjects'],
      [MISSING, 'groups'],
    ] as const) {
      const refused = await add(admin, outer, id, set)
      t.equal(refused.statusCode, 404, set)
      t.match(refused.json(), { error: { code: 'Request_ResourceNotFound', message: new RegExp(id) } })
    }
    for (const set of ['applications', 'organization', 'deviceManagement/managedDevices'])
      t.equal((await add(admin, outer, laptop, set)).statusCode, 400, set)
  })

  await t.test('a list tells each member by what it is, with the members that its type shows by default', async (t) => {
    for (const version of ['v1.0', 'beta']) {
      const { value, ...rest } = await page(t, admin, `/${version}/groups/${outer}/members`)
      t.match(rest['@odata.context'], /\$metadata#directoryObjects$/)
      t.same(ids(value), sorted([ada, laptop, inner, app]))
      const types = new Map(value.map((item) => [item.id, item['@odata.type']]))
      t.equal(types.get(ada), '#microsoft.graph.user')
      t.equal(types.get(laptop), '#microsoft.graph.device')
      t.equal(types.get(inner), '#microsoft.graph.group')
      t.equal(types.get(app), '#microsoft.graph.servicePrincipal')
      const own = async (set: string, id: string) => {
        const { '@odata.context': _context, ...item } = (await admin.get(`/${version}/${set}/${id}`)).json<Item>()
        return item
      }
      for (const [set, id] of Object.entries({ users: ada, devices: laptop, groups: inner, servicePrincipals: app })) {
        const { '@odata.type': _type, ...member } = value.find((item) => item.id === id) ?? { id: '' }
        t.same(member, await own(set, id), set)
        const one = await admin.get(`/${version}/groups/${outer}/members/${id}`)
        t.match(one.json(), { ...member, '@odata.context': /#directoryObjects\/\$entity$/ })
      }
    }
    t.equal((await admin.get(`/v1.0/groups/${outer}/members/${bo}`)).statusCode, 404)
    t.equal((await admin.get(`/v1.0/groups/${outer}/members/$count`)).body, '4')
    t.equal((await admin.get(`/v1.0/groups/${MISSING}/members`)).statusCode, 404)
  })

  await t.test('what is selected is shown of those that have it', async (t) => {
    const { value } = await page(t, admin, `/v1.0/groups/${outer}/members?$select=id,displayName,userPrincipalName`)
    t.same(
      value.find(({ id }) => id === laptop),
      { '@odata.type': '#microsoft.graph.device', id: laptop, displayName: 'Laptop 1' },
    )
    t.match(
      value.find(({ id }) => id === ada),
      { displayName: 'Ada', userPrincipalName: 'u1@intunite.test' },
    )
    const cast = await page(t, admin, `/v1.0/groups/${outer}/members?$select=id,microsoft.graph.device/operatingSystem`)
    t.same(
      cast.value.map(({ operatingSystem }) => operatingSystem).filter((each) => each !== undefined),
      ['Windows'],
    )
    t.equal((await admin.get(`/v1.0/groups/${outer}/members?$select=nothing`)).statusCode, 400)
    const one = `/v1.0/groups/${outer}/members/${laptop}`
    t.match((await admin.get(`${one}/displayName`)).json(), { value: 'Laptop 1' })
    t.equal((await admin.get(`${one}/displayName/$value`)).body, 'Laptop 1')
    t.match((await admin.get(`${one}/microsoft.graph.device/operatingSystem`)).json(), { value: 'Windows' })
    t.equal((await admin.get(`${one}/userPrincipalName`)).statusCode, 404)
    t.match((await admin.get(`/v1.0/groups/${outer}/members/${ada}/userType`)).json(), { value: 'Member' })
    t.equal((await admin.get(`${one}/nothing`)).statusCode, 400)
    const references = await admin.get(`/v1.0/groups/${outer}/members/$ref`)
    t.match(references.body, `/v1.0/directoryObjects('${laptop}')`)
  })

  await t.test('a cast leaves one kind, with its own queries', async (t) => {
    for (const version of ['v1.0', 'beta'])
      for (const [kind, id] of Object.entries({ user: ada, device: laptop, group: inner, servicePrincipal: app })) {
        const url = `/${version}/groups/${outer}/members/microsoft.graph.${kind}`
        const { value, ...rest } = await page(t, admin, url)
        t.same(ids(value), [id], url)
        t.match(rest['@odata.context'], new RegExp(`#${kind}s$`))
        t.equal((await admin.get(`${url}/$count`)).body, '1')
        t.match((await admin.get(`${url}/${id}`)).json(), { id })
        t.equal((await admin.get(`${url}/${kind === 'user' ? laptop : ada}`)).statusCode, 404)
        t.match((await admin.get(`/${version}/groups/${outer}/members/${id}/microsoft.graph.${kind}`)).json(), { id })
      }
    const devices = `/v1.0/groups/${outer}/members/microsoft.graph.device`
    for (const [query, found] of [
      ["$filter=startswith(displayName,'lap')", [laptop]],
      ["$filter=operatingSystem eq 'macOS'", []],
      ['$search="displayName:top 1"', [laptop]],
      ['$search="displayName:phone"', []],
      ['$orderby=displayName desc&$top=5&$count=true&$select=id', [laptop]],
    ] as const)
      t.same(ids((await page(t, admin, `${devices}?${query}`)).value), found, query)
    t.equal((await admin.get(`${devices}?$filter=userPrincipalName eq 'x'`)).statusCode, 400)
    t.same((await page(t, admin, `/v1.0/groups/${outer}/members/microsoft.graph.application`)).value, [])
    t.equal((await admin.get(`/v1.0/groups/${outer}/members/microsoft.graph.managedDevice`)).statusCode, 400)
  })

  await t.test('a mixed list is filtered, sorted and searched by what its members have', async (t) => {
    const members = `/v1.0/groups/${outer}/members`
    for (const [query, found] of [
      ["$filter=startswith(displayName,'A')", [ada]],
      ["$filter=displayName eq 'inner'", [inner]],
      ["$filter=operatingSystem eq 'windows'", [laptop]],
      [`$filter=id eq '${inner}'`, [inner]],
      [`$filter=id in ('${inner}','${ada}')&$orderby=displayName`, [ada, inner]],
      ['$orderby=displayName', [ada, app, inner, laptop]],
      ['$orderby=displayName desc&$count=true', [laptop, inner, app, ada]],
      ['$search="displayName:ad"', [ada]],
      ['$search="displayName:a" OR "displayName:inn"&$orderby=displayName', [ada, inner, laptop]],
    ] as const)
      t.same(ids((await page(t, admin, `${members}?${query}`)).value), found, query)
    t.equal((await admin.get(`${members}/$count?$filter=startswith(displayName,'A')`)).body, '1')
    t.equal((await admin.get(`${members}?$filter=nothing eq 'x'`)).statusCode, 400)
    const found = await page(t, admin, `/v1.0/groups?$filter=members/any(m:m/id eq '${laptop}')&$select=id`)
    t.same(ids(found.value), [outer])
    const counted = await page(t, admin, '/v1.0/groups?$filter=members/$count eq 4&$select=id', {
      consistencylevel: 'eventual',
    })
    t.same(ids(counted.value), [outer])
  })

  await t.test('$expand shows them in the group, and the groups in what is in them', async (t) => {
    const group = await admin.get(`/v1.0/groups/${outer}?$select=id&$expand=members($select=id,displayName)`)
    const { members } = group.json<{ members: Item[] }>()
    t.same(ids(members), sorted([ada, laptop, inner, app]))
    t.same(
      members.find(({ id }) => id === laptop),
      { '@odata.type': '#microsoft.graph.device', id: laptop, displayName: 'Laptop 1' },
    )
    const all = await page(t, admin, '/v1.0/groups?$expand=members,transitiveMembers($select=id)&$select=id')
    const shown = all.value.find(({ id }) => id === outer) as unknown as { members: Item[]; transitiveMembers: Item[] }
    t.match(
      shown.members.find(({ id }) => id === laptop),
      { operatingSystem: 'Windows' },
    )
    t.same(ids(shown.transitiveMembers), sorted([ada, laptop, inner, app, phone, innermost, bo]))
    const device = await admin.get(`/v1.0/devices/${phone}?$select=id&$expand=memberOf($select=id),transitiveMemberOf`)
    t.match(device.json(), { id: phone, memberOf: [{ id: inner }] })
    t.same(ids(device.json<{ transitiveMemberOf: Item[] }>().transitiveMemberOf), sorted([outer, inner]))
  })

  await t.test('transitive lists go through groups in groups, and tell each object once', async (t) => {
    const all = sorted([ada, laptop, inner, app, phone, innermost, bo])
    // Twice on the way, and around in a circle.
    t.equal((await add(admin, innermost, laptop)).statusCode, 204)
    for (const version of ['v1.0', 'beta']) {
      const url = `/${version}/groups/${outer}/transitiveMembers`
      t.same(ids((await page(t, admin, url)).value), all)
      t.equal((await admin.get(`${url}/$count`)).body, '7')
      t.same(ids((await page(t, admin, `${url}/microsoft.graph.user`)).value), sorted([ada, bo]))
      t.same(ids((await page(t, admin, `${url}/microsoft.graph.device?$orderby=displayName`)).value), [laptop, phone])
      t.same(ids((await page(t, admin, `${url}/microsoft.graph.group`)).value), sorted([inner, innermost]))
      t.equal((await admin.get(`${url}/microsoft.graph.device/$count`)).body, '2')
      t.match((await admin.get(`${url}/${phone}`)).json(), { id: phone, '@odata.type': '#microsoft.graph.device' })
      t.equal((await admin.get(`${url}/${outer}`)).statusCode, 404)
      t.equal((await admin.get(`${url}/${phone}/microsoft.graph.application`)).statusCode, 404)
      t.same(ids((await page(t, admin, `${url}?$filter=startswith(displayName,'p')`)).value), [phone])
      t.same(ids(await allOf(t, admin, `${url}?$top=2`)), all)
      t.same(sorted(ids(await allOf(t, admin, `${url}?$top=2&$orderby=displayName`))), all)
    }
    for (const [set, id, direct, transitive] of [
      ['users', bo, [innermost], [innermost, inner, outer]],
      ['devices', laptop, [outer, innermost], [innermost, inner, outer]],
      ['groups', innermost, [inner], [inner, outer]],
      ['servicePrincipals', app, [outer], [outer]],
      ['groups', outer, [], []],
    ] as const)
      for (const version of ['v1.0', 'beta'])
        for (const cast of ['', '/microsoft.graph.group']) {
          const url = `/${version}/${set}/${id}`
          const groups = await page(t, admin, `${url}/memberOf${cast}`)
          t.same(ids(groups.value), sorted(direct), url)
          for (const each of groups.value) t.equal(each['@odata.type'], '#microsoft.graph.group')
          t.same(ids((await page(t, admin, `${url}/transitiveMemberOf${cast}`)).value), sorted(transitive), url)
          t.equal((await admin.get(`${url}/transitiveMemberOf${cast}/$count`)).body, String(transitive.length))
        }
    const filtered = await page(t, admin, `/v1.0/devices/${laptop}/transitiveMemberOf?$filter=displayName eq 'Inner'`)
    t.same(ids(filtered.value), [inner])
    t.equal((await admin.delete(`/v1.0/groups/${innermost}/members/${laptop}/$ref`)).statusCode, 204)
  })

  await t.test('operations tell of groups by way of groups, for all that can be in one', async (t) => {
    const asked = { groupIds: [outer, inner, MISSING] }
    for (const [at, groups] of [
      [`users/${bo}`, [innermost, inner, outer]],
      [`devices/${phone}`, [inner, outer]],
      [`groups/${innermost}`, [inner, outer]],
      [`servicePrincipals/${app}`, [outer]],
      [`directoryObjects/${phone}`, [inner, outer]],
      [`groups/${outer}/members/${laptop}`, [outer]],
    ] as const)
      for (const version of ['v1.0', 'beta']) {
        const ask = async (name: string, body: object) => {
          const answer = await admin.post(`/${version}/${at}/${name}`, body)
          t.equal(answer.statusCode, 200, `${at} ${name} ${answer.body}`)
          return sorted(answer.json<{ value: string[] }>().value)
        }
        const found = sorted(groups.filter((id) => id !== innermost))
        t.same(await ask('checkMemberGroups', asked), found, at)
        t.same(await ask('checkMemberObjects', { ids: asked.groupIds }), found, at)
        t.same(await ask('getMemberGroups', { securityEnabledOnly: false }), sorted(groups), at)
        t.same(await ask('getMemberObjects', { securityEnabledOnly: false }), sorted(groups), at)
      }
  })

  await t.test('circles, and groups in themselves, end where they began', async (t) => {
    const [one, two] = [await make.group('One'), await make.group('Two')]
    t.equal((await add(admin, one, two)).statusCode, 204)
    t.equal((await add(admin, two, one)).statusCode, 204)
    t.equal((await add(admin, two, bo)).statusCode, 204)
    t.same(ids((await page(t, admin, `/v1.0/groups/${one}/transitiveMembers`)).value), sorted([one, two, bo]))
    t.same(ids((await page(t, admin, `/v1.0/groups/${one}/transitiveMemberOf`)).value), sorted([one, two]))
    const itself = await make.group('Itself')
    t.equal((await add(admin, itself, itself)).statusCode, 204)
    t.same(ids((await page(t, admin, `/v1.0/groups/${itself}/members`)).value), [itself])
    t.same(ids((await page(t, admin, `/v1.0/groups/${itself}/transitiveMembers`)).value), [itself])
    for (const id of [one, itself]) t.equal((await admin.delete(`/v1.0/groups/${id}`)).statusCode, 204)
    t.same(ids((await page(t, admin, `/v1.0/groups/${two}/members`)).value), [bo])
  })

  await t.test('pages keep the cast, and neither lose nor repeat what stays', async (t) => {
    const group = await make.group('Many')
    const users = await Promise.all(Array.from({ length: 7 }, (_, i) => make.user(`Many ${i}`)))
    const devices = await Promise.all(Array.from({ length: 7 }, (_, i) => make.device(`Many ${i}`)))
    for (const id of [...users, ...devices]) await add(admin, group, id)
    for (const [cast, expected] of [
      ['', [...users, ...devices]],
      ['/microsoft.graph.user', users],
      ['/microsoft.graph.device', devices],
    ] as const)
      for (const order of ['', '&$orderby=displayName', '&$orderby=id desc'])
        for (const list of ['members', 'transitiveMembers']) {
          const url = `/v1.0/groups/${group}/${list}${cast}?$top=3&$select=id${order}`
          t.same(sorted(ids(await allOf(t, admin, url))), sorted(expected), url)
        }
    const first = await page(t, admin, `/v1.0/groups/${group}/members/microsoft.graph.device?$top=3`)
    const next = first['@odata.nextLink']?.replace(/^https?:\/\/[^/]+/, '') ?? ''
    t.match(next, /\/members\/microsoft\.graph\.device\?/)
    // The end of the first page goes, and something that was on it.
    for (const { id } of first.value.slice(1)) t.equal((await admin.delete(`/v1.0/devices/${id}`)).statusCode, 204)
    const rest = await allOf(t, admin, next)
    t.same(ids([...first.value, ...rest]), sorted(devices))
  })

  await t.test('members come with a group and with its changes, all of them or none', async (t) => {
    const bind = (...references: string[]) => ({
      'members@odata.bind': references.map((each) => `${GRAPH}/v1.0/${each}`),
    })
    const made = await make.group('Bound', bind(`users/${ada}`, `devices/${laptop}`, `directoryObjects/${inner}`))
    const count = async () => (await admin.get(`/v1.0/groups/${made}/members/$count`)).body
    t.equal(await count(), '3')
    t.equal((await admin.patch(`/v1.0/groups/${made}`, bind(`devices/${phone}`, `groups/${outer}`))).statusCode, 204)
    t.equal(await count(), '5')
    const refused = await admin.patch(`/v1.0/groups/${made}`, bind(`users/${bo}`, `devices/${MISSING}`))
    t.equal(refused.statusCode, 404)
    t.equal(await count(), '5')
    const many = Array.from({ length: 21 }, () => `devices/${phone}`)
    t.equal((await admin.patch(`/v1.0/groups/${made}`, bind(...many))).statusCode, 400)
    const owned = await make.group('Owned', { 'owners@odata.bind': [`${GRAPH}/v1.0/users/${ada}`] })
    t.match((await page(t, admin, `/v1.0/groups/${owned}/owners`)).value, [{ id: ada }])
    t.equal((await admin.delete(`/v1.0/groups/${made}`)).statusCode, 204)
    t.same(ids((await page(t, admin, `/v1.0/devices/${phone}/memberOf`)).value), [inner])
  })

  await t.test('the members of a dynamic group are not for clients to say', async (t) => {
    const rule = {
      groupTypes: ['DynamicMembership'],
      membershipRule: '(device.displayName -startsWith "x")',
      membershipRuleProcessingState: 'On',
    }
    const body = { displayName: 'Dynamic', mailEnabled: false, mailNickname: 'd', securityEnabled: true, ...rule }
    const group = await make.made('groups', body)
    const reference = `${GRAPH}/v1.0/devices/${laptop}`
    for (const refused of [
      await admin.post('/v1.0/groups', { ...body, 'members@odata.bind': [reference] }),
      await add(admin, group, laptop),
      await add(admin, group, ada, 'users', 'beta'),
      await admin.patch(`/v1.0/groups/${group}`, { 'members@odata.bind': [reference] }),
      await admin.delete(`/v1.0/groups/${group}/members/${laptop}/$ref`),
      await admin.delete(`/v1.0/groups/${group}/members/microsoft.graph.device/${laptop}/$ref`),
    ]) {
      t.equal(refused.statusCode, 403, refused.body)
      t.match(refused.json(), {
        error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
      })
    }
    t.same((await page(t, admin, "/v1.0/groups?$filter=displayName eq 'Dynamic'&$select=id")).value.length, 1)
    t.equal(
      (await admin.post(`/v1.0/groups/${group}/owners/$ref`, { '@odata.id': `${GRAPH}/v1.0/users/${ada}` })).statusCode,
      204,
    )
  })

  await t.test('some groups take some kinds only', async (t) => {
    const unified = await make.group('Unified', { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false })
    const other = await make.group('Unified 2', { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false })
    t.equal((await add(admin, unified, ada)).statusCode, 204)
    for (const [id, kind] of [
      [laptop, 'Directory object type: Device'],
      [app, 'Directory object type: ServicePrincipal'],
      [inner, 'Directory object type: Group'],
      [other, 'Unified Groups'],
    ] as const) {
      const refused = await add(admin, unified, id)
      t.equal(refused.statusCode, 400)
      t.match(message(refused), `${kind} cannot be added to Unified Groups.`)
    }
    const forRoles = await make.group('For roles', { isAssignableToRole: true })
    t.equal((await add(admin, forRoles, ada)).statusCode, 204)
    const nested = await add(admin, forRoles, inner)
    t.equal(nested.statusCode, 400)
    t.equal(message(nested), 'Nesting is currently not supported for groups that can be assigned to a role.')
  })

  await t.test('delta tells what each member is, that which left included', async (t) => {
    const group = await make.group('Followed')
    for (const id of [ada, laptop, inner]) await add(admin, group, id)
    const start = `/v1.0/groups/delta?$filter=id eq '${group}'`
    const { value, ...rest } = await page(t, admin, start)
    const types = (items: unknown) =>
      new Map((items as Item[]).map(({ id, ...item }) => [id, [item['@odata.type'], '@removed' in item] as const]))
    const expected = [
      [ada, ['#microsoft.graph.user', false]],
      [laptop, ['#microsoft.graph.device', false]],
      [inner, ['#microsoft.graph.group', false]],
    ]
    t.same(types(value[0]?.['members@delta']), new Map(expected as [string, unknown][]))
    await admin.delete(`/v1.0/groups/${group}/members/${laptop}/$ref`)
    await add(admin, group, phone)
    const link = rest['@odata.deltaLink']?.replace(/^https?:\/\/[^/]+/, '') ?? ''
    const changes = await page(t, admin, link)
    t.same(
      types(changes.value[0]?.['members@delta']),
      new Map([
        [laptop, ['#microsoft.graph.device', true]],
        [phone, ['#microsoft.graph.device', false]],
      ]),
    )
    await admin.delete(`/v1.0/groups/${group}`)
  })

  await t.test('what is deleted leaves its groups, and a group that is deleted has nothing in it', async (t) => {
    for (const [set, id, left] of [
      ['devices', laptop, 3],
      ['users', ada, 2],
      ['servicePrincipals', app, 1],
      ['groups', inner, 0],
    ] as const) {
      t.equal((await admin.delete(`/v1.0/${set}/${id}`)).statusCode, 204)
      t.equal((await admin.get(`/v1.0/groups/${outer}/members/$count`)).body, String(left))
    }
    t.same((await page(t, admin, `/v1.0/groups/${outer}/transitiveMembers`)).value, [])
    t.same((await page(t, admin, `/v1.0/devices/${phone}/transitiveMemberOf`)).value, [])
    t.same((await page(t, admin, `/v1.0/groups/${innermost}/memberOf`)).value, [])
    t.equal((await admin.delete(`/v1.0/groups/${outer}/members/${ada}/$ref`)).statusCode, 404)
  })

  await t.test('who may read and write memberships may do that for all kinds', async (t) => {
    const writer = await tenant.as('GroupMember.ReadWrite.All')
    t.equal((await add(writer, outer, phone)).statusCode, 204)
    t.equal(
      (await (await tenant.as('GroupMember.Read.All')).get(`/v1.0/groups/${outer}/members/microsoft.graph.device`))
        .statusCode,
      200,
    )
    t.equal((await (await tenant.as('User.Read.All')).get(`/v1.0/groups/${outer}/members`)).statusCode, 403)
    t.equal((await (await tenant.as('Device.Read.All')).get(`/v1.0/devices/${phone}/memberOf`)).statusCode, 200)
    t.equal((await (await tenant.as('User.Read.All')).get(`/v1.0/devices/${phone}/memberOf`)).statusCode, 403)
    t.equal((await admin.post(`/v1.0/devices/${phone}/memberOf/$ref`, {})).statusCode, 405)
    t.equal((await admin.post(`/v1.0/groups/${outer}/transitiveMembers/$ref`, {})).statusCode, 405)
  })
  t.same(emulator.errors, [])
})
