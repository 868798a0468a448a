/** Servers as processes of their own, on a core of their own, and what the kernel says of them. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../test/harness/postgres.js'

export interface Command {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface Running {
  readonly pid: number
  readonly port: number
  /** Milliseconds from the start of the process to its first answer. */
  readonly readyAfter: number
  /** Milliseconds of processor time until then. */
  readonly cpuUntilReady: number
  stop(): Promise<void>
}

const cores = availableParallelism()
const canPin = cores > 1 && spawnSync('taskset', ['-V']).status === 0

/** The server has the last core, the load generator the first; PostgreSQL what is left, or the generator's. */
export const placement = canPin
  ? { server: String(cores - 1), generator: '0', database: cores > 2 ? `1-${cores - 2}` : '0' }
  : undefined

/** Moves this process, and what it starts from now on. */
export function pinSelf(where: 'generator' | 'database'): void {
  if (placement !== undefined) spawnSync('taskset', ['-a', '-c', '-p', placement[where], String(process.pid)])
}

const children = new Set<ChildProcess>()

/** Nothing that was started here outlives us, however we end. */
process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

/** Starts a server. Its port is the environment variable and argument `PORT` of the command. */
export async function startServer(command: (port: number) => Command): Promise<Running> {
  const port = await freePort()
  const { args, env } = command(port)
  const pin = placement === undefined ? [] : ['taskset', '-c', placement.server]
  const [program = '', ...rest] = [...pin, process.execPath, ...args]
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const began = performance.now()
  const child = spawn(program, rest, { env: { PATH, HOME, TMPDIR, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  children.add(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)))
  const ended = once(child, 'close').finally(() => children.delete(child))
  while (!(await answers(port))) {
    const end = child.exitCode ?? child.signalCode
    if (end !== null) throw new Error(`${rest.join(' ')} ended with ${end}:\n${said}`)
    await delay(3)
  }
  const readyAfter = performance.now() - began
  const pid = child.pid ?? 0
  return {
    pid,
    port,
    readyAfter,
    cpuUntilReady: cpuOf(pid) / 1000,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Whether something speaks HTTP on the port: any answer will do. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /v1.0 HTTP/1.1\r\nhost: localhost\r\n\r\n'))
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

/** What was last read of each thread of a process: of those that have ended the kernel tells only a rounded sum. */
const threads = new Map<number, Map<string, number>>()

/** Microseconds of processor time that a process has used, all its threads; to the nanosecond where the kernel tells. */
export function cpuOf(pid: number): number {
  let known = threads.get(pid)
  if (known === undefined) threads.set(pid, (known = new Map()))
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const text = read(`/proc/${pid}/task/${thread}/schedstat`)
    // A thread may end between the two looks.
    if (text === undefined && thread === String(pid)) return timesOf(pid).own
    if (text !== undefined) known.set(thread, Number(text.split(' ')[0]) / 1000)
  }
  return [...known.values()].reduce((sum, each) => sum + each, 0)
}

/** Microseconds, in steps of a hundredth of a second: of a process, and of its children that have ended. */
function timesOf(pid: number): { own: number; ended: number } {
  const fields = fieldsOf(pid)
  const sum = (n: number): number => (Number(fields[n]) + Number(fields[n + 1])) * 10_000
  return { own: sum(11), ended: sum(13) }
}

/** Megabytes in memory. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0) / 1024
}

export function parentOf(pid: number): number {
  return Number(fieldsOf(pid)[1] ?? 0)
}

/** What the kernel says of a process behind its name, from its state on. */
function fieldsOf(pid: number): string[] {
  return (read(`/proc/${pid}/stat`) ?? '').split(') ')[1]?.split(' ') ?? []
}

/** Processor time of all processes that `pid` has started, those that have ended included. */
export function cpuOfChildren(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid)
  return children.reduce((sum, child) => sum + quietCpu(Number(child)), timesOf(pid).ended)
}

function quietCpu(pid: number): number {
  try {
    return cpuOf(pid)
  } catch {
    return 0
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
