/** The private CA and the certificates that it signs. */
import { spawnSync } from 'node:child_process'
import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { request, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { openTls, TlsError } from '../../src/tls/keeper.js'
import type { TlsIdentity } from '../../src/tls/keeper.js'
import { databaseKeep } from '../../src/tls/keeps.js'
import { MICROSOFT_NAMES } from '../../src/tls/names.js'
import { openTestStore } from '../entra/harness.js'
import { forEachDatabase } from '../harness/databases.js'

const NOW = new Date('2026-11-23T12:00:00Z')
const LATER = new Date('2027-12-20T12:00:00Z')

function open(data: string, { names = [] as string[], now = NOW } = {}): Promise<TlsIdentity> {
  return openTls({ data, names, now: () => now })
}

/** What a client that trusts `ca` gets to see under `name`: a status, or the error of its TLS stack. */
async function visit(t: Test, { key, certificate }: TlsIdentity, ca: string, name: string): Promise<number | string> {
  const server = createServer({ key, cert: certificate }, (_request, response) => response.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  return new Promise((resolve) => {
    request(
      { host: '127.0.0.1', port, servername: name, ca, headers: { host: name, connection: 'close' } },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      },
    )
      .on('error', ({ code = 'UNSPECIFIED', message }: NodeJS.ErrnoException) =>
        resolve(code === 'UNSPECIFIED' ? message : code),
      )
      .end()
  })
}

t.test('the certificate serves every name that clients use, if they trust the CA', async (t) => {
  const identity = await openTls({ data: t.testdir(), names: ['emulator.lab.test'], now: () => new Date() })
  for (const name of ['localhost', 'emulator.lab.test', ...MICROSOFT_NAMES])
    t.equal(await visit(t, identity, identity.ca, name), 200, name)
  t.equal(await visit(t, identity, identity.ca, 'example.com'), 'ERR_TLS_CERT_ALTNAME_INVALID')
  const stranger = await openTls({ data: t.testdir({}), names: [], now: () => new Date() })
  t.not(await visit(t, identity, stranger.ca, 'localhost'), 200)
})

t.test('keys are for the owner alone', async (t) => {
  const data = t.testdir()
  await open(data)
  for (const name of ['ca.key', 'server.key']) t.equal((await stat(`${data}/tls/${name}`)).mode & 0o777, 0o600, name)
  t.equal((await stat(`${data}/tls`)).mode & 0o777, 0o700)
})

t.test('what is good is kept; new names and time make a new server certificate and never a new CA', async (t) => {
  const data = t.testdir()
  const first = await open(data)
  t.same(await open(data), first)
  const named = await open(data, { names: ['other.test'] })
  t.equal(named.ca, first.ca)
  t.not(named.certificate, first.certificate)
  t.ok(new X509Certificate(named.certificate).checkHost('other.test'))
  const renewed = await open(data, { now: LATER })
  t.equal(renewed.ca, first.ca)
  t.ok(Date.parse(new X509Certificate(renewed.certificate).validTo) > LATER.getTime())
})

t.test(
  'the CA can vouch for private names, for those of Microsoft, and for what it was made with, and nothing else',
  async (t) => {
    const data = t.testdir()
    await open(data, { names: ['intune.contoso.com'] })
    await open(data, { names: ['intune.contoso.com', 'anything.test'] })
    await t.rejects(open(data, { names: ['www.example.org'] }), {
      constructor: TlsError,
      message: /may not vouch for www\.example\.org.*Remove/,
    })
  },
)

t.test('certificates are of the form that all platforms accept', async (t) => {
  const { ca, certificate } = await open(t.testdir())
  const [authority, server] = [new X509Certificate(ca), new X509Certificate(certificate)]
  t.equal(authority.ca, true)
  t.equal(server.ca, false)
  t.ok(server.verify(authority.publicKey))
  t.same(server.keyUsage, ['1.3.6.1.5.5.7.3.1'], 'serverAuth')
  const days = (Date.parse(server.validTo) - Date.parse(server.validFrom)) / 86_400_000
  t.ok(days <= 398, `${days} days`)
})

t.test('openssl follows the chain, for the names of the certificate and for no other', async (t) => {
  const data = t.testdir()
  await openTls({ data, names: [], now: () => new Date() })
  const verify = (name: string): string => {
    const check = /^[\d.:]+$/.test(name) ? '-verify_ip' : '-verify_hostname'
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', `${data}/tls/ca.pem`, check, name]
    const { status, stderr, error } = spawnSync('openssl', [...args, `${data}/tls/server.pem`], { encoding: 'utf8' })
    if (error !== undefined) return 'there is no openssl here'
    return status === 0 ? 'OK' : stderr
  }
  if (verify('localhost') === 'there is no openssl here') return void t.comment('there is no openssl here')
  for (const name of ['localhost', '127.0.0.1', '::1', 'intunite', ...MICROSOFT_NAMES])
    t.equal(verify(name), 'OK', name)
  for (const name of ['example.com', '10.0.0.1']) t.match(verify(name), /mismatch/, name)
})

t.test('a certificate that the CA may not sign is refused by clients, also where its key is known', async (t) => {
  const data = t.testdir()
  const { ca } = await openTls({ data, names: [], now: () => new Date() })
  const own = await openTls({ data: t.testdir({}), names: ['www.example.org'], now: () => new Date() })
  const key = await readFile(`${data}/tls/ca.key`, 'utf8')
  // The issuer checks the names; a thief would not. So the certificate comes from a CA that does not know them.
  const { makeServerCertificate } = await import('../../src/tls/certificates.js')
  const unlimited = await withoutConstraints(ca, key)
  const stolen = await makeServerCertificate({ key, certificate: unlimited }, ['www.example.org'], new Date())
  t.equal(await visit(t, own, own.ca, 'www.example.org'), 200)
  t.match(await visit(t, { ...stolen, ca, caFile: undefined }, ca, 'www.example.org'), /permitted subtree violation/)
})

t.test('a damaged CA is named and not replaced; a damaged server certificate is made anew', async (t) => {
  const data = t.testdir()
  const first = await open(data)
  await writeFile(`${data}/tls/server.pem`, 'half a cert')
  const second = await open(data)
  t.equal(second.ca, first.ca)
  t.equal(new X509Certificate(second.certificate).checkHost('localhost'), 'localhost')
  await writeFile(`${data}/tls/ca.key`, second.key)
  await t.rejects(open(data), { constructor: TlsError, message: /do not go together.*backup.*Remove/ })
})

t.test('processes that share a database share one CA, also when eight start at once', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const resource = await database.newDatabase()
    const store = await openTestStore(t, resource)
    const keep = databaseKeep(store.identity.settings)
    const folders = Array.from({ length: 8 }, (_, i) => `${resource.dataFolder}/${i}`)
    const all = await Promise.all(folders.map((data) => openTls({ data, keep, names: [], now: () => NOW })))
    t.equal(new Set(all.map(({ ca }) => ca)).size, 1)
    for (const [i, { ca, caFile, certificate }] of all.entries()) {
      t.equal(caFile, `${folders[i]}/tls/ca.pem`)
      t.equal(await readFile(`${folders[i]}/tls/ca.pem`, 'utf8'), ca)
      t.ok(new X509Certificate(certificate).verify(new X509Certificate(ca).publicKey))
      await t.rejects(stat(`${folders[i]}/tls/ca.key`), { code: 'ENOENT' }, 'keys stay in the database')
    }
    const again = await openTls({ data: folders[0] ?? '', keep, names: [], now: () => NOW })
    t.equal(again.ca, all[0]?.ca)
    const blocked = `${resource.dataFolder}/file`
    await writeFile(blocked, '')
    t.match(await openTls({ data: blocked, keep, names: [], now: () => NOW }), { ca: again.ca, caFile: undefined })
  })
})

/** The same CA with the same key, but without limits. */
async function withoutConstraints(ca: string, key: string): Promise<string> {
  const {
    X509Certificate: Certificate,
    X509CertificateGenerator,
    SubjectKeyIdentifierExtension,
  } = await import('@peculiar/x509')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const der = createPrivateKey(key).export({ type: 'pkcs8', format: 'der' })
  const privateKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
  const publicKey = await new Certificate(ca).publicKey.export(algorithm, ['verify'])
  const made = await X509CertificateGenerator.createSelfSigned({
    name: new Certificate(ca).subject,
    notBefore: new Date(0),
    notAfter: new Date('2090-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys: { privateKey: privateKey as never, publicKey },
    extensions: [await SubjectKeyIdentifierExtension.create(publicKey)],
  })
  return made.toString('pem')
}
