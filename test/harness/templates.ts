/**
 * Databases with tables, the development tenant and a key that signs, made once and copied for each test: making them
 * takes ten times as long. One per run of `npm test` (the folder in `INTUNITE_TEST_FOLDER`), or per file without it.
 */
import { model } from '../../src/entities/index.js'
import { rmSync } from 'node:fs'
import { copyFile, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { randomId, systemClock } from '../../src/clock.js'
import { DEVELOPMENT } from '../../src/store/identity/development.js'
import { openStore } from '../../src/store/store.js'
import { createDatabase } from './postgres.js'

const DATABASE = 'intunite_template'
const FILE = 'intunite.db'

let own: Promise<string> | undefined

async function fill(where: { data: string; databaseUrl?: string }): Promise<void> {
  const options = { poolSize: 2, clock: systemClock, newId: randomId, onIdleError: () => undefined }
  const store = await openStore({ model, ...where, ...options })
  await store.identity.ensureDevelopmentTenant(DEVELOPMENT)
  await store.identity.keys.getActive()
  await store.close()
}

/** Puts the SQLite database into an empty data folder. */
export async function copyTemplate(dataFolder: string): Promise<void> {
  const folder = process.env['INTUNITE_TEST_FOLDER'] ?? (await (own ??= ownFolder()))
  const template = join(folder, FILE)
  if ((await stat(template).catch(() => undefined)) === undefined) {
    // Two files may get here at once; each of the two databases is as good as the other.
    const making = await mkdtemp(join(folder, 'making-'))
    await fill({ data: making })
    await rename(join(making, FILE), template)
    await rm(making, { recursive: true })
  }
  await copyFile(template, join(dataFolder, FILE))
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes a copy of the database on the server behind `url` and gives its URL. */
export async function copyPostgresTemplate(url: string): Promise<string> {
  const copied = await createDatabase(url, DATABASE).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === '3D000') return undefined
    throw error
  })
  if (copied !== undefined) return copied
  const made = await createDatabase(url)
  await fill({ data: '', databaseUrl: made })
  await nameTemplate(url, new URL(made).pathname.slice(1))
  return createDatabase(url, DATABASE)
}

/** Where another file has been faster, there is a template already, and this database stays unused. */
async function nameTemplate(url: string, name: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(`ALTER DATABASE "${name}" RENAME TO ${DATABASE}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '42P04') throw error
  } finally {
    await client.end()
  }
}
