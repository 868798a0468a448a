/** Runs test files with tap, a few processes at a time, each with a file or a group of files. */
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { t } from 'tap'
import { GROUP } from './tap-report.js'
import { areaOf, secondsOf, WAITING } from './test-costs.js'
import type { Counts } from './tap-report.js'

export interface FilesOptions {
  readonly cwd: string
  /** The arguments of Node with which it runs a file. */
  readonly argumentsOf: (file: string) => readonly string[]
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
export async function runFiles(groups: readonly (readonly string[])[], options: FilesOptions): Promise<Counts> {
  const { cwd, argumentsOf, jobs, timeout, signal, onLine } = options
  const env = { ...options.env, TAP: '1', TAP_TIMEOUT: String(timeout) }
  const output = new PassThrough()
  const lines = createInterface({ input: output }).on('line', onLine)
  const read = new Promise((resolve) => lines.once('close', resolve))
  t.pipe(output, { end: false })
  t.jobs = jobs + 1
  t.plan(groups.length)
  signal.addEventListener('abort', () => t.timeout({ signal: 'SIGTERM' }))
  const run = (files: readonly string[]) => {
    const [first = ''] = files
    const isGroup = files.length > 1
    const name = isGroup ? `${GROUP}${first} and ${files.length - 1} more` : first
    const script = isGroup ? join('scripts', 'test-group.ts') : first
    const limits = {
      cwd,
      env: { ...env, INTUNITE_TEST_FILE: first, ...(isGroup ? { INTUNITE_TEST_GROUP: JSON.stringify(files) } : {}) },
      timeout: timeout * 1000 * files.length,
      buffered: true,
    }
    return t.spawn(process.execPath, [...argumentsOf(script)], limits, name)
  }
  // What takes longest begins first, so that nothing long is left at the end. What mostly waits has a place of its own, which goes on
  // with the others: files wait for servers, browsers and disks now and then, and processors would wait with them.
  const ordered = [...groups].sort((one, other) => secondsOf(other) - secondsOf(one))
  const isWaiting = ([first = '']: readonly string[]): boolean => jobs > 1 && WAITING.test(first)
  const [waiting, working] = [ordered.filter(isWaiting), ordered.filter((group) => !isWaiting(group))]
  const runAll = async (queue: (readonly string[])[]): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift())
      await Promise.allSettled([run(next)])
  }
  const runBeside = async (): Promise<void> => {
    await runAll(waiting)
    if (jobs > 1) await runAll(working)
  }
  await Promise.all([runBeside(), ...Array.from({ length: jobs }, () => runAll(working))])
  output.end()
  await read
  const { pass: passed, fail: failed } = t.counts
  return { passed, failed }
}

/**
 * Files that share a process, those of a folder together. A file stays alone where it measures or ends its process, or where
 * starting it is little beside what it does.
 */
export function groupFiles(files: readonly string[], alone: RegExp): string[][] {
  const groups: string[][] = []
  for (const file of files) {
    const last = groups.at(-1) ?? []
    const fits = last.length < FILES_IN_GROUP && areaOf(last[0] ?? '') === areaOf(file)
    if (fits && ![...last, file].some((each) => alone.test(each))) last.push(file)
    else groups.push([file])
  }
  return groups
}

const FILES_IN_GROUP = 10
