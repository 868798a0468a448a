/** The migrations that this program brings along, in Prisma's own layout: `prisma/migrations/<provider>/<name>/migration.sql`. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PRISMA_FOLDER } from '../prisma-folder.js'

export interface Migration {
  /** Name of the folder, which begins with the time at which the migration was written. */
  readonly name: string
  readonly sql: string
  /** SHA-256 of the script in hex, as Prisma keeps it. */
  readonly checksum: string
}

export type Provider = 'sqlite' | 'postgresql'

export async function readMigrations(provider: Provider): Promise<Migration[]> {
  const folder = join(PRISMA_FOLDER, 'migrations', provider)
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}
