/**
 * `npm test`: everything, on both databases, with nothing to prepare. Builds when the build is stale, starts a
 * PostgreSQL of its own, runs tstyche on the types and tap on the rest, and ends with one line: `N passed, N failed`.
 *
 * `npm test -- test/odata` runs a part (files or folders); flags go to tap.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../test/harness/postgres.js'

interface Counts {
  readonly passed: number
  readonly failed: number
}

const root = fileURLToPath(new URL('..', import.meta.url))
const TAP = join(root, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs')
const TSTYCHE = join(root, 'node_modules', 'tstyche', 'build', 'bin.js')

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'))
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))

/** Tests that start the built program. */
const NEED_BUILD = ['test/cli', 'test/process']

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())

async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  capture: boolean,
): Promise<{ code: number; output: string }> {
  if (interrupted.signal.aborted) return { code: 130, output: '' }
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
  })
  const stop = (): void => void child.kill('SIGTERM')
  interrupted.signal.addEventListener('abort', stop)
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode, signal) => resolve(exitCode ?? (signal === null ? 1 : 128)))
  })
  interrupted.signal.removeEventListener('abort', stop)
  return { code, output }
}

/** Counts never hide that a program failed in another way. */
function honest(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function testTypes(): Promise<Counts> {
  const { code, output } = await run([TSTYCHE], { ...process.env, NO_COLOR: '1', TSTYCHE_NO_COLOR: 'true' }, true)
  if (code !== 0) process.stdout.write(output)
  const line = /^Assertions: +(.*)$/m.exec(output)?.[1] ?? ''
  const count = (word: string): number => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
  return honest({ passed: count('passed'), failed: count('failed') }, code)
}

async function testRest(files: readonly string[], postgres: string): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), 'intunite-test-'))
  const report = join(folder, 'report.tap')
  // On anything but a terminal only the last state of the report is wanted, without cursor movements.
  const quiet = process.stdout.isTTY ? {} : { CI: '1' }
  const env = { ...process.env, ...quiet, INTUNITE_TEST_POSTGRES: postgres }
  try {
    const { code } = await run(
      [TAP, 'run', '--reporter=terse', `--output-file=${report}`, ...flags, ...files],
      env,
      false,
    )
    const text = await readFile(report, 'utf8').catch(() => '')
    const totals = [...text.matchAll(/^# \{ total: .*\}$/gm)].at(-1)?.[0] ?? ''
    const count = (word: string): number => Number(new RegExp(`${word}: (\\d+)`).exec(totals)?.[1] ?? 0)
    const skipped = count('skip') + count('todo')
    if (skipped > 0) process.stdout.write(`${skipped} skipped\n`)
    return honest({ passed: count('pass'), failed: count('fail') }, code)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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
  const files = (await Promise.all((wanted.length === 0 ? ['test'] : wanted).map(testFiles))).flat()
  if (files.some((file) => NEED_BUILD.some((folder) => file.startsWith(folder)))) {
    const { code } = await run([join('scripts', 'prepare.js'), '--if-stale'], process.env, false)
    if (code !== 0) return { passed: 0, failed: 1 }
  }
  const none = { passed: 0, failed: 0 }
  const typed = types ? await testTypes() : none
  if (files.length === 0) return typed
  const postgres = await startPostgres()
  try {
    const rest = await testRest(files, postgres.url)
    return { passed: typed.passed + rest.passed, failed: typed.failed + rest.failed }
  } finally {
    await postgres.stop()
  }
}

const { passed, failed } = await testAll().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return { passed: 0, failed: 1 }
})
if (passed + failed === 0) process.stderr.write('no tests were run\n')
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
