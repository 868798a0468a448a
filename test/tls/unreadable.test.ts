/** HTTPS is the same server as HTTP: also for what is no HTTP, or too much of it. */
import { once } from 'node:events'
import { connect } from 'node:tls'
import t from 'tap'
import { startSecurely } from '../clients/secure.js'

t.test('over TLS, too, what does not parse is refused in the envelope of Graph', async (t) => {
  const { origin, ca, emulator } = await startSecurely(t)
  const authorization = `Host: localhost\r\nAuthorization: Bearer ${emulator.admin.token}\r\n`
  const requests: [string, number][] = [
    ['nonsense\r\n\r\n', 400],
    ['GET /v1.0 HTTP/1.1\r\n\r\n', 400],
    [`GET /v1.0/groups?$filter=${'x'.repeat(100_000)} HTTP/1.1\r\n${authorization}\r\n`, 400],
    [`GET /v1.0/groups HTTP/1.1\r\n${authorization}X-Long: ${'x'.repeat(200_000)}\r\n\r\n`, 431],
  ]
  for (const [text, status] of requests) {
    const socket = connect({ port: Number(new URL(origin).port), host: '127.0.0.1', servername: 'localhost', ca })
    await once(socket, 'secureConnect')
    let received = ''
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
    socket.on('error', () => undefined)
    socket.write(text)
    const closed = once(socket, 'close')
    while (!received.endsWith('}}') && !socket.closed) await Promise.race([once(socket, 'data'), closed])
    socket.destroy()
    t.match(received, new RegExp(`^HTTP/1\\.1 ${status} `), text.slice(0, 40))
    t.match(JSON.parse(received.split('\r\n\r\n')[1] ?? ''), {
      error: { code: /^[A-Z]/, innerError: { date: /^\d{4}-/ } },
    })
  }
})
