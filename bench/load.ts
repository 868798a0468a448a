/** Puts the same rows into the database of each server: the product's through its own store, the others' by SQL. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { POSTGRES_SCHEMA } from './bare/postgres.js'
import { prepareSqlite } from './bare/sqlite.js'
import { guid, itemAt, TENANT } from './data.js'
import type { Item } from './data.js'
import {
  CATALOG,
  CATALOG_TYPE,
  catalogPolicy,
  COMPLIANCE,
  COMPLIANCE_TYPE,
  compliancePolicy,
  SETTING_TYPE,
  SETTINGS,
  settingsOf,
} from './documents.js'
import { prismaSchema } from './prisma/tables.js'
import { openSink } from './sink.js'
import type { Sink, Value } from './sink.js'

const CHUNK = 1000

const CONFIGURATION = [
  'tenant',
  'id',
  'targetedMobileApps',
  'createdDateTime',
  'description',
  'lastModifiedDateTime',
  'displayName',
  'version',
  'encodedSettingXml',
  'settings',
]
const ASSIGNMENT = ['tenant', 'parent', 'id', 'target']
const SUMMARY = [
  'tenant',
  'parent',
  'id',
  'pendingCount',
  'notApplicableCount',
  'successCount',
  'errorCount',
  'failedCount',
  'lastUpdateDateTime',
  'configurationVersion',
]

/** Columns that Prisma keeps as JSON and the bare server as text. */
const DOCUMENTS = ['targetedMobileApps', 'settings', 'target']

/** What of the documents is loaded: it takes a while, and only the workloads about them need it. */
export interface Amounts {
  readonly rows: number
  readonly catalogPolicies: number
  /** Of a tenant that lives. */
  readonly devices?: number
}

export async function loadBare(database: string, { rows, catalogPolicies }: Amounts): Promise<void> {
  if (!database.startsWith('postgres')) prepareSqlite(database, 'NORMAL').close()
  const sink = await openSink(database)
  if (sink.provider === 'postgresql') await sink.script(POSTGRES_SCHEMA)
  for (const part of parts(rows, compliancePolicy)) await insertDocuments(sink, part.map(bareCompliance))
  for (const part of parts(catalogPolicies, (i) => i)) await insertDocuments(sink, part.flatMap(bareCatalog))
  await fill(sink, rows, { configuration: 'configuration', assignment: 'assignment', summary: 'summary' })
}

async function insertDocuments(sink: Sink, rows: readonly Value[][]): Promise<void> {
  await sink.insert('document', ['tenant', 'path', 'parent', 'place', 'id', 'name', 'body'], rows)
}

function bareCompliance(policy: ReturnType<typeof compliancePolicy>, i: number): Value[] {
  const body = JSON.stringify({ '@odata.type': COMPLIANCE_TYPE, ...policy })
  return [TENANT, COMPLIANCE, '', i, policy.id, policy.displayName.toLowerCase(), body]
}

function bareCatalog(i: number): Value[][] {
  const policy = catalogPolicy(i)
  const body = JSON.stringify({ '@odata.type': CATALOG_TYPE, ...policy })
  const settings = settingsOf(i).map((setting, place): Value[] => {
    const text = JSON.stringify({ '@odata.type': SETTING_TYPE, ...setting })
    return [TENANT, SETTINGS, policy.id, place, setting.id, null, text]
  })
  return [[TENANT, CATALOG, '', i, policy.id, policy.name.toLowerCase(), body], ...settings]
}

function* parts<T>(count: number, make: (i: number) => T): Generator<T[]> {
  for (let from = 0; from < count; from += CHUNK)
    yield Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => make(from + i))
}

export async function loadPrisma(database: string, rows: number): Promise<void> {
  const sink = await openSink(database)
  await sink.script(prismaSchema(sink.provider))
  await fill(sink, rows, { configuration: 'Configuration', assignment: 'Assignment', summary: 'Summary' }, DOCUMENTS)
}

interface Tables {
  readonly configuration: string
  readonly assignment: string
  readonly summary: string
}

async function fill(sink: Sink, rows: number, tables: Tables, documents: readonly string[] = []): Promise<void> {
  for (const items of chunks(rows)) {
    await sink.insert(tables.configuration, CONFIGURATION, items.map(configurationRow), documents)
    await sink.insert(
      tables.assignment,
      ASSIGNMENT,
      items.map(({ configuration: { id }, assignment }) => [
        TENANT,
        id,
        assignment.id,
        JSON.stringify(assignment.target),
      ]),
      documents,
    )
    const summaries = items.flatMap(({ configuration, summary }) =>
      summary === undefined
        ? []
        : [[TENANT, configuration.id, ...Object.values(summary as object as Record<string, Value>)]],
    )
    if (summaries.length > 0) await sink.insert(tables.summary, SUMMARY, summaries)
  }
  if (sink.provider === 'postgresql') await sink.script('VACUUM ANALYZE')
  await sink.close()
}

function configurationRow({ configuration: c }: Item): Value[] {
  return [
    TENANT,
    c.id,
    JSON.stringify(c.targetedMobileApps),
    c.createdDateTime,
    c.description,
    c.lastModifiedDateTime,
    c.displayName,
    c.version,
    c.encodedSettingXml,
    JSON.stringify(c.settings),
  ]
}

function* chunks(rows: number): Generator<Item[]> {
  for (let from = 0; from < rows; from += CHUNK)
    yield Array.from({ length: Math.min(CHUNK, rows - from) }, (_, i) => itemAt(from + i, rows))
}

/** Modules of what is measured: beside an older program, else these sources, from which the bundled program is made. */
interface Product {
  readonly store: typeof import('../src/store/store.js')
  readonly entities: typeof import('../src/entities/index.js')
  readonly payload: typeof import('../src/model/payload.js')
  readonly clock: typeof import('../src/clock.js')
}

async function importProduct(program: string): Promise<Product> {
  const beside = (path: string): URL => new URL(`../${path}.js`, pathToFileURL(program))
  const from = (path: string): Promise<unknown> =>
    import(existsSync(beside(path)) ? beside(path).href : new URL(`../src/${path}.ts`, import.meta.url).href)
  return {
    store: (await from('store/store')) as Product['store'],
    entities: (await from('entities/index')) as Product['entities'],
    payload: (await from('model/payload')) as Product['payload'],
    clock: (await from('clock')) as Product['clock'],
  }
}

export async function loadProduct(
  program: string,
  folder: string,
  databaseUrl: string | undefined,
  { rows, catalogPolicies, devices = 0 }: Amounts,
): Promise<void> {
  const { store: module, entities, payload, clock } = await importProduct(program)
  const store = await module.openStore({
    model: entities.model,
    data: folder,
    databaseUrl,
    poolSize: 10,
    clock: clock.systemClock,
    newId: clock.randomId,
    onIdleError: () => undefined,
  })
  const resourceOf = (path: string) => entities.model.resourceAt(path)
  const set = resourceOf('deviceAppManagement/mobileAppConfigurations')
  const [assignments, summary] = [resourceOf(`${set.path}/assignments`), resourceOf(`${set.path}/userStatusSummary`)]
  const ios = set.concreteTypes.find(({ name }) => name === 'iosMobileAppConfiguration') ?? set.type
  const rowsOf = store.entities(TENANT)
  const shape = { version: 'v1.0', select: ['id'], typeAnnotations: 'none' } as const
  const stored = (type: typeof ios, value: object) => ({ type, entity: payload.complete(type, { ...value }) })
  for (const items of chunks(rows))
    await store.database.write(function* () {
      for (const item of items) {
        const { id } = item.configuration
        yield* rowsOf.insert(set, [], stored(ios, item.configuration), shape)
        yield* rowsOf.insert(assignments, [id], stored(assignments.type, item.assignment), shape)
        if (item.summary !== undefined) yield* rowsOf.insert(summary, [id], stored(summary.type, item.summary), shape)
      }
    })
  const compliance = resourceOf(COMPLIANCE)
  const windows = compliance.concreteTypes.find(({ name }) => name === 'windows10CompliancePolicy') ?? compliance.type
  for (const policies of parts(rows, compliancePolicy))
    await store.database.write(function* () {
      for (const policy of policies) yield* rowsOf.insert(compliance, [], stored(windows, policy), shape)
    })
  const [catalog, settings] = [resourceOf(CATALOG), resourceOf(SETTINGS)]
  for (const numbers of parts(catalogPolicies, (i) => i))
    await store.database.write(function* () {
      for (const i of numbers) {
        const policy = catalogPolicy(i)
        yield* rowsOf.insert(catalog, [], stored(catalog.type, policy), shape)
        for (const setting of settingsOf(i))
          yield* rowsOf.insert(settings, [policy.id], stored(settings.type, setting), shape)
      }
    })
  const managed = resourceOf('deviceManagement/managedDevices')
  // They have just been enrolled: for a quarter of an hour each checks in every three minutes, and then every fifteen.
  const enrolledDateTime = new Date().toISOString()
  for (const found of parts(devices, (i) => deviceOf(i, enrolledDateTime)))
    await store.database.write(function* () {
      for (const device of found) yield* rowsOf.insert(managed, [], stored(managed.type, device), shape)
    })
  await store.close()
  if (databaseUrl === undefined) return
  const sink = await openSink(databaseUrl)
  await sink.script('VACUUM ANALYZE')
  await sink.close()
}

function deviceOf(i: number, enrolledDateTime: string): object {
  return {
    id: guid(`device ${i}`),
    deviceName: `PC-${i}`,
    operatingSystem: 'Windows',
    osVersion: '10.0.26100',
    enrolledDateTime,
    lastSyncDateTime: enrolledDateTime,
  }
}

/** Where the product keeps its rows when it is given a folder. */
export function productFile(folder: string): string {
  return join(folder, 'intunite.db')
}
