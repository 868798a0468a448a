/** Every table takes part in snapshots or says why not, and whatever happens between two snapshots, each brings its state back. */
import fc from 'fast-check'
import { test } from 'tap'
import { model } from '../../../src/entities/index.js'
import { changedItems } from '../../../src/services/state/items.js'
import type { Json } from '../../../src/services/state/compare.js'
import type { Item } from '../../../src/services/state/diff.js'
import { bringBack, differenceOf, dropSnapshot, takeSnapshot } from '../../../src/services/state/snapshots.js'
import { dialectOf } from '../../../src/store/sql/dialect.js'
import { fitKeptRows } from '../../../src/store/state/kept-form.js'
import { findSnapshot } from '../../../src/store/state/snapshots.js'
import { OTHER_TABLES, STATE_TABLES } from '../../../src/store/state/tenant-tables.js'
import { depthOf } from '../../../src/store/layout/layout.js'
import type { Store } from '../../../src/store/store.js'
import { all, run } from '../../../src/store/work.js'
import { forEachEmulator, TENANT } from '../../harness/emulator.js'
import type { Emulator } from '../../harness/emulator.js'
import { readStateRows } from '../../harness/state-rows.js'
import { allApplied, canonical, flat, objectsOf } from './applied.js'

const names = {
  sqlite: `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
  postgresql: `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace`,
}

/** All rows of the tenant in the tables that hold its state. */
async function readState({ database }: Store): Promise<string> {
  const tables = await database.read(() => readStateRows(database, TENANT))
  return JSON.stringify([...tables].map(([table, texts]) => [table, texts.sort()]))
}

function countOf(state: string): number {
  return (JSON.parse(state) as [string, string[]][]).reduce((sum, [, rows]) => sum + rows.length, 0)
}

test('every table is part of the state of a tenant, or it is said why not', async (t) => {
  await forEachEmulator(t, async (t, { store: { database } }) => {
    const found = await database.read(() => all(names[database.provider], []))
    const known = new Set<unknown>([...STATE_TABLES, ...Object.keys(OTHER_TABLES), '_prisma_migrations'])
    t.strictSame(
      found.map(([name]) => name).filter((name) => !known.has(name)),
      [],
    )
    t.equal(found.length, known.size)

    const parent = 'managedDeviceMobileAppConfiguration'
    for (const [table, columns, values] of [
      ['DeviceStatus', '"platform", "complianceGracePeriodExpirationDateTime"', `0, ''`],
      ['UserStatus', '"devicesCount"', '0'],
    ]) {
      const named = `"tenantId", "parentId", "id", "status", "lastReportedDateTime", ${columns}`
      const insert = run(`INSERT INTO "${parent}${table}" (${named}) VALUES ('t', 'p', 'i', '', '', ${values})`, [])
      await t.rejects(
        database.write(() => insert),
        { message: /^foreignKey/ },
        `${table} without a configuration`,
      )
    }
  })
})

test('rows that an earlier version kept come back on PostgreSQL', async (t) => {
  await forEachEmulator(t, async (t, { store }) => {
    const { database } = store
    if (database.provider === 'sqlite') return
    const deps = { model, database }
    await takeSnapshot(deps, TENANT, { id: 'a', name: 'a', description: undefined, createdAt: '2026-01-01T00:00:00Z' })
    const kept = () => all('SELECT "ofTable", "key", "digest", "facts" FROM "snapshotRow" ORDER BY 1, 2', [])
    const fitted = async (sql: readonly string[]): Promise<unknown> => {
      await database.write(function* () {
        for (const each of sql) yield* run(each, [])
        yield* fitKeptRows()
      })
      return database.read(kept)
    }
    const rows = await database.read(kept)
    t.ok(rows.length > 5)
    const tables = [...new Set(rows.map(([table]) => table as string))]
    const json = tables.map(
      (table) =>
        `UPDATE "snapshotRow" SET "digest" = NULL, "facts" = row_to_json("facts"::"${table}")::text WHERE "ofTable" = '${table}'`,
    )
    t.strictSame(await fitted(json), rows, 'JSON')
    const columns = `'columns of snapshots'`
    const changed = [
      `UPDATE "setting" SET "value" = jsonb_insert("value"::jsonb, '{user,0}', '["gone","text"]')::text WHERE "name" = ${columns}`,
      `UPDATE "snapshotRow" SET "facts" = '(x,' || substr("facts", 2) WHERE "ofTable" = 'user'`,
    ]
    t.strictSame(await fitted(changed), rows, 'records of other columns')
  })
})

type Step =
  | { readonly do: 'create' | 'change' | 'delete' | 'assign'; readonly which: number }
  | { readonly do: 'snapshot' }
  | { readonly do: 'restore' | 'drop'; readonly which: number }

const step = (kind: Step['do']): fc.Arbitrary<Step> =>
  kind === 'snapshot' ? fc.constant({ do: kind }) : fc.record({ do: fc.constant(kind), which: fc.nat({ max: 20 }) })

const steps = fc.array(
  fc.oneof(...(['create', 'change', 'delete', 'assign', 'snapshot', 'snapshot', 'restore', 'drop'] as const).map(step)),
  { minLength: 4, maxLength: 14 },
)

/** Sets of documents and of tables, with what a client sends to them. */
const SETS = [
  {
    path: '/beta/deviceManagement/deviceCompliancePolicies',
    body: {
      '@odata.type': '#microsoft.graph.windows10CompliancePolicy',
      scheduledActionsForRule: [{ ruleName: 'x', scheduledActionConfigurations: [{ actionType: 'block' }] }],
    },
  },
  { path: '/beta/deviceManagement/deviceCategories', body: {} },
  {
    path: '/beta/deviceAppManagement/mobileAppConfigurations',
    body: {
      '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
      encodedSettingXml: null,
      targetedMobileApps: [],
    },
  },
  { path: '/v1.0/groups', body: { mailEnabled: false, mailNickname: 'x', securityEnabled: true } },
]

async function perform(
  { admin }: Emulator,
  kind: 'create' | 'change' | 'delete' | 'assign',
  which: number,
): Promise<void> {
  const { path, body } = SETS[which % SETS.length] as (typeof SETS)[number]
  if (kind === 'create') return void (await admin.post(path, { ...body, displayName: `made ${which}` }))
  const { value } = (await admin.get(path)).json<{ value: { id: string; '@odata.type'?: string }[] }>()
  const item = value[which % Math.max(value.length, 1)]
  if (item === undefined) return
  const url = `${path}/${item.id}`
  if (kind === 'delete') await admin.delete(url)
  else if (kind === 'change') {
    const type = item['@odata.type'] === undefined ? {} : { '@odata.type': item['@odata.type'] }
    await admin.patch(url, { ...type, displayName: `changed ${which}` })
  } else
    await admin.post(`${url}/assign`, {
      assignments: [{ target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }],
    })
}

/** The answers of all sets and single values that are in no item, as beta and v1.0 show them. */
async function answersOf({ admin }: Emulator): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const { path } of model.resources.filter((resource) => depthOf(resource) === 0))
    for (const version of ['beta', 'v1.0']) {
      const { statusCode, body } = await admin.get(`/${version}/${path}`)
      // The id of a request is in the body of an error, and a link to a further page is good until the next restore.
      if (statusCode === 200) answers.set(`${version} ${path}`, body.replace(/\$skiptoken=[\w-]+/, ''))
    }
  return answers
}

/** How many changes lead from one snapshot to another; undefined if the diff, applied to the first one, does not give the other. */
async function changesThatLead(
  { store: { database } }: Emulator,
  from: string,
  to: string,
): Promise<number | undefined> {
  const itemsIn = (name: string): Promise<Item[]> =>
    database.read(function* () {
      const found = yield* findSnapshot(database, TENANT, name)
      return yield* changedItems(model, dialectOf(database.provider), {
        tenantId: TENANT,
        of: found?.number ?? 0,
        than: 0,
      })
    })
  const [before, after] = [await itemsIn(from), await itemsIn(to)]
  const { changes } = await differenceOf({ model, database }, TENANT, { from, to, all: true })
  const expected = objectsOf(after)
  for (const { set, id, change } of changes)
    if (change === 'added')
      expected.set(JSON.stringify([set, id]), flat(after.filter((item) => item.set === set && item.id === id)))
  return text(allApplied(objectsOf(before), changes)) === text(expected) ? changes.length : undefined
}

/** Without the order of objects and members, and without collections that are empty. */
function text(objects: ReadonlyMap<string, Json>): string {
  const kept = (_name: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && Object.keys(value).length === 0 ? undefined : value
  return JSON.stringify([...objects].map(([key, json]) => JSON.stringify([key, canonical(json)], kept)).sort())
}

test('a restore brings back the answers of every set, byte for byte', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const deps = { model, database: emulator.store.database }
      for (let i = 0; i < 12; i += 1) await perform(emulator, i % 3 === 2 ? 'assign' : 'create', i)
      const before = await answersOf(emulator)
      t.ok(before.size > 100, `${before.size} answers`)
      await takeSnapshot(deps, TENANT, { id: 'one', name: 'one', description: undefined, createdAt: '2026-01-01' })
      for (let i = 0; i < 24; i += 1)
        await perform(emulator, (['change', 'delete', 'create', 'assign', 'delete'] as const)[i % 5] ?? 'create', i)
      const between = await answersOf(emulator)
      t.ok([...before].filter(([url, body]) => between.get(url) !== body).length >= SETS.length, 'much has changed')
      await takeSnapshot(deps, TENANT, { id: 'two', name: 'two', description: undefined, createdAt: '2026-01-01' })
      for (const [from, to] of [
        ['one', 'two'],
        ['two', 'one'],
      ] as const) {
        const led = await changesThatLead(emulator, from, to)
        t.ok(led !== undefined && led > 5, `${led} changes lead from ${from} to ${to}`)
      }
      await bringBack(deps, TENANT, 'one')
      const after = await answersOf(emulator)
      t.same(
        [...after].filter(([url, body]) => before.get(url) !== body).map(([url]) => url),
        [],
      )
      t.same([...after.keys()], [...before.keys()])
    },
    { auditEvents: 0, history: 0 },
  )
})

test('whatever happens between, a snapshot brings back its state, and a diff is empty exactly where states are equal', async (t) => {
  await forEachEmulator(
    t,
    async (t, emulator) => {
      const { store } = emulator
      const deps = { model, database: store.database }
      let count = 0
      let restores = 0
      await fc.assert(
        fc.asyncProperty(steps, async (sequence) => {
          const kept: { name: string; state: string }[] = []
          for (const each of sequence) {
            if (each.do === 'snapshot') {
              const name = `number ${++count}`
              const { rows } = await takeSnapshot(deps, TENANT, {
                id: `id ${name}`,
                name,
                description: undefined,
                createdAt: '2026-01-01',
              })
              const state = await readState(store)
              if (rows !== countOf(state)) return false
              kept.push({ name, state })
            } else if (each.do === 'restore' || each.do === 'drop') {
              const chosen = kept[each.which % Math.max(kept.length, 1)]
              if (chosen === undefined) continue
              if (each.do === 'drop') {
                await dropSnapshot(deps, TENANT, chosen.name)
                kept.splice(kept.indexOf(chosen), 1)
                continue
              }
              const isSame = (await readState(store)) === chosen.state
              const { changes } = await differenceOf(deps, TENANT, { from: chosen.name, all: true })
              if (isSame !== (changes.length === 0)) return false
              await bringBack(deps, TENANT, chosen.name)
              restores += 1
              if ((await readState(store)) !== chosen.state) return false
            } else await perform(emulator, each.do, each.which)
          }
          for (const [i, { name }] of kept.slice(1).entries())
            if ((await changesThatLead(emulator, kept[i]?.name ?? '', name)) === undefined) return false
          for (const { name, state } of kept) {
            await bringBack(deps, TENANT, name)
            restores += 1
            if ((await readState(store)) !== state) return false
            await dropSnapshot(deps, TENANT, name)
          }
          return true
        }),
        { numRuns: Number(process.env['INTUNITE_TEST_RUNS'] ?? 12), seed: 1114 },
      )
      t.ok(restores > 10, `${restores} restores`)
      const left = await store.database.read(() => all('SELECT count(*) FROM "snapshotRow"', []))
      t.equal(Number(left[0]?.[0]), 0, 'nothing is left of snapshots that are deleted')
      // Notes of the audit log are stored a moment after what they are about.
    },
    { auditEvents: 0, history: 0 },
  )
})
