/** What the command line asks for. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export type DatabaseName = 'sqlite' | 'postgresql'

export interface Options {
  readonly workloads: readonly string[] | undefined
  readonly rows: readonly number[]
  readonly databases: readonly DatabaseName[]
  readonly seconds: number
  readonly rounds: number
  readonly warmup: number
  readonly connections: number
  readonly starts: number
  readonly subjects: readonly string[] | undefined
  /** The product's entry, built or as source. */
  readonly program: string
  /** Another build of the product, measured in the same run. */
  readonly against: string | undefined
  /** Whether that one is started, and warmed, before the product. */
  readonly beforeFirst: boolean
  readonly logLevel: string
  readonly soak: number
  readonly profile: string | undefined
  /** Measure what is done with the state of a tenant, and nothing else. */
  readonly state: boolean
  readonly json: string | undefined
  readonly compare: string | undefined
}

export const HELP = `npm run bench -- [options]

  --workloads W1,W4       only these (default: all of W1 to W15)
  --rows 1000,100000      sizes (default: 1000)
  --database sqlite       sqlite, postgresql or both with a comma (default: both)
  --seconds 6             measured time for each server and workload
  --rounds 5              slices that time is cut into; servers take turns
  --warmup 2              seconds before, not measured (longer until enough requests have warmed a server)
  --connections 16        at once
  --starts 5              times that each start is timed; 0 leaves it out
  --subjects bare,product only these (bare, bare-full, product, prisma); bare always runs; no-journal is the product without
                          its journal of requests, no-audit the product without audit events and the history of
                          objects, no-notes the product without any of them, living the product with 1,000 devices
                          that check in meanwhile; each shows what that costs
  --program PATH          another build of the product (its dist/cli/main.js)
  --against PATH          a further build of the product in the same run, named before; its sources stand beside it
  --before-first          starts that one first: what comes first in a run often takes some percent more
  --log-level warn        of the product
  --soak 1000000          afterwards this many requests of the mix, watching the memory
  --profile FOLDER        run the product with --cpu-prof and put the profile there; a run of one workload tells most
  --state                 snapshots, restores, diffs and resets instead, of the small and the large seed
  --json [FILE]           the figures as JSON, to standard output or a file
  --compare FILE          beside those of an earlier --json
`

export function readOptions(argv: readonly string[]): Options | undefined {
  // `--json` may stand alone.
  const args = argv.flatMap((arg, i) =>
    arg === '--json' && (argv[i + 1] ?? '--').startsWith('--') ? ['--json=-'] : [arg],
  )
  const { values } = parseArgs({
    args,
    options: {
      workloads: { type: 'string' },
      rows: { type: 'string', default: '1000' },
      database: { type: 'string', default: 'sqlite,postgresql' },
      seconds: { type: 'string', default: '6' },
      rounds: { type: 'string', default: '5' },
      warmup: { type: 'string', default: '2' },
      connections: { type: 'string', default: '16' },
      starts: { type: 'string', default: '5' },
      subjects: { type: 'string' },
      program: { type: 'string' },
      against: { type: 'string' },
      'before-first': { type: 'boolean', default: false },
      'log-level': { type: 'string', default: 'warn' },
      soak: { type: 'string', default: '0' },
      state: { type: 'boolean', default: false },
      profile: { type: 'string' },
      json: { type: 'string' },
      compare: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return {
    workloads: values.workloads?.toUpperCase().split(','),
    rows: values.rows.split(',').map((text) => number('--rows', text, 400)),
    databases: values.database.split(',').map(databaseName),
    seconds: number('--seconds', values.seconds, 0.01),
    rounds: number('--rounds', values.rounds, 1),
    warmup: number('--warmup', values.warmup, 0),
    connections: number('--connections', values.connections, 1),
    starts: number('--starts', values.starts, 0),
    subjects: values.subjects?.split(','),
    program: programOf(values.program),
    against: values.against === undefined ? undefined : resolve(values.against),
    beforeFirst: values['before-first'],
    logLevel: values['log-level'],
    soak: number('--soak', values.soak, 0),
    state: values.state,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
    json: values.json,
    compare: values.compare,
  }
}

function number(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value < least) throw new Error(`${name} is a number from ${least} on, not '${text}'`)
  return value
}

function databaseName(text: string): DatabaseName {
  if (text === 'sqlite' || text === 'postgresql') return text
  throw new Error(`--database is sqlite or postgresql, not '${text}'`)
}

function programOf(given: string | undefined): string {
  if (given !== undefined) return resolve(given)
  const built = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
  return existsSync(built) ? built : fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
}
