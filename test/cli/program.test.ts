import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'tap'
import type { Test } from 'tap'
import { SETTINGS } from '../../src/config.js'
import { ADMIN_ROLES, DEVELOPMENT, READER_ROLES } from '../../src/store/identity/development.js'
import { forEachDatabase } from '../harness/databases.js'
import { clientOf, getToken } from '../process/client.js'
import { ROOT, startProgram, startServer } from '../process/server-process.js'

interface Outcome {
  readonly code: number | NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
}

async function run(t: Test, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const { ended, stdout, stderr } = startProgram(t, { args, env })
  return { code: await ended, stdout: stdout(), stderr: stderr() }
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}

test('the version is that of the package', async (t) => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  for (const flag of ['--version', '-v']) t.same(await run(t, [flag]), { code: 0, stdout: `${version}\n`, stderr: '' })
})

test('the help names every flag and every variable, and no secret', async (t) => {
  const { code, stdout, stderr } = await run(t, ['--help'])
  t.same([code, stderr], [0, ''])
  for (const { flag, env } of Object.values(SETTINGS)) t.match(stdout, new RegExp(` ${flag} [<\\[].*\\(${env}`))
  t.notMatch(stdout, 'intunite-admin-secret')
  t.ok(
    stdout.split('\n').every((line) => line.length <= 100),
    'no line is longer than 100',
  )
  for (const args of [['-h'], ['help']]) t.equal((await run(t, args)).stdout, stdout, args.join(' '))
  const token = await run(t, ['help', 'token'])
  t.match(token.stdout, '--app <name>')
  t.equal((await run(t, ['token', '--help'])).stdout, token.stdout)
})

test('a wrong call is named with a suggestion, and nothing is done', async (t) => {
  const data = t.testdir()
  const env = { INTUNITE_DATA: data }
  const cases: readonly [string[], Record<string, string>, string[]][] = [
    [['serv'], env, ['unknown command serv; did you mean serve?']],
    [['help', 'tokn'], env, ['no help for tokn; did you mean token?']],
    [['serve', '--prot', '1'], env, ['unknown flag --prot; did you mean --port?']],
    [['--port', 'x'], env, ["--port: 'x' is not a whole number from 0 to 65535"]],
    [['token', '--ap=x'], env, ['unknown flag --ap; did you mean --app?']],
    [['token'], { ...env, INTUNITE_DAT: 'x' }, ['unknown variable INTUNITE_DAT; did you mean INTUNITE_DATA?']],
    [
      ['--page-size=0'],
      { ...env, INTUNITE_PORT: '-1' },
      [
        "INTUNITE_PORT: '-1' is not a whole number from 0 to 65535",
        "--page-size: '0' is not a whole number from 1 to 100000",
      ],
    ],
  ]
  for (const [args, environment, problems] of cases)
    t.same(await run(t, args, environment), {
      code: 2,
      stdout: '',
      stderr: [...problems.map((problem) => `intunite: ${problem}`), 'Run "intunite --help" for the flags.', ''].join(
        '\n',
      ),
    })
  t.same(await readdir(data), [])
})

test('a token can be had without a server, and counts for the server', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { dataFolder, databaseUrl = '' } = await database.newDatabase()
    const env = { INTUNITE_DATA: dataFolder, DATABASE_URL: databaseUrl }
    const first = await run(t, ['token'], env)
    t.match(first, { code: 0, stdout: /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/, stderr: '' })
    const asAdmin = claimsOf(first.stdout)
    t.match(asAdmin, { tid: DEVELOPMENT.tenantId, appid: DEVELOPMENT.adminAppId })
    t.same([...(asAdmin['roles'] as string[])].sort(), [...ADMIN_ROLES].sort())
    const server = await startServer(t, { dataFolder, ...(databaseUrl === '' ? {} : { databaseUrl }) })
    const { id } = await clientOf(server.origin, first.stdout.trim()).createConfiguration('made with it')

    const reader = await run(t, ['token', '--app', 'intunite-reader', '--tenant=intunite.test'], env)
    const { appid, roles } = claimsOf(reader.stdout) as { appid: string; roles: string[] }
    t.equal(appid, DEVELOPMENT.readerAppId)
    t.same([...roles].sort(), [...READER_ROLES].sort())
    t.ok(roles.includes('DeviceManagementApps.Read.All'))
    t.same(
      roles.filter((role) => !/\.Read\.(All|Directory)$/.test(role)),
      [],
      'it may only read',
    )
    const asReader = clientOf(server.origin, reader.stdout.trim())
    t.equal((await asReader.get(`/${id}`)).status, 200)
    t.equal((await asReader.post('', {})).status, 403)
    const byId = await run(t, ['token', '--app', DEVELOPMENT.readerAppId.toUpperCase()], env)
    t.match(claimsOf(byId.stdout), { appid: DEVELOPMENT.readerAppId })
  })
})

test('a token does not put the secrets of the server back to the well-known ones', async (t) => {
  const dataFolder = t.testdir()
  const server = await startServer(t, { dataFolder, env: { INTUNITE_ADMIN_SECRET: 'of my own' } })
  t.equal((await run(t, ['token', '--data', dataFolder])).code, 0)
  t.ok(await getToken(server.origin, 'of my own'))
  await t.rejects(getToken(server.origin), /invalid_client/)
})

test('an app or a tenant that does not exist is named', async (t) => {
  const data = t.testdir()
  t.same(await run(t, ['token', '--data', data, '--app', 'nobody']), {
    code: 1,
    stdout: '',
    stderr:
      "intunite: there is no app 'nobody' in the tenant intunite.test; there are intunite-admin, intunite-reader\n",
  })
  t.same(await run(t, ['token', '--data', data, '--tenant', 'nowhere.test']), {
    code: 1,
    stdout: '',
    stderr: "intunite: there is no tenant 'nowhere.test'; there is intunite.test\n",
  })
})
