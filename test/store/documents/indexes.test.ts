/** What tools look up and sort by is served by an index, on both databases: no scan of a set, and nothing to sort. */
import t from 'tap'
import { model } from '../../../src/entities/index.js'
import { readQuery } from '../../../src/odata/query.js'
import { readResourcePath } from '../../../src/odata/resource-path.js'
import type { Resource } from '../../../src/model/model.js'
import { lifeEvent } from '../../../src/services/life/events.js'
import { forgetDevices, keepReported, readMemories } from '../../../src/services/life/memory.js'
import { removeEvents } from '../../../src/services/life/queue.js'
import { Uploads } from '../../../src/store/content/uploads.js'
import { holdEach, removeEach } from '../../../src/store/query/bulk.js'
import { changePlainly } from '../../../src/store/query/change-all.js'
import { EntityStore } from '../../../src/store/query/entities.js'
import { listDirectMembers, listMemberships } from '../../../src/store/query/memberships.js'
import { dropReferences } from '../../../src/store/query/references.js'
import { listEntities } from '../../../src/store/query/queries.js'
import { dialectOf } from '../../../src/store/sql/dialect.js'
import { all, run } from '../../../src/store/work.js'
import type { Command, Database, Work } from '../../../src/store/work.js'
import { forEachEmulator, TENANT } from '../../harness/emulator.js'

const MANAGEMENT = '/beta/deviceManagement'
const PROMISED: readonly (readonly [path: string, options: string])[] = [
  [`${MANAGEMENT}/configurationPolicies`, ''],
  [`${MANAGEMENT}/configurationPolicies`, "$filter=name eq 'Baseline'"],
  [`${MANAGEMENT}/configurationPolicies`, "$filter=startswith(name,'Base')&$orderby=name"],
  [`${MANAGEMENT}/configurationPolicies`, "$filter=name gt 'a' and name le 'b'&$orderby=name"],
  [`${MANAGEMENT}/configurationPolicies`, '$orderby=name'],
  [`${MANAGEMENT}/configurationPolicies`, '$orderby=name desc'],
  [`${MANAGEMENT}/configurationPolicies`, "$filter=id eq 'a'"],
  [`${MANAGEMENT}/configurationPolicies/a/settings`, ''],
  [`${MANAGEMENT}/deviceCompliancePolicies`, "$filter=displayName eq 'Baseline'"],
  [`${MANAGEMENT}/deviceCompliancePolicies`, '$orderby=displayName'],
  [`${MANAGEMENT}/deviceManagementScripts`, "$filter=displayName eq 'Baseline'"],
  [`${MANAGEMENT}/managedDevices`, "$filter=deviceName eq 'PC-1'"],
  [`${MANAGEMENT}/managedDevices`, "$filter=serialNumber eq 'S1'"],
  [`${MANAGEMENT}/managedDevices`, "$filter=userPrincipalName eq 'a@b.example'"],
  [`${MANAGEMENT}/managedDevices`, '$orderby=deviceName'],
  ['/beta/deviceAppManagement/mobileAppConfigurations', '$orderby=displayName desc'],
  ['/beta/deviceAppManagement/mobileApps', '$orderby=displayName'],
  ['/beta/groups', '$orderby=displayName'],
  ['/beta/deviceAppManagement/mobileApps', "$filter=displayName eq 'Mail'"],
  ['/beta/groups', "$filter=displayName eq 'Everybody'"],
  ['/beta/users', "$filter=userPrincipalName eq 'a@b.example'"],
]

const SHAPE = { version: 'beta', select: undefined, typeAnnotations: 'all' } as const
const LIST = { shape: SHAPE, contextBase: 'http://host/$', pageSize: 100, casts: undefined, after: undefined } as const

/** The row is found by more than tenant and set, or the rows come in the order of the index. */
const INDEXED = { sqlite: /SEARCH t USING (COVERING )?INDEX|SEARCH t USING INTEGER PRIMARY KEY/, postgresql: /Index/ }
const SLOW = { sqlite: /SCAN t\b|TEMP B-TREE/, postgresql: /Seq Scan|Sort Key/ }

/** How the rows of a list of keys are found: by their whole keys, and not by reading all of the tenant. */
const EACH = { sqlite: /SEARCH .* USING .*INDEX/, postgresql: /Index Cond: .*(ANY \(|"?(id|kind)"? = )/ }

/** One document by its row. On SQLite a search by `path` alone goes through all of them. */
const DOCUMENT = {
  sqlite: /SEARCH entity USING INTEGER PRIMARY KEY \(rowid=\?\)/,
  postgresql: /Index Cond: \("?row"? = "contentUpload"\."?row"?\)/,
}
const EXPORTS = 'deviceManagement/reports/exportJobs'

/** Statements that are given a list of keys, or of records. */
function listed(store: EntityStore): readonly (readonly [what: string, work: Work<unknown>])[] {
  const { dialect } = store
  const id = '00000000-0000-4000-a000-00000000000a'
  const ids = [id, '00000000-0000-4000-a000-00000000000b']
  const set = (path: string): Resource => model.resourceAt(path)
  const devices = set('deviceManagement/managedDevices')
  return [
    ['holdEach, a table', holdEach(store, devices, ids)],
    ['holdEach, documents', holdEach(store, set('deviceManagement/deviceConfigurations'), ids)],
    ['readMemories', readMemories(dialect, TENANT, ids)],
    ['keepReported', keepReported(dialect, TENANT, ids)],
    ['forgetDevices', forgetDevices(dialect, TENANT, ids)],
    ['removeEvents', removeEvents(dialect, TENANT, [lifeEvent(0, 'checkIn', { deviceId: id })])],
    ['changePlainly', changePlainly(store, devices, [{ id, members: { complianceState: 'compliant' } }])],
    ['removeEach', removeEach(store, devices, [[id]])],
    ['listDirectMembers', listDirectMembers(store, ids, 'user')],
    ['listMemberships', listMemberships(store, ids)],
    ['dropReferences', dropReferences(store, set('deviceManagement/roleDefinitions'), ids, ids)],
  ]
}

await forEachEmulator(t, async (t, { store: { database } }) => {
  for (const [address, options] of PROMISED) {
    const plan = await planOf(database, statementOf(database, address, options))
    const asked = `${address}?${options}`
    t.match(plan, INDEXED[database.provider], asked)
    t.notMatch(plan, SLOW[database.provider], `${asked}\n${plan}`)
  }
  for (const [options, isLong] of [
    ["$filter=name eq 'Baseline'", false],
    ["$filter=name eq 'Baseline'&$orderby=description", true],
    ["$filter=name ne 'Baseline'", true],
    ["$filter=name eq 'Baseline' and description eq 'x'", true],
    ["$filter=description eq 'Baseline'", true],
  ] as const)
    t.equal(statementOf(database, `${MANAGEMENT}/configurationPolicies`, options).effort !== undefined, isLong, options)

  for (const [what, work] of listed(new EntityStore(database.provider, TENANT))) {
    const plan = await planOf(database, work.next().value as Command)
    t.match(plan, EACH[database.provider], `${what}: each row is found by its key\n${plan}`)
  }

  for (const tenantId of [undefined, TENANT]) {
    const command = new Uploads(dialectOf(database.provider)).forget(EXPORTS, '2026-01-01T00:00:00', tenantId).next()
      .value as Command
    const plan = await planOf(database, command)
    t.match(plan, DOCUMENT[database.provider], `blobs that are forgotten look up their documents\n${plan}`)
  }

  const unindexed = statementOf(database, `${MANAGEMENT}/configurationPolicies`, '$orderby=description')
  t.match(await planOf(database, unindexed), SLOW[database.provider], 'a plan shows what has to be sorted')

  if (database.provider !== 'postgresql') return
  for (const [table, others] of [
    ['entity', ['reference', 'contentUpload']],
    ['mobileAppCategory', ['entity', 'reference']],
  ] as const) {
    // What the connection did up to a second before counts as well, as long as PostgreSQL has not stored it.
    const read = `SELECT relname, seq_scan FROM pg_stat_xact_user_tables WHERE relname IN ('${others.join(`', '`)}') ORDER BY 1`
    const [before, after] = await database.write(function* () {
      const before = yield* all(read, [])
      const { changes } = yield* run(`DELETE FROM "${table}" WHERE "tenantId" = $1`, [TENANT])
      t.ok(changes > 0, table)
      return [before, yield* all(read, [])]
    })
    t.same(after, before, `what goes with rows of ${table} is found by indexes, however few rows there are`)
  }
})

function statementOf({ provider }: Database, address: string, options: string): Command {
  const path = readResourcePath(model, address)
  const { resource } = path
  if (resource === undefined) throw new Error(address)
  const { query } = readQuery(options, { model, path })
  const { value } = listEntities(new EntityStore(provider, TENANT), resource, path.keys, query, LIST).next()
  return value as Command
}

/** PostgreSQL would read a small table as a whole, or sort it, which says nothing of a large one. */
function planOf(database: Database, { sql, values: given, each: [values = given] = [] }: Command): Promise<string> {
  return database.write(function* (): Work<string> {
    if (database.provider === 'sqlite')
      return (yield* all(`EXPLAIN QUERY PLAN ${sql}`, values)).map((row) => String(row[3])).join('\n')
    for (const way of ['enable_seqscan', 'enable_bitmapscan', 'enable_sort']) yield* run(`SET LOCAL ${way} = off`, [])
    return (yield* all(`EXPLAIN (COSTS OFF) ${sql}`, values)).map((row) => String(row[0])).join('\n')
  })
}
