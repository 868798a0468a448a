import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import { forEachDatabase } from '../harness/databases.js'
import { limitHere } from '../harness/machine.js'
import { clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'
import type { Server } from './server-process.js'

const BODY = JSON.stringify({
  '@odata.type': '#microsoft.graph.iosMobileAppConfiguration',
  displayName: 'sent in two halves',
  targetedMobileApps: [],
})

/** A POST of which the server has the head and the first half of the body. */
async function halfSent(server: Server, token: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { port, host } = new URL(server.origin)
  const socket = connect(Number(port), '127.0.0.1')
  socket.setEncoding('utf8')
  let text = ''
  socket.on('data', (part: string) => (text += part))
  socket.on('error', () => undefined)
  const answer = once(socket, 'close').then(() => text)
  socket.write(
    [
      'POST /v1.0/deviceAppManagement/mobileAppConfigurations HTTP/1.1',
      `Host: ${host}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${BODY.length}`,
      '',
      BODY.slice(0, 20),
    ].join('\r\n'),
  )
  // Answered after the other connection was made and what it carries has been read.
  for (let i = 0; i < 5; i += 1) await fetch(`${server.origin}/_intunite/health`)
  return { socket, answer }
}

async function closingBegins({ stdout, origin }: Server): Promise<void> {
  while (!stdout().includes('"msg":"closing"')) await delay(20)
  // The log is written before the doors are shut.
  const isOpen = (): Promise<boolean> =>
    fetch(origin).then(
      () => true,
      () => false,
    )
  for (let i = 0; i < 100 && (await isOpen()); i += 1) await delay(20)
}

test('SIGTERM lets a running request finish, takes no new one, and ends with code 0', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const where = await database.newDatabase()
    const server = await startServer(t, where)
    const token = await getToken(server.origin)
    const { socket, answer } = await halfSent(server, token)
    server.child.kill('SIGTERM')
    await closingBegins(server)
    await t.rejects(fetch(server.origin), 'a new connection is refused')
    t.equal(server.child.exitCode, null, 'the request keeps the process')
    socket.write(BODY.slice(20))
    t.match(await answer, /^HTTP\/1\.1 201 /)
    t.equal(await server.ended, 0)
    const next = await startServer(t, where)
    const { text } = await clientOf(next.origin, token).get('')
    t.match(JSON.parse(text), { value: [{ displayName: 'sent in two halves' }] }, 'and its work is kept')
    next.child.kill('SIGINT')
    t.equal(await next.ended, 0, 'as does SIGINT')
  })
})

test('a request that does not finish is cut off after the close timeout', async (t) => {
  const server = await startServer(t, { dataFolder: t.testdir(), env: { INTUNITE_CLOSE_TIMEOUT: '1' } })
  const { answer } = await halfSent(server, await getToken(server.origin))
  const began = performance.now()
  server.child.kill('SIGTERM')
  t.equal(await server.ended, 0)
  const took = performance.now() - began
  t.ok(took > 900 && took < limitHere(10_000), `after ${Math.round(took)} ms`)
  t.equal(await answer, '')
  t.match(server.stdout(), 'requests were cut off')
})

test('a second signal ends the process at once', async (t) => {
  const server = await startServer(t, { dataFolder: t.testdir(), env: { INTUNITE_CLOSE_TIMEOUT: '60' } })
  await halfSent(server, await getToken(server.origin))
  server.child.kill('SIGTERM')
  await closingBegins(server)
  server.child.kill('SIGTERM')
  t.equal(await server.ended, 143)
})
