/** Members of every kind go with their tenant: into documents and clones, snapshots and comparisons, and into tokens. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { forEachEmulator } from '../harness/emulator.js'
import { CONTROL, controlOf } from './control.js'

const GRAPH = 'https://graph.microsoft.com/v1.0/directoryObjects'

test('members of every kind', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const control = controlOf(emulator)
      const { id: tenant } = (await control.post('/tenants', { domain: 'kinds.test', displayName: 'Kinds' })).json()
      await control.post(`/tenants/${tenant}/apps`, { displayName: 'Tool', roles: ['Directory.ReadWrite.All'] })
      const clientOf = async (where: string) => {
        const { accessToken } = (await control.post(`/tenants/${where}/tokens`, { app: 'Tool' })).json()
        return emulator.withToken(accessToken)
      }
      const graph = await clientOf(tenant)
      const made = async (set: string, body: object): Promise<string> => {
        const answer = await graph.post(`/v1.0/${set}`, body)
        t.equal(answer.statusCode, 201, answer.body)
        return answer.json<{ id: string }>().id
      }
      const aGroup = { mailEnabled: false, mailNickname: 'x', securityEnabled: true }
      const user = await made('users', {
        accountEnabled: true,
        displayName: 'Ada',
        mailNickname: 'ada',
        userPrincipalName: 'ada@kinds.test',
      })
      const device = await made('devices', {
        accountEnabled: true,
        displayName: 'Laptop',
        deviceId: randomUUID(),
        operatingSystem: 'Windows',
        operatingSystemVersion: '10.0',
        alternativeSecurityIds: [{ type: 2, key: 'Y3YxN2E1MWFlYw==' }],
      })
      const [outer, inner] = [
        await made('groups', { ...aGroup, displayName: 'Outer' }),
        await made('groups', { ...aGroup, displayName: 'Inner' }),
      ]
      const principal = (await graph.get("/v1.0/servicePrincipals?$filter=displayName eq 'Tool'&$select=id")).json()
      const { id: tool } = principal.value[0] as { id: string }
      const all = [inner, device, tool].sort()
      for (const [group, member] of [
        [outer, inner],
        [outer, device],
        [outer, tool],
        [inner, user],
      ] as const)
        t.equal(
          (await graph.post(`/v1.0/groups/${group}/members/$ref`, { '@odata.id': `${GRAPH}/${member}` })).statusCode,
          204,
        )
      const membersOf = async (group: string, where = graph): Promise<string[]> => {
        const { value } = (await where.get(`/v1.0/groups/${group}/members?$select=id`)).json()
        return (value as { id: string }[]).map(({ id }) => id)
      }
      t.same(await membersOf(outer), all)

      await t.test('a document has them, and brings them back', async (t) => {
        const document = (await control.get(`/tenants/${tenant}/export`)).json()
        t.same(document.memberships.map(({ memberType }: { memberType: string }) => memberType).sort(), [
          'device',
          'group',
          'servicePrincipal',
          'user',
        ])
        const copy = randomUUID()
        const imported = await control.post(`/tenants/import?as=${copy}`, document)
        t.equal(imported.statusCode, 201, imported.body)
        const again = (await control.get(`/tenants/${copy}/export`)).json()
        t.same(again.memberships, document.memberships)
        const earlier = document.memberships.map((each: { groupId: string; memberId: string; memberType: string }) =>
          each.memberType === 'user' ? { groupId: each.groupId, userId: each.memberId } : each,
        )
        const old = await control.post(`/tenants/import?as=${randomUUID()}`, { ...document, memberships: earlier })
        t.equal(old.statusCode, 201, old.body)
        const wrong = { groupId: outer, memberId: randomUUID(), memberType: 'device' }
        const refused = await control.post(`/tenants/import?as=${randomUUID()}`, {
          ...document,
          memberships: [...document.memberships, wrong],
        })
        t.equal(refused.statusCode, 400)
        t.match(refused.body, /is no device of the document/)
      })

      await t.test('a clone has them', async (t) => {
        const cloned = await control.post(`/tenants/${tenant}/clone`, { domain: 'clone.test' })
        t.equal(cloned.statusCode, 201, cloned.body)
        t.same(await membersOf(outer, await clientOf(cloned.json().id)), all)
      })

      await t.test('a snapshot brings them back, with what was deleted, and a comparison names them', async (t) => {
        const taken = await control.post(`/tenants/${tenant}/snapshots`, { name: 'before' })
        t.equal(taken.statusCode, 201, taken.body)
        for (const [set, id] of [
          ['devices', device],
          ['groups', inner],
        ] as const)
          t.equal((await graph.delete(`/v1.0/${set}/${id}`)).statusCode, 204)
        t.same(await membersOf(outer), [tool])
        await control.post(`/tenants/${tenant}/snapshots`, { name: 'after' })
        const diff = await control.get(`/tenants/${tenant}/diff?from=before&to=after`)
        t.equal(diff.statusCode, 200, diff.body)
        for (const id of [device, inner]) t.match(diff.body, id)
        const restored = await control.post(`/tenants/${tenant}/snapshots/before/restore`)
        t.ok(restored.statusCode < 300, restored.body)
        t.same(await membersOf(outer), all)
        t.same(await membersOf(inner), [user])
      })

      await t.test('tokens tell groups by way of groups', async (t) => {
        const { users } = emulator.store.identity
        t.same(await users.listGroups(tenant, user, 'security', 10), [inner, outer].sort())
        t.same(await users.listGroups(tenant, user, 'security', 1), [inner, outer].sort().slice(0, 1))
        const mail = { ...aGroup, securityEnabled: false, displayName: 'Mail' }
        const plain = await made('groups', mail)
        await graph.post(`/v1.0/groups/${plain}/members/$ref`, { '@odata.id': `${GRAPH}/${outer}` })
        t.same(await users.listGroups(tenant, user, 'security', 10), [inner, outer].sort())
        t.same(await users.listGroups(tenant, user, 'every', 10), [inner, outer, plain].sort())
      })
      t.same(emulator.errors, [])
    },
    { control: CONTROL },
  )
})
