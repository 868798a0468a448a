/** `intunite scenario`: on nothing, on data, and on a running server. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import { scenarioHelp } from '../../src/cli/scenario.js'
import { newFolder } from '../harness/databases.js'
import { startProgram, startServer } from '../process/server-process.js'

const FILE = `scenario: Categories
variables:
  wanted: LF Depot
steps:
  - post: beta/deviceManagement/deviceCategories
    body: { displayName: LF Depot }
    capture: { id: id }
  - advance: P1D
  - get: beta/deviceManagement/deviceCategories/\${id}
    expect:
      members:
        displayName: \${wanted}
`

test('a scenario runs on nothing, on data and on a server, and the exit code tells how it went', async (t) => {
  const folder = await newFolder(t)
  const file = join(folder, 'categories.yaml')
  await writeFile(file, FILE)
  await writeFile(join(folder, 'broken.yaml'), FILE.replace('advance: P1D', 'advance: a day'))
  const run = async (args: readonly string[], env: Record<string, string> = {}) => {
    const { ended, stdout, stderr } = startProgram(t, { args: ['scenario', ...args], env })
    return { code: await ended, stdout: stdout(), stderr: stderr() }
  }
  const steps = [
    '✓ 2026-01-05 08:00:00  POST beta/deviceManagement/deviceCategories',
    '✓ 2026-01-05 08:00:00  advance P1D',
    /^. 2026-01-06 08:00:00 {2}GET beta\/deviceManagement\/deviceCategories\/[0-9a-f-]{36}$/,
  ]
  const passed = await run(['run', file])
  t.match(
    { ...passed, stdout: passed.stdout.split('\n') },
    { code: 0, stderr: '', stdout: [...steps, 'Categories: passed, 3 steps', ''] },
  )

  const failed = await run(['run', file, '--set', 'wanted=LF Till'])
  t.match(failed, { code: 1, stderr: '' })
  t.match(
    failed.stdout,
    `    ${file}:12: steps[2].expect.members.displayName must be "LF Till", and is "LF Depot"\nCategories: failed at step 3\n`,
  )
  t.match(await run(['check', join(folder, 'broken.yaml')]), {
    code: 2,
    stderr: /broken\.yaml:8: steps\[1\]\.advance must be a duration/,
  })

  const server = await startServer(t, { dataFolder: folder })
  const remote = { INTUNITE_URL: server.origin, INTUNITE_DATA: folder }
  const kept = await run(['run', file, '--keep', '--json'], remote)
  t.match(kept, { code: 0, stderr: '' })
  const { tenantId, passed: isPassed, steps: told } = JSON.parse(kept.stdout) as Record<string, any>
  t.match(
    { isPassed, told },
    { isPassed: true, told: [{ line: 5, status: 201, problems: [] }, { line: 8 }, { line: 9 }] },
  )
  t.match(await run(['run', file, '--tenant', tenantId as string, '--app', 'scenario'], remote), { code: 0 })
  t.match(await run(['run', file, '--tenant', 'nowhere.test'], remote), { code: 1, stderr: /nowhere\.test/ })
  const own = { INTUNITE_DATA: join(folder, 'nothing') }
  t.match(await run(['run', file], own), { code: 0 })
  const { ended } = startProgram(t, { args: ['export', '--out', join(folder, 'saved')], env: own })
  t.equal(await ended, 0, 'an export works on the data itself, too')

  const served = await (await fetch(`${server.origin}/_intunite/scenario.schema.json`)).json()
  const printed = await run(['schema'])
  t.same(JSON.parse(printed.stdout), served)
  t.same(JSON.parse(await readFile('scenarios/scenario.schema.json', 'utf8')), served, 'the shipped one is the same')
})

test('help names verbs and flags, and a wrong verb is refused', async (t) => {
  t.match(scenarioHelp([]), /run <file> .*\n.*check <file>.*\n.*schema/)
  t.match(scenarioHelp(['run']), /--set <name=value>/)
  t.match(scenarioHelp(['schema']), /Usage: intunite scenario schema/)
  t.throws(() => scenarioHelp(['rnu']), /scenario knows no rnu; did you mean run\?/)
})
