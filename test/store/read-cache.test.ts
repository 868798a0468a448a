/**
 * What is remembered is never older than what is stored. A store that remembers and one that does not are told the same
 * things in the same order, by every way in which rows can change, and have to give the same answers.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { test } from 'tap'
import type { Test } from 'tap'
import { randomId, systemClock } from '../../src/clock.js'
import { model } from '../../src/entities/index.js'
import { complete } from '../../src/model/payload.js'
import type { Resource } from '../../src/model/model.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { insertAll } from '../../src/store/query/bulk.js'
import type { Keys, Stored } from '../../src/store/query/entities.js'
import type { Shape } from '../../src/store/layout/shape.js'
import { countEntities, listEntities } from '../../src/store/query/queries.js'
import { openStore } from '../../src/store/store.js'
import type { Store } from '../../src/store/store.js'
import { all, first, run } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import { openSqlite } from '../../src/store/sqlite/driver.js'

const SET = '/beta/deviceAppManagement/mobileAppConfigurations'
const TENANTS = ['10000000-0000-4000-a000-000000000001', '10000000-0000-4000-a000-000000000002']
const IDS = [1, 2, 3].map((n) => `20000000-0000-4000-a000-00000000000${n}`)
const SHAPE: Shape = { version: 'beta', select: undefined, typeAnnotations: 'all' }
const LIST = { shape: SHAPE, contextBase: 'http://host/$', pageSize: 100, casts: undefined, after: undefined } as const
const AT = '2026-01-01T00:00:00.0000000Z'

const path = (text: string) => readResourcePath(model, text)
const configurations = path(SET).resource as Resource
const child = (name: string): Resource => configurations.children.get(name) as Resource
const [summaries, assignments] = [child('userstatussummary'), child('assignments')]
const query = (text: string) => readQuery(text, { model, path: path(SET) }).query
const QUERIES = ['', '$filter=version gt 1', '$expand=assignments,userStatusSummary', '$count=true&$top=1'].map(query)

async function newStore(t: Test, cacheBytes: number): Promise<{ store: Store; file: string }> {
  const data = await mkdtemp(join(tmpdir(), 'intunite-cache-'))
  t.teardown(() => rm(data, { recursive: true, force: true }))
  const options = { data, cacheBytes, poolSize: 2, onIdleError: () => undefined }
  const store = await openStore({ model, ...options, clock: systemClock, newId: randomId })
  t.teardown(() => store.close())
  return { store, file: join(data, 'intunite.db') }
}

function stored(resource: Resource, id: string, version: number): Stored {
  const type =
    resource.concreteTypes.find(({ name }) => name === 'iosMobileAppConfiguration') ?? resource.concreteTypes[0]!
  const given: Record<string, unknown> = {
    id,
    displayName: `name ${version}`,
    version,
    createdDateTime: AT,
    lastModifiedDateTime: AT,
    lastUpdateDateTime: AT,
    configurationVersion: version,
    errorCount: version,
    target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' },
  }
  const entity = complete(type, given)
  return { type, entity: Object.fromEntries(Object.keys(entity).map((name) => [name, given[name] ?? entity[name]])) }
}

/** One operation: on a tenant, an entity, with a number to tell writes apart. */
interface Deed {
  readonly name: keyof typeof DEEDS
  readonly tenant: number
  readonly id: number
  readonly value: number
}

interface World {
  readonly store: Store
  readonly file: string
}

type Do = (world: World, tenantId: string, id: string, value: number) => Promise<unknown>

const CONFIGURATION = '"managedDeviceMobileAppConfiguration"'
const write = ({ store }: World, work: () => Work<unknown>) => store.database.write(work)
const read = <T>({ store }: World, work: () => Work<T>) => store.database.read(work)
const find = (resource: Resource, keys: Keys): Do => {
  return async (world, tenant) => read(world, () => world.store.entities(tenant).find(resource, keys, SHAPE))
}

const DEEDS = {
  create: (w, tenant, id, n) =>
    write(w, () => w.store.entities(tenant).insert(configurations, [], stored(configurations, id, n), SHAPE)),
  update: (w, tenant, id, n) =>
    write(w, () => w.store.entities(tenant).update(configurations, [id], stored(configurations, id, n), SHAPE)),
  remove: (w, tenant, id) => write(w, () => w.store.entities(tenant).remove(configurations, [id])),
  summarise: (w, tenant, id, n) =>
    write(w, () => w.store.entities(tenant).insert(summaries, [id], stored(summaries, `s${n}`, n), SHAPE)),
  unsummarise: (w, tenant, id) => write(w, () => w.store.entities(tenant).remove(summaries, [id])),
  assign: (w, tenant, id, n) =>
    write(w, () => w.store.entities(tenant).insert(assignments, [id], stored(assignments, `a${n % 3}`, n), SHAPE)),
  unassign: (w, tenant, id) => write(w, () => w.store.entities(tenant).removeChildren(assignments, [id])),
  removeAll: (w, tenant) => write(w, () => w.store.entities(tenant).removeAll(configurations)),
  bulk: (w, tenant, id, n) =>
    write(w, () =>
      insertAll(w.store.entities(tenant), configurations, [{ keys: [], stored: stored(configurations, id, n) }]),
    ),
  statement: (w, tenant, _id, n) =>
    write(w, () => run(`UPDATE ${CONFIGURATION} SET "version" = ?2 WHERE "tenantId" = ?1`, [tenant, n])),
  /** Fails after having written, and read what it wrote. */
  rollback: (w, tenant, id, n) =>
    write(w, function* () {
      const entities = w.store.entities(tenant)
      yield* run(`UPDATE ${CONFIGURATION} SET "version" = ?2 WHERE "tenantId" = ?1`, [tenant, n])
      yield* entities.find(configurations, [id], SHAPE)
      yield* listEntities(entities, configurations, [], QUERIES[0]!, LIST)
      throw new Error('changed my mind')
    }),
  prisma: async (w, tenant, id, n) =>
    (await w.store.prisma()).managedDeviceMobileAppConfiguration.updateMany({
      where: { tenantId: tenant, id },
      data: { version: n },
    }),
  prismaTransaction: async (w, tenant, id) => {
    const client = await w.store.prisma()
    const where = { tenantId: tenant, id }
    await Promise.all([
      client.$transaction([client.managedDeviceMobileAppConfiguration.deleteMany({ where })]),
      DEEDS.exists(w, tenant, id),
    ])
  },
  /** Another process, such as `intunite seed` or a tool. */
  elsewhere: async ({ file }, tenant, id, n) => {
    const other = openSqlite(file)
    other.pragma('busy_timeout = 5000')
    other.prepare(`UPDATE ${CONFIGURATION} SET "version" = ? WHERE "tenantId" = ? AND "id" = ?`).run(n, tenant, id)
    other.close()
  },
  find: (w, tenant, id) => find(configurations, [id])(w, tenant, id, 0),
  findSingle: (w, tenant, id) => read(w, () => w.store.entities(tenant).findSingle(summaries, [id], SHAPE)),
  findAssignment: (w, tenant, id, n) => find(assignments, [id, `a${n % 3}`])(w, tenant, id, 0),
  exists: (w, tenant, id) => read(w, () => w.store.entities(tenant).exists(configurations, [id])),
  hold: (w, tenant, id) => read(w, () => w.store.entities(tenant).hold(configurations, [id], 'version')),
  list: (w, tenant, _id, n) =>
    read(w, () => listEntities(w.store.entities(tenant), configurations, [], QUERIES[n % QUERIES.length]!, LIST)),
  count: (w, tenant) =>
    read(w, () => countEntities(w.store.entities(tenant), configurations, [], QUERIES[1]!, undefined)),
  listBelow: (w, tenant, id) =>
    read(w, () => listEntities(w.store.entities(tenant), assignments, [id], QUERIES[0]!, LIST)),
} satisfies Record<string, Do>

const NAMES = Object.keys(DEEDS) as (keyof typeof DEEDS)[]
const isRead = (name: string): boolean => /^(find|list|count|exists|hold)/.test(name)

const deed: fc.Arbitrary<Deed> = fc.record({
  name: fc.oneof(
    { arbitrary: fc.constantFrom(...NAMES.filter((name) => !isRead(name))), weight: 1 },
    { arbitrary: fc.constantFrom(...NAMES.filter(isRead)), weight: 3 },
  ),
  tenant: fc.nat(TENANTS.length - 1),
  id: fc.nat(IDS.length - 1),
  value: fc.integer({ min: 1, max: 1000 }),
})

/** What came of a deed, failures included: both stores have to fail alike. */
async function outcome(world: World, { name, tenant, id, value }: Deed): Promise<unknown> {
  try {
    const done: unknown = await DEEDS[name](world, TENANTS[tenant]!, IDS[id]!, value)
    return JSON.parse(
      JSON.stringify({ done }, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)),
    )
  } catch (error) {
    return { failed: (error as Error).message }
  }
}

/** So little that things are forgotten on the way, too. */
const ROOM = 100_000

test('a store that remembers answers like one that does not', { timeout: 600_000 }, async (t) => {
  const remembers = await newStore(t, ROOM)
  const doesNot = await newStore(t, 0)
  let writes = 0
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 20, maxLength: 60 }), async (deeds) => {
      for (const [i, each] of deeds.entries()) {
        const [one, other] = [await outcome(remembers, each), await outcome(doesNot, each)]
        if (!isRead(each.name)) writes += 1
        if (JSON.stringify(one) !== JSON.stringify(other))
          throw new Error(`${i} ${JSON.stringify(each)}: ${JSON.stringify(one)} instead of ${JSON.stringify(other)}`)
      }
    }),
    { numRuns: 60, seed: 20261127 },
  )
  const { hits = 0, bytes = Infinity } = remembers.store.database.cacheFigures?.() ?? {}
  t.ok(writes > 300, `${writes} writes`)
  t.ok(hits > 100, `${hits} answers from memory`)
  t.ok(bytes <= ROOM, `${bytes} bytes`)
  t.equal(doesNot.store.database.cacheFigures?.()?.hits, 0)
})

test('a write about one entity leaves what was read of others', async (t) => {
  const world = await newStore(t, 1_000_000)
  const [tenant, one, other] = [TENANTS[0]!, IDS[0]!, IDS[1]!]
  for (const id of [one, other]) await DEEDS.create(world, tenant, id, 1)
  const hits = (): number => world.store.database.cacheFigures?.()?.hits ?? 0
  for (const id of [one, other]) await DEEDS.find(world, tenant, id)
  await DEEDS.summarise(world, tenant, one, 1)
  const before = hits()
  await DEEDS.find(world, tenant, other)
  t.equal(hits(), before + 1, 'the other is still known')
  await DEEDS.find(world, tenant, one)
  t.equal(hits(), before + 1, 'the one is read again')
})

test('a long result is not kept', async (t) => {
  const { store } = await newStore(t, 32 * 1024 * 1024)
  const { database } = store
  await database.write(() => run('CREATE TABLE "noted" ("text" TEXT)', []))
  await database.write(() => run(`INSERT INTO "noted" VALUES ('a')`, []))
  const hitsOf = async (sql: string): Promise<number> => {
    const before = database.cacheFigures?.()?.hits ?? 0
    for (let i = 0; i < 4; i += 1) await database.read(() => first(sql, []))
    return (database.cacheFigures?.()?.hits ?? 0) - before
  }
  t.ok((await hitsOf('SELECT "text", hex(zeroblob(20000)) FROM "noted"')) > 0)
  t.equal(await hitsOf('SELECT "text", hex(zeroblob(40000)) FROM "noted"'), 0)
})

test('tables made meanwhile are heeded', async (t) => {
  const { store } = await newStore(t, 1_000_000)
  const { database } = store
  const name = () => database.read(() => first('SELECT "name" FROM "late"', []))
  await database.read(() => all('SELECT "id" FROM "tenant"', []))
  await database.write(() => run('CREATE TABLE "late" ("name" TEXT)', []))
  await database.write(() => run(`INSERT INTO "late" VALUES ('a')`, []))
  t.same(await name(), ['a'])
  await database.write(() => run(`UPDATE "late" SET "name" = 'b'`, []))
  t.same(await name(), ['b'])
})
