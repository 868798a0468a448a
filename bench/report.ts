/** Figures as tables for people, and as JSON for later comparison. */
import { arch, cpus, platform, release, totalmem } from 'node:os'
import type { DatabaseName, Options } from './options.js'
import type { Figures, Outcome } from './measure.js'
import { placement } from './processes.js'
import type { StartTime } from './starts.js'

export interface Start {
  /** Until the first answer, on a database with rows and on a new one. */
  readonly existing: StartTime | undefined
  readonly empty: StartTime | undefined
  /** Megabytes a second after the start. */
  readonly memory: number
}

export interface Soak {
  readonly requests: number
  /** Megabytes at rest, in the middle and at the end. */
  readonly memory: readonly [rest: number, middle: number, end: number]
}

export interface Result {
  readonly database: DatabaseName
  readonly rows: number
  readonly starts: Record<string, Start>
  readonly workloads: Record<string, Record<string, Outcome>>
  readonly soak?: Record<string, Soak>
}

export interface Report {
  readonly machine: string
  readonly node: string
  readonly date: string
  readonly options: Pick<Options, 'seconds' | 'rounds' | 'connections' | 'logLevel'>
  readonly results: Result[]
}

export function newReport({ seconds, rounds, connections, logLevel }: Options): Report {
  const [cpu] = cpus()
  return {
    machine: `${cpu?.model.trim() ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()} ${arch()}`,
    node: process.version,
    date: new Date().toISOString(),
    options: { seconds, rounds, connections, logLevel },
    results: [],
  }
}

export function machineText({ machine, node, options }: Report): string {
  const pinned =
    placement === undefined
      ? 'not pinned'
      : `server on core ${placement.server}, load generator on core ${placement.generator}`
  return `${machine}; Node ${node}; ${pinned}; ${options.connections} connections; ${options.seconds} s in ${options.rounds} rounds\n`
}

const SUBJECTS = ['bare', 'bare-full', 'product', 'no-journal', 'no-audit', 'no-notes', 'living', 'before', 'prisma']

export function isFigures(outcome: Outcome | undefined): outcome is Figures {
  return outcome !== undefined && !('skipped' in outcome)
}

export function workloadText(name: string, title: string, outcomes: Readonly<Record<string, Outcome>>): string {
  const lines = [`${name} ${title}`]
  for (const subject of SUBJECTS) {
    const outcome = outcomes[subject]
    if (outcome === undefined) continue
    if (!isFigures(outcome)) lines.push(`  ${subject.padEnd(10)} skipped: ${outcome.skipped}`)
    else lines.push(`  ${subject.padEnd(10)} ${figuresText(outcome)}`)
  }
  const { product, 'no-journal': noJournal, 'no-audit': noAudit, 'no-notes': noNotes, living } = outcomes
  lines.push(
    ...costLines('life', product, living),
    ...costLines('the journal', noJournal, product),
    ...costLines('audit events and the history of objects', noAudit, product),
    ...costLines('all that is noted of requests', noNotes, product),
  )
  return `${lines.join('\n')}\n`
}

/** What something costs that one of two servers has. Both are told against bare in the same round. */
function costLines(what: string, without: Outcome | undefined, having: Outcome | undefined): string[] {
  if (!isFigures(without) || !isFigures(having)) return []
  const cost = (without.cpuRatio / having.cpuRatio - 1) * 100
  return [`  ${what} costs ${cost.toFixed(1)} % of processor time`]
}

function figuresText(f: Figures): string {
  const database = f.databaseCpu === undefined ? '' : ` + ${f.databaseCpu.toFixed(0)} in the database`
  const bound = f.generatorLoad > 0.9 && f.serverLoad < 0.9 ? '  (the load generator is the limit: trust the CPU)' : ''
  return [
    `${f.requestsPerSecond.toFixed(0).padStart(6)}/s`,
    `p50 ${f.p50.toFixed(2)} p99 ${f.p99.toFixed(2)} ms`,
    `CPU ${f.cpu.toFixed(1).padStart(6)} µs${database}, quiet ${f.quietCpu.toFixed(1)}`,
    `${f.memory.toFixed(0)} MB`,
    `busy ${percent(f.serverLoad)}, generator ${percent(f.generatorLoad)}`,
    `ratio CPU ${f.cpuRatio.toFixed(2)} throughput ${f.throughputRatio.toFixed(2)}${bound}`,
  ].join('  ')
}

function percent(part: number): string {
  return `${(part * 100).toFixed(0)} %`
}

export function startText(starts: Readonly<Record<string, Start>>): string {
  const bare = starts['bare']
  const lines = Object.entries(starts).map(([subject, { existing, empty, memory }]) => {
    const against = (time: StartTime | undefined, yardstick: StartTime | undefined): string => {
      if (time === undefined || yardstick === undefined) return 'not measured'
      const told = (kind: keyof StartTime): string =>
        `${time[kind].toFixed(0)} ms (× ${(time[kind] / yardstick[kind]).toFixed(2)})`
      return `${told('clock')}, of processor time ${told('cpu')}`
    }
    return `  ${subject.padEnd(10)} existing database ${against(existing, bare?.existing)}  new ${against(empty, bare?.empty)}  memory at rest ${memory.toFixed(0)} MB (× ${(memory / (bare?.memory ?? memory)).toFixed(2)})`
  })
  return `start until the first answer\n${lines.join('\n')}\n`
}

export function soakText(soak: Readonly<Record<string, Soak>>): string {
  const lines = Object.entries(soak).map(
    ([
      subject,
      {
        requests,
        memory: [rest, middle, end],
      },
    ]) => {
      const [against, second] = [(end / rest).toFixed(2), (end - middle).toFixed(0)]
      return `  ${subject.padEnd(10)} at rest ${rest.toFixed(0)} MB, half-way ${middle.toFixed(0)} MB, after ${requests} requests ${end.toFixed(0)} MB (× ${against} of rest, second half ${second} MB)`
    },
  )
  return `memory\n${lines.join('\n')}\n`
}

/** One line per workload: the ratios of each server to the bare one. */
export function summaryText({ database, rows, workloads }: Result): string {
  const lines = Object.entries(workloads).map(([name, outcomes]) => {
    const cells = SUBJECTS.map((subject) => {
      const outcome = outcomes[subject]
      if (!isFigures(outcome)) return (outcome === undefined ? '–' : 'skipped').padEnd(13)
      return `${outcome.cpuRatio.toFixed(2)} / ${outcome.throughputRatio.toFixed(2)}`.padEnd(13)
    })
    return `  ${name}  ${cells.join(' ')}`
  })
  const head = SUBJECTS.map((subject) => subject.padEnd(13)).join(' ')
  return `${database}, ${rows} rows: ratio to bare, by CPU / by throughput (above 1 is better)\n      ${head}\n${lines.join('\n')}\n`
}

/** What has changed since an earlier report: processor time and ratio of the product. */
export function comparisonText(now: Report, before: Report): string {
  const lines = [`compared with ${before.date}: CPU µs per request of the product, and its ratio to bare`]
  for (const { database, rows, workloads } of now.results) {
    const earlier = before.results.find((each) => each.database === database && each.rows === rows)
    for (const [name, outcomes] of Object.entries(workloads)) {
      const [a, b] = [earlier?.workloads[name]?.['product'], outcomes['product']]
      if (!isFigures(b)) continue
      const where = `  ${database} ${rows} ${name}`.padEnd(28)
      if (isFigures(a)) {
        const change = ((b.cpu / a.cpu - 1) * 100).toFixed(0)
        lines.push(
          `${where} ${a.cpu.toFixed(1)} -> ${b.cpu.toFixed(1)} (${change} %)  ratio ${a.cpuRatio.toFixed(2)} -> ${b.cpuRatio.toFixed(2)}`,
        )
      } else lines.push(`${where} new: ${b.cpu.toFixed(1)}  ratio ${b.cpuRatio.toFixed(2)}`)
    }
  }
  return `${lines.join('\n')}\n`
}
