/** The Prisma client on the connection or pool that the store already has. Loaded when it is first needed. */
import type { PrismaClient } from '../generated/sqlite/client.js'
import type { PostgresDatabase } from '../postgres/database.js'
import type { SqliteDatabase } from '../sqlite/database.js'

/** Both generated clients have the same models; the SQLite one lends its type. */
export type Prisma = PrismaClient

export async function createPrisma(database: SqliteDatabase | PostgresDatabase): Promise<Prisma> {
  if (database.provider === 'postgresql') {
    const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
      import('../generated/postgresql/client.js'),
      import('@prisma/adapter-pg'),
    ])
    return new PrismaClient({ adapter: new PrismaPg(database.pool) }) as unknown as Prisma
  }
  const [{ PrismaClient }, { sharedSqliteAdapter }] = await Promise.all([
    import('../generated/sqlite/client.js'),
    import('../sqlite/prisma-adapter.js'),
  ])
  return new PrismaClient({ adapter: sharedSqliteAdapter(database) })
}
