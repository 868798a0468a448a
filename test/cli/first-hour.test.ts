/** What a newcomer does wrong, and what a shell does with the output. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { PROGRAM, ROOT, startProgram } from '../process/server-process.js'

const COMMANDS = [['token'], ['user', 'list'], ['tenant', 'create', 'contoso.test'], ['keys', 'rotate']]

test('in a folder without data a command says so, and makes no second installation', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-elsewhere-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const args of COMMANDS) {
    const { ended, stderr, stdout } = startProgram(t, { args, cwd: folder })
    t.equal(await ended, 1, args.join(' '))
    t.equal(stdout(), '')
    t.match(stderr(), /^intunite: there is no data in \.\/data of this folder: .*--data.*--url.*\n$/)
  }
  t.same(await readdir(folder), [])
  const named = startProgram(t, { args: ['token', '--data', join(folder, 'mine')], cwd: folder })
  t.equal(await named.ended, 0, 'a folder that is named is meant')
})

test('a reader that goes away is no failure', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-pipe-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const args of [['--help'], ['user', 'list', '--data', folder], ['completion', 'bash']]) {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    const [code] = (await once(child, 'close')) as [number]
    t.strictSame([code, complaints], [0, ''], args.join(' '))
  }
})

test('in a clone the program is the folder', async (t) => {
  const { ended, stdout } = startProgram(t, { program: ROOT, args: ['--version'] })
  t.equal(await ended, 0)
  t.match(stdout(), /^\d+\.\d+\.\d+\n$/)
})
