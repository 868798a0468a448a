/** The commands that administer: on a running server and without one, for people and for scripts. */
import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'tap'
import type { Test } from 'tap'
import { NOUNS } from '../../src/cli/control/nouns.js'
import { nounHelp } from '../../src/cli/control/run.js'
import { COMMANDS } from '../../src/cli/commands.js'
import { ConfigError } from '../../src/settings.js'
import { readable } from '../../src/cli/control/output.js'
import { forEachDatabase } from '../harness/databases.js'
import { startProgram, startServer } from '../process/server-process.js'

interface Outcome {
  readonly code: number | NodeJS.Signals
  readonly stdout: string
  readonly stderr: string
}

async function run(t: Test, env: Record<string, string>, args: readonly string[]): Promise<Outcome> {
  const { ended, stdout, stderr } = startProgram(t, { args, env })
  return { code: await ended, stdout: stdout(), stderr: stderr() }
}

test('a server and no server give the same answers, and see what the other has done', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { dataFolder, databaseUrl } = await database.newDatabase()
    const direct = { INTUNITE_DATA: dataFolder, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) }
    const made = await run(t, direct, ['tenant', 'create', 'contoso.test', '--name', 'Contoso', '--json'])
    t.match(made, { code: 0, stderr: '' })
    const { id } = JSON.parse(made.stdout) as { id: string }

    const server = await startServer(t, { dataFolder, ...(databaseUrl === undefined ? {} : { databaseUrl }) })
    const file = join(dataFolder, 'control.key')
    t.equal((await stat(file)).mode & 0o777, 0o600, 'the key is for its owner only')
    const remote = { INTUNITE_URL: server.origin, INTUNITE_DATA: dataFolder }
    const shown = await run(t, remote, ['tenant', 'show', 'contoso.test'])
    t.match(shown, { code: 0, stdout: new RegExp(`^id +${id}\n`) })
    t.equal((await run(t, direct, ['tenant', 'show', id])).stdout, shown.stdout)

    await writeFile(join(dataFolder, 'password'), 'planted-hush\n')
    const user = ['user', 'create', 'mara', '--tenant', id, '--role', 'administrator']
    t.match(await run(t, remote, [...user, '--password-file', join(dataFolder, 'password')]), { code: 0, stderr: '' })
    const users = await run(t, direct, ['user', 'list', '--tenant', id])
    t.match(
      users.stdout,
      /^id +userPrincipalName .*\n[0-9a-f-]{36} +mara@contoso\.test +mara +administrator +yes +yes\n$/,
    )
    const token = await run(t, remote, [
      'token',
      '--user',
      'mara',
      '--tenant',
      id,
      '--scope',
      'DeviceManagementApps.Read.All',
    ])
    t.match(token, { code: 0, stdout: /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/ })
    const graph = await fetch(`${server.origin}/v1.0/deviceAppManagement/mobileAppConfigurations`, {
      headers: { authorization: `Bearer ${token.stdout.trim()}` },
    })
    t.equal(graph.status, 200)

    // What follows is the same code on either database, and starting programs takes its time.
    if (database.name === 'postgresql') return
    const document = join(dataFolder, 'contoso.json')
    const exported = await run(t, remote, ['tenant', 'export', id])
    await writeFile(document, exported.stdout)
    t.notMatch(exported.stdout, 'hush')
    t.match(await run(t, remote, ['tenant', 'import', document]), { code: 1, stderr: /there is a tenant with the id/ })
    const copy = '11111111-1111-4111-8111-111111111111'
    t.match(await run(t, direct, ['tenant', 'import', document, '--as', copy]), { code: 0, stdout: new RegExp(copy) })
    t.match(await run(t, remote, ['tenant', 'clone', copy, 'fabrikam.test']), { code: 0, stdout: /fabrikam\.test/ })
    t.match(await run(t, remote, ['tenant', 'delete', 'fabrikam.test']), {
      code: 0,
      stdout: 'the tenant fabrikam.test is deleted\n',
    })

    // A tenant without intunite-admin is read with an app that is there for as long as it takes.
    const files = join(dataFolder, 'files')
    const saved = await run(t, remote, ['export', '--tenant', id, '--format', 'intunecd', '--out', files])
    t.match(saved, { code: 0, stdout: /files holds \d+ files\n$/, stderr: '' })
    t.notMatch((await run(t, remote, ['app', 'list', '--tenant', id])).stdout, 'intunite-export')

    const absent = await run(t, remote, ['tenant', 'show', 'nowhere.test'])
    t.match(absent, {
      code: 1,
      stdout: '',
      stderr: /^intunite: there is no tenant 'nowhere\.test'; there are [^\n]*contoso\.test/,
    })
    t.same(await run(t, remote, ['user', 'create', 'a b', '--tenant', id]), {
      code: 2,
      stdout: '',
      stderr: "intunite: 'a b' is no user principal name such as mara@contoso.test\n",
    })
    t.match(await run(t, remote, ['snapshot', 'diff', 'nothing', '--tenant', id]), {
      code: 2, // 1 says that something differs
      stdout: '',
      stderr: /no snapshot 'nothing'/,
    })
    t.match(await run(t, remote, ['clock', 'advance', '-PT1H', '--tenant', id]), {
      code: 0,
      stdout: /shifted by -PT1H/,
    })
    t.match(await run(t, remote, ['clock', 'real', '--tenant', id]), { code: 0 })
    t.match(await run(t, remote, ['reset']), {
      code: 2,
      stderr: /unknown command reset; there is: intunite tenant reset/,
    })
    const wrong = await run(t, { ...remote, INTUNITE_CONTROL_KEY: 'not-the-key-of-it' }, ['tenant', 'list'])
    t.match(wrong, { code: 1, stdout: '', stderr: /control\.key/ })
    const key = (await readFile(file, 'utf8')).trim()
    server.child.kill('SIGTERM')
    await server.ended
    t.notOk((server.stdout() + server.stderr()).includes(key), 'the key is in no log')
    t.notMatch(server.stdout() + server.stderr(), 'hush')
    t.match(await run(t, remote, ['tenant', 'list']), {
      code: 1,
      stdout: '',
      stderr: /cannot reach the server at .*ECONNREFUSED/,
    })
  })
})

test('a wrong call is named, with what would be right', async (t) => {
  const cases: readonly [string[], string][] = [
    [['tenant'], 'tenant needs a verb: list, show, create'],
    [['tenant', 'crate'], 'tenant knows no crate; did you mean create?'],
    [['app', 'secret', 'ad'], 'app knows no secret ad; did you mean secret add?'],
    [['tenant', 'show'], 'tenant is missing'],
    [['tenant', 'list', 'x'], "unexpected argument 'x'"],
    [['app', 'create', 'x', '--redirect-uris', 'https://a.test/'], '--redirect-uris:'],
    [
      ['app', 'secret', 'add', 'x', '--expires-in', 'soon'],
      "--expires-in: 'soon' is not a time such as 30m, 12h or 90d",
    ],
    [['tenant', 'import', '/nowhere.json'], 'cannot read /nowhere.json'],
    [['tenant', 'list', '--url', 'localhost'], "--url: 'localhost' is not a URL such as http://127.0.0.1:8080"],
    [['completion', 'bsh'], 'completion needs one of bash, zsh, fish; did you mean bash?'],
  ]
  for (const [[noun = '', ...argv], complaint] of cases) {
    const command = await COMMANDS[noun]?.load()
    const error = await command?.(argv).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    t.type(error, ConfigError, complaint)
    t.ok(error instanceof ConfigError && error.problems[0]?.startsWith(complaint), String(error))
  }
})

test('help tells the verbs of every noun, and the flags of every verb', async (t) => {
  for (const [noun, verbs] of Object.entries(NOUNS)) {
    const help = nounHelp(noun, [])
    for (const [name, { summary, settings }] of Object.entries(verbs)) {
      t.match(help, name)
      t.ok(help.includes(summary))
      const flags = nounHelp(noun, [...name.split(' '), '--help'])
      for (const { flag } of Object.values(settings)) t.ok(flags.includes(` ${flag} `), `${noun} ${name} ${flag}`)
      t.ok(flags.includes('--json'))
    }
  }
})

test('a table has a column for each fact, and a thing a line', async (t) => {
  const rows = {
    value: [
      { a: 'one', b: true, c: null },
      { a: 'two and more', b: false, c: ['x', 'y'] },
    ],
  }
  t.equal(readable(rows, ['a', 'b', 'c']), 'a             b    c\none           yes\ntwo and more  no   x, y\n')
  t.equal(readable({ value: [] }, ['a']), '(none)\n')
  t.equal(
    readable({ name: 'x', all: [{ a: 1 }, { a: 2, b: null }], none: [] }, undefined),
    'name  x\nall   a 1\n      a 2\nnone\n',
  )
})

test('bash completes commands, verbs and flags; zsh and fish get the same words', async (t) => {
  const [bash, zsh, fish] = await Promise.all(
    ['bash', 'zsh', 'fish'].map(async (shell) => {
      const { code, stdout } = await run(t, {}, ['completion', shell])
      t.equal(code, 0)
      return stdout
    }),
  )
  const complete = async (line: string): Promise<string[]> => {
    const words = line.split(' ')
    const script = `${bash}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})\nCOMP_CWORD=${words.length - 1}\n_intunite\nprintf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout } = await promisify(execFile)('bash', ['-c', script])
    return stdout.trim().split('\n')
  }
  t.same(await complete('intunite ten'), ['tenant'])
  t.same(await complete('intunite tenant cl'), ['clone'])
  t.same(await complete('intunite app secret '), ['add', 'delete'])
  t.same(await complete('intunite app secret add x --exp'), ['--expires-in'])
  t.same(await complete('intunite tenant import file --re'), ['--replace', '--reader-secret'])
  t.same(await complete('intunite serve --control'), ['--control', '--control-key'])
  t.same(await complete('intunite token --us'), ['--user'])
  t.same(await complete('intunite completion f'), ['fish'])
  for (const script of [zsh, fish])
    for (const word of ['certificate', 'revoke-sessions', '--new-secrets', '--close-timeout', 'add-member'])
      t.match(script, word)
})
