/** `delta`: a set of the directory, read page by page, and then what changes in it. */
import { test } from 'tap'
import type { Test } from 'tap'
import { systemClock } from '../../src/clock.js'
import { forgetRemoved } from '../../src/store/query/changes.js'
import { all, run } from '../../src/store/work.js'
import { ADMIN, forEachEmulator } from '../harness/emulator.js'
import type { Client, Response } from '../harness/emulator.js'

interface Item extends Record<string, unknown> {
  id: string
  '@removed'?: { reason: string }
  'members@delta'?: Item[]
}

interface Page {
  '@odata.context': string
  '@odata.nextLink'?: string
  '@odata.deltaLink'?: string
  value: Item[]
}

const pathOf = (link: string): string => link.slice(link.indexOf('/', 'https://'.length))

/** Reads to the last page. */
async function follow(
  t: Test,
  client: Client,
  url: string,
  headers = {},
): Promise<{ items: Item[]; link: string; pages: number }> {
  const items: Item[] = []
  for (let pages = 1; ; pages++) {
    const response = await client.get(url, headers)
    t.equal(response.statusCode, 200, response.body)
    const page = response.json<Page>()
    items.push(...page.value)
    const next = page['@odata.nextLink']
    const link = page['@odata.deltaLink']
    t.equal(next === undefined, link !== undefined, 'one link or the other')
    if (link !== undefined) return { items, link: pathOf(link), pages }
    url = pathOf(next ?? '')
  }
}

const ids = (items: readonly Item[]): string[] => items.map(({ id }) => id).sort()
const removedIn = (items: readonly Item[]): string[] => ids(items.filter((item) => item['@removed'] !== undefined))

const newItem = {
  users: (n: number) => ({
    accountEnabled: true,
    displayName: `U${n}`,
    mailNickname: `u${n}`,
    userPrincipalName: `u${n}@x.test`,
  }),
  groups: (n: number) => ({ displayName: `G${n}`, mailEnabled: false, mailNickname: `g${n}`, securityEnabled: true }),
  applications: (n: number) => ({ displayName: `A${n}` }),
}

test('delta', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, store }) => {
    const tenant = await newTenant()
    const admin = await tenant.as('User.ReadWrite.All', 'Group.ReadWrite.All', 'Application.ReadWrite.All')
    const make = async (set: string, body: object): Promise<Item> => {
      const response = await admin.post(`/v1.0/${set}`, body)
      t.equal(response.statusCode, 201, response.body)
      return response.json<Item>()
    }

    for (const set of ['users', 'groups', 'applications', 'servicePrincipals'] as const)
      await t.test(`${set}: a listing in pages, then made, changed and removed items, each once`, async (t) => {
        const body = async (n: number): Promise<object> =>
          set === 'servicePrincipals'
            ? { appId: (await make('applications', newItem.applications(n)))['appId'] }
            : newItem[set](n)
        const made: Item[] = []
        for (let n = 0; n < 5; n++) made.push(await make(set, await body(n)))
        const all = await admin.get(`/v1.0/${set}`)
        for (const version of ['v1.0', 'beta'])
          for (const name of ['delta', 'delta()', 'microsoft.graph.delta()', 'Delta']) {
            const { items, pages } = await follow(t, admin, `/${version}/${set}/${name}`, {
              prefer: 'odata.maxpagesize=2',
            })
            t.strictSame(ids(items), ids(all.json<Page>().value))
            t.ok(pages > 1)
          }
        const first = await follow(t, admin, `/v1.0/${set}/delta?$select=displayName`)
        const answer = (await admin.get(`/v1.0/${set}/delta?$select=displayName`)).json<Page>()
        t.match(answer['@odata.context'], new RegExp(`#${set}\\(displayName\\)$`))
        t.strictSame(Object.keys(answer.value[0] ?? {}).sort(), ['displayName', 'id'])

        const nothing = await follow(t, admin, first.link)
        t.strictSame(nothing.items, [])

        const [one, two, three] = made as [Item, Item, Item]
        for (const name of ['x', 'y']) await admin.patch(`/v1.0/${set}/${one.id}`, { displayName: name })
        await admin.patch(`/v1.0/${set}/${two.id}`, { displayName: 'z' })
        await admin.delete(`/v1.0/${set}/${two.id}`)
        const added = await make(set, await body(9))
        const later = await follow(t, admin, first.link, { prefer: 'odata.maxpagesize=1' })
        t.equal(later.pages, 3)
        t.strictSame(ids(later.items), ids([one, two, added]))
        t.strictSame(
          later.items.find(({ id }) => id === one.id),
          { id: one.id, displayName: 'y' },
        )
        t.strictSame(
          later.items.find(({ id }) => id === two.id),
          { id: two.id, '@removed': { reason: 'deleted' } },
        )
        t.strictSame((await follow(t, admin, later.link)).items, [])
        t.strictSame(
          ids((await follow(t, admin, first.link)).items),
          ids(later.items),
          'an old link goes on being good',
        )

        await admin.delete(`/v1.0/${set}/${three.id}`)
        t.strictSame(removedIn((await follow(t, admin, later.link)).items), [three.id])

        const latest = await follow(t, admin, `/v1.0/${set}/delta?$deltatoken=latest`)
        t.strictSame(latest.items, [])
        await admin.patch(`/v1.0/${set}/${one.id}`, { displayName: 'w' })
        t.strictSame(ids((await follow(t, admin, latest.link)).items), [one.id])

        const only = await follow(t, admin, `/v1.0/${set}/delta?$filter=id eq '${one.id}' or id eq '${added.id}'`)
        t.strictSame(ids(only.items), ids([one, added]))
        await admin.patch(`/v1.0/${set}/${made[4]?.id}`, { displayName: 'other' })
        await admin.delete(`/v1.0/${set}/${added.id}`)
        t.strictSame(ids((await follow(t, admin, only.link)).items), [added.id])
      })

    await t.test('what changes while the listing is read comes with the first changes', async (t) => {
      for (let n = 20; n < 24; n++) await make('users', newItem.users(n))
      const page = (await admin.get('/v1.0/users/delta', { prefer: 'odata.maxpagesize=1' })).json<Page>()
      const [shown] = page.value as [Item]
      await admin.patch(`/v1.0/users/${shown.id}`, { displayName: 'changed meanwhile' })
      const late = await make('users', newItem.users(25))
      const rest = await follow(t, admin, pathOf(page['@odata.nextLink'] ?? ''))
      const changes = await follow(t, admin, rest.link)
      t.strictSame(ids(changes.items), ids([shown, late]))
    })

    await t.test('groups tell who came and who left', async (t) => {
      const [ada, bob, cid] = [
        await make('users', newItem.users(30)),
        await make('users', newItem.users(31)),
        await make('users', newItem.users(32)),
      ]
      const team = await make('groups', newItem.groups(30))
      const add = async ({ id }: Item): Promise<Response> =>
        admin.post(`/v1.0/groups/${team.id}/members/$ref`, {
          '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}`,
        })
      await add(ada)
      await add(bob)
      const filter = `$filter=id eq '${team.id}'`
      const first = await follow(t, admin, `/v1.0/groups/delta?${filter}`)
      const type = { '@odata.type': '#microsoft.graph.user' }
      const [listed] = first.items as [Item]
      t.strictSame(ids(listed['members@delta'] ?? []), ids([ada, bob]))
      t.match(listed['members@delta']?.[0], type)

      await admin.patch(`/v1.0/groups/${team.id}`, { description: 'told' })
      const [renamed] = (await follow(t, admin, first.link)).items as [Item]
      t.match(renamed, { id: team.id, description: 'told' })
      t.notOk('members@delta' in renamed)

      await add(cid)
      await admin.delete(`/v1.0/groups/${team.id}/members/${ada.id}/$ref`)
      await admin.delete(`/v1.0/users/${bob.id}`)
      const second = await follow(t, admin, first.link)
      const [changed] = second.items as [Item]
      t.strictSame(ids(changed['members@delta'] ?? []), ids([ada, bob, cid]))
      t.strictSame(removedIn(changed['members@delta'] ?? []), ids([ada, bob]))
      await add(ada)
      const [again] = (await follow(t, admin, second.link)).items as [Item]
      t.strictSame(again['members@delta'], [{ ...type, id: ada.id }])

      const [without] = (await follow(t, admin, `/v1.0/groups/delta?$select=displayName&${filter}`)).items as [Item]
      t.strictSame(Object.keys(without).sort(), ['displayName', 'id'])
      const [only] = (await follow(t, admin, `/v1.0/groups/delta?$select=members&${filter}`)).items as [Item]
      t.strictSame(Object.keys(only).sort(), ['id', 'members@delta'])

      await admin.delete(`/v1.0/groups/${team.id}`)
      t.strictSame((await follow(t, admin, second.link)).items, [{ id: team.id, '@removed': { reason: 'deleted' } }])
    })

    await t.test('a new password of an app is a change of it', async (t) => {
      const app = await make('applications', newItem.applications(40))
      const { link } = await follow(t, admin, '/v1.0/applications/delta')
      await admin.post(`/v1.0/applications/${app.id}/addPassword`, { passwordCredential: { displayName: 'ci' } })
      const [changed] = (await follow(t, admin, link)).items as [Item]
      t.match(changed, { id: app.id, passwordCredentials: [{ displayName: 'ci' }] })
    })

    await t.test('what other tenants do is no change', async (t) => {
      const { link } = await follow(t, admin, '/v1.0/users/delta?$deltatoken=latest')
      const other = await newTenant()
      const stranger = await other.as('User.ReadWrite.All')
      await stranger.post('/v1.0/users', newItem.users(50))
      t.strictSame((await follow(t, admin, link)).items, [])
      t.equal((await stranger.get(link)).statusCode, 400)
      await store.database.write(() => run(`DELETE FROM "tenant" WHERE "id" = '${other.id}'`, []))
      const left = await store.database.read(() =>
        all(`SELECT 1 FROM "directoryChange" WHERE "tenantId" = '${other.id}'`, []),
      )
      t.strictSame(left, [], 'a tenant that goes leaves nothing behind')
    })

    await t.test('tokens are good for what they were made for', async (t) => {
      const { link } = await follow(t, admin, '/v1.0/users/delta')
      const token = link.split('$deltatoken=')[1] ?? ''
      const page = (await admin.get('/v1.0/users/delta', { prefer: 'odata.maxpagesize=1' })).json<Page>()
      const skip = (page['@odata.nextLink'] ?? '').split('$skiptoken=')[1] ?? ''
      for (const [url, message] of [
        [`/v1.0/groups/delta?$deltatoken=${token}`, /\$deltatoken.*deltaLink/],
        [`/beta/users/delta?$deltatoken=${token}`, /\$deltatoken/],
        [`/v1.0/users/delta?$deltatoken=${skip}`, /\$deltatoken/],
        [`/v1.0/users/delta?$skiptoken=${token}`, /\$skiptoken/],
        [`/v1.0/users?$skiptoken=${skip}`, /\$skiptoken/],
        [`/v1.0/users?$deltatoken=${token}`, /DeltaToken/],
        [`/v1.0/users/delta?$deltatoken=x`, /\$deltatoken/],
        [`/v1.0/users/delta?$deltatoken=${token}&$skiptoken=${skip}`, /together/],
        [`/v1.0/users/delta?$filter=id eq 'x'&$deltatoken=${token}`, /\$deltatoken/],
        [`/v1.0/users/delta?$filter=displayName eq 'x'`, /'id eq'/],
        [`/v1.0/users/delta?$filter=id eq 'x' and id eq 'y'`, /'id eq'/],
        [`/v1.0/users/delta?$filter=${Array.from({ length: 51 }, (_, n) => `id eq '${n}'`).join(' or ')}`, /50/],
        ['/v1.0/users/delta?$top=1', /Top/],
        ['/v1.0/users/delta?$expand=memberOf', /Expand/],
        ['/v1.0/users/delta?$orderby=displayName', /OrderBy/],
        ['/v1.0/users/delta?$select=nothing', /nothing/],
        ['/v1.0/users/delta/$count', /count/],
      ] as const) {
        const refused = await admin.get(url)
        t.equal(refused.statusCode, 400, `${url} ${refused.body}`)
        t.match(refused.json(), { error: { message } })
      }
    })
  })
})

test('a deltaLink is good for a week', async (t) => {
  let ahead = 0
  const clock = { now: () => systemClock.now(), milliseconds: () => Date.now() + ahead }
  await forEachEmulator(
    t,
    async (t, { admin, token, withToken }) => {
      const { link } = await follow(t, admin, '/v1.0/users/delta?$select=displayName')
      const readLater = async (milliseconds: number): Promise<Response> => {
        ahead = milliseconds
        return withToken(await token(ADMIN)).get(link)
      }
      const week = 7 * 24 * 60 * 60 * 1000
      t.equal((await readLater(week - 60_000)).statusCode, 200)
      const late = await readLater(week + 60_000)
      t.equal(late.statusCode, 410)
      t.match(late.json(), { error: { code: 'syncStateNotFound' } })
      const again = new URL(String(late.headers['location']))
      t.equal((await withToken(await token(ADMIN)).get(again.pathname + again.search)).statusCode, 200)
      t.match(late.headers['location'], /\/v1\.0\/users\/delta\?\$select=displayName&\$deltatoken=$/)
      ahead = 0
    },
    { clock },
  )
})

test('a deltaLink ends where removals since are forgotten, and a clock that stands still forgets none', async (t) => {
  await forEachEmulator(t, async (t, { newTenant, store: { database } }) => {
    const week = 7 * 86_400_000
    const forget = (later: number): Promise<void> =>
      database.write(() =>
        forgetRemoved(database, (ago) => new Date(Date.now() + later - ago).toISOString().slice(0, 19)),
      )
    const given = async () => {
      const tenant = await newTenant()
      const admin = await tenant.as('User.ReadWrite.All', 'Group.ReadWrite.All')
      const { id } = (await admin.post('/v1.0/users', newItem.users(1))).json<Item>()
      const links = await Promise.all(['users', 'groups'].map((set) => follow(t, admin, `/v1.0/${set}/delta`)))
      t.equal((await admin.delete(`/v1.0/users/${id}`)).statusCode, 204)
      const [users = '', groups = ''] = links.map(({ link }) => link)
      return { id, admin, users, groups, tenantId: tenant.id }
    }
    const [one, still] = [await given(), await given()]
    await database.write(() =>
      run(
        `INSERT INTO "clock" ("tenantId", "anchor", "base", "rate") VALUES ('${still.tenantId}', ${Date.now()}, ${Date.now()}, 0)`,
        [],
      ),
    )
    await forget(week - 60_000)
    t.same(removedIn((await follow(t, one.admin, one.users)).items), [one.id])
    await forget(week + 60_000)
    t.match((await one.admin.get(one.users)).json(), { error: { code: 'syncStateNotFound' } })
    t.same((await follow(t, one.admin, one.groups)).items, [], 'a link of another set misses nothing')
    const { link } = await follow(t, one.admin, '/v1.0/users/delta')
    await forget(week + 60_000)
    t.same((await follow(t, one.admin, link)).items, [], 'nor does a later one')
    t.same(removedIn((await follow(t, still.admin, still.users)).items), [still.id])
    await database.write(() => run(`UPDATE "clock" SET "rate" = 0.5 WHERE "tenantId" = '${still.tenantId}'`, []))
    await forget(week + 60_000)
    t.same(removedIn((await follow(t, still.admin, still.users)).items), [still.id], 'its week takes two')
    await forget(2 * week + 60_000)
    t.equal((await still.admin.get(still.users)).statusCode, 410)
  })
})

test('of what is written by several at once nothing is missed', async (t) => {
  await forEachEmulator(t, async (t, { newTenant }) => {
    const admin = await (await newTenant()).as('User.ReadWrite.All')
    let { link } = await follow(t, admin, '/v1.0/users/delta?$deltatoken=latest')
    const seen = new Set<string>()
    const look = async (): Promise<void> => {
      const next = await follow(t, admin, link)
      for (const { id } of next.items) seen.add(id)
      link = next.link
    }
    let writing = true
    const writers = Promise.all(
      Array.from({ length: 60 }, async (_, n) => (await admin.post('/v1.0/users', newItem.users(n))).json<Item>()),
    ).finally(() => (writing = false))
    while (writing) await look()
    await look()
    t.strictSame([...seen].sort(), ids(await writers))
  })
})
