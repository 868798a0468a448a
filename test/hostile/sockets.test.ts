/** Clients that send too much, too little, too early, or leave: on both listeners. */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { countRows } from '../harness/given.js'
import { TENANT } from '../harness/emulator.js'
import { CONTROL, KEY } from '../control/control.js'
import { startListeners, unlessHeld, within } from './raw.js'

t.setTimeout(600_000)

const LIMIT = 4 * 1024 * 1024

t.test('connections', async (t) => {
  const {
    listeners,
    emulator,
    fetch: secureFetch,
    ca,
  } = await startListeners(t, {
    control: CONTROL,
    // For both listeners, the second of which copies it.
    extend: (app) => Object.assign(app.server, { requestTimeout: 4000, headersTimeout: 4000 }),
  })
  const { admin, store } = emulator
  const headers = `Host: localhost\r\nAuthorization: Bearer ${admin.token}\r\n`
  const postOf = (displayName: string) => {
    const body = JSON.stringify({ '@odata.type': '#microsoft.graph.mobileAppCategory', displayName })
    return `POST /v1.0/deviceAppManagement/mobileAppCategories HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  }

  /** The status of an upload of `size` bytes that sends `chunk` bytes at a time, up to `sent` of them. */
  const upload = async (
    { open }: (typeof listeners)[number],
    { size = 28 * 32_768, chunk, sent = size }: { size?: number; chunk: number; sent?: number },
  ): Promise<string | undefined> => {
    const { socket, until, received } = await open()
    socket.write(
      `POST /_intunite/tenants/import HTTP/1.1\r\nHost: localhost\r\nX-Intunite-Key: ${KEY}\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`,
    )
    let left = sent
    const sending = setInterval(() => {
      if (left > 0) socket.write(' '.repeat(Math.min(left, chunk)))
      left -= chunk
    }, 250)
    await within(40_000, 'an answer', until(/HTTP\/1\.1 \d+ /)).finally(() => clearInterval(sending))
    return /HTTP\/1\.1 (\d+)/.exec(received())?.[1]
  }
  // They wait for limits beside the next test.
  const uploads = Promise.all(
    listeners.map(async (listener) => ({
      slow: await unlessHeld('400', () => upload(listener, { chunk: 32_768 })).catch(String),
      dripping: await unlessHeld('408', () => upload(listener, { chunk: 1 })).catch(String),
      stopped: await unlessHeld('408', () => upload(listener, { chunk: 131_072, sent: 131_072 })).catch(String),
    })),
  )

  await t.test('after a refusal the server closes, and the client need not', async (t) => {
    const refuseAll = async ({ name, open }: (typeof listeners)[number]): Promise<void> => {
      const cases: [string, number][] = [
        ['nonsense\r\n\r\n', 400],
        [`GET /v1.0/groups HTTP/1.1\r\n${headers}X-Long: ${'x'.repeat(200_000)}\r\n\r\n`, 431],
        [`GET /v1.0/groups HTTP/1.1\r\n${headers}`, 408],
        [`POST /v1.0/groups HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{`, 408],
        [`POST /${TENANT}/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\ng`, 408],
        [
          `POST /v1.0/groups HTTP/1.1\r\n${headers}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
          400,
        ],
      ]
      const refuse = async (text: string): Promise<number> => {
        const { socket, until, received, ended, closed } = await open()
        socket.write(text)
        await within(15_000, 'an answer', until(/^HTTP\/1\.1 \d+ [^]*\}\}$/))
        await within(3000, `the end after ${received()}`, ended)
        // The client keeps its side open, and goes on sending.
        const chatter = setInterval(() => socket.write('x'), 50)
        await within(4000, `the close after ${received()}`, closed).finally(() => clearInterval(chatter))
        return Number(received().slice('HTTP/1.1 '.length, 'HTTP/1.1 431'.length))
      }
      const check = async ([text, status]: [string, number]): Promise<void> =>
        void t.equal(await unlessHeld(status, () => refuse(text)), status, `${name}: ${text.slice(0, 30)}`)
      await Promise.all(cases.map(check))
    }
    // Each waits for the limits of the server, so they wait together.
    await Promise.all(listeners.map(refuseAll))
  })

  await t.test('an upload has time as long as it goes on, and no longer', async (t) => {
    for (const statuses of await uploads) t.strictSame(statuses, { slow: '400', dripping: '408', stopped: '408' })
  })

  for (const { name, open } of listeners) {
    await t.test(`${name}: nothing overtakes the answer to a complete request`, async (t) => {
      for (const [i, behind] of [
        'nonsense\r\n\r\n',
        'GET / HTTP/9.9\r\n\r\n',
        '\0\0\0',
        `GET /v1.0/groups HTTP/1.1\r\n${headers}X: ${'x'.repeat(200_000)}\r\n\r\n`,
      ].entries()) {
        const { socket, received, ended } = await open()
        const before = await countRows(store, 'mobileAppCategory')
        socket.write(postOf(`one ${name} ${i}`) + behind)
        await within(5000, 'the end', ended)
        const statuses = received().match(/HTTP\/1\.1 \d+/g)
        t.match(
          statuses,
          [/201/, /4\d\d/],
          `${JSON.stringify(behind.slice(0, 12))}: first what was done, then the refusal`,
        )
        t.equal(await countRows(store, 'mobileAppCategory'), before + 1)
        socket.destroy()
      }
    })

    await t.test(`${name}: work for a closed connection stops`, async (t) => {
      const before = await countRows(store, 'mobileAppCategory')
      const { socket, until } = await open()
      const many = 300
      socket.write(Array.from({ length: many }, (_, i) => postOf(`pipelined ${name} ${i}`)).join(''))
      await until(/HTTP\/1\.1 201/)
      socket.destroy()
      await delay(1000)
      const made = (await countRows(store, 'mobileAppCategory')) - before
      t.ok(made >= 1 && made < many / 2, `${made} of ${many} were made`)
      const { socket: waiting, received, until: untilThen } = await open()
      waiting.write(Array.from({ length: 60 }, (_, i) => postOf(`waiting ${name} ${i}`)).join(''))
      await within(20_000, 'sixty answers', untilThen(/HTTP\/1\.1 201/, 60))
      const names = [...received().matchAll(/"displayName":"waiting \w+ (\d+)"/g)].map(([, i]) => Number(i))
      t.strictSame(
        names,
        Array.from({ length: 60 }, (_, i) => i),
        'all answers in order',
      )
    })

    await t.test(`${name}: who pipelines without end is not read without end`, async (t) => {
      const { socket } = await open()
      const text = `GET /v1.0/deviceAppManagement/mobileAppCategories?$top=1 HTTP/1.1\r\n${headers}\r\n`.repeat(200)
      let written = 0
      // Never reads, so that answers pile up on the way.
      socket.pause()
      const began = Date.now()
      while (Date.now() - began < 1500) {
        if (socket.write(text)) written += text.length
        else await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), delay(300)])
      }
      const { heapUsed } = process.memoryUsage()
      t.ok(heapUsed < 1_000_000_000, `${Math.round(heapUsed / 1e6)} MB after ${written} bytes`)
      socket.destroy()
      const other = await open()
      other.socket.write(`GET /_intunite/health HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      await within(5000, 'another client', other.until(/200 OK/))
    })
  }

  await t.test('a body over the limit is answered, whatever the client', async (t) => {
    const token = { authorization: `Bearer ${admin.token}` }
    const json = { 'content-type': 'application/json' }
    const targets = [
      ['/v1.0/deviceAppManagement/mobileAppCategories', { ...token, ...json }, 413, [LIMIT + 1, LIMIT * 6]],
      [`/${TENANT}/oauth2/v2.0/token`, { 'content-type': 'application/x-www-form-urlencoded' }, 413, [65_537, LIMIT]],
      ['/v1.0/deviceAppManagement/mobileAppCategories', json, 401, [LIMIT * 2]],
    ] as const
    for (const { name, origin } of listeners) {
      for (const [path, sent, status, sizes] of targets)
        for (const size of sizes) {
          const body = Buffer.alloc(size, 'a')
          for (const chunked of [false, true]) {
            const send = name === 'HTTP' ? httpRequest : httpsRequest
            const got = await within(
              15_000,
              `${name} ${path} ${size}`,
              new Promise<number | undefined | string>((resolve) => {
                const request = send(`${origin}${path}`, {
                  method: 'POST',
                  ca,
                  agent: false,
                  headers: { ...sent, ...(chunked ? {} : { 'content-length': size }) },
                } as object)
                request.on('response', (response) => response.resume().on('end', () => resolve(response.statusCode)))
                request.on('error', (error) => resolve(String(error)))
                if (chunked) request.write(body)
                request.end(chunked ? undefined : body)
              }),
            )
            t.equal(got, status, `node: ${name} ${path} ${size} ${chunked ? 'chunked' : 'counted'}`)
          }
          const ask = name === 'HTTP' ? fetch : secureFetch
          const answer = await ask(`${origin}${path}`, { method: 'POST', headers: sent, body }).catch(String)
          t.equal(typeof answer === 'string' ? answer : answer.status, status, `fetch: ${name} ${path} ${size}`)
          if (typeof answer !== 'string') await answer.text()
        }
    }
  })

  await t.test('a client that never stops sending is cut off', async (t) => {
    const head = `POST /v1.0/groups HTTP/1.1\r\n${headers}Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n`
    const refuse = async ({ open }: (typeof listeners)[number]) => {
      const silent = await open()
      silent.socket.write(head)
      await silent.until(/HTTP\/1\.1 413/)
      await within(12_000, 'the end for a silent client', silent.ended)
    }
    const cutOff = async ({ name, open }: (typeof listeners)[number]) => {
      const { socket, until, closed } = await open()
      socket.write(head)
      await until(/HTTP\/1\.1 413/)
      const chunk = Buffer.alloc(1024 * 1024, 'a')
      let sent = 0
      const send = (): void => {
        while (!socket.destroyed && socket.write(chunk)) sent += 1
        socket.once('drain', send)
      }
      send()
      await within(12_000, 'the cut', closed)
      t.ok(sent < 1000, `${name}: ${sent} MB were taken`)
    }
    await Promise.all(listeners.flatMap((listener) => [refuse(listener), cutOff(listener)]))
  })
  t.strictSame(emulator.errors, [], 'nothing of it is logged as a bug')
})
