/**
 * For Prisma's own command line (`prisma generate`, and `prisma migrate deploy` where its engines may be downloaded).
 * `DATABASE_URL` chooses the database; without one it is SQLite in `./data`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'prisma/config'
import { schemaFor } from './scripts/schema-for.js'

const url = process.env['DATABASE_URL'] ?? 'file:./data/intunite.db'
const provider = /^postgres(ql)?:/.test(url) ? 'postgresql' : 'sqlite'

const folder = join(import.meta.dirname, 'node_modules', '.cache', 'intunite')
const schema = join(folder, `${provider}.prisma`)
mkdirSync(folder, { recursive: true })
writeFileSync(
  schema,
  schemaFor(
    provider,
    readFileSync(join(import.meta.dirname, 'prisma', 'schema.prisma'), 'utf8'),
    join(import.meta.dirname, 'prisma'),
  ),
)

export default defineConfig({
  schema,
  migrations: { path: join('prisma', 'migrations', provider) },
  datasource: { url },
})
