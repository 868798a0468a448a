/** The page at `/`, and what is logged of those who only look whether the server lives. */
import { pino } from 'pino'
import t from 'tap'
import { startEmulator } from '../harness/emulator.js'

t.test('a browser gets a page that says how to connect, and a program what Graph says', async (t) => {
  const { anonymous, errors } = await startEmulator(t)
  const page = await anonymous.get('/', { accept: 'text/html,application/xhtml+xml' })
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], /^text\/html/)
  t.match(page.headers['content-security-policy'], "default-src 'none'")
  t.match(page.body, 'http://localhost:8080/v1.0')
  t.notMatch(page.body, '<script')
  for (const [, link = ''] of page.body.matchAll(/<a href="([^"]+)"/g))
    t.equal((await anonymous.get(link)).statusCode, 200, link)
  t.match(page.body, '"/_intunite/portal/"')
  const { anonymous: bare } = await startEmulator(t, { portal: false })
  t.notMatch((await bare.get('/', { accept: 'text/html' })).body, 'portal')
  const program = await anonymous.get('/', { accept: 'application/json' })
  t.ok(program.statusCode >= 400)
  t.type(program.json().error.code, 'string')
  t.strictSame(errors, [])
})

t.test('what a client calls the server cannot become markup', async (t) => {
  const { anonymous } = await startEmulator(t)
  const { body, statusCode } = await anonymous.get('/', { accept: 'text/html', host: 'x"><script>alert(1)</script>' })
  t.ok(statusCode === 200 || statusCode === 400)
  t.notMatch(body, '<script>alert')
})

t.test('probes that go well are not logged at info, and those that fail are', async (t) => {
  const lines: { level: number; path: string }[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as { level: number; path: string })
  const { anonymous, store } = await startEmulator(t, { log: pino({ level: 'info' }, { write }) })
  lines.length = 0
  for (const probe of ['health', 'ready']) await anonymous.get(`/_intunite/${probe}`)
  t.strictSame(lines, [])
  await anonymous.get('/v1.0/$metadata')
  t.match(lines, [{ level: 30, path: '/v1.0/$metadata' }])
  lines.length = 0
  const read = t.intercept(store.database, 'read', { value: async () => Promise.reject(new Error('away')) })
  await anonymous.get('/_intunite/ready')
  read.restore()
  t.match(lines, [{ level: 30, path: '/_intunite/ready' }])
})
