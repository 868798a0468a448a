/** HTTPS beside HTTP, in front of the same application. */
import { once } from 'node:events'
import { request } from 'node:https'
import { connect } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import Fastify from 'fastify'
import { test } from 'tap'
import type { Test } from 'tap'
import { openTls } from '../../src/tls/keeper.js'
import type { TlsIdentity } from '../../src/tls/keeper.js'
import { prepareTls } from '../../src/tls/listener.js'
import type { TlsListener } from '../../src/tls/listener.js'

async function listen(t: Test, source: () => Promise<TlsIdentity>, renewEvery = 60_000) {
  const app = Fastify()
  let finish = (): void => undefined
  const slow = new Promise<void>((resolve) => (finish = resolve))
  app.get('/', async () => ({ ok: true }))
  app.get('/slow', async () => slow.then(() => ({ ok: true })))
  const begin = prepareTls(app, { source, host: '127.0.0.1', port: 0, renewEvery })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const tls = await begin()
  t.teardown(async () => {
    finish()
    tls.cutOff()
    await app.close()
  })
  return { app, tls, finish }
}

const identityOf = (t: Test) => {
  const data = t.testdir()
  return (names: readonly string[] = []) => openTls({ data, names, now: () => new Date() })
}

function get({ address: { port } }: TlsListener, ca: string, path: string): Promise<number | string> {
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path, ca, agent: false }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      .end()
  })
}

test('a renewed certificate is shown to new connections, without a restart', async (t) => {
  const open = identityOf(t)
  let identity = await open()
  const { ca } = identity
  const { tls } = await listen(t, async () => identity, 20)
  const shownNames = async (): Promise<string> => {
    const socket = connect({ host: '127.0.0.1', port: tls.address.port, ca, servername: 'localhost' })
    await once(socket, 'secureConnect')
    const { subjectaltname = '' } = socket.getPeerCertificate()
    socket.destroy()
    return subjectaltname
  }
  t.notMatch(await shownNames(), 'later.test')
  identity = await open(['later.test'])
  for (let i = 0; i < 100 && !(await shownNames()).includes('later.test'); i += 1) await delay(20)
  t.match(await shownNames(), 'DNS:later.test')
})

test('a certificate that cannot be renewed leaves the old one in place', async (t) => {
  const open = identityOf(t)
  const first = await open()
  let asked = 0
  const { tls } = await listen(
    t,
    async () => {
      asked += 1
      if (asked > 1) throw new Error('no more')
      return first
    },
    10,
  )
  while (asked < 3) await delay(10)
  t.equal(await get(tls, first.ca, '/'), 200)
})

test('closing lets a running request finish and takes no new one', async (t) => {
  const open = identityOf(t)
  const { app, tls, finish } = await listen(t, () => open())
  const { ca } = await open()
  const running = get(tls, ca, '/slow')
  await delay(100)
  const closed = app.close()
  await delay(50)
  t.equal(await get(tls, ca, '/'), 'ECONNREFUSED')
  finish()
  t.equal(await running, 200)
  await closed
})

test('what is not HTTP gets the envelope of Graph on this socket as well', async (t) => {
  const open = identityOf(t)
  const { tls } = await listen(t, () => open())
  const { ca } = await open()
  const socket = connect({ host: '127.0.0.1', port: tls.address.port, ca, servername: 'localhost' })
  socket.setEncoding('utf8')
  let answer = ''
  socket.on('data', (text: string) => (answer += text))
  socket.write('nonsense\r\n\r\n')
  await once(socket, 'close')
  t.match(answer, /^HTTP\/1\.1 400 [^]*"error":\{"code":"BadRequest"/)
})
