/** Wrong model files are wrong settings: told with status 2 before anything is opened. Right ones are served by the built program. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { startProgram, startServer } from './server-process.js'

const folder = await mkdtemp(join(tmpdir(), 'intunite-model-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
const dataFolder = join(folder, 'data')
const EXAMPLE = 'examples/model/contoso.csdl.xml'

t.test('what does not hold together ends the start with status 2, a line each, and leaves no data', async (t) => {
  const wrong = join(folder, 'wrong.json')
  await writeFile(
    wrong,
    '{"$Version":"4.01","c":{"w":{"$Kind":"EntityType","$BaseType":"c.no"},"v":{"$Kind":"EntityType"}}}',
  )
  for (const given of [{ args: ['--model', wrong] }, { env: { INTUNITE_MODEL: `${EXAMPLE},${wrong}` } }]) {
    const { ended, stderr } = startProgram(t, {
      env: { INTUNITE_DATA: dataFolder, INTUNITE_PORT: '0', ...given.env },
      ...(given.args && { args: given.args }),
    })
    t.equal(await ended, 2)
    t.ok(stderr().includes(`intunite: ${wrong}: c.w: its base type 'c.no' is not known\n`), stderr())
    t.ok(stderr().includes(`intunite: ${wrong}: c.v: has no key`))
    t.notOk(existsSync(dataFolder))
  }
})

t.test('the example is served by the program', async (t) => {
  const { origin } = await startServer(t, { dataFolder, args: ['--model', EXAMPLE] })
  const metadata = await (await fetch(`${origin}/v1.0/$metadata`)).text()
  t.ok(metadata.includes('<EntitySet Name="widgets" EntityType="contoso.widget" />'))
})
