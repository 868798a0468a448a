/**
 * Where the journal of requests is kept. On SQLite that is a file of its own beside the database: what is written there holds up
 * no write of a client, makes nothing forgotten that was read, and a copy of the database is no larger for it. Its tables are
 * made as those of the database are; a file with others, or a damaged one, is begun anew.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SqliteDatabase } from '../sqlite/database.js'
import { all, StoreFailure } from '../work.js'
import type { Database } from '../work.js'

const FILE = 'journal.db'

/** `main` is the database of the store. */
export async function openJournal(main: Database, folder: string): Promise<Database> {
  if (main.provider === 'postgresql') return main
  const file = join(folder, FILE)
  const wanted = await tablesOf(main)
  try {
    return await openFile(file, wanted)
  } catch (error) {
    if (!(error instanceof StoreFailure) || error.problem !== 'damaged') throw error
    for (const part of ['', '-wal', '-shm']) await rm(`${file}${part}`, { force: true })
    return openFile(file, wanted)
  }
}

async function openFile(file: string, wanted: readonly string[]): Promise<Database> {
  const database = openDamaged(file)
  try {
    const found = await tablesOf(database)
    if (found.join() === wanted.join()) return database
    const old = `DROP TABLE IF EXISTS "requestBlock"; DROP TABLE IF EXISTS "requestPin";`
    database.runScript(`BEGIN IMMEDIATE; ${old} ${wanted.map((sql) => `${sql};`).join(' ')} COMMIT`)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What is no database at all shows when it is opened. */
function openDamaged(file: string): SqliteDatabase {
  try {
    return new SqliteDatabase(file, { cacheBytes: 0, mayBeLost: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code)))
      throw new StoreFailure('damaged', error)
    throw error
  }
}

/** The statements that made the tables. */
async function tablesOf(database: Database): Promise<string[]> {
  const select =
    `SELECT "sql" FROM sqlite_schema WHERE "tbl_name" IN ('requestBlock', 'requestPin') AND "sql" IS NOT NULL ` +
    `ORDER BY "type" DESC, "name"`
  return (await database.read(() => all(select, []))).map(([sql]) => sql as string)
}
