/** `intunite ca`, and serving with the private CA and with a certificate of one's own. */
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import { test } from 'tap'
import type { Test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { startProgram, startServer } from '../process/server-process.js'

async function run(t: Test, args: readonly string[], env: Record<string, string>) {
  const { ended, stdout, stderr } = startProgram(t, { args: ['ca', ...args], env })
  return { code: await ended, stdout: stdout(), stderr: stderr() }
}

/** Status of the process, or `undefined` where the program is not installed. */
function tool(name: string, ...args: string[]): { ok: boolean; text: string } | undefined {
  const { status, stdout, stderr, error } = spawnSync(name, args, { encoding: 'utf8' })
  return error === undefined ? { ok: status === 0, text: stdout + stderr } : undefined
}

const certificatesIn = (text: string): string[] => text.match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g) ?? []

test('shows the CA and exports it in every form, also before a server has run', async (t) => {
  const folder = t.testdir()
  const env = { INTUNITE_DATA: `${folder}/data` }
  const shown = await run(t, [], env)
  t.same([shown.code, shown.stderr], [0, ''])
  const pem = await readFile(`${folder}/data/tls/ca.pem`, 'utf8')
  const { fingerprint256, raw } = new X509Certificate(pem)
  t.match(shown.stdout, fingerprint256)
  for (const line of [
    `export NODE_EXTRA_CA_CERTS='${folder}/data/tls/ca.pem'`,
    'REQUESTS_CA_BUNDLE=',
    `export SSL_CERT_FILE='${folder}/data/tls/ca.pem'`,
    '-Djavax.net.ssl.trustStore=',
    `curl --cacert '${folder}/data/tls/ca.pem'`,
    'certutil -user -addstore Root',
    'security add-trusted-cert',
  ])
    t.match(shown.stdout, line)
  t.equal((await run(t, ['export'], env)).stdout, `${pem.trim()}\n`)

  const to = async (format: string, file = `${folder}/${format}`) => {
    const { code, stdout, stderr } = await run(t, ['export', '--format', format, '--out', file], env)
    t.same([code, stdout, stderr], [0, '', `intunite: wrote ${file}\n`], format)
    return readFile(file)
  }
  t.ok((await to('der')).equals(raw))
  const bundle = certificatesIn(String(await to('bundle')))
  t.equal(bundle.length, rootCertificates.length + 1)
  t.equal(bundle.at(-1), pem.trim())
  await to('p12')
  const list = (password: string) =>
    tool('keytool', '-list', '-v', '-keystore', `${folder}/p12`, '-storepass', password)
  if (list('changeit') === undefined) t.comment('keytool is not installed')
  else {
    t.match(list('changeit')?.text, /Alias name: intunite\n[^]*Entry type: trustedCertEntry/)
    t.match(list('changeit')?.text, fingerprint256)
    t.notOk(list('wrong')?.ok, 'the password guards it against change')
  }
  const openssl = tool('openssl', 'pkcs12', '-in', `${folder}/p12`, '-passin', 'pass:changeit', '-nokeys')
  if (openssl !== undefined) t.same(certificatesIn(openssl.text), [pem.trim()])
})

test('a wrong call says what to do', async (t) => {
  const folder = t.testdir()
  const env = { INTUNITE_DATA: folder }
  const cases: readonly [string[], number, string][] = [
    [['exprt'], 2, 'unknown command ca exprt; did you mean export?'],
    [['--format', 'der'], 2, '--format and --out are for: intunite ca export'],
    [['export', '--format', 'jks'], 2, "--format: 'jks' is not one of pem, der, p12, bundle"],
    [['export', '--out', `${folder}/no/ca.pem`], 1, `cannot write ${folder}/no/ca.pem (ENOENT)`],
  ]
  for (const [args, code, message] of cases) {
    const outcome = await run(t, args, env)
    t.equal(outcome.code, code, args.join(' '))
    t.match(outcome.stderr, message)
  }
})

test('is the CA of the server, on both databases', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { dataFolder, databaseUrl } = await database.newDatabase()
    const env = { INTUNITE_TLS: '1', INTUNITE_TLS_PORT: '0' }
    const server = await startServer(t, { dataFolder, ...(databaseUrl === undefined ? {} : { databaseUrl }), env })
    const [origin = ''] = /https:\/\/\S+(?=,)/.exec(server.stderr()) ?? []
    const { stdout } = await run(t, ['export'], {
      // The database alone tells the CA: nothing has to be shared besides.
      INTUNITE_DATA: databaseUrl === undefined ? dataFolder : `${dataFolder}/other`,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    })
    t.equal(stdout.trim(), (await readFile(`${dataFolder}/tls/ca.pem`, 'utf8')).trim())
    await writeFile(`${dataFolder}/ca.pem`, stdout)
    const curl = tool('curl', '-sS', '--cacert', `${dataFolder}/ca.pem`, `${origin}/_intunite/health`)
    if (curl === undefined) t.comment('curl is not installed')
    else t.same(curl, { ok: true, text: '{"status":"ok"}' })
    t.equal((await fetch(`${server.origin}/_intunite/health`)).status, 200, 'HTTP goes on beside it')
    if (databaseUrl !== undefined) await t.rejects(stat(`${dataFolder}/tls/ca.key`), { code: 'ENOENT' })
  })
})

test('a certificate of one’s own takes the place of the CA, and must fit its key', async (t) => {
  const folder = t.testdir()
  const [certificate, key] = [`${folder}/own.pem`, `${folder}/own.key`]
  const { openTls } = await import('../../src/tls/keeper.js')
  const own = await openTls({ data: `${folder}/own`, names: ['own.test'], now: () => new Date() })
  await writeFile(certificate, own.certificate)
  await writeFile(key, own.key)
  // While a well-known secret counts, the server answers to the names that it was given, and to no other.
  const env = {
    INTUNITE_TLS: '1',
    INTUNITE_TLS_PORT: '0',
    INTUNITE_TLS_CERT: certificate,
    INTUNITE_TLS_KEY: key,
    INTUNITE_TLS_NAMES: 'own.test',
  }
  const server = await startServer(t, { dataFolder: `${folder}/data`, env })
  t.match(server.stderr(), /and with TLS on https:\/\/127\.0\.0\.1:\d+\n/)
  await t.rejects(stat(`${folder}/data/tls`), { code: 'ENOENT' })
  const { port } = new URL(/https:\/\/\S+/.exec(server.stderr())?.[0] ?? '')
  const resolved = ['--resolve', `own.test:${port}:127.0.0.1`, `https://own.test:${port}/_intunite/health`]
  const curl = tool('curl', '-sS', '--cacert', `${folder}/own/tls/ca.pem`, ...resolved)
  if (curl !== undefined) t.same(curl, { ok: true, text: '{"status":"ok"}' })

  const fails = async (more: Record<string, string>): Promise<string> => {
    const { ended, stderr } = startProgram(t, {
      env: { ...env, INTUNITE_PORT: '0', INTUNITE_DATA: `${folder}/other`, ...more },
    })
    t.equal(await ended, 1)
    return stderr()
  }
  t.match(
    await fails({ INTUNITE_TLS_KEY: `${folder}/own/tls/ca.key` }),
    'do not hold a certificate and its private key',
  )
  t.match(
    await fails({ INTUNITE_TLS_CERT: `${folder}/none` }),
    `INTUNITE_TLS_CERT: cannot read ${folder}/none (ENOENT)`,
  )
  t.match(
    await fails({ INTUNITE_TLS_PORT: port }),
    `port ${port} of 127.0.0.1 is in use by another program; choose another with INTUNITE_TLS_PORT`,
  )
})
