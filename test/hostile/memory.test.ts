/** Clients that ask for large answers and do not read them, and a server with little memory. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ServerResponse } from 'node:http'
import t from 'tap'
import { createAnswersInFlight } from '../../src/http/answers-in-flight.js'
import { startServer } from '../process/server-process.js'
import { within } from './raw.js'

const TENANT = '00000000-0000-4000-a000-000000000001'

t.test('answers wait for room, and those of clients that left are not made', async (t) => {
  const answers = createAnswersInFlight({ working: 2, bytes: 1_000_000, waiting: 3 })
  const response = () => new ServerResponse({ method: 'GET' } as never)
  t.equal(answers.begin(response()), undefined)
  t.equal(answers.begin(response()), undefined)
  const began: string[] = []
  const later = (name: string, of = response()) => {
    const turn = answers.begin(of)
    if (turn === undefined) throw new Error('there was room')
    void turn.then(() => began.push(name))
  }
  const gone = response()
  later('first')
  later('gone', gone)
  later('second')
  t.throws(() => answers.begin(response()), { message: 'The service is temporarily unavailable.' })
  gone.destroy()
  answers.end()
  await delay(0)
  t.strictSame(began, ['first'])
  const large = response()
  answers.hold(large, 2_000_000)
  answers.end()
  await delay(0)
  t.strictSame(began, ['first'], 'nothing begins while too much is held')
  large.emit('close')
  await delay(0)
  t.strictSame(began, ['first', 'second'])
})

t.test('a heap of 96 MB carries sixty clients that ask for everything', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'intunite-memory-'))
  t.teardown(() => rm(dataFolder, { recursive: true, force: true }))
  const { origin, child, stderr } = await startServer(t, {
    dataFolder,
    args: ['serve', '--seed', 'large', '--log-level', 'error'],
    env: { NODE_OPTIONS: '--max-old-space-size=96' },
  })
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: '00000000-0000-4000-a000-0000000000a2',
    client_secret: 'intunite-reader-secret',
    scope: 'https://graph.microsoft.com/.default',
  })
  const { access_token: token } = (await (
    await fetch(`${origin}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: form })
  ).json()) as { access_token: string }
  const { port } = new URL(origin)
  const sockets: Socket[] = []
  const served: Promise<void>[] = []
  t.teardown(() => sockets.forEach((socket) => socket.destroy()))
  const ask = `GET /beta/deviceManagement/managedDevices?$top=1000 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`
  for (let i = 0; i < 60; i += 1) {
    const socket = connect({ port: Number(port), host: '127.0.0.1' })
    socket.on('error', () => undefined)
    sockets.push(socket)
    await once(socket, 'connect')
    // Some read, and many never do.
    if (i % 4 === 0) served.push(answersOf(socket, 3))
    else socket.pause()
    socket.write(ask.repeat(3))
  }
  await within(300_000, 'the clients that read', Promise.all(served))
  t.equal(child.exitCode ?? child.signalCode, null, stderr().slice(-300))
  const health = await within(60_000, 'health', fetch(`${origin}/_intunite/health`))
  t.equal(health.status, 200)
  // Nobody of them goes away; those that do not read lose their connections, and another client is answered.
  const ask1000 = () =>
    fetch(`${origin}/beta/deviceManagement/managedDevices?$top=1000`, { headers: { authorization: `Bearer ${token}` } })
  let other = await within(300_000, 'another client', ask1000())
  while (other.status === 503) {
    t.ok(other.headers.has('retry-after'))
    await other.text()
    other = await within(300_000, 'another client', ask1000())
  }
  t.equal(other.status, 200)
  t.equal(((await other.json()) as { value: unknown[] }).value.length, 1000)
  t.equal(child.exitCode ?? child.signalCode, null)
})

/** Reads a connection until a number of answers have come, or the server has closed it. */
async function answersOf(socket: Socket, count: number): Promise<void> {
  let rest = ''
  let heads = 0
  await new Promise<void>((resolve) => {
    socket.once('close', resolve)
    socket.on('data', (bytes) => {
      rest += bytes.toString('latin1')
      heads += rest.split('HTTP/1.1 ').length - 1
      // A head may be cut in two.
      rest = rest.slice(-8)
      if (heads >= count) resolve()
    })
  })
}
