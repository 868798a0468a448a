/** Runs test files with tap, a few at a time, each in a process of its own. */
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { t } from 'tap'
import type { Counts } from './tap-report.js'

export interface FilesOptions {
  readonly cwd: string
  /** The options of Node with which it runs TypeScript. */
  readonly loader: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly jobs: number
  /** For each file, in seconds. */
  readonly timeout: number
  readonly signal: AbortSignal
  /** Is given the TAP of all files together, line by line. */
  readonly onLine: (line: string) => void
}

// The limit of 30 seconds is for a file; it would begin here, before anything is built.
t.setTimeout(0)

/** Not `tap run`, which compiles with ts-node: a file then takes three seconds of processor time more than with tsx. */
export async function runFiles(files: readonly string[], options: FilesOptions): Promise<Counts> {
  const { cwd, loader, jobs, timeout, signal, onLine } = options
  const env = { ...options.env, TAP: '1', TAP_TIMEOUT: String(timeout) }
  const output = new PassThrough()
  const lines = createInterface({ input: output }).on('line', onLine)
  const read = new Promise((resolve) => lines.once('close', resolve))
  t.pipe(output, { end: false })
  t.jobs = Math.min(jobs, files.length)
  t.plan(files.length)
  signal.addEventListener('abort', () => t.timeout({ signal: 'SIGTERM' }))
  const run = (file: string) =>
    t.spawn(process.execPath, [...loader, file], { cwd, env, timeout: timeout * 1000, buffered: true }, file)
  await Promise.allSettled(files.map(run))
  output.end()
  await read
  const { pass: passed, fail: failed } = t.counts
  return { passed, failed }
}
