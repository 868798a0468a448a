/** The private CA and the certificates that it signs. */
import { X509Certificate } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { request, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Test } from 'tap'
import { openTls, TlsError } from '../../src/tls/keeper.js'
import type { TlsIdentity } from '../../src/tls/keeper.js'
import { MICROSOFT_NAMES } from '../../src/tls/names.js'

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
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end()
  })
}

t.test('the certificate serves every name that clients use, for who trusts the CA', async (t) => {
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
