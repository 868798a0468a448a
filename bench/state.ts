/** `npm run bench -- --state`: snapshots, restores, diffs and resets of tenants, in this process. See docs/snapshots.md. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startIntunite } from '../src/index.js'
import { connectBeside } from '../src/store/store.js'
import { first } from '../src/store/work.js'
import { createDatabase, startPostgres } from '../test/harness/postgres.js'
import type { DatabaseName, Options } from './options.js'

export interface StateResult {
  readonly database: DatabaseName
  readonly what: string
  /** Of several runs: the fastest, the median, and the processor time of this process in the median run, in milliseconds. */
  readonly fastest: number
  readonly median: number
}

export interface StateReport {
  readonly states: readonly StateResult[]
  /** Rows that ten snapshots of a tenant that did not change add to the first. */
  readonly room: Readonly<Record<string, number>>
}

type Say = (text: string) => void

export async function measureStates({ databases }: Options, say: Say): Promise<StateReport> {
  const states: StateResult[] = []
  const room: Record<string, number> = {}
  const postgres = databases.includes('postgresql') ? await startPostgres({ durable: true }) : undefined
  try {
    for (const database of databases) {
      const folder = mkdtempSync(join(tmpdir(), 'intunite-state-'))
      const url = postgres && database === 'postgresql' ? await createDatabase(postgres.url) : undefined
      const intunite = await startIntunite({ data: folder, ...(url === undefined ? {} : { databaseUrl: url }) })
      const control = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
        const answer = await fetch(`${intunite.url}/_intunite${path}`, {
          method,
          headers: { 'x-intunite-key': intunite.controlKey, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
        return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
      }
      const time = async (what: string, runs: number, run: () => Promise<unknown>, before?: () => Promise<unknown>) => {
        const taken: number[] = []
        for (let i = 0; i < runs; i += 1) {
          await before?.()
          const began = performance.now()
          await run()
          taken.push(performance.now() - began)
        }
        taken.sort((one, other) => one - other)
        const result = { database, what, fastest: taken[0] ?? 0, median: taken[Math.floor(runs / 2)] ?? 0 }
        states.push(result)
        say(
          `${database.padEnd(11)} ${what.padEnd(52)} ${result.fastest.toFixed(1).padStart(9)} ms ${result.median.toFixed(1).padStart(9)} ms\n`,
        )
      }
      say(`\n${'database'.padEnd(11)} ${''.padEnd(52)} ${'fastest'.padStart(12)} ${'median'.padStart(12)}\n`)
      const beside = await connectBeside({ data: folder, databaseUrl: url })
      const rowsKept = (): Promise<number> =>
        beside.read(function* () {
          return Number((yield* first('SELECT count(*) FROM "snapshotRow"', []))?.[0])
        })
      try {
        await measureResets(intunite, control, time)
        for (const size of ['small', 'large'] as const) {
          const rows = await measureSeed(size, intunite, { control, time, rowsKept })
          room[`${database} ${size}`] = rows
          say(
            `${database.padEnd(11)} ${`${size}: rows that ten more snapshots add`.padEnd(52)} ${String(rows).padStart(12)}\n`,
          )
        }
      } finally {
        await beside.close()
        await intunite.close()
        rmSync(folder, { recursive: true, force: true })
      }
    }
  } finally {
    await postgres?.stop()
  }
  return { states, room }
}

type Server = Awaited<ReturnType<typeof startIntunite>>
type Control = (method: string, path: string, body?: object) => Promise<Record<string, unknown>>
type Time = (what: string, runs: number, run: () => Promise<unknown>, before?: () => Promise<unknown>) => Promise<void>

/** A tenant as a test has it: a handful of objects. */
async function measureResets(intunite: Server, control: Control, time: Time): Promise<void> {
  const app = await intunite.tenant({ permissions: ['DeviceManagementConfiguration.ReadWrite.All'] })
  const { tenantId } = app
  const token = await intunite.token(app)
  const fill = async (): Promise<void> => {
    for (let i = 0; i < 5; i += 1)
      await fetch(`${intunite.url}/beta/deviceManagement/configurationPolicies`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: `policy ${i}`, platforms: 'windows10', technologies: 'mdm', settings: [] }),
      })
  }
  const path = `/tenants/${tenantId}/reset`
  await fill()
  await control('POST', `/tenants/${tenantId}/snapshots`, { name: 'test' })
  await time('reset per test: to empty, in-process', 15, () => intunite.reset(tenantId), fill)
  await time('reset per test: to empty, control face', 15, () => control('POST', path, {}), fill)
  await time(
    'reset per test: to a snapshot, in-process',
    15,
    () => intunite.reset(tenantId, { snapshot: 'test' }),
    fill,
  )
  const body = { to: 'snapshot', snapshot: 'test' }
  await time('reset per test: to a snapshot, control face', 15, () => control('POST', path, body), fill)
}

/** Gives the rows that ten snapshots add where nothing changes. */
async function measureSeed(
  size: 'small' | 'large',
  intunite: Server,
  { control, time, rowsKept }: { control: Control; time: Time; rowsKept: () => Promise<number> },
): Promise<number> {
  const { tenantId } = await intunite.tenant({ permissions: ['DeviceManagementConfiguration.Read.All'] })
  const base = `/tenants/${tenantId}`
  const runs = size === 'small' ? 9 : 3
  await control('POST', `${base}/seed`, { size })
  const make = (name: string = randomUUID()) => control('POST', `${base}/snapshots`, { name })
  await time(`${size}: first snapshot`, 1, () => make('first'))
  await time(`${size}: further snapshots`, runs, () => make())
  await time(`${size}: restore, nothing differs`, runs, () => control('POST', `${base}/snapshots/first/restore`))
  await time(`${size}: diff with now, nothing differs`, runs, () => control('GET', `${base}/diff?from=first`))
  const empty = () => control('POST', `${base}/reset`, {})
  await time(
    `${size}: restore of an emptied tenant`,
    Math.min(runs, 3),
    () => control('POST', `${base}/snapshots/first/restore`),
    empty,
  )
  await time(`${size}: diff with an emptied tenant`, 1, () => control('GET', `${base}/diff?from=first`), empty)
  await control('POST', `${base}/snapshots/first/restore`)
  await make()
  const before = await rowsKept()
  for (let i = 0; i < 10; i += 1) await make()
  return (await rowsKept()) - before
}
