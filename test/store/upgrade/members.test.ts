/** Groups had users alone as members: those stay members, in snapshots and in what is noted of changes as well. */
import { join } from 'node:path'
import pg from 'pg'
import { test } from 'tap'
import { readMigrations } from '../../../src/store/migrate/migration-files.js'
import { openSqlite } from '../../../src/store/sqlite/driver.js'
import { forEachDatabase } from '../../harness/databases.js'

const BEFORE = [
  `INSERT INTO "groupMember" ("tenantId", "groupId", "userId") VALUES ('t', 'g', 'u')`,
  `INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence") VALUES ('t', 'groups', 'g', 'u', 2)`,
  `INSERT INTO "directoryChange" ("tenantId", "path", "id", "memberId", "sequence") VALUES ('t', 'groups', 'g', '', 2)`,
  `INSERT INTO "snapshotRow" ("tenantId", "ofTable", "key", "first", "facts") VALUES ` +
    `('t', 'groupMember', '["t","g","u"]', 1, '{"tenantId":"t","groupId":"g","userId":"u"}'), ` +
    `('t', 'user', '["t","u"]', 1, '{"tenantId":"t","userId":"x"}')`,
]

const AFTER: readonly (readonly [sql: string, rows: readonly (readonly unknown[])[]])[] = [
  [`SELECT "tenantId", "groupId", "memberId", "memberType" FROM "groupMember"`, [['t', 'g', 'u', 'user']]],
  [
    `SELECT "memberId", "memberType" FROM "directoryChange" ORDER BY "memberId"`,
    [
      ['', null],
      ['u', 'user'],
    ],
  ],
  [
    `SELECT "ofTable", "facts" FROM "snapshotRow" ORDER BY "ofTable"`,
    [
      ['groupMember', '{"tenantId":"t","groupId":"g","memberId":"u","memberType":"user"}'],
      ['user', '{"tenantId":"t","userId":"x"}'],
    ],
  ],
]

test('users that are members stay members', async (t) => {
  await forEachDatabase(t, async (t, { name, newDatabase }) => {
    const { dataFolder, databaseUrl } = await newDatabase()
    const migrations = await readMigrations(name)
    const at = migrations.findIndex((migration) => migration.name.endsWith('_group_members'))
    t.ok(at > 0)
    const scripts = [...migrations.slice(0, at).map(({ sql }) => sql), ...BEFORE, migrations[at]?.sql ?? '']
    if (databaseUrl === undefined) {
      const connection = openSqlite(join(dataFolder, 'before.db'))
      for (const sql of scripts) {
        // Scripts turn them on again at their end.
        connection.pragma('foreign_keys = OFF')
        connection.exec(sql)
      }
      for (const [sql, rows] of AFTER) t.strictSame(connection.prepare(sql).safeIntegers(false).raw().all(), rows, sql)
      return void connection.close()
    }
    const client = new pg.Client(databaseUrl)
    await client.connect()
    await client.query(`SET session_replication_role = 'replica'`)
    for (const sql of scripts) await client.query(sql)
    for (const [text, rows] of AFTER)
      t.strictSame((await client.query<unknown[]>({ text, rowMode: 'array' })).rows, rows, text)
    await client.end()
  })
})
