/**
 * `npm run db:migrate -- <name>`: writes the migration from the schema as of the last one
 * (`prisma/migrations/schema.prisma`) to `prisma/schema.prisma`, for both databases, in Prisma's layout. With
 * `--check` it fails if there is anything to write.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { PRISMA_FOLDER } from '../src/store/prisma-folder.js'
import type { Provider } from '../src/store/migrate/migration-files.js'
import { startPostgres } from '../test/harness/postgres.js'
import { schemaFor } from './schema-for.js'
import { withSchemaEngine } from './schema-engine.js'

const MIGRATIONS = join(PRISMA_FOLDER, 'migrations')
const LAST = join(MIGRATIONS, 'schema.prisma')

const [name = '--check'] = process.argv.slice(2)
const source = await readFile(join(PRISMA_FOLDER, 'schema.prisma'), 'utf8')
const last = await readFile(LAST, 'utf8').catch(() => '')

async function diff(provider: Provider): Promise<string> {
  // Comparing two schema files asks the database for nothing but its version.
  const adapter = provider === 'sqlite' ? new PrismaBetterSqlite3({ url: ':memory:' }) : new PrismaPg(postgres.url)
  const files = (content: string) => [{ path: 'schema.prisma', content: schemaFor(provider, content, PRISMA_FOLDER) }]
  const { stdout } = await withSchemaEngine(adapter, (engine) =>
    engine.diff({
      from: last === '' ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: files(last) },
      to: { tag: 'schemaDatamodel', files: files(source) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  )
  return provider === 'postgresql' ? byteOrder(stdout ?? '') : (stdout ?? '')
}

/** Text sorts and compares by code point on both databases; PostgreSQL has to be told so, column by column. */
function byteOrder(sql: string): string {
  return sql.replace(/^(\s+"[^"]+"|.*\bADD COLUMN +"[^"]+") TEXT/gm, '$1 TEXT COLLATE "C"')
}

const postgres = await startPostgres()
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
for (const provider of ['sqlite', 'postgresql'] as const) {
  const sql = await diff(provider)
  if (sql.trim() === '' || /^-- This is an empty migration\.?$/.test(sql.trim())) continue
  if (name === '--check') {
    process.stderr.write(`prisma/migrations/${provider} is behind prisma/schema.prisma:\n${sql}\n`)
    process.exitCode = 1
    continue
  }
  const folder = join(MIGRATIONS, provider, `${time}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), sql)
  await writeFile(join(MIGRATIONS, provider, 'migration_lock.toml'), `provider = "${provider}"\n`)
  process.stdout.write(`wrote ${folder}\n`)
}
await postgres.stop()
if (name !== '--check') await writeFile(LAST, source)
