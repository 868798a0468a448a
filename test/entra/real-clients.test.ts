import { model } from '../../src/entities/index.js'
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { createDirectory } from '../../src/entra/directory.js'
import { startIntunite } from '../../src/index.js'
import { openStore } from '../../src/store/store.js'
import { thumbprint } from '../../src/store/identity/self-signed.js'
import { claimsOf, createCertificate, createTestClock, TENANT } from './harness.js'

interface Outcome {
  readonly failed?: string
  readonly token?: string
  readonly cached?: unknown
  readonly username?: string
  readonly homeAccountId?: string
}

t.test("Microsoft's libraries sign in, over TLS and with documented settings alone", async (t) => {
  const folder = t.testdir()
  const key = createCertificate(createTestClock(Date.now()))
  const pemFile = join(folder, 'client.pem')
  const caFile = join(folder, 'ca.pem')
  await writeFile(pemFile, key.privateKey + key.certificate)

  // The directory is written first, by a store of its own: SQLite is for one process at a time.
  const store = await openStore({
    model,
    data: folder,
    databaseUrl: undefined,
    poolSize: 1,
    clock: systemClock,
    newId: randomId,
    onIdleError: () => undefined,
  })
  const { identity, database, prisma } = store
  await identity.ensureDevelopmentTenant({
    adminSecret: 'intunite-admin-secret',
    readerSecret: 'intunite-reader-secret',
  })
  const directory = createDirectory({ model, database, prisma, identity, clock: () => Date.now(), newId: randomId })
  const daemon = await directory.apps.create(TENANT, {
    displayName: 'daemon',
    secret: true,
    roles: ['DeviceManagementApps.Read.All'],
  })
  await directory.apps.addCertificate(TENANT, 'daemon', key.certificate)
  const web = await directory.apps.create(TENANT, {
    displayName: 'web',
    secret: true,
    redirectUris: [{ uri: 'https://web.test/back', type: 'web' }],
    identifierUris: ['api://web'],
  })
  const pub = await directory.apps.create(TENANT, { displayName: 'tool', publicClient: true })
  const mara = await directory.users.create(TENANT, {
    userPrincipalName: 'mara',
    password: 'maras password',
    intuneRole: 'administrator',
  })
  await directory.grants.create(TENANT, { app: 'tool', kind: 'delegated', permissions: ['access'], resource: 'web' })
  for (const app of ['web', 'tool'])
    await directory.grants.create(TENANT, { app, kind: 'delegated', permissions: ['User.Read'] })
  await store.close()

  const intunite = await startIntunite({ data: folder, tls: true })
  t.teardown(() => intunite.close())
  await writeFile(caFile, intunite.ca ?? '')
  const setup = {
    origin: intunite.tlsUrl,
    tenantId: TENANT,
    daemon: {
      appId: daemon.appId,
      secret: daemon.secret,
      pemFile,
      privateKey: key.privateKey,
      thumbprintSha256: Buffer.from(thumbprint(key.certificate, 'sha256'), 'base64url').toString('hex'),
    },
    web: { appId: web.appId, secret: web.secret, redirectUri: 'https://web.test/back', scope: 'api://web/access' },
    pub: { appId: pub.appId },
    user: { name: mara.userPrincipalName, password: 'maras password' },
  }
  const outcome = await run({ SETUP: JSON.stringify(setup), NODE_EXTRA_CA_CERTS: caFile })

  const works = (name: string, claims: object, more: object = {}) => {
    const result = outcome[name] ?? {}
    const token = typeof result === 'string' ? result : result.token
    t.equal(typeof result === 'string' ? undefined : result.failed, undefined, name)
    t.match(claimsOf(token ?? '..'), claims, name)
    if (typeof result !== 'string') t.match(result, more, name)
  }
  works('identity secret', { appid: daemon.appId, appidacr: '1', idtyp: 'app' })
  works('identity certificate', { appid: daemon.appId, appidacr: '2' })
  works('identity password', { appid: pub.appId, oid: mara.id })
  works('identity device code', { appid: pub.appId, oid: mara.id })
  works('identity on behalf of', { appid: web.appId, oid: mara.id, scp: /User\.Read/ })
  works('msal secret, then cache', { appid: web.appId }, { cached: [false, true] })
  works('msal certificate', { appid: daemon.appId, appidacr: '2' })
  works(
    'msal code, then silent from cache, then renewed',
    { oid: mara.id },
    { username: 'mara@intunite.test', homeAccountId: `${mara.id}.${TENANT}`, cached: [true, false] },
  )
  works('msal password, silent from cache', { oid: mara.id }, { cached: true })
  works('identity authorization code', { appid: web.appId, oid: mara.id })
  works('msal device code', { appid: pub.appId, oid: mara.id })
  works(
    'msal on behalf of, then cache',
    { appid: web.appId, oid: mara.id, scp: /User\.Read/ },
    { cached: [false, true] },
  )
  works('msal refresh token', { appid: pub.appId, oid: mara.id })
  t.match(outcome['microsoft-graph-client on top'], { '@odata.context': String, value: [] })
  t.match(outcome['msgraph-sdk on top'], { value: [] })
  const fails = (name: string, pattern: RegExp) => t.match((outcome[name] as Outcome).failed, pattern, name)
  fails('identity wrong secret', /AADSTS7000215/)
  fails('msal wrong secret', /ServerError.*AADSTS7000215/s)
  fails('msal consent missing', /InteractionRequiredAuthError.*AADSTS65001/s)
})

async function run(environment: Record<string, string>): Promise<Record<string, Outcome | string>> {
  const script = fileURLToPath(new URL('clients/sign-in.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  })
  let output = ''
  let problems = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (problems += text))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(problems)
  return JSON.parse(output) as Record<string, Outcome | string>
}
