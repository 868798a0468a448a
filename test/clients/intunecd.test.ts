/** IntuneCD itself, where a checkout of it is given: INTUNITE_TEST_INTUNECD=folder. See scripts/clients/intunecd.sh. */
import { spawnSync } from 'node:child_process'
import { test } from 'tap'
import { ROOT } from '../process/server-process.js'

const SKIPPED = 77

test('IntuneCD backs up, updates, and finds no difference after it', (t) => {
  const { INTUNITE_TEST_INTUNECD = '', PATH, HOME, PYTHON } = process.env
  const { status, stdout, stderr } = spawnSync('scripts/clients/intunecd.sh', [INTUNITE_TEST_INTUNECD], {
    cwd: ROOT,
    env: { PATH, HOME, ...(PYTHON === undefined ? {} : { PYTHON }) },
    encoding: 'utf8',
  })
  if (status === SKIPPED) t.pass('IntuneCD is not run', { skip: stderr.trim() })
  else {
    t.equal(status, 0, stdout + stderr)
    t.match(stdout, /^backup: \d+ files, no error\nupdate: no error, and the backup after it has no difference\n/)
  }
  t.end()
})
