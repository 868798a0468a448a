import { test } from 'tap'
import type { Test } from 'tap'
import { SETTINGS, WELL_KNOWN_SECRETS } from '../src/config.js'
import { isLoopback, readConfig, readSettings } from '../src/read-config.js'
import { ConfigError, suggestion } from '../src/settings.js'
import type { Config } from '../src/config.js'

/** What readConfig complains about. */
function problems(t: Test, env: Record<string, string>, argv: string[] = []): readonly string[] {
  try {
    readConfig(env, argv)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  t.fail('nothing was refused')
  return []
}

test('without any setting the server is for this machine, with the well-known secrets', async (t) => {
  t.match(readConfig({}, []), {
    host: '127.0.0.1',
    port: 8080,
    data: './data',
    databaseUrl: undefined,
    adminSecret: WELL_KNOWN_SECRETS.admin,
    readerSecret: WELL_KNOWN_SECRETS.reader,
    profile: 'documented',
    pageSize: 1000,
    maxTop: 1000,
    logLevel: 'info',
    logFormat: 'auto',
  })
})

test('a repeatable setting is a list: of its flags, or of what commas separate in the environment', async (t) => {
  const { env, flag } = SETTINGS.model
  const read = (text: string | undefined, argv: string[]): unknown => readConfig({ [env]: text }, argv).model
  t.same(read(undefined, []), [])
  t.same(read('', []), [])
  t.same(read('a.xml, beta:b.json,', []), ['a.xml', 'beta:b.json'])
  t.same(read('a.xml', [flag, 'b.xml', `${flag}=c,d.xml`]), ['b.xml', 'c,d.xml'])
})

test('every setting is read from the environment and from a flag, and the flag wins', async (t) => {
  const samples: Record<keyof Config, readonly [string, string]> = {
    host: ['localhost', '::1'],
    port: ['0', '65535'],
    data: ['/tmp/a', '/tmp/b'],
    secretCommand: ['cat a', 'cat b'],
    databaseUrl: ['postgres://u:p@h/a', 'postgresql://u:p@h:5432/b?sslmode=require'],
    poolSize: ['2', '20'],
    content: ['/tmp/a', '/tmp/b'],
    contentBytes: ['0', '1000000'],
    importBytes: ['0', '1000000'],
    auditEvents: ['0', '1000'],
    history: ['0', '500'],
    historyDays: ['1', '30'],
    journal: ['off', 'lines'],
    journalEntries: ['1', '100000'],
    journalDays: ['1', '30'],
    journalBytes: ['65536', '1000000'],
    journalRate: ['1', '10000'],
    cacheBytes: ['0', '1000000'],
    queryTimeout: ['1', '30'],
    adminSecret: ['s3cret', 'with = and spaces'],
    readerSecret: ['r3ader', '-x'],
    seed: ['small', 'large'],
    life: ['on', 'off'],
    profile: ['documented', 'live'],
    model: ['a.xml', 'beta:b.json'],
    pageSize: ['50', '500'],
    maxTop: ['1', '100000'],
    tls: ['0', '1'],
    tlsPort: ['0', '443'],
    tlsNames: ['intune.example', 'a.example, 10.0.0.1, ::1'],
    tlsCert: ['/tmp/a.pem', '/tmp/b.pem'],
    tlsKey: ['/tmp/a.key', '/tmp/b.key'],
    trust: ['[]', '[{}]'],
    trustProxy: ['true', '10.0.0.0/8, loopback, ::1'],
    control: ['anywhere', 'off'],
    portal: ['false', 'true'],
    controlKey: ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'],
    workers: ['1', '8'],
    metrics: ['anywhere', 'off'],
    closeTimeout: ['0', '30'],
    logLevel: ['silent', 'trace'],
    logFormat: ['json', 'pretty'],
  }
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const [first, second] = samples[name as keyof Config]
    const env = { [setting.env]: first }
    const read = (argv: string[]): unknown => readSettings(SETTINGS, env, argv)[name as keyof Config]
    const isNumber = 'type' in setting.schema && setting.schema.type === 'integer'
    const typed = (text: string): unknown => (isNumber ? Number(text) : 'repeatable' in setting ? [text] : text)
    t.same(read([]), typed(first), setting.env)
    t.same(read([setting.flag, second]), typed(second), setting.flag)
    t.same(read([`${setting.flag}=${second}`]), typed(second), `${setting.flag}=`)
  }
})

test('a certificate needs its key, and a key its certificate', async (t) => {
  const complaint = ['INTUNITE_TLS_CERT and INTUNITE_TLS_KEY go together']
  t.same(problems(t, { INTUNITE_TLS_CERT: 'a.pem' }), complaint)
  t.same(problems(t, {}, ['--key', 'a.key']), complaint)
  t.match(readConfig({ INTUNITE_TLS_CERT: 'a.pem' }, ['--key', 'a.key']), { tlsCert: 'a.pem', tlsKey: 'a.key' })
})

test('an empty variable counts as absent', async (t) => {
  t.equal(readConfig({ INTUNITE_PORT: '', DATABASE_URL: '' }, []).port, 8080)
})

test('the configuration cannot be changed', async (t) => {
  t.ok(Object.isFrozen(readConfig({}, [])))
})

test('everything that is wrong is named at once, a line each', async (t) => {
  const env = {
    INTUNITE_PORT: 'eighty',
    INTUNITE_PROFILE: 'dead',
    INTUNITE_HOTS: 'x',
    DATABASE_URL: 'mysql://root:hush@db/x',
  }
  t.same(problems(t, env, ['--max-top', '0', '--prot=1', 'extra', '--data']), [
    'unknown flag --prot; did you mean --port?',
    "unexpected argument 'extra'",
    '--data needs a value',
    "INTUNITE_PORT: 'eighty' is not a whole number from 0 to 65535",
    'DATABASE_URL: the value is not a PostgreSQL URL (postgresql://user:password@host:5432/database)',
    "INTUNITE_PROFILE: 'dead' is not documented or live, with switches if you like (live+strictAssignCast)",
    "--max-top: '0' is not a whole number from 1 to 100000",
    'unknown variable INTUNITE_HOTS; did you mean INTUNITE_HOST?',
  ])
})

test('a number is a number in decimal digits and in range', async (t) => {
  for (const port of ['65536', '-1', '1.5', '0x50', '8080 ', '1e3', 'NaN', '99999999999999999999', '٨٠'])
    t.same(problems(t, { INTUNITE_PORT: port }), [`INTUNITE_PORT: '${port}' is not a whole number from 0 to 65535`])
})

test('trust of proxies is yes, no, or addresses', async (t) => {
  for (const value of ['yes', '10.0.0.0/8;::1', 'loopback,', 'TRUE', '*'])
    t.match(problems(t, { INTUNITE_TRUST_PROXY: value }), [/INTUNITE_TRUST_PROXY: '.*' is not true, false or a list/])
})

test('variables that Kubernetes, Docker and the tests make are left alone', async (t) => {
  const env = {
    INTUNITE_SERVICE_HOST: '10.0.0.1',
    INTUNITE_SERVICE_PORT_HTTP: '80',
    INTUNITE_PORT_8080_TCP_ADDR: '10.0.0.1',
    INTUNITE_TEST_POSTGRES: 'postgresql://x/y',
  }
  t.equal(readConfig(env, []).port, 8080)
})

test('the well-known secrets are for loopback only', async (t) => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'intunite.example', '127.0.0.1.example', '128.0.0.1'])
    t.same(
      problems(t, { INTUNITE_HOST: host }),
      ['INTUNITE_ADMIN_SECRET', 'INTUNITE_READER_SECRET'].map(
        (name) => `${name} must be set to a secret of your own to listen on ${host}: everybody knows the default`,
      ),
    )
  const own = { INTUNITE_HOST: '0.0.0.0', INTUNITE_ADMIN_SECRET: 'mine', INTUNITE_READER_SECRET: 'mine too' }
  t.equal(readConfig(own, []).host, '0.0.0.0')
  t.same(problems(t, { ...own, INTUNITE_READER_SECRET: WELL_KNOWN_SECRETS.admin }).length, 1, 'nor one for the other')
  t.same(problems(t, { INTUNITE_HOST: '0.0.0.0' }, ['--admin-secret', 'mine']).length, 1)
  for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost', '::ffff:127.0.0.1']) t.ok(isLoopback(host), host)
})

test('a secret is never repeated in a complaint', async (t) => {
  const text = problems(t, { DATABASE_URL: 'hush-hush', INTUNITE_PORT: 'x' }).join('\n')
  t.match(text, 'DATABASE_URL')
  t.notMatch(text, 'hush-hush')
})

test('a secret may be in a file, without the end of its line', async (t) => {
  const folder = t.testdir({ admin: 'my secret\n', url: 'postgresql://me:pw@db/intunite', empty: '\n' })
  const env = { INTUNITE_ADMIN_SECRET_FILE: `${folder}/admin`, DATABASE_URL_FILE: `${folder}/url` }
  t.match(readConfig(env, []), { adminSecret: 'my secret', databaseUrl: 'postgresql://me:pw@db/intunite' })
  t.equal(readConfig({ ...env, INTUNITE_ADMIN_SECRET: '' }, []).adminSecret, 'my secret')
  t.equal(readConfig(env, ['--admin-secret', 'flag']).adminSecret, 'flag')
  t.same(
    problems(t, {
      INTUNITE_ADMIN_SECRET: 'x',
      INTUNITE_ADMIN_SECRET_FILE: `${folder}/admin`,
      INTUNITE_READER_SECRET_FILE: `${folder}/none`,
      DATABASE_URL_FILE: `${folder}/empty`,
      INTUNITE_PORT_FILE: 'only secrets',
    }),
    [
      `DATABASE_URL_FILE: ${folder}/empty is empty`,
      'INTUNITE_ADMIN_SECRET and INTUNITE_ADMIN_SECRET_FILE are both set: one is enough',
      `INTUNITE_READER_SECRET_FILE: cannot read ${folder}/none (ENOENT)`,
      'unknown variable INTUNITE_PORT_FILE; did you mean INTUNITE_PROFILE?',
    ],
  )
})

test('a suggestion is made for what is near, and only for that', async (t) => {
  const flags = Object.values(SETTINGS).map(({ flag }) => flag)
  t.equal(suggestion('--database_url', flags), '; did you mean --database-url?')
  t.equal(suggestion('--frobnicate', flags), '')
})
