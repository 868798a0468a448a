/** The files of the portal, as the server sends them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { test } from 'tap'
import type { Test } from 'tap'
import { createOwnNames } from '../../src/http/own-names.js'
import { portalFace } from '../../src/portal/face.js'
import { HOST, startEmulator } from '../harness/emulator.js'

const NO_DOCUMENTS = { packed: () => Promise.reject(new Error('no documents')) }

/** A portal of two files. */
async function builtFolder(t: Test): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-portal-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html.br'), brotliCompressSync('<p>the page</p>'))
  await writeFile(join(folder, 'assets', 'a-1.js.br'), brotliCompressSync('let a'))
  await writeFile(join(folder, 'secret.txt'), 'not to be served')
  return pathToFileURL(`${folder}/`)
}

test('files go out with their types, a strict policy, validators, and in the encoding that the client takes', async (t) => {
  const { store } = await startEmulator(t)
  const app = Fastify()
  t.teardown(() => app.close())
  const admission = { admit: () => Promise.reject(new Error('not signed in')), forget: () => undefined }
  const folder = await builtFolder(t)
  const options = {
    store,
    admission,
    documents: NO_DOCUMENTS,
    profile: 'documented',
    control: true,
  }
  await app.register(portalFace({ ...options, ownNames: createOwnNames([]), folder }))
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.inject({ url: `/_intunite/portal${path}`, headers: { host: HOST, ...headers } })

  const page = await get('/some/view?with=query')
  t.equal(page.body, '<p>the page</p>')
  t.match(page.headers, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  const policy = String(page.headers['content-security-policy'])
  t.match(policy, /default-src 'none'.*script-src 'self'.*base-uri 'none'.*form-action 'none'.*frame-ancestors 'none'/)
  t.notMatch(policy, /unsafe|https?:|\*/)
  const script = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, br' })
  t.match(script.headers, {
    'content-type': 'text/javascript; charset=utf-8',
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
  })
  t.equal(brotliDecompressSync(script.rawPayload).toString(), 'let a')
  const zipped = await get('/assets/a-1.js', { 'accept-encoding': 'gzip' })
  t.equal(gunzipSync(zipped.rawPayload).toString(), 'let a')
  const known = await get('/assets/a-1.js', { 'if-none-match': `"x", ${String(script.headers.etag)}` })
  t.equal(known.statusCode, 304)
  for (const path of [
    '/assets/b.js',
    '/assets/../secret.txt',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e/secret.txt',
  ]) {
    const answer = await get(path)
    t.notMatch(answer.body, /not to be served/, path)
  }
  t.match((await get('')).headers, { location: '/_intunite/portal/' })
})

test('where the portal was not built its address says so', async (t) => {
  const { store } = await startEmulator(t)
  const app = Fastify()
  t.teardown(() => app.close())
  const admission = { admit: () => Promise.reject(new Error('not signed in')), forget: () => undefined }
  const options = {
    store,
    admission,
    documents: NO_DOCUMENTS,
    profile: 'documented',
    control: true,
  }
  const folder = pathToFileURL(`${tmpdir()}/nothing-is-here/`)
  await app.register(portalFace({ ...options, ownNames: createOwnNames([]), folder }))
  const answer = await app.inject({ url: '/_intunite/portal/', headers: { host: HOST } })
  t.equal(answer.statusCode, 404)
  t.match(answer.body, /npm run build/)
})
