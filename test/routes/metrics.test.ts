import { model } from '../../src/entities/index.js'
import { test } from 'tap'
import type { Test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { exposition, numbers, together } from '../../src/metrics/families.js'
import { Histogram } from '../../src/metrics/histogram.js'
import { createMetrics } from '../../src/metrics/metrics.js'
import type { Metrics } from '../../src/metrics/metrics.js'
import { openStore } from '../../src/store/store.js'
import { forEachDatabase } from '../harness/databases.js'
import type { TestDatabase } from '../harness/databases.js'
import { ADMIN, READER, startEmulator } from '../harness/emulator.js'
import type { Emulator } from '../harness/emulator.js'
import { readFigures } from '../harness/figures.js'

const SET = '/v1.0/deviceAppManagement/mobileAppConfigurations'
const PATH = '/_intunite/metrics'
const BODY = { '@odata.type': '#microsoft.graph.iosMobileAppConfiguration', displayName: 'counted' }

async function startCounted(
  t: Test,
  database: Pick<TestDatabase, 'name' | 'newDatabase'>,
): Promise<{ emulator: Emulator; metrics: Metrics }> {
  const { databaseUrl, dataFolder: data } = await database.newDatabase()
  const metrics = createMetrics()
  const store = await openStore({
    model,
    data,
    databaseUrl,
    poolSize: 4,
    clock: systemClock,
    newId: randomId,
    onIdleError: () => undefined,
    metrics: metrics.store,
  })
  t.teardown(() => store.close())
  await store.identity.ensureDevelopmentTenant({ adminSecret: ADMIN.secret, readerSecret: READER.secret })
  // Audit events are written some time after the writes that they tell of, and would be counted as well.
  const options = { store, auditEvents: 0, history: 0, metrics: { own: metrics, readers: 'loopback' } } as const
  return { emulator: await startEmulator(t, options), metrics }
}

test('the figures agree with what was asked, by route and not by id', async (t) => {
  await forEachDatabase(t, async (t, database) => {
    const { emulator } = await startCounted(t, database)
    const { admin, anonymous } = emulator
    const figures = async (): Promise<ReturnType<typeof readFigures>> => readFigures((await anonymous.get(PATH)).body)
    const before = await figures()
    const ids: string[] = []
    for (let i = 0; i < 3; i += 1) ids.push((await admin.post(SET, BODY)).json<{ id: string }>().id)
    for (const id of ids) await admin.get(`${SET}('${id}')`)
    for (const id of ids) await admin.get(`${SET.toUpperCase().replace('V1', 'v1')}/${id}/userStatusSummary`)
    await admin.get(`${SET}/${ids[0]}/displayName`)
    await admin.get(`${SET}/00000000-0000-0000-0000-000000000000`)
    await admin.post(`${SET}/${ids[0]}/assign`, { assignments: [] })
    await admin.delete(`${SET}/${ids[2]}`)
    await anonymous.get(SET)
    await admin.get('/v1.0/nothing/here')
    const after = await figures()
    const count = (route: string, method: string, status: string): number => {
      const name = `intunite_http_request_duration_seconds_count{route="${route}",method="${method}",status="${status}"}`
      return (after.get(name) ?? 0) - (before.get(name) ?? 0)
    }
    t.equal(count(SET, 'POST', '2xx'), 3)
    t.equal(count(`${SET}/{id}`, 'GET', '2xx'), 3)
    t.equal(count(`${SET}/{id}`, 'GET', '4xx'), 1)
    t.equal(count(`${SET}/{id}/userStatusSummary`, 'GET', '2xx'), 3)
    t.equal(count(`${SET}/{id}/{property}`, 'GET', '2xx'), 1)
    t.equal(count(`${SET}/{id}/assign`, 'POST', '2xx'), 1)
    t.equal(count(`${SET}/{id}`, 'DELETE', '2xx'), 1)
    t.equal(count('/v1.0/*', 'GET', '4xx'), 2, 'who was not admitted, and what does not exist')
    t.equal(count(PATH, 'GET', '2xx'), 1)
    t.same(
      [...after.keys()].filter((name) => ids.some((id) => name.includes(id))),
      [],
      'no id is in a label',
    )
    const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    t.equal(grown('intunite_database_duration_seconds_count{operation="write"}'), 5)
    t.ok(grown('intunite_database_duration_seconds_count{operation="read"}') >= 8)
    t.ok(grown('intunite_database_duration_seconds_sum{operation="write"}') > 0)
    if (database.name === 'sqlite') t.equal(grown('intunite_commit_batch_size_sum'), 5, 'every write is in one commit')
    else t.ok((after.get('intunite_database_connections{state="idle"}') ?? 0) > 0)
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_heap_size_used_bytes'])
      t.ok((after.get(name) ?? 0) > 0, name)
  })
})

test('writes that share a commit are counted together', async (t) => {
  const { emulator } = await startCounted(t, {
    name: 'sqlite',
    newDatabase: async () => ({ dataFolder: t.testdir() }),
  })
  const before = readFigures((await emulator.anonymous.get(PATH)).body)
  await Promise.all(Array.from({ length: 40 }, () => emulator.admin.post(SET, BODY)))
  const after = readFigures((await emulator.anonymous.get(PATH)).body)
  const grown = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  t.equal(grown('intunite_commit_batch_size_sum'), 40)
  t.ok(grown('intunite_commit_batch_size_count') < 40, 'in fewer commits')
})

test('metrics are for this machine alone, unless told otherwise', async (t) => {
  const own = createMetrics()
  t.teardown(() => own.stop())
  const { app } = await startEmulator(t, { metrics: { own, readers: 'loopback' } })
  const ask = async (remoteAddress: string, headers = {}): Promise<number> =>
    (await app.inject({ url: PATH, remoteAddress, headers })).statusCode
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) t.equal(await ask(address), 200, address)
  for (const address of ['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1']) t.equal(await ask(address), 403, address)
  t.equal(await ask('127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }), 403, 'who comes through a proxy is elsewhere')
  const open = await startEmulator(t, { metrics: { own: createMetrics(), readers: 'anywhere' } })
  t.equal((await open.app.inject({ url: PATH, remoteAddress: '10.0.0.1' })).statusCode, 200)
  const off = await startEmulator(t)
  t.equal((await off.anonymous.get(PATH)).statusCode, 404, 'and absent where nothing is counted')
})

test('figures of several processes are added up, and told apart where a sum means nothing', async (t) => {
  const familiesOf = (n: number) => [
    numbers('counter', { name: 'c', help: 'C.' }, [[{ a: 'x"\\\n' }, n]]),
    numbers('gauge', { name: 'g', help: 'G.', ofProcess: true }, [[{}, n]]),
  ]
  const merged = together([
    { worker: '1', families: familiesOf(1) },
    { worker: '2', families: familiesOf(10) },
  ])
  t.equal(
    exposition(merged),
    [
      '# HELP c C.',
      '# TYPE c counter',
      'c{a="x\\"\\\\\\n"} 11',
      '# HELP g G.',
      '# TYPE g gauge',
      'g{worker="1"} 1',
      'g{worker="2"} 10',
      '',
    ].join('\n'),
  )
})

test('a value falls into the bucket whose bound it does not exceed', async (t) => {
  const histogram = new Histogram([1, 2])
  for (const value of [0, 1, 1.5, 2, 2.5, 100]) histogram.observe(value)
  t.same(histogram.counts, [2, 2, 2])
  t.equal(histogram.sum, 107)
})
