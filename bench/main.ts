/** `npm run bench`: the product against a hand-written server and an idiomatic Prisma one. See docs/performance.md. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createDatabase, startPostgres } from '../test/harness/postgres.js'
import type { TestPostgres } from '../test/harness/postgres.js'
import { CATALOG_POLICIES, WITH_SETTINGS } from './documents.js'
import { buildServers } from './build.js'
import type { Programs } from './build.js'
import { HOST } from './expected.js'
import { Crowd } from './generator.js'
import { measure } from './measure.js'
import type { Contestant } from './measure.js'
import { HELP, readOptions } from './options.js'
import type { DatabaseName, Options } from './options.js'
import { memoryOf, parentOf, pinSelf, startServer } from './processes.js'
import { comparisonText, machineText, newReport, soakText, startText, summaryText, workloadText } from './report.js'
import type { Report, Result, Soak, Start } from './report.js'
import { measureStarts } from './starts.js'
import { measureStates } from './state.js'
import { subjectsOf } from './subjects.js'
import type { Resource, Subject } from './subjects.js'
import { createWorkloads, CREDENTIALS, TOKEN_URL } from './workloads.js'
import type { Workload } from './workloads.js'

/** Progress and tables; with `--json` alone standard output belongs to the JSON. */
let say = (text: string): void => void process.stdout.write(text)

async function run(options: Options): Promise<Report> {
  const programs = buildServers()
  const report = newReport(options)
  say(machineText(report))
  const folder = mkdtempSync(join(tmpdir(), 'intunite-bench-'))
  // PostgreSQL inherits where we are when it is started.
  pinSelf('database')
  const postgres = options.databases.includes('postgresql') ? await startPostgres({ durable: true }) : undefined
  pinSelf('generator')
  try {
    for (const database of options.databases)
      for (const rows of options.rows)
        report.results.push(
          await runOne({ database, rows, options, programs, folder: join(folder, `${database}-${rows}`), postgres }),
        )
  } finally {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return report
}

/** As few as the workloads need. */
function catalogPoliciesFor({ workloads }: Options): number {
  if (workloads === undefined || workloads.includes('W14')) return CATALOG_POLICIES
  return workloads.some((name) => ['W12', 'W13', 'W15'].includes(name)) ? WITH_SETTINGS : 0
}

interface Setting {
  readonly database: DatabaseName
  readonly rows: number
  readonly options: Options
  readonly programs: Programs
  readonly folder: string
  readonly postgres: TestPostgres | undefined
}

async function runOne(setting: Setting): Promise<Result> {
  const { database, rows, options, programs, folder, postgres } = setting
  const newResource = async (name: string): Promise<Resource> => {
    const resource = {
      folder: join(folder, name),
      url: postgres && database === 'postgresql' ? await createDatabase(postgres.url) : undefined,
    }
    mkdirSync(resource.folder, { recursive: true })
    return resource
  }
  say(`\n${database}, ${rows} rows\n`)
  const entrants: { subject: Subject; resource: Resource }[] = []
  for (const subject of subjectsOf(database, programs, options)) {
    const resource = await newResource(subject.name)
    const began = performance.now()
    await subject.load(resource, { rows, catalogPolicies: catalogPoliciesFor(options) })
    say(`  ${subject.name}: ${subject.title}; loaded in ${((performance.now() - began) / 1000).toFixed(1)} s\n`)
    entrants.push({ subject, resource })
  }
  const times = await measureStarts(entrants, options.starts, newResource)
  const contestants: Contestant[] = []
  const result: Result & { soak?: Record<string, Soak> } = { database, rows, starts: {}, workloads: {} }
  try {
    for (const { subject, resource } of entrants) {
      const contestant = await enter(subject, resource, rows)
      contestants.push(contestant)
      const start: Start = {
        existing: undefined,
        empty: undefined,
        ...times.get(subject.name),
        memory: memoryOf(contestant.running.pid),
      }
      result.starts[subject.name] = start
    }
    say(startText(result.starts))
    const workloads = createWorkloads(rows)
    for (const workload of workloads) {
      if (options.workloads !== undefined && !options.workloads.includes(workload.name)) continue
      const outcomes = Object.fromEntries(await measure(contestants, workload, options))
      result.workloads[workload.name] = outcomes
      say(workloadText(workload.name, workload.title, outcomes))
    }
    say(`\n${summaryText(result)}`)
    const mix = workloads.find(({ name }) => name === 'W6')
    if (options.soak > 0 && mix !== undefined) {
      result.soak = {}
      for (const contestant of contestants)
        if (['bare', 'product'].includes(contestant.subject.name))
          result.soak[contestant.subject.name] = await soak(
            contestant,
            mix,
            options,
            result.starts[contestant.subject.name]?.memory ?? 0,
          )
      say(soakText(result.soak))
    }
  } finally {
    for (const { running, cleaner } of contestants) {
      await cleaner.close()
      await running.stop()
    }
  }
  return result
}

async function enter(subject: Subject, resource: Resource, rows: number): Promise<Contestant> {
  const running = await startServer(subject.command(resource))
  const cleaner = await subject.openCleaner(resource, rows)
  const token = await tokenFrom(running.port)
  await delay(1000)
  return {
    subject,
    running,
    cleaner,
    token,
    postmaster: resource.url === undefined ? undefined : await postmasterOf(resource.url),
  }
}

async function tokenFrom(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${TOKEN_URL}`, {
    method: 'POST',
    headers: { host: HOST },
    body: new URLSearchParams(CREDENTIALS),
  })
  const text = await response.text()
  const { access_token: token } = JSON.parse(text) as { access_token?: string }
  if (token === undefined) throw new Error(`no token: ${text}`)
  return token
}

async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const postmaster = parentOf(rows[0]?.pid ?? 0)
  await client.end()
  return postmaster
}

/** Many requests of the mix, with a look at the memory half-way and at the end. */
async function soak(
  { running, token, cleaner }: Contestant,
  mix: Workload,
  options: Options,
  rest: number,
): Promise<Soak> {
  const memory: [number, number, number] = [rest, 0, 0]
  const crowd = await Crowd.open(running.port, token, options.connections)
  let answered = 0
  for (const half of [1, 2] as const) {
    while (answered < (options.soak * half) / 2) {
      await cleaner.clean()
      const burst = await crowd.askOnce(mix.requests)
      if (burst.complaint !== undefined) throw new Error(burst.complaint)
      answered += burst.answered
    }
    memory[half] = memoryOf(running.pid)
  }
  crowd.close()
  return { requests: answered, memory }
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) process.stdout.write(HELP)
  else {
    if (options.json === '-') say = (text) => void process.stderr.write(text)
    const report = options.state ? await measureStates(options, say) : await run(options)
    const json = `${JSON.stringify(report, undefined, 2)}\n`
    if (options.json === '-') process.stdout.write(json)
    else if (options.json !== undefined) writeFileSync(options.json, json)
    if (options.compare !== undefined && !('states' in report))
      say(`\n${comparisonText(report, JSON.parse(readFileSync(options.compare, 'utf8')) as Report)}`)
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
