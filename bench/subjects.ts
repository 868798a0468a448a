/** The servers that are measured: how each is loaded, started and brought back to its first state. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Programs } from './build.js'
import { summarised, summaryAt, TENANT } from './data.js'
import { CATALOG, SETTINGS } from './documents.js'
import { loadBare, loadPrisma, loadProduct, productFile } from './load.js'
import type { Amounts } from './load.js'
import type { DatabaseName, Options } from './options.js'
import type { Command } from './processes.js'
import { openSink } from './sink.js'

export type SubjectName =
  'bare' | 'bare-full' | 'product' | 'no-journal' | 'no-audit' | 'no-notes' | 'living' | 'before' | 'prisma'

const WITHOUT_AUDIT = { INTUNITE_AUDIT_EVENTS: '0', INTUNITE_HISTORY: '0' }
const WITHOUT_JOURNAL = { INTUNITE_JOURNAL: 'off' }

/** Where the rows of one server are kept: a folder for SQLite, a URL for PostgreSQL. */
export interface Resource {
  readonly folder: string
  readonly url: string | undefined
}

export interface Subject {
  readonly name: SubjectName
  readonly title: string
  /** Measured in workloads that write, and nowhere else. */
  readonly writesOnly: boolean
  /** Makes its tables itself when there are none. */
  readonly startsEmpty: boolean
  /** Keeps documents as well: W10 and the following. */
  readonly hasDocuments: boolean
  load(resource: Resource, amounts: Amounts): Promise<void>
  command(resource: Resource): (port: number) => Command
  /** Opens a way to remove what W3, W5 and W6 leave behind. */
  openCleaner(resource: Resource, rows: number): Promise<Cleaner>
}

export interface Cleaner {
  clean(): Promise<void>
  close(): Promise<void>
}

interface Tables {
  readonly configuration: string
  readonly summary: string
  /** Finds the created configurations by an index. */
  readonly created: string
  /** Deletes policies of the settings catalog that were created, and their settings. */
  readonly documents: string
}

export function subjectsOf(database: DatabaseName, programs: Programs, options: Options): Subject[] {
  const sqlite = database === 'sqlite'
  const created = (column: string, prefix: string): string => `${column} >= '${prefix} ' AND ${column} < '${prefix}!'`
  const bareTables: Tables = {
    configuration: 'configuration',
    summary: 'summary',
    created: `tenant = '${TENANT}' AND ${sqlite ? created('"displayName" COLLATE NOCASE', 'created') : created('lower("displayName")', 'created')}`,
    documents: bareDocuments(
      `tenant = '${TENANT}' AND path = '${CATALOG}' AND parent = '' AND ${created('name', 'created')}`,
    ),
  }
  const prismaTables: Tables = {
    configuration: '"Configuration"',
    summary: '"Summary"',
    created: `tenant = '${TENANT}' AND ${created('"displayName"', 'Created')}`,
    documents: '',
  }
  const productTables: Tables = {
    configuration: '"managedDeviceMobileAppConfiguration"',
    summary: '"managedDeviceMobileAppConfigurationUserSummary"',
    created: `"tenantId" = '${TENANT}' AND ${created('"displayNameFolded"', 'created')}`,
    documents: `DELETE FROM "entity" WHERE "tenantId" = '${TENANT}' AND "path" = '${CATALOG}' AND "above" = '' AND ${created('"name"', 'created')};`,
  }
  const fileOf = ({ folder, url }: Resource): string => url ?? join(folder, 'rows.db')
  const bare = (name: SubjectName, title: string, synchronous: string): Subject => ({
    name,
    title,
    writesOnly: synchronous === 'FULL',
    startsEmpty: true,
    hasDocuments: true,
    load: (resource, amounts) => loadBare(fileOf(resource), amounts),
    command: (resource) => (port) => ({ args: [programs.bare, String(port), fileOf(resource), synchronous], env: {} }),
    openCleaner: (resource, rows) => openCleaner(fileOf(resource), bareTables, rows),
  })
  const product = (
    name: SubjectName,
    program: string,
    load: typeof loadProduct,
    env: Command['env'] = {},
  ): Subject => ({
    name,
    title: sqlite ? 'Intunite, synchronous=FULL' : 'Intunite',
    writesOnly: false,
    startsEmpty: true,
    hasDocuments: true,
    load: ({ folder, url }, amounts) => load(program, folder, url, amounts),
    command: (resource) => (port) => productCommand(program, options, resource, port, env),
    openCleaner: ({ folder, url }, rows) => openCleaner(url ?? productFile(folder), productTables, rows),
  })
  const products = [product('product', options.program, loadProduct)]
  if (options.subjects?.includes('no-journal') === true)
    products.push(product('no-journal', options.program, loadProduct, WITHOUT_JOURNAL))
  if (options.subjects?.includes('no-audit') === true)
    products.push(product('no-audit', options.program, loadProduct, WITHOUT_AUDIT))
  if (options.subjects?.includes('no-notes') === true)
    products.push(product('no-notes', options.program, loadProduct, { ...WITHOUT_AUDIT, ...WITHOUT_JOURNAL }))
  if (options.subjects?.includes('living') === true)
    products.push(product('living', options.program, loadLiving, { INTUNITE_LIFE: 'on' }))
  if (options.against !== undefined) {
    const before = product('before', options.against, loadBefore)
    if (options.beforeFirst) products.unshift(before)
    else products.push(before)
  }
  const prisma: Subject = {
    name: 'prisma',
    title: 'Fastify and Prisma Client with its stock adapter',
    writesOnly: false,
    startsEmpty: false,
    hasDocuments: false,
    load: (resource, { rows }) => loadPrisma(fileOf(resource), rows),
    command: (resource) => (port) => ({ args: [programs.prisma, String(port), fileOf(resource)], env: {} }),
    openCleaner: (resource, rows) => openCleaner(fileOf(resource), prismaTables, rows),
  }
  const all = sqlite
    ? [
        bare('bare', 'hand-written, better-sqlite3, synchronous=NORMAL', 'NORMAL'),
        bare('bare-full', 'the same, synchronous=FULL', 'FULL'),
        ...products,
        prisma,
      ]
    : [bare('bare', 'hand-written, pg with named statements', 'NORMAL'), ...products, prisma]
  return all.filter(
    ({ name }) =>
      ['bare', 'before'].includes(name) || options.subjects === undefined || options.subjects.includes(name),
  )
}

/** A thousand devices that check in while requests are answered. */
const loadLiving: typeof loadProduct = (program, folder, url, amounts) =>
  loadProduct(program, folder, url, { ...amounts, devices: 1000 })

/** By the loader of the other build: databases of this one are new to it. */
const loadBefore: typeof loadProduct = async (program, ...rest) => {
  const beside = new URL('../../bench/load.ts', pathToFileURL(program))
  const loader = (await import(beside.href)) as { readonly loadProduct: typeof loadProduct }
  await loader.loadProduct(program, ...rest)
}

function productCommand(
  program: string,
  { logLevel, profile }: Options,
  { folder, url }: Resource,
  port: number,
  env: Command['env'],
): Command {
  mkdirSync(folder, { recursive: true })
  const loader = program.endsWith('.ts') ? ['--import', 'tsx'] : []
  const profiler = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  return {
    args: [...profiler, ...loader, program, 'serve'],
    env: {
      INTUNITE_PORT: String(port),
      INTUNITE_DATA: folder,
      INTUNITE_LOG_LEVEL: logLevel,
      ...(url === undefined ? {} : { DATABASE_URL: url }),
      ...env,
    },
  }
}

async function openCleaner(database: string, tables: Tables, rows: number): Promise<Cleaner> {
  const sink = await openSink(database)
  // The summaries that wait to be created are younger than all others.
  const cut = summaryAt(summarised(rows)).lastUpdateDateTime.slice(0, 19)
  const sql = `DELETE FROM ${tables.summary} WHERE "lastUpdateDateTime" >= '${cut}'; DELETE FROM ${tables.configuration} WHERE ${tables.created};`
  // A build from before documents has no table of them.
  const documents = await sink.script(tables.documents).then(
    () => tables.documents,
    () => '',
  )
  return { clean: () => sink.script(sql + documents), close: () => sink.close() }
}

function bareDocuments(created: string): string {
  const settings = `tenant = '${TENANT}' AND path = '${SETTINGS}'`
  const policies = `FROM document WHERE ${created}`
  return `DELETE FROM document WHERE ${settings} AND parent IN (SELECT id ${policies}); DELETE ${policies};`
}
