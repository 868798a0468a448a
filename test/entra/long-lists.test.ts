/** Administration of tenants larger than what a database takes in one condition. */
import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import { model } from '../../src/entities/index.js'
import { createDirectory } from '../../src/entra/directory.js'
import { dialectOf } from '../../src/store/sql/dialect.js'
import { run } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import { forEachEmulator, TENANT } from '../harness/emulator.js'

const MANY = 1100

test('all of 1,100 users, groups and apps are listed, in order, with what belongs to them', async (t) => {
  await forEachEmulator(t, async (t, { store }) => {
    const { database, identity, prisma } = store
    const clock = () => Date.now()
    const directory = createDirectory({ model, database, identity, prisma, clock, newId: randomUUID })
    const names = Array.from({ length: MANY }, (_, i) => `n${String(i).padStart(5, '0')}`)
    const pairs: [group: string, user: string][] = []
    for (const name of names) {
      const user = await directory.users.create(TENANT, { userPrincipalName: name })
      const group = await directory.groups.create(TENANT, { displayName: name })
      await directory.apps.create(TENANT, { displayName: name, roles: ['User.Read.All'] })
      pairs.push([group.id, user.id])
    }
    const placeholders = [1, 2, 3].map((n) => dialectOf(database.provider).placeholder(n)).join()
    const insert = `INSERT INTO "groupMember" ("tenantId", "groupId", "memberId", "memberType") VALUES (${placeholders}, 'user')`
    await database.write(function* (): Work<void> {
      for (const pair of pairs) yield* run(insert, [TENANT, ...pair])
    })
    const users = await directory.users.list(TENANT)
    t.strictSame(
      users.map(({ displayName }) => displayName),
      names,
    )
    t.ok(users.every((user) => user.groups.length === 1))
    const groups = await directory.groups.list(TENANT)
    t.equal(groups.length, MANY)
    t.ok(groups.every(({ members }) => members.length === 1))
    t.equal((await directory.apps.list(TENANT)).length, MANY + 2)
  })
})
