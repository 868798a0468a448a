/** IntuneCD itself, where a checkout of it is given: INTUNITE_TEST_INTUNECD=folder. See scripts/clients/intunecd.sh. */
import { spawnSync } from 'node:child_process'
import t from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import type { TestDatabase } from '../harness/databases.js'
import { ROOT } from '../process/server-process.js'

const SKIPPED = 77

/** The script works in a network of its own: a database is reached by the socket. */
async function emptyDatabase(database: TestDatabase): Promise<string> {
  const { databaseUrl = '' } = await database.newDatabase()
  const { pathname, port } = new URL(databaseUrl)
  return `postgresql://postgres:postgres@localhost:${port}${pathname}?host=/tmp`
}

await forEachDatabase(t, async (t, database) => {
  const { INTUNITE_TEST_INTUNECD = '', PATH, HOME, PYTHON } = process.env
  const isRun = INTUNITE_TEST_INTUNECD !== '' && database.name === 'postgresql'
  const databases = isRun
    ? { DATABASE: await emptyDatabase(database), EMPTY_DATABASE: await emptyDatabase(database) }
    : {}
  const { status, stdout, stderr } = spawnSync('scripts/clients/intunecd.sh', [INTUNITE_TEST_INTUNECD], {
    cwd: ROOT,
    env: { PATH, HOME, ...databases, ...(PYTHON === undefined ? {} : { PYTHON }) },
    encoding: 'utf8',
  })
  if (status === SKIPPED) return void t.pass('IntuneCD is not run', { skip: stderr.trim() })
  t.equal(status, 0, 'IntuneCD backs up, updates, and finds no difference after it')
  t.match(
    stdout,
    new RegExp(
      [
        '^backup: \\d+ files, no error',
        'update: no error, and the backup after it has no difference',
        'update of an empty tenant: \\d+ files in a backup, no error$',
      ].join('\n'),
      'm',
    ),
    stdout + stderr,
  )
})
