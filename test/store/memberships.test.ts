/** Memberships of large groups: pages from an index, nested groups at once, and all members replaced in two statements. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { complete } from '../../src/model/payload.js'
import { NO_QUERY, readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { insertAll } from '../../src/store/query/bulk.js'
import type { EntityStore } from '../../src/store/query/entities.js'
import { listDynamicGroups, listGroupsOf, setMembers } from '../../src/store/query/memberships.js'
import { countEntities, listEntities } from '../../src/store/query/queries.js'
import type { Page } from '../../src/store/query/queries.js'
import { all, run } from '../../src/store/work.js'
import type { Command, Work } from '../../src/store/work.js'
import { forEachEmulator } from '../harness/emulator.js'
import { threadTime } from '../harness/work-time.js'

const MANY = 10_000
const LEVELS = 5
const [users, groups, devices] = ['users', 'groups', 'devices'].map((path) => model.resourceAt(path)) as [R, R, R]
type R = ReturnType<typeof model.resourceAt>

const SHAPE = { version: 'v1.0', select: ['id'], typeAnnotations: 'all' } as const
const LIST = { shape: SHAPE, contextBase: 'http://host/$', pageSize: 100, casts: undefined, after: undefined } as const

function* insert(store: EntityStore, set: R, count: number, name: string): Work<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const rows = ids.map((id, i) => {
    const named = { displayName: `${name} ${i}`, userPrincipalName: `${name}${i}@x.test`, deviceId: id }
    return { keys: [], stored: { type: set.type, entity: complete(set.type, { id, ...named }) } }
  })
  for (let at = 0; at < rows.length; at += 1000) yield* insertAll(store, set, rows.slice(at, at + 1000))
  return ids
}

/** A list as its URL asks for it. */
function list(store: EntityStore, url: string, after?: Page['next']): Work<Page> {
  const [address = '', options = ''] = url.split('?')
  const path = readResourcePath(model, address)
  const { query } = readQuery(options, { model, path })
  return listEntities(store, path.resource as R, path.keys, query, { ...LIST, after })
}

await forEachEmulator(t, async (t, { store: { database, entities }, newTenant }) => {
  const tenant = await newTenant()
  const store = entities(tenant.id)
  const [chain, many, things] = await database.write(function* () {
    return [
      yield* insert(store, groups, LEVELS, 'level'),
      yield* insert(store, users, MANY, 'user'),
      yield* insert(store, devices, 20, 'device'),
    ]
  })
  const [top, last] = [chain[0] ?? '', chain.at(-1) ?? '']
  /** Milliseconds that the main thread works for it; the best of three. */
  const measured = async (work: () => Work<unknown>): Promise<number> => {
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const before = database.provider === 'sqlite' ? threadTime() : performance.now()
      await database.write(work)
      times.push((database.provider === 'sqlite' ? threadTime() : performance.now()) - before)
    }
    return Math.min(...times)
  }
  const membersOf = async (id: string): Promise<number> =>
    database.read(() => countEntities(store, groups.children.get('members') as R, [id], NO_QUERY, undefined))

  await t.test('all members are replaced in two statements, and what is not there is passed over', async (t) => {
    let statements = 0
    const set = (ids: readonly string[], of: R = users) =>
      database.write(function* (): Work<{ added: number; removed: number }> {
        const work = setMembers(store, last, of, ids)
        for (let given = work.next(); ;) {
          if (given.done === true) return given.value
          statements += 1
          given = work.next(yield given.value)
        }
      })
    t.same(await set([...many, randomUUID()]), { added: MANY, removed: 0 })
    t.equal(statements, 2)
    t.same(await set(many), { added: 0, removed: 0 })
    t.same(await set([]), { added: 0, removed: MANY })
    t.same(await set(things, devices), { added: 20, removed: 0 })
    t.same(await set(things.slice(5).concat(many.slice(0, 3)), devices), { added: 0, removed: 5 })
    t.same(await set(many.slice(0, 3)), { added: 3, removed: 15 })
    t.same(await set([...many.slice(1)]), { added: MANY - 3, removed: 1 })
    t.equal(await membersOf(last), MANY - 1)
    t.same(await set(many), { added: 1, removed: 0 })
    const time = await measured(() => setMembers(store, last, users, many))
    t.comment(`${database.provider}: the same ${MANY} members again in ${time.toFixed(0)} ms`)
  })

  await t.test('a page of a large group comes from an index, and the next one from where it ended', async (t) => {
    const planOf = (url: string): Promise<string> =>
      database.write(function* (): Work<string> {
        const { sql, values } = list(store, url).next().value as Command
        if (database.provider === 'sqlite')
          return (yield* all(`EXPLAIN QUERY PLAN ${sql}`, values)).map((row) => String(row[3])).join('\n')
        for (const way of ['enable_seqscan', 'enable_bitmapscan', 'enable_sort'])
          yield* run(`SET LOCAL ${way} = off`, [])
        return (yield* all(`EXPLAIN (COSTS OFF) ${sql}`, values)).map((row) => String(row[0])).join('\n')
      })
    const inIndex =
      database.provider === 'sqlite'
        ? /^SEARCH l USING (COVERING )?INDEX \S+ \(tenantId=\? AND groupId=\?\)/
        : /Index (Only )?Scan (Backward )?using "groupMember_\w+" on "groupMember"/
    const slow = database.provider === 'sqlite' ? /SCAN (?!v\b)|TEMP B-TREE/ : /Seq Scan|Sort Key/
    for (const options of ['', '?$orderby=id', '?$orderby=id desc', '?$top=5']) {
      const plan = await planOf(`/v1.0/groups/${last}/members${options}`)
      t.match(plan, inIndex, options)
      t.notMatch(plan, slow, plan)
    }
    for (const kind of ['user', 'device', 'group', 'servicePrincipal'])
      t.notMatch(await planOf(`/v1.0/groups/${last}/members/microsoft.graph.${kind}`), /SCAN t\b|Seq Scan/, kind)
    t.notMatch(await planOf(`/v1.0/users/${last}/memberOf`), /SCAN t\b|Seq Scan/)
    const dynamic = await database.write(function* (): Work<string> {
      const { sql, values } = listDynamicGroups(store).next().value as Command
      if (database.provider === 'sqlite') return JSON.stringify(yield* all(`EXPLAIN QUERY PLAN ${sql}`, values))
      yield* run('SET LOCAL enable_seqscan = off', [])
      return JSON.stringify(yield* all(`EXPLAIN (COSTS OFF) ${sql}`, values))
    })
    t.match(dynamic, 'group_tenantId_id_idx', 'dynamic groups are found without the others')
    const found = new Set<string>()
    for (let after: Page['next'], more = true; more;) {
      const page = await database.read(() => list(store, `/v1.0/groups/${last}/members`, after))
      for (const text of page.json) found.add((JSON.parse(text) as { id: string }).id)
      after = page.next
      more = after !== undefined
    }
    t.equal(found.size, MANY)
    const time = await measured(() => list(store, `/v1.0/groups/${last}/members`))
    t.ok(time < (database.provider === 'sqlite' ? 50 : 500), `a page took ${time.toFixed(1)} ms`)
  })

  await t.test('five nested groups with 10,000 members are listed, counted and gone up at once', async (t) => {
    for (const [i, id] of chain.slice(0, -1).entries())
      await database.write(() => setMembers(store, id, groups, [chain[i + 1] ?? '']))
    const children = groups.children
    const transitive = children.get('transitivemembers') as R
    const count = (): Work<number> => countEntities(store, transitive, [top], NO_QUERY, undefined)
    t.equal(await database.read(count), MANY + LEVELS - 1)
    t.same(await database.read(() => listGroupsOf(store, many[0] ?? '')), [...chain].sort())
    for (const [name, work] of [
      ['count', count],
      ['page', () => list(store, `/v1.0/groups/${top}/transitiveMembers`)],
      ['page of users', () => list(store, `/v1.0/groups/${top}/transitiveMembers/microsoft.graph.user`)],
      ['groups of a user', () => listGroupsOf(store, many[0] ?? '')],
    ] as const) {
      const time = await measured(work)
      // What PostgreSQL works is not this process's, and its clock runs on while others work: 40 ms on a quiet machine.
      const most = database.provider === 'sqlite' ? 200 : 2000
      t.ok(time < most, `${database.provider}: ${name} took ${time.toFixed(1)} ms`)
      t.comment(`${database.provider}: ${name} ${time.toFixed(1)} ms`)
    }
  })
})
