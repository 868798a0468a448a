/** The built program as a process of its own, as users run it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type { Test } from 'tap'

// Starting processes takes its time on a busy machine.
t.setTimeout(600_000)

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

export interface ProgramOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Another copy of the program. */
  readonly program?: string
  /** Another version of Node. */
  readonly node?: string
  readonly cwd?: string
}

export interface Program {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Starts the program with nothing of this environment but what every program needs. */
export function startProgram(t: Test, options: ProgramOptions): Program {
  const { args = [], env = {}, program = PROGRAM, node = process.execPath, cwd = ROOT } = options
  const needed = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name]]))
  const child = spawn(node, [program, ...args], {
    cwd,
    env: { ...needed, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals)
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended, stdout: () => output.stdout, stderr: () => output.stderr }
}

export interface ServerOptions extends ProgramOptions {
  readonly dataFolder: string
  readonly databaseUrl?: string
}

export interface Server extends Program {
  readonly origin: string
  /** Milliseconds from the start of the process to its ready text. */
  readonly readyAfter: number
  /** Milliseconds that processors have worked for it until then, where the system tells. */
  readonly cpuTime: number | undefined
}

/** Starts the server on a free port and waits until it says that it is ready. */
export async function startServer(t: Test, { dataFolder, databaseUrl, ...options }: ServerOptions): Promise<Server> {
  const began = performance.now()
  const program = startProgram(t, {
    ...options,
    env: {
      INTUNITE_PORT: '0',
      INTUNITE_DATA: dataFolder,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...options.env,
    },
  })
  const ready = new Promise<string>((resolve) => {
    program.child.stderr?.on('data', () => {
      const origin = / is ready on (\S+) /.exec(program.stderr())?.[1]
      if (origin !== undefined) resolve(origin)
    })
  })
  const early = program.ended.then((code) => {
    throw new Error(`the server ended with ${code}:\n${program.stderr()}${program.stdout()}`)
  })
  const origin = await Promise.race([ready, early])
  early.catch(() => undefined)
  return { ...program, origin, readyAfter: performance.now() - began, cpuTime: cpuTimeOf(program.child.pid) }
}

/** User and system time from Linux, in ticks of 10 ms. @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuTimeOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
