import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t, { test } from 'tap'
import { crash } from '../../bench/durability.js'
import { forEachDatabase } from '../harness/databases.js'
import { sweep } from '../harness/sweep.js'
import { getToken } from './client.js'
import { startServer } from './server-process.js'
import { openSqlite } from '../../src/store/sqlite/driver.js'

/** 200 for a release; a start takes the better part of a second, and a round needs two. */
const ROUNDS = Number(process.env['INTUNITE_CRASH_ROUNDS'] ?? sweep(10, 4))

/** What SQLite says of a copy, so that the server still has to recover the original by itself. */
function inspectSqlite(dataFolder: string, copies: string): string | undefined {
  const copy = mkdtempSync(join(copies, 'copy-'))
  for (const name of readdirSync(dataFolder))
    if (/^intunite\.db(-wal)?$/.test(name)) cpSync(join(dataFolder, name), join(copy, name))
  const connection = openSqlite(join(copy, 'intunite.db'))
  try {
    const integrity = connection.pragma('integrity_check', { simple: true })
    const orphans = connection.pragma('foreign_key_check') as unknown[]
    return integrity === 'ok' && orphans.length === 0 ? undefined : `${String(integrity)}, ${orphans.length} orphans`
  } finally {
    connection.close()
    rmSync(copy, { recursive: true })
  }
}

async function inspectPostgres(url: string): Promise<string | undefined> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const { rows } = await client.query<{ orphans: string }>(
      `SELECT count(*) AS orphans FROM "managedDeviceMobileAppConfigurationUserSummary" s
       WHERE NOT EXISTS (SELECT 1 FROM "managedDeviceMobileAppConfiguration" c WHERE c."tenantId" = s."tenantId" AND c."id" = s."parentId")`,
    )
    return rows[0]?.orphans === '0' ? undefined : `${rows[0]?.orphans} orphans`
  } finally {
    await client.end()
  }
}

/** On a machine that is busy with other tests a round takes half a minute. */
const timeout = 300_000 + ROUNDS * 60_000
t.setTimeout(2 * timeout)

test(
  'a server killed under load loses nothing that it answered and leaves nothing half done',
  { timeout },
  async (t) => {
    await forEachDatabase(t, async (t, database) => {
      const where = await database.newDatabase()
      const copies = t.testdir()
      const report = await crash(
        {
          async start() {
            const { origin, child, ended } = await startServer(t, { ...where, env: { INTUNITE_LOG_LEVEL: 'error' } })
            const kill = async (): Promise<void> => {
              child.kill('SIGKILL')
              await ended
            }
            return { origin, kill }
          },
          token: getToken,
          inspect: async () =>
            where.databaseUrl === undefined
              ? inspectSqlite(where.dataFolder, copies)
              : inspectPostgres(where.databaseUrl),
        },
        { rounds: ROUNDS, writers: 16, answers: [5, 400] },
      )
      t.same(report.problems, [])
      t.ok(report.acknowledged > ROUNDS, `${report.acknowledged} writes were acknowledged`)
      t.ok(report.interrupted > 0, `${report.interrupted} were under way, of which ${report.survived} are there`)
    })
  },
)
