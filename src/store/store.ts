/** Opens what keeps everything: migrates the database if need be, and gives the ways in to it. */
import { join } from 'node:path'
import type { Clock, NewId } from '../clock.js'
import type { Model } from '../model/model.js'
import type { StoreMetrics } from '../metrics/metrics.js'
import { Health, requireHealth, watched } from './health.js'
import type { OnHealth } from './health.js'
import { LruCache } from '../lru-cache.js'
import { Catalog } from './catalog.js'
import { StoredClocks } from './clocks.js'
import { Content } from './content/content.js'
import { EntityStore } from './query/entities.js'
import { createIdentity } from './identity/identity.js'
import type { Identity } from './identity/identity.js'
import { migratePostgres, migrateSqlite } from './migrate/migrations.js'
import { openJournal } from './journal/open.js'
import { dialectOf } from './sql/dialect.js'
import type { PostgresDatabase } from './postgres/database.js'
import { createPrisma } from './migrate/prisma.js'
import type { Prisma } from './migrate/prisma.js'
import { SqliteDatabase } from './sqlite/database.js'
import { timed } from './timed.js'
import type { Database } from './work.js'

export interface StoreOptions {
  /** What the store keeps. */
  readonly model: Model
  /** Folder of the SQLite database. With PostgreSQL it has nothing but the content of apps, unless that is elsewhere. */
  readonly data: string
  /** Folder of the content of apps; `content` in the data folder without it. */
  readonly content?: string | undefined
  /** `postgresql://…`; SQLite without it. */
  readonly databaseUrl?: string | undefined
  readonly poolSize: number
  /** Room for what is remembered of an SQLite database, in bytes; with 0 nothing is. */
  readonly cacheBytes?: number | undefined
  /** Seconds that a read may take. */
  readonly queryTimeout?: number | undefined
  /** The clock of the machine. */
  readonly clock: Clock
  readonly newId: NewId
  /** Told of connections to PostgreSQL that broke while nobody used them. */
  readonly onIdleError: (error: Error) => void
  /** Where to count; nothing is counted without it. */
  readonly metrics?: StoreMetrics | undefined
  /** Told when the database stops to do what it is asked, and when it does again. */
  readonly onHealth?: OnHealth | undefined
  /** Puts something between the database and those who ask it. */
  readonly observe?: ((database: Database) => Database) | undefined
}

/** Where a store is. */
export type StoreLocation = Pick<StoreOptions, 'data' | 'databaseUrl'>

export interface Store {
  readonly location: StoreLocation
  readonly clocks: StoredClocks
  readonly model: Model
  readonly database: Database
  readonly identity: Identity
  readonly content: Content
  readonly catalog: Catalog
  /** The Prisma client, loaded when it is first asked for. */
  prisma(): Promise<Prisma>
  /** Where the journal of requests is, opened when it is first asked for. */
  journal(): Promise<Database>
  /** Names of the migrations that this start applied. */
  readonly migrated: readonly string[]
  /** Fails where the database cannot do what it is asked. */
  requireHealth(): Promise<void>
  /** The entities of one tenant. */
  entities(tenantId: string): EntityStore
  close(): Promise<void>
}

/** Tenants whose stores are cached. */
const TENANTS = 500

export async function openStore(options: StoreOptions): Promise<Store> {
  const { database: opened, migrated } = await openDatabase(options)
  const counted = options.metrics === undefined ? opened : timed(opened, options.metrics)
  const health = new Health(options.onHealth ?? (() => undefined))
  const noted = watched(counted, health)
  const database = options.observe?.(noted) ?? noted
  let client: Promise<Prisma> | undefined
  const others = opened.provider === 'postgresql' ? await announcementsOf(opened, options.databaseUrl) : undefined
  const prisma = (): Promise<Prisma> => (client ??= createPrisma(opened))
  let journal: Promise<Database> | undefined
  const tenants = new LruCache<EntityStore>(TENANTS)
  const { model, data, databaseUrl } = options
  const clocks = new StoredClocks(opened, options.clock, async () => others?.announce())
  await clocks.reload().catch(async (error: unknown) => {
    await opened.close()
    throw error
  })
  return {
    location: { data, databaseUrl },
    model,
    database,
    migrated,
    prisma,
    journal: () =>
      (journal ??= openJournal(database, options.data).catch((error: unknown) => {
        journal = undefined
        throw error
      })),
    requireHealth: () => requireHealth(noted, health),
    content: new Content(options.content ?? join(options.data, 'content'), database, dialectOf(database.provider)),
    catalog: new Catalog(model, database),
    clocks,
    identity: createIdentity(
      {
        model,
        database,
        clock: clocks.milliseconds,
        machine: () => clocks.machine.milliseconds(),
        newId: options.newId,
      },
      others,
    ),
    entities(tenantId) {
      let found = tenants.get(tenantId)
      if (found === undefined) tenants.set(tenantId, (found = new EntityStore(database.provider, tenantId)))
      return found
    },
    async close() {
      const disconnected = client?.then((prisma) => prisma.$disconnect())
      // It has no connections of its own, and those of a PostgreSQL that does not answer end with the database.
      if (opened.provider === 'postgresql') await Promise.all([others?.close(), disconnected, database.close()])
      else {
        await disconnected
        await (await journal?.catch(() => undefined))?.close()
        await database.close()
      }
    },
  }
}

/** The database of a store that is open, for another thread of this program: what takes long is done there. */
export async function connectBeside({ data, databaseUrl }: StoreLocation): Promise<Database> {
  if (databaseUrl === undefined) return new SqliteDatabase(fileIn(data), { cacheBytes: 0 })
  return newPostgres(databaseUrl, { poolSize: 2, onIdleError: () => undefined, takesItsTime: true })
}

/** The driver of PostgreSQL is a tenth of what a start loads, and is not needed without it. */
async function newPostgres(...options: ConstructorParameters<typeof PostgresDatabase>): Promise<PostgresDatabase> {
  const { PostgresDatabase } = await import('./postgres/database.js')
  return new PostgresDatabase(...options)
}

async function announcementsOf(database: PostgresDatabase, url = '') {
  const { createAnnouncements } = await import('./postgres/announcements.js')
  return createAnnouncements(url, database)
}

function fileIn(data: string): string {
  return join(data, 'intunite.db')
}

async function openDatabase(
  options: StoreOptions,
): Promise<{ database: SqliteDatabase | PostgresDatabase; migrated: string[] }> {
  if (options.databaseUrl === undefined) {
    const file = fileIn(options.data)
    const migrated = await migrateSqlite(file)
    const { commits } = options.metrics ?? {}
    const onCommit = commits && ((writes: number) => commits.observe(writes))
    const database = new SqliteDatabase(file, { ...options, onCommit })
    if (options.metrics !== undefined) options.metrics.cache = () => database.cacheFigures()
    return { database, migrated }
  }
  const database = await newPostgres(options.databaseUrl, options)
  if (options.metrics !== undefined) options.metrics.pool = () => database.usage()
  try {
    await database.greet()
    return { database, migrated: await migratePostgres(database) }
  } catch (error) {
    await database.close()
    throw error
  }
}
