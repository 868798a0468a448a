/** Backups in a test's own process. */
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import { startIntunite } from '../../src/index.js'

const BACKUP = fileURLToPath(new URL('../backups/fixtures/intunecd/yaml', import.meta.url))

test('a backup is imported in a test', async (t) => {
  const intunite = await startIntunite()
  t.teardown(() => intunite.close())
  t.match(await intunite.import(BACKUP, { dryRun: true }), { format: 'intunecd', made: 11, complete: true })
  t.match(await intunite.import(BACKUP), { made: 11, complete: true, unresolved: [], leftOut: [] })
  t.match(await intunite.import(BACKUP), { made: 0, complete: true })
  await t.rejects(intunite.import('no-such-folder'), { message: /no-such-folder: is not there/ })
  await t.rejects(intunite.import(BACKUP, { dryrun: true } as object), { message: /knows no option dryrun/ })
  const answer = await fetch(`${intunite.url}/beta/deviceManagement/configurationPolicies`, {
    headers: { authorization: `Bearer ${await intunite.token()}` },
  })
  t.match(await answer.json(), { value: [{ name: 'Win - Camera covered' }] })
})
