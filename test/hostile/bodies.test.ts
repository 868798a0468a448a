/** Many large bodies at once, on both listeners, and a server with little memory. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import type { Test } from 'tap'
import { countValues, createBodiesInFlight } from '../../src/http/bodies-in-flight.js'
import { LIMITS } from '../../src/odata/limits.js'
import { startServer } from '../process/server-process.js'
import { within } from './raw.js'

const TENANT = '00000000-0000-4000-a000-000000000001'
const CATEGORIES = '/v1.0/deviceAppManagement/mobileAppCategories'
const SIZE = 4 * 1024 * 1024 - 200

t.test('values are counted outside of texts', async (t) => {
  const texts: [text: string, values: number][] = [
    ['1', 1],
    ['{"a":1,"b":[1,2,3]}', 6],
    ['"a,b,[c],{d}"', 1],
    ['["a\\"b,c",2]', 3],
    ['["a\\\\",2,"b\\\\\\",c"]', 4],
    ['["unfinished, text', 2],
  ]
  for (const [text, values] of texts) t.equal(countValues(Buffer.from(text)), values, text)
  const tooMany = Buffer.from(`[${'1,'.repeat(LIMITS.values)}1]`)
  t.throws(() => createBodiesInFlight().read({} as never, tooMany, LIMITS.values), {
    message: /more than 40000 values/,
  })
})

t.test('a heap of 96 MB carries many large bodies at once', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'intunite-bodies-'))
  t.teardown(() => rm(dataFolder, { recursive: true, force: true }))
  const { origin, child, stderr } = await startServer(t, {
    dataFolder,
    args: ['serve', '--log-level', 'error'],
    env: { NODE_OPTIONS: '--max-old-space-size=96', INTUNITE_TLS: '1', INTUNITE_TLS_PORT: '0' },
  })
  const tlsPort = Number(/https:\/\/[^\s:]+:(\d+)/.exec(stderr())?.[1])
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '00000000-0000-4000-a000-0000000000a1',
    client_secret: 'intunite-admin-secret',
    scope: 'https://graph.microsoft.com/.default',
  })
  const { access_token: token } = (await (
    await fetch(`${origin}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: form })
  ).json()) as { access_token: string }
  const sockets: Socket[] = []
  t.teardown(() => sockets.forEach((socket) => socket.destroy()))
  const listeners = {
    HTTP: { open: () => connect(Number(new URL(origin).port), '127.0.0.1'), ready: 'connect' },
    HTTPS: {
      open: () => connectTls({ port: tlsPort, host: '127.0.0.1', rejectUnauthorized: false }),
      ready: 'secureConnect',
    },
  }
  const valueOf = {
    'one text': `"${'x'.repeat(SIZE)}"`,
    'many values': `[${'[],'.repeat(SIZE / 3 - 1)}[]]`,
    'as many values as may be': `[${'{},'.repeat(LIMITS.values - 10)}{}]`,
  }
  const post = (path: string, body: Buffer, headers = ''): Buffer =>
    Buffer.concat([
      Buffer.from(
        `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n`,
      ),
      body,
    ])
  /** Sends a request, all of it or all but its end, and gives the status of the answer. */
  const send = async ({ open, ready }: (typeof listeners)['HTTP'], bytes: Buffer): Promise<number> => {
    const socket = open()
    sockets.push(socket)
    socket.on('error', () => undefined)
    await Promise.race([once(socket, ready), once(socket, 'close')])
    let text = ''
    const answered = new Promise<number>((resolve) => {
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk
        const status = /^HTTP\/1\.1 (\d+)[^]*\r\n\r\n/.exec(text)?.[1]
        if (status !== undefined) resolve(Number(status))
        if (status === '503' && !/\r\nretry-after: \d+\r\n/i.test(text)) resolve(-1)
      })
      socket.once('close', () => resolve(0))
    })
    socket.write(bytes)
    return answered
  }
  const works = async (t: Test, what: string): Promise<void> => {
    t.equal(child.exitCode, null, `${what}: ${stderr().slice(-3000)}`)
    if (child.exitCode !== null) return
    const health = await within(30_000, 'health', fetch(`${origin}/_intunite/health`))
    t.equal(health.status, 200)
    const small = post(CATEGORIES, Buffer.from(JSON.stringify({ displayName: what })))
    t.equal(await within(30_000, 'a small body', send(listeners.HTTP, small)), 201, `${what}: small ones have room`)
  }

  for (const [name, listener] of Object.entries(listeners)) {
    for (const [what, value] of Object.entries(valueOf))
      await t.test(`${name}: ${what}`, async (t) => {
        const bytes = post(CATEGORIES, Buffer.from(`{"noSuchMember":${value}}`))
        const statuses = await Promise.all(Array.from({ length: 24 }, () => send(listener, bytes)))
        t.strictSame(
          statuses.filter((status) => ![400, 413, 503].includes(status)),
          [],
        )
        t.ok(statuses.some((status) => status !== 503))
        await works(t, `${name} ${what}`)
      })

    await t.test(`${name}: bodies that unpack to much, and never end`, async (t) => {
      const packed = gzipSync(Buffer.from(`{"noSuchMember":${valueOf['one text']}}`))
      const all = post(CATEGORIES, packed, 'Content-Encoding: gzip\r\n')
      for (let i = 0; i < 60; i += 1) void send(listener, all.subarray(0, -12))
      await works(t, `${name} packed`)
    })

    await t.test(`${name}: bodies that never end, where nobody is known and where nothing is`, async (t) => {
      const begun = post(CATEGORIES, Buffer.from(`{"noSuchMember":${valueOf['one text']}}`)).subarray(0, -10)
      for (const path of [CATEGORIES, '/v1.0/$batch', `/${TENANT}/oauth2/v2.0/token`, '/nowhere'])
        for (let i = 0; i < 16; i += 1) void send(listener, post(path, begun).subarray(0, -10))
      await works(t, `${name} without end`)
      // What takes too long to arrive makes room for others.
      let status = 503
      for (let i = 0; i < 40 && status === 503; i += 1) {
        status = await send(listener, post(CATEGORIES, Buffer.from(`{"noSuchMember":${valueOf['one text']}}`)))
        if (status === 503) await delay(500)
      }
      t.equal(status, 400, 'a large one is read again')
    })
    for (const socket of sockets.splice(0)) socket.destroy()
  }
})
