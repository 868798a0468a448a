/**
 * Measures servers against each other in the same run: short slices in turn, several rounds, and the median of the
 * ratios within a round. What else the machine does then hits all of them alike.
 */
import { Histogram } from './histogram.js'
import { Crowd } from './generator.js'
import type { Options } from './options.js'
import { cpuOf, cpuOfChildren, memoryOf } from './processes.js'
import type { Running } from './processes.js'
import type { Cleaner, Subject } from './subjects.js'
import type { Prepared, Workload } from './workloads.js'

export interface Contestant {
  readonly subject: Subject
  readonly running: Running
  readonly token: string
  readonly cleaner: Cleaner
  /** Of the PostgreSQL that all of them use, if there is one. */
  readonly postmaster: number | undefined
}

export interface Slice {
  readonly requestsPerSecond: number
  /** Microseconds of the server's processor time for a request, and of the database's. */
  readonly cpu: number
  readonly databaseCpu: number | undefined
}

export interface Figures extends Slice {
  /** The same in the quietest tenth of the slices: what others do on the machine can only add to it. */
  readonly quietCpu: number
  readonly p50: number
  readonly p99: number
  /** Megabytes after the last slice. */
  readonly memory: number
  readonly requests: number
  /** How busy the server and the load generator were: from 0 to 1. */
  readonly serverLoad: number
  readonly generatorLoad: number
  /** Median over the rounds of this server against the bare one in the same round; above 1 is better than bare. */
  readonly cpuRatio: number
  readonly throughputRatio: number
}

export interface Skipped {
  readonly skipped: string
}

export type Outcome = Figures | Skipped

interface Record {
  readonly slices: Slice[]
  readonly latency: Histogram
  requests: number
  seconds: number
  cpu: number
  generatorCpu: number
}

/** Requests after which a server counts as warm; a tenth of it where each takes a hundred rows. */
const WARM = 10_000

/** One workload on all servers that can do it. */
export async function measure(
  contestants: readonly Contestant[],
  workload: Workload,
  options: Options,
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  const able: Contestant[] = []
  for (const contestant of contestants) {
    if (contestant.subject.writesOnly && !workload.writes) continue
    if (workload.documents && !contestant.subject.hasDocuments) continue
    const complaint = await probe(contestant, workload)
    if (complaint === undefined) able.push(contestant)
    else if (contestant.subject.hasDocuments && !contestant.subject.name.startsWith('bare'))
      outcomes.set(contestant.subject.name, { skipped: complaint })
    else throw new Error(`${contestant.subject.name} cannot do ${workload.name}: ${complaint}`)
  }
  const records = new Map(able.map(({ subject }) => [subject.name, emptyRecord()]))
  for (const contestant of able) await warmUp(contestant, workload, options)
  for (let round = 0; round < options.rounds; round += 1)
    for (let turn = 0; turn < able.length; turn += 1) {
      const contestant = able[(round + turn) % able.length] as Contestant
      const record = records.get(contestant.subject.name) as Record
      record.slices.push(await slice(contestant, workload, options, options.seconds / options.rounds, record))
    }
  const yardstick = records.get('bare')?.slices ?? []
  for (const { subject, running } of able) {
    const record = records.get(subject.name)
    if (record !== undefined) outcomes.set(subject.name, summarise(record, yardstick, memoryOf(running.pid)))
  }
  return outcomes
}

function emptyRecord(): Record {
  return { slices: [], latency: new Histogram(), requests: 0, seconds: 0, cpu: 0, generatorCpu: 0 }
}

/** Whether the server gives right answers at all: a few requests, every answer looked at as a whole. */
async function probe({ running, token, cleaner }: Contestant, workload: Workload): Promise<string | undefined> {
  if (workload.writes) await cleaner.clean()
  const crowd = await Crowd.open(running.port, token, 1)
  try {
    const limits = { offset: 0, milliseconds: 5000, count: 20, sample: 1 }
    const burst = await crowd.ask({ requests: workload.requests, ...limits })
    return burst.complaint ?? (burst.answered === 0 ? 'no answer within 5 s' : undefined)
  } catch (error) {
    return String(error)
  } finally {
    crowd.close()
  }
}

/** On a busy machine time alone does not warm: the compiler of V8 counts calls. */
async function warmUp(contestant: Contestant, workload: Workload, options: Options): Promise<void> {
  const record = emptyRecord()
  const least = /^W([478]|1[1235])$/.test(workload.name) ? WARM / 10 : WARM
  while (record.seconds < options.warmup || (record.requests < least && record.seconds < 10 * options.warmup))
    await slice(contestant, workload, options, options.warmup / 4, record)
}

async function slice(
  contestant: Contestant,
  workload: Workload,
  options: Options,
  seconds: number,
  record: Record,
): Promise<Slice> {
  const { running, postmaster, token } = contestant
  const total = { requests: 0, seconds: 0, cpu: 0, databaseCpu: 0 }
  const reads = readsOf(workload)
  const crowd = await Crowd.open(running.port, token, options.connections)
  try {
    while (total.seconds < seconds) {
      if (workload.writes) await restore(contestant, reads, crowd)
      const before = usage(running.pid, postmaster)
      const burst = await crowd.ask({
        requests: workload.requests,
        offset: workload.once ? 0 : Math.floor(Math.random() * workload.requests.length),
        milliseconds: (seconds - total.seconds) * 1000,
        count: workload.once ? workload.requests.length : Infinity,
        sample: 64,
      })
      const after = usage(running.pid, postmaster)
      if (burst.complaint !== undefined)
        throw new Error(
          `${contestant.subject.name} answered ${burst.wrong} of ${burst.answered} wrongly: ${burst.complaint}`,
        )
      total.requests += burst.answered
      total.seconds += burst.seconds
      total.cpu += after.server - before.server
      total.databaseCpu += after.database - before.database
      record.latency.merge(burst.latency)
      record.generatorCpu += after.generator - before.generator
    }
  } finally {
    crowd.close()
  }
  record.requests += total.requests
  record.seconds += total.seconds
  record.cpu += total.cpu
  return {
    requestsPerSecond: total.requests / total.seconds,
    cpu: total.cpu / total.requests,
    databaseCpu: postmaster === undefined ? undefined : total.databaseCpu / total.requests,
  }
}

/**
 * Removes what the workload has created. That is done by another process, after which SQLite drops its pages and the
 * product what it has read; nobody does that to a server at work, so all that the workload reads is read once, unmeasured.
 */
async function restore({ cleaner }: Contestant, reads: readonly Prepared[], crowd: Crowd): Promise<void> {
  await cleaner.clean()
  await crowd.askOnce(reads)
}

/** What a workload reads, each of it once. */
function readsOf({ requests }: Workload): Prepared[] {
  const reads = requests.filter(({ head }) => head.startsWith('GET'))
  return [...new Map(reads.map((read) => [read.head, read])).values()]
}

function usage(pid: number, postmaster: number | undefined): { server: number; database: number; generator: number } {
  const { user, system } = process.cpuUsage()
  return {
    server: cpuOf(pid),
    database: postmaster === undefined ? 0 : cpuOfChildren(postmaster),
    generator: user + system,
  }
}

function summarise(record: Record, yardstick: readonly Slice[], memory: number): Figures {
  const { slices, latency, requests, seconds, cpu, generatorCpu } = record
  const over = (value: (slice: Slice, bare: Slice) => number): number =>
    median(slices.map((each, round) => value(each, yardstick[round] ?? each)))
  return {
    requestsPerSecond: over((each) => each.requestsPerSecond),
    cpu: over((each) => each.cpu),
    quietCpu: quietest(slices.map((each) => each.cpu)),
    databaseCpu: slices[0]?.databaseCpu === undefined ? undefined : over((each) => each.databaseCpu ?? 0),
    p50: latency.quantile(0.5),
    p99: latency.quantile(0.99),
    memory,
    requests,
    serverLoad: cpu / 1e6 / seconds,
    generatorLoad: generatorCpu / 1e6 / seconds,
    cpuRatio: over((each, bare) => bare.cpu / each.cpu),
    throughputRatio: over((each, bare) => each.requestsPerSecond / bare.requestsPerSecond),
  }
}

/** The value below which a tenth of them are. */
function quietest(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(0.1 * (values.length - 1))] ?? NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return NaN
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2
}
