/**
 * `npm run db:generate`: makes the two Prisma clients from the one schema. Needs no Prisma engine: `prisma generate`
 * asks for a schema engine but never starts it, so any executable will do.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const prisma = fileURLToPath(import.meta.resolve('prisma/build/index.js'))
for (const url of ['file:./data/intunite.db', 'postgresql://localhost/intunite']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (status === 0) continue
  process.stderr.write(stdout + stderr)
  process.exit(status ?? 1)
}
