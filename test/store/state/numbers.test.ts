/** A restore never changes a row of another tenant, whatever numbers rows have had, and which domains. */
import { test } from 'tap'
import { NUMBERED, NUMBERS_OF_DOCUMENTS } from '../../../src/store/state/numbers.js'
import { OTHER_TABLES, STATE_TABLES } from '../../../src/store/state/tenant-tables.js'
import { all, run } from '../../../src/store/work.js'
import { CONTROL, controlOf } from '../../control/control.js'
import { forEachEmulator, TENANT } from '../../harness/emulator.js'
import { readStateRows } from '../../harness/state-rows.js'

const BASE = `/tenants/${TENANT}`
const POLICIES = '/beta/deviceManagement/deviceCompliancePolicies'

const policy = (displayName: string) => ({
  '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
  displayName,
  scheduledActionsForRule: [{ ruleName: 'x', scheduledActionConfigurations: [{ actionType: 'block' }] }],
})

test('a restore beside rows of other tenants', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { admin, store, errors } = emulator
      const { database } = store
      const control = controlOf(emulator)
      const isSqlite = database.provider === 'sqlite'

      t.test('what is numbered, and what names a document by its number, is known', async (t) => {
        if (!isSqlite) return
        const keyed: unknown[] = []
        const naming: unknown[] = []
        for (const table of STATE_TABLES) {
          const columns = await database.read(() =>
            all(`SELECT "name", "type", "pk" FROM pragma_table_info(?1)`, [table]),
          )
          const key = columns.filter(([, , place]) => place !== 0)
          if (key.length === 1 && key[0]?.[1] === 'INTEGER') keyed.push(table)
          const foreign = await database.read(() =>
            all(`SELECT "from" FROM pragma_foreign_key_list(?1) WHERE "table" = 'entity'`, [table]),
          )
          for (const [column] of foreign) naming.push(`${table}.${String(column)}`)
        }
        t.same(keyed.sort(), [...NUMBERED])
        t.same(naming.sort(), NUMBERS_OF_DOCUMENTS.map((each) => each.join('.')).sort())
        t.notOk(Object.keys(OTHER_TABLES).some((table) => NUMBERED.some((each) => each === table)))
      })

      t.test('documents of a time when numbers were given twice come back under new ones', async (t) => {
        const other = await emulator.newTenant()
        const theirs = await other.as('DeviceManagementConfiguration.ReadWrite.All')
        const group = (
          await admin.post('/v1.0/groups', {
            displayName: 'Sales',
            mailEnabled: false,
            mailNickname: 'sales',
            securityEnabled: true,
          })
        ).json().id as string
        const made = (await admin.post(POLICIES, policy('Mine'))).json().id as string
        await admin.post(`${POLICIES}/${made}/assign`, {
          assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group } }],
        })
        const url = `${POLICIES}/${made}?$expand=assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)`
        const before = (await admin.get(url)).body
        await control.post(`${BASE}/snapshots`, { name: 'before' })
        await control.post(`${BASE}/snapshots`, { name: 'again' })
        const numbers = async (tenantId: string): Promise<number[]> =>
          (
            await database.read(() =>
              all(
                `SELECT "row" FROM "entity" WHERE "tenantId" = '${tenantId}' AND "path" LIKE 'deviceManagement/deviceCompliancePolicies%' ORDER BY "row"`,
                [],
              ),
            )
          ).map(([row]) => Number(row))
        const mine = await numbers(TENANT)
        t.ok(mine.length >= 4)
        await admin.delete(`${POLICIES}/${made}`)
        // The other tenant gets the same numbers, as it did on SQLite.
        for (let i = 0; i < 2; i += 1) await theirs.post(POLICIES, policy(`Theirs ${i}`))
        const given = (await numbers(other.id)).slice(0, mine.length)
        await database.write(function* () {
          for (const [i, row] of given.entries())
            yield* run(`UPDATE "entity" SET "row" = ${mine[i] ?? 0} WHERE "row" = ${row}`, [])
        })
        const rowsOf = async (): Promise<string> =>
          JSON.stringify([...(await database.read(() => readStateRows(database, other.id)))])
        const untouched = await rowsOf()

        const restored = await control.post(`${BASE}/snapshots/before/restore`)
        t.equal(await rowsOf(), untouched, 'the other tenant is what it was')
        // PostgreSQL has never given a number twice: there such a snapshot cannot come about, and is refused.
        if (!isSqlite) return t.equal(restored.statusCode, 409, restored.body)
        t.equal(restored.statusCode, 200, restored.body)
        t.equal((await admin.get(url)).body, before)
        t.equal((await control.get(`${BASE}/diff?from=before&all=true`)).json().same, true)
        t.equal((await control.get(`${BASE}/diff?from=before&to=again&all=true`)).json().same, true)
        t.equal((await control.post(`${BASE}/snapshots/again/restore`)).statusCode, 200)
        t.equal((await admin.get(url)).body, before)
        t.equal(await rowsOf(), untouched)
        const newer = (await theirs.post(POLICIES, policy('Newer'))).json().id as string
        t.equal((await theirs.get(`${POLICIES}/${newer}`)).json().displayName, 'Newer')
        t.equal((await admin.get(url)).body, before, 'numbers that were given to it are given to no other document')
      })

      t.test('a domain that another tenant has now is not taken from it', async (t) => {
        const { id } = (await control.post('/tenants', { domain: 'first.test' })).json()
        await control.post(`/tenants/${id}/snapshots`, { name: 'own' })
        const second = (await control.post('/tenants', { domain: 'second.test' })).json()
        await database.write(function* () {
          yield* run(`UPDATE "tenantDomain" SET "tenantId" = '${second.id}' WHERE "domain" = 'first.test'`, [])
        })
        const refused = await control.post(`/tenants/${id}/snapshots/own/restore`)
        t.equal(refused.statusCode, 409, refused.body)
        t.match(refused.json().detail, /another tenant has a domain now/)
        const [[owner] = []] = await database.read(() =>
          all(`SELECT "tenantId" FROM "tenantDomain" WHERE "domain" = 'first.test'`, []),
        )
        t.equal(owner, second.id)
      })
      t.strictSame(errors, [])
    },
    // Notes of the audit log are stored a moment after what they are about.
    { control: CONTROL, auditEvents: 0, history: 0 },
  )
})
