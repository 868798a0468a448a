/** Content of apps against processes: in a small heap, through a kill, and by several processes on one folder. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { blockId, blockListOf, pack, win32App } from '../harness/app-content.js'
import { forEachDatabase, onPostgres, onSqlite } from '../harness/databases.js'
import { sweep } from '../harness/sweep.js'
import { getToken } from './client.js'
import { startServer } from './server-process.js'
import type { Server } from './server-process.js'

t.setTimeout(900_000)

const MEGABYTE = 2 ** 20
const ENV = { INTUNITE_PROFILE: 'documented+immediateProcessing', INTUNITE_LOG_LEVEL: 'error' }

type Json = Record<string, unknown> & { readonly id: string }
type Ask = (method: string, path: string, body?: object) => Promise<Json>

async function asking({ origin }: Pick<Server, 'origin'>): Promise<Ask> {
  const token = await getToken(origin)
  return async (method, path, body) => {
    const response = await fetch(`${origin}/beta/deviceAppManagement${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? {} : JSON.parse(text)) as Json
  }
}

/** Path of a new file, and where it is uploaded to. */
async function newFile(ask: Ask, sizeEncrypted: number): Promise<{ app: string; file: string; uri: string }> {
  const { id } = await ask('POST', '/mobileApps', win32App)
  const versions = `/mobileApps/${id}/microsoft.graph.win32LobApp/contentVersions`
  const { id: version } = await ask('POST', versions, {})
  const made = await ask('POST', `${versions}/${version}/files`, { name: 'a', size: 1, sizeEncrypted })
  const file = `${versions}/${version}/files/${made.id}`
  return { app: `/mobileApps/${id}`, file, uri: String((await ask('GET', file))['azureStorageUri']) }
}

async function settled(ask: Ask, file: string): Promise<unknown> {
  for (;;) {
    const { uploadState } = await ask('GET', file)
    if (!String(uploadState).endsWith('Pending')) return uploadState
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function put(url: string, body: RequestInit['body'], headers: Record<string, string> = {}): Promise<void> {
  const init = { method: 'PUT', body, headers, duplex: 'half' } as RequestInit
  const response = await fetch(url, init)
  if (response.status !== 201) throw new Error(`PUT: ${response.status} ${await response.text()}`)
}

function peakMemory(pid: number | undefined): number {
  const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

t.test('a large file passes through a small heap', { skip: process.platform !== 'linux' }, async (t) => {
  await onSqlite(t, async (t, database) => {
    const where = await database.newDatabase()
    const env = {
      ...ENV,
      INTUNITE_PROFILE: `${ENV.INTUNITE_PROFILE}-checkUploadedContent`,
      NODE_OPTIONS: '--max-old-space-size=64',
    }
    const server = await startServer(t, { ...where, env })
    const ask = await asking(server)
    const megabytes = sweep(2048, 64)
    const before = peakMemory(server.child.pid)
    const { file, uri, app } = await newFile(ask, megabytes * MEGABYTE)
    const chunk = randomBytes(MEGABYTE)
    const half = (megabytes / 2) * MEGABYTE
    const stream = (): Readable => Readable.from(repeat(chunk, megabytes / 2))
    for (const n of [0, 1]) await putRaw(`${uri}&comp=block&blockid=${encodeURIComponent(blockId(n))}`, stream, half)
    await put(`${uri}&comp=blocklist`, blockListOf([0, 1].map(blockId)))
    await ask('POST', `${file}/commit`, { fileEncryptionInfo: null })
    t.equal(await settled(ask, file), 'commitFileSuccess')
    const grown = peakMemory(server.child.pid) - before
    t.ok(grown < 100, `${Math.round(grown)} MB more for ${megabytes} MB`)
    t.comment(`${Math.round(grown)} MB more for ${megabytes} MB`)
    await ask('DELETE', app)
  })
})

function* repeat(chunk: Buffer, times: number): Generator<Buffer> {
  for (let i = 0; i < times; i += 1) yield chunk
}

/** `fetch` sends streams in chunks, and Azure wants to know the length. */
async function putRaw(url: string, stream: () => Readable, length: number): Promise<void> {
  const { request } = await import('node:http')
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(url, { method: 'PUT', headers: { 'content-length': length } }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    asked.on('error', reject)
    stream().pipe(asked)
  })
  if (answer.status !== 201) throw new Error(`PUT: ${answer.status} ${answer.text}`)
}

t.test('what was answered survives a kill, and what was not leaves nothing', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const { encrypted, fileEncryptionInfo } = pack(randomBytes(2_000_000))
    const halves = [encrypted.subarray(0, 1_000_000), encrypted.subarray(1_000_000)]
    const first = await startServer(t, { ...where, env: ENV })
    const { file, uri } = await newFile(await asking(first), encrypted.length)
    for (const [n, half] of halves.entries())
      await put(`${uri}&comp=block&blockid=${encodeURIComponent(blockId(n))}`, new Uint8Array(half))
    // One that never ends.
    const never = new Readable({ read: () => undefined })
    never.push(Buffer.alloc(1000))
    const broken = putRaw(`${uri}&comp=block&blockid=${encodeURIComponent(blockId(2))}`, () => never, 5000)
    broken.catch(() => undefined)
    const folder = join(where.dataFolder, 'content', '00000000-0000-4000-a000-000000000001', file.slice(-36))
    while (readdirSync(folder).length < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    first.child.kill('SIGKILL')
    await first.ended
    await t.rejects(broken)

    const second = await startServer(t, { ...where, env: ENV })
    const ask = await asking(second)
    const again = uri.replace(/^http:\/\/[^/]+/, second.origin)
    await put(`${again}&comp=blocklist`, blockListOf([0, 1].map(blockId)))
    await ask('POST', `${file}/commit`, { fileEncryptionInfo })
    second.child.kill('SIGKILL')
    await second.ended

    const third = await startServer(t, { ...where, env: ENV })
    t.equal(await settled(await asking(third), file), 'commitFileSuccess', 'the check is taken up again')
    third.child.kill('SIGTERM')
    t.equal(await third.ended, 0)
  })
})

t.test('several processes share a folder', async (t) => {
  await onPostgres(t, async (t, database) => {
    const where = await database.newDatabase()
    const servers = await Promise.all([0, 1].map(() => startServer(t, { ...where, env: ENV })))
    const [one, two] = servers as [Server, Server]
    const asks = (await Promise.all(servers.map(asking))) as [Ask, Ask]
    const { encrypted, fileEncryptionInfo } = pack(randomBytes(1_000_000))
    const { app, file, uri } = await newFile(asks[0], encrypted.length)
    const at = ({ origin }: Server): string => uri.replace(/^http:\/\/[^/]+/, origin)
    const block = (server: Server, n: number, part: Buffer): Promise<void> =>
      put(`${at(server)}&comp=block&blockid=${encodeURIComponent(blockId(n))}`, new Uint8Array(part))
    await Promise.all([block(one, 0, encrypted.subarray(0, 500_000)), block(two, 1, encrypted.subarray(500_000))])
    await put(`${at(two)}&comp=blocklist`, blockListOf([0, 1].map(blockId)))
    await asks[0]('POST', `${file}/commit`, { fileEncryptionInfo })
    t.equal(await settled(asks[1], file), 'commitFileSuccess')
    await asks[1]('DELETE', app)
    const folder = join(where.dataFolder, 'content')
    while (readdirSync(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
  })
})
