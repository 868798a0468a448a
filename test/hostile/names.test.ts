/** A page whose name resolves to this machine calls the server as its own origin: it gets nothing while secrets are known to all. */
import t from 'tap'
import { createOwnNames } from '../../src/http/own-names.js'
import { createMetrics } from '../../src/metrics/metrics.js'
import { certificateNames } from '../../src/tls/names.js'
import { startEmulator, TENANT } from '../harness/emulator.js'

const PATHS = [
  ['GET', '/v1.0/deviceAppManagement/mobileApps'],
  ['GET', '/v1.0/$metadata'],
  ['POST', `/${TENANT}/oauth2/v2.0/token`],
  ['GET', `/${TENANT}/oauth2/v2.0/authorize`],
  ['GET', '/common/discovery/instance'],
  ['GET', '/_intunite/metrics'],
  ['GET', '/_intunite/health'],
  ['GET', '/_intunite/tenants'],
  ['GET', '/_intunite/openapi'],
  ['GET', '/nowhere'],
  ['OPTIONS', '/v1.0/users'],
] as const

const STRANGERS = [
  'evil.test',
  'evil.test:8080',
  'localhost.evil.test',
  'xlocalhost',
  'graph.microsoft.com.evil.test',
  'intunite.evil.test',
  '127.0.0.1.evil.test',
]
const OURS = [
  'localhost',
  'LOCALHOST:8080',
  'localhost.',
  'a.localhost:1',
  '127.0.0.1:8080',
  '127.8.8.8',
  '[::1]:8080',
  '10.1.2.3:80',
  'intunite:8080',
  'graph.microsoft.com',
  'login.microsoftonline.com',
  'my.name.example:8443',
]

t.test('while a well-known secret counts', async (t) => {
  const own = certificateNames(['my.name.example'])
  const { app, errors } = await startEmulator(t, {
    names: { own, alone: true },
    metrics: { own: createMetrics(), readers: 'loopback' },
    control: { key: 'a key of sixteen or more', from: 'loopback' },
  })
  for (const [method, url] of PATHS) {
    for (const host of STRANGERS) {
      const answer = await app.inject({ method, url, headers: { host } })
      t.equal(answer.statusCode, 421, `${method} ${url} as ${host}`)
      t.match(answer.body, /INTUNITE_TLS_NAMES/, 'and it says what to do')
    }
    for (const host of OURS)
      t.not((await app.inject({ method, url, headers: { host } })).statusCode, 421, `${method} ${url} as ${host}`)
  }
  t.strictSame(errors, [])
})

t.test('metrics for this machine alone are for its names alone, whatever the secrets', async (t) => {
  const { app } = await startEmulator(t, {
    names: { own: certificateNames([]), alone: false },
    metrics: { own: createMetrics(), readers: 'loopback' },
  })
  const ask = async (url: string, host: string) => (await app.inject({ url, headers: { host } })).statusCode
  t.equal(await ask('/_intunite/metrics', 'evil.test'), 403)
  t.equal(await ask('/_intunite/metrics', 'localhost:8080'), 200)
  t.equal(await ask('/_intunite/health', 'evil.test'), 200, 'with secrets of its own the server has any name')
})

t.test('a proxy may say the name, or hide it', async (t) => {
  const names = createOwnNames(['intunite'])
  const ask = (sent: string, host = sent) => names.has({ headers: { host: sent }, host })
  t.equal(ask('127.0.0.1:8080', 'evil.test'), false)
  t.equal(ask('evil.test', 'localhost'), false)
  t.equal(ask('localhost', 'intunite'), true)
  t.equal(names.has({ headers: {}, host: '' }), true, 'HTTP/1.0 without a name')
})

t.test('client-request-id is repeated as long as it is an id', async (t) => {
  const { app } = await startEmulator(t)
  const ask = async (id: string) =>
    String(
      (await app.inject({ url: '/v1.0/users', headers: { host: 'localhost', 'client-request-id': id } })).headers[
        'client-request-id'
      ],
    )
  for (const id of ['0f8fad5b-d9cb-469f-a165-70867728950e', 'my-id_1', 'x'.repeat(128)]) t.equal(await ask(id), id)
  for (const id of ['x'.repeat(129), 'x'.repeat(60_000), 'a b', 'ü'])
    t.match(await ask(id), /^[0-9a-f-]{36}$/, id.slice(0, 10))
})
