/**
 * `npm run generated`: generated bodies for every family of types on both databases, several processes side by side, each
 * with a share of the families. `--number` valid bodies and as many invalid ones for each family (2,000),
 * `--database=sqlite|postgresql` one of the two, `--processes=<n>` for each database (half of the processors),
 * `--families=<pattern>` some families. Ends with one line for each database, and fails when anything did.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/harness/postgres.js'

const { values: flags } = parseArgs({
  options: {
    number: { type: 'string', default: '2000' },
    database: { type: 'string' },
    processes: { type: 'string', default: String(Math.max(1, Math.floor(availableParallelism() / 2))) },
    families: { type: 'string', default: '' },
  },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const databases = ['sqlite', 'postgresql'].filter((name) => flags.database === undefined || flags.database === name)
const processes = Number(flags.processes)

interface Outcome {
  readonly families: number
  readonly bodies: number
  readonly failed: boolean
}

async function runShare(database: string, share: number, postgres: string | undefined): Promise<Outcome> {
  const env = {
    ...process.env,
    TAP_TIMEOUT: '0',
    INTUNITE_TEST_SWEEP: 'all',
    INTUNITE_GENERATED: flags.number,
    INTUNITE_FAMILIES: flags.families,
    INTUNITE_FAMILIES_SHARE: `${share}/${processes}`,
    ...(postgres === undefined ? {} : { INTUNITE_TEST_POSTGRES: postgres }),
  }
  const file = join('test', 'graph', `generated-families-${database}.test.ts`)
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [families, bodies] = [0, 0]
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, some, all] = /^(\d+) families, (\d+) generated bodies$/.exec(line) ?? []
    if (all === undefined) process.stderr.write(`${line}\n`)
    else [families, bodies] = [Number(some), Number(all)]
  })
  // A line for each family, and of those that failed what tap says of it.
  let told = false
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (/^ *(not )?ok/.test(line)) told = line.startsWith(`${' '.repeat(8)}not`) || /^ {12}not/.test(line)
    if (told || /^ {8}ok/.test(line)) process.stdout.write(`${database} ${line.trim()}\n`)
    if (/^ *\.\.\.$/.test(line)) told = false
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { families, bodies, failed: code !== 0 }
}

const postgres = databases.includes('postgresql') ? await startPostgres() : undefined
try {
  const shares = databases.flatMap((database) =>
    Array.from({ length: processes }, async (_, share) => ({
      database,
      ...(await runShare(database, share, postgres?.url)),
    })),
  )
  const outcomes = await Promise.all(shares)
  for (const name of databases) {
    const own = outcomes.filter(({ database }) => database === name)
    const families = own.reduce((sum, each) => sum + each.families, 0)
    const bodies = own.reduce((sum, each) => sum + each.bodies, 0)
    process.stdout.write(`${name}: ${families} families, ${bodies} generated bodies\n`)
  }
  process.exitCode = outcomes.some(({ failed, bodies }) => failed || bodies === 0) ? 1 : 0
} finally {
  await postgres?.stop()
}
