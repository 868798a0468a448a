import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test } from 'tap'
import { aSummary, clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'
import type { Server } from './server-process.js'

const run = promisify(execFile)

/** The lines of shell in the ready text: what follows a line that ends with a colon. */
function printedLines(server: Server): string[] {
  const lines = server.stderr().split('\n')
  return lines.filter((line, i) => line !== '' && lines[i - 1]?.endsWith(':'))
}

test('the four printed lines work in a shell as they are printed', async (t) => {
  const server = await startServer(t, { dataFolder: t.testdir() })
  const lines = printedLines(server)
  t.equal(lines.length, 4)
  const { stdout, stderr } = await run('bash', ['-euo', 'pipefail', '-c', lines.join('\n')])
  t.equal(stderr, '')
  const [token = '', id = '', created = '', read = '', ...rest] = stdout.split('\n')
  t.same(rest, [''])
  t.match(token, /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
  t.match(id, /^[0-9a-f]{8}-[0-9a-f-]{27}$/)
  t.equal(created, read)
  t.match(JSON.parse(created), { ...aSummary(12), lastUpdateDateTime: '2017-01-01T07:58:21.6459442Z' })
  const again = await clientOf(server.origin, await getToken(server.origin)).get(`/${id}/userStatusSummary`)
  t.same(again, { status: 200, text: read })
})

test('with a secret of its own the first line takes it from the environment', async (t) => {
  const secret = `it's "own" & 100% $ecret`
  const server = await startServer(t, { dataFolder: t.testdir(), env: { INTUNITE_ADMIN_SECRET: secret } })
  t.notMatch(server.stderr(), 'ecret"')
  const [line = ''] = printedLines(server)
  const { stdout } = await run('bash', ['-c', line], { env: { ...process.env, INTUNITE_ADMIN_SECRET: secret } })
  t.match(stdout, /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/)
})

test('the log on standard output stays JSON, the text is beside it', async (t) => {
  const server = await startServer(t, { dataFolder: t.testdir(), env: { INTUNITE_LOG_LEVEL: 'trace' } })
  await clientOf(server.origin, await getToken(server.origin)).get('')
  server.child.kill('SIGTERM')
  await server.ended
  const lines = server.stdout().trimEnd().split('\n')
  t.ok(lines.length >= 2)
  for (const line of lines) t.type(JSON.parse(line), 'object')
})
