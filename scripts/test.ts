/**
 * `npm test`: everything, on both databases, with nothing to prepare. Builds when the build is stale, starts a
 * PostgreSQL of its own, runs tstyche on the types and tap on the rest, and ends with one line: `N passed, N failed`.
 *
 * `npm test -- test/odata` runs a part (files or folders). `--grep=<text>` runs the tests with such titles,
 * `--timeout=<seconds>` is for each file, `--jobs=<n>` how many files work at once (beside them runs one more, at first those that
 * mostly wait, `scripts/test-costs.ts`). Of many files, a few that failed are run again, alone. `--quick` (`npm run test:quick`) runs
 * what is inside one process, on SQLite alone and without the sweeps.
 */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../test/harness/postgres.js'
import { quickFolder } from '../test/harness/quick-folder.js'
import { compile } from './compile.js'
import { compiledFile } from './compiled-file.js'
import { groupFiles, runFiles } from './test-files.js'
import { createReport } from './tap-report.js'
import { costTable } from './test-costs.js'
import type { Counts } from './tap-report.js'
import type { ProcessCost } from './test-costs.js'

const root = fileURLToPath(new URL('..', import.meta.url))
/** As many files as are worth it are compiled before, all in one go. */
const COMPILE_FROM = 4

const TSTYCHE = join(root, 'node_modules', 'tstyche', 'build', 'bin.js')

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    timeout: { type: 'string', default: '900' },
    jobs: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
  },
})

const QUICK = ['auth', 'contract', 'entities', 'graph', 'model', 'odata', 'routes', 'server', 'store']
const SWEEPS =
  /generated-(bodies|families)|oracle|paging|robustness|injection|races|database-away|delegated-routes|store\/(postgres|documents)/

/** Files or folders; all without any. */
const wanted = positionals.length === 0 && flags.quick ? QUICK.map((folder) => `test/${folder}`) : positionals

/** Tests that have a process of their own: they measure it, choose something for all of it, or run for long. */
const ALONE =
  /test\/(cli|clients|hostile|process|tls|store\/documents)\/|generated-(bodies|families)|(oracle|injection|sequences|upload|limits)\.test|sweep|real-clients/

/** Tests that start the built program. */
const NEED_BUILD = [
  'test/cli',
  'test/docs/in-process',
  'test/docs/sequences',
  'test/hostile',
  'test/process',
  'test/seed',
]

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())

/** Runs a script of Node, hands over its output line by line, and gives its exit code. */
async function run(args: readonly string[], env: NodeJS.ProcessEnv, onLine: (line: string) => void): Promise<number> {
  if (interrupted.signal.aborted) return 130
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = (): void => void child.kill('SIGTERM')
  interrupted.signal.addEventListener('abort', stop)
  createInterface({ input: child.stdout }).on('line', onLine)
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve(exitCode ?? (signal === null ? 1 : 128)))
  })
  interrupted.signal.removeEventListener('abort', stop)
  return code
}

/** Counts never hide that a program failed in another way. */
function honest(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function testTypes(): Promise<Counts> {
  const lines: string[] = []
  const code = await run([TSTYCHE], { ...process.env, NO_COLOR: '1' }, (line) => lines.push(line))
  if (code !== 0) process.stdout.write(`${lines.join('\n')}\n`)
  const totals = lines.find((line) => line.startsWith('Assertions:')) ?? ''
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(totals)?.[1] ?? 0)
  return honest({ passed: count('passed'), failed: count('failed') }, code)
}

/** Files that failed among many are run again up to this number; more are no accident. */
const REPEATED = 3

/**
 * The counts with the failures of files that fail alone as well. Those that do not are told: such a test depends on how busy
 * the machine is, or what it tests does.
 */
async function repeatFailed({ passed, failed }: Counts, files: readonly string[]): Promise<Counts> {
  const areFew = files.length > 0 && files.length <= REPEATED
  if (!areFew || !files.every((file) => file.endsWith('.test.ts')) || interrupted.signal.aborted)
    return { passed, failed }
  process.stdout.write(`again, alone: ${files.join(' ')}\n`)
  let totals: string[] | null = null
  const quick = flags.quick ? ['--quick'] : []
  const script = ['--import', 'tsx', join('scripts', 'test.ts'), '--jobs=1', ...quick, ...files]
  const code = await run(script, process.env, (line) => {
    totals = /^(\d+) passed, (\d+) failed$/.exec(line)
    if (totals === null) process.stdout.write(`${line}\n`)
  })
  const again = honest({ passed, failed: Number(totals?.[2] ?? failed) }, code)
  if (again.failed === 0)
    for (const file of files) process.stdout.write(`UNSTEADY ${file}: failed beside others, passed alone\n`)
  return again
}

async function testRest(files: readonly string[], postgres: string | undefined, folder: string): Promise<Counts> {
  const report = createReport((line) => process.stdout.write(`${line}\n`))
  const grep = flags.grep === undefined ? {} : { TAP_GREP: flags.grep }
  const databases = flags.quick ? { INTUNITE_TEST_DATABASES: 'sqlite' } : {}
  const server = postgres === undefined ? {} : { INTUNITE_TEST_POSTGRES: postgres }
  const env = { ...process.env, ...grep, ...databases, ...server, INTUNITE_TEST_FOLDER: folder }
  const limits = { jobs: Number(flags.jobs), timeout: Number(flags.timeout), signal: interrupted.signal }
  const options = { cwd: root, env, ...limits, onLine: (line: string) => report.line(line) }
  if (files.length < COMPILE_FROM) {
    const argumentsOf = (file: string) => ['--import', 'tsx', file]
    return runFiles(
      files.map((file) => [file]),
      { ...options, argumentsOf },
    )
  }
  const compiled = join(root, 'node_modules', '.cache', 'intunite', `tests-${process.pid}`)
  const costs = join(folder, 'costs')
  try {
    await compile(root, compiled, files)
    Object.assign(env, { INTUNITE_TEST_COMPILED: compiled, INTUNITE_TEST_COSTS: costs, TMPDIR: folder })
    const hooks = join(root, 'scripts', 'compiled.js')
    const argumentsOf = (file: string) => ['--enable-source-maps', '--import', hooks, compiledFile(compiled, file)]
    const counts = await runFiles(groupFiles(files, ALONE), { ...options, argumentsOf })
    return counts.failed > 0 ? await repeatFailed(counts, report.failed()) : counts
  } finally {
    await printCosts(costs)
    await rm(compiled, { recursive: true, force: true })
  }
}

/** What each folder has cost, the dearest first: what a run takes is to be seen, so that it does not grow unnoticed. */
async function printCosts(file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
  const table = costTable(lines.map((line) => JSON.parse(line) as ProcessCost))
  process.stdout.write(`${table.join('\n')}\n`)
}

async function testFiles(path: string): Promise<string[]> {
  if (!(await stat(join(root, path))).isDirectory()) return [path]
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

async function testAll(): Promise<Counts> {
  const types = wanted.length === 0 || wanted.some((path) => path.startsWith('test/types'))
  const found = (await Promise.all((wanted.length === 0 ? ['test'] : wanted).map(testFiles))).flat()
  const files = flags.quick ? found.filter((file) => !SWEEPS.test(file)) : found
  if (files.some((file) => NEED_BUILD.some((folder) => file.startsWith(folder)))) {
    const code = await run([join('scripts', 'prepare.js'), '--if-stale'], process.env, () => undefined)
    if (code !== 0) return { passed: 0, failed: 1 }
  }
  const none = { passed: 0, failed: 0 }
  // Beside the first files: it takes one processor, and half a minute.
  const typing = types ? testTypes() : Promise.resolve(none)
  if (files.length === 0) return typing
  const folder = await mkdtemp(join(await quickFolder(), 'intunite-tests-'))
  await chmod(folder, 0o755) // servers of PostgreSQL that tests start inside run as a user of their own
  const postgres = flags.quick ? undefined : await startPostgres()
  try {
    const [typed, rest] = await Promise.all([typing, testRest(files, postgres?.url, folder)])
    return { passed: typed.passed + rest.passed, failed: typed.failed + rest.failed }
  } finally {
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const { passed, failed } = await testAll().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return { passed: 0, failed: 1 }
})
if (passed + failed === 0) process.stderr.write('no tests were run\n')
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
