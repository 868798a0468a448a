/** `intunite seed`, the flag `--seed`, and the bar that shows how far it is. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { progressBar } from '../../src/cli/progress.js'
import { readConfig } from '../../src/read-config.js'
import { PROGRAM } from '../process/server-process.js'

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function intunite(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env: { PATH: process.env['PATH'] } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

test('the command fills an empty tenant, and no other', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'intunite-seed-'))
  t.teardown(() => rm(data, { recursive: true, force: true }))
  const first = await intunite('seed', '--data', data)
  t.match(first, { code: 0, stderr: '' })
  t.match(first.stdout, /^the tenant intunite\.test now holds \d+ rows \(\d+\.\d s\)\n$/)
  const devices = await intunite('tenant', 'export', 'intunite.test', '--data', data)
  const times = [...devices.stdout.matchAll(/"lastSyncDateTime": "([^"]+)"/g)].map(([, time = '']) => Date.parse(time))
  t.ok(times.length >= 20)
  t.ok(Math.max(...times) > Date.now() - 3 * 86_400_000, 'a device was seen in the last three days')
  t.ok(Math.max(...times) <= Date.now(), 'and none will be seen tomorrow')
  const other = await intunite('seed', '--data', data, '--seed', '2')
  t.match(other, { code: 1, stdout: '' })
  t.match(other.stderr, /^intunite: the tenant intunite\.test holds data already/)
  t.match(await intunite('seed', '--data', data, '--tenant', 'nobody.test'), {
    code: 1,
    stderr: /there is no tenant 'nobody\.test'/,
  })
})

test('a seed ends when it is told to', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'intunite-seed-'))
  t.teardown(() => rm(data, { recursive: true, force: true }))
  const wrong = await intunite('seed', '--data', data, '--as-of', 'yesterday')
  t.match(wrong, { code: 2, stderr: /--as-of.*a time in UTC such as 2026-03-02T08:00:00Z/ })
  t.match(await intunite('seed', '--data', data, '--as-of', '2024-02-29T12:00:00Z'), { code: 0 })
  const { stdout } = await intunite('tenant', 'export', 'intunite.test', '--data', data)
  const times = [...stdout.matchAll(/"lastSyncDateTime": "([^"]+)"/g)].map(([, time = '']) => time)
  t.ok(times.length >= 20)
  t.ok(times.every((time) => time <= '2024-02-29T12'))
})

test('the flag may stand alone', async (t) => {
  t.equal(readConfig({}, []).seed, 'none')
  t.equal(readConfig({}, ['--seed']).seed, 'small')
  t.match(readConfig({}, ['--seed', '--port', '0']), { seed: 'small', port: 0 })
  t.equal(readConfig({}, ['--seed', 'large']).seed, 'large')
  t.equal(readConfig({}, ['--seed=none']).seed, 'none')
  t.throws(() => readConfig({}, ['--seed', 'huge']), { message: "--seed: 'huge' is not one of none, small, large" })
})

test('a terminal gets a bar, anything else nothing', async (t) => {
  const written = (isTTY: boolean): string => {
    let text = ''
    const bar = progressBar('Seeding', { isTTY, write: (part: string) => ((text += part), true) })
    bar.show(50, 200)
    bar.show(200, 200)
    bar.end()
    return text
  }
  t.equal(written(false), '')
  t.match(written(true), /^\rSeeding █{8}░{22} {2}25 % {2}50 of 200\rSeeding █{30} 100 % {2}200 of 200\r/)
})
