import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import type { Test } from 'tap'
import { losses, readJournal } from '../../bench/power-loss.js'
import type { Event, Loss, LossOptions } from '../../bench/power-loss.js'
import { clientOf, getToken } from './client.js'
import { startServer } from './server-process.js'
import { openSqlite } from '../../src/store/sqlite/driver.js'
import { sweep } from '../harness/sweep.js'

/** How many moments are looked at; 1000 for a release. */
const MOMENTS = Number(process.env['INTUNITE_TEST_POWER_LOSSES'] ?? sweep(40, 15))
/** How many creations and changes the server is to answer. */
const ANSWERS = MOMENTS * 20
const WRITERS = 8

/** The library to preload, or why there is none. */
function compile(folder: string): { library: string } | { skip: string } {
  if (process.platform !== 'linux') return { skip: 'needs Linux' }
  const [library, source] = [
    join(folder, 'journal.so'),
    fileURLToPath(new URL('../../bench/power-loss.c', import.meta.url)),
  ]
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], { stdio: 'pipe' })
    return { library }
  } catch (error) {
    return { skip: `needs a C compiler: ${String(error).split('\n')[0]}` }
  }
}

/** What a server did and answered while writers kept it busy, until it was killed. */
async function record(t: Test, folder: string, library: string): Promise<Event[]> {
  const [dataFolder, journal] = [join(folder, 'data'), join(folder, 'journal')]
  const env = {
    LD_PRELOAD: library,
    POWER_LOSS_FOLDER: dataFolder,
    POWER_LOSS_JOURNAL: journal,
    INTUNITE_LOG_LEVEL: 'error',
  }
  const server = await startServer(t, { dataFolder, env })
  const client = clientOf(server.origin, await getToken(server.origin))
  let answered = 0
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let item = 0; answered < ANSWERS; item += 1) {
        const { id } = await client.createConfiguration(`${writer} ${item} 1`)
        for (let version = 2; version <= 4; version += 1) {
          const text = `${writer} ${item} ${version}`
          const type = '#microsoft.graph.iosMobileAppConfiguration'
          await client.patch(`/${id}`, { '@odata.type': type, displayName: text, description: text })
        }
        answered += 4
      }
    }),
  )
  server.child.kill('SIGKILL')
  await server.ended
  return readJournal(readFileSync(journal))
}

/** What is wrong with what a loss of power has left; nothing, if all that was answered is there. */
function inspect(folder: string, { at, database, log, answers }: Loss): string | undefined {
  const copy = mkdtempSync(join(folder, 'loss-'))
  if (database !== undefined) writeFileSync(join(copy, 'intunite.db'), database)
  if (log !== undefined) writeFileSync(join(copy, 'intunite.db-wal'), log)
  const connection = openSqlite(join(copy, 'intunite.db'))
  try {
    const integrity = connection.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return `event ${at}: ${String(integrity)}`
    const orphans = connection.pragma('foreign_key_check') as unknown[]
    if (orphans.length > 0) return `event ${at}: ${orphans.length} orphans`
    const kept = new Map(
      connection
        .prepare<[], { id: string; displayName: string; version: number }>(
          'SELECT "id", "displayName", "version" FROM "managedDeviceMobileAppConfiguration"',
        )
        .all()
        .map((row) => [row.id, row]),
    )
    for (const answer of answers) {
      const [, id = ''] = /"id":"([0-9a-f-]{36})"/.exec(answer) ?? []
      const [, text = '', version = ''] = /"displayName":"(\d+ \d+ (\d+))"/.exec(answer) ?? []
      if (id === '' || text === '') continue
      const row = kept.get(id)
      if (row === undefined) return `event ${at}: '${text}' is lost`
      if (row.version < Number(version)) return `event ${at}: '${text}' is lost, '${row.displayName}' is there`
      if (!row.displayName.endsWith(` ${row.version}`)) return `event ${at}: '${row.displayName}' is half done`
    }
    return undefined
  } catch (error) {
    return `event ${at}: ${String(error)}`
  } finally {
    connection.close()
    rmSync(copy, { recursive: true })
  }
}

/** One after the other, because what a loss has left is there only until the next one. */
function inspectAll(folder: string, events: readonly Event[], options: LossOptions): string[] {
  const problems: string[] = []
  for (const loss of losses(events, options)) {
    const problem = inspect(folder, loss)
    if (problem !== undefined) problems.push(problem)
  }
  return problems
}

function someOf(indices: readonly number[], count: number): Set<number> {
  return new Set(Array.from({ length: count }, () => indices[Math.floor(Math.random() * indices.length)] as number))
}

test(
  'a loss of power at any moment takes nothing that was answered',
  { timeout: 600_000 + MOMENTS * 2000 },
  async (t) => {
    const folder = t.testdir()
    const compiled = compile(folder)
    if ('skip' in compiled) return void t.pass(compiled.skip, { skip: compiled.skip })
    const events = await record(t, folder, compiled.library)
    const isAnswer = ({ kind, data }: Event): boolean => kind === 'answer' && data.includes('"displayName":"')
    const answers = [...events.keys()].filter((i) => isAnswer(events[i] as Event))
    t.ok(answers.length >= ANSWERS, `${answers.length} answers, ${events.length} events`)
    const [first = 0] = answers
    const later = [...events.keys()].filter((i) => i > first)
    const flushes = later.filter((i) => events[i]?.kind === 'flush' && events[i]?.file === 'log').length
    t.ok(flushes < answers.length, `${flushes} flushes of the log: answers share them`)

    const check = (promise: string, moments: Set<number>, chance?: () => boolean): void => {
      t.same(inspectAll(folder, events, { moments, chance }), [], promise)
    }
    check('what was flushed when an answer left is all that it needs', someOf(answers, MOMENTS))
    check('at any other moment', someOf(later, MOMENTS))
    check('with whatever else the disk happened to write', someOf(later, MOMENTS), () => Math.random() < 0.5)

    const brokenFrom = Math.floor((first + events.length) / 2)
    const moments = someOf(answers.slice(-20), 1)
    const noticed = inspectAll(folder, events, { moments, brokenFrom })
    t.equal(noticed.length, 1, `and a disk that does not flush would be noticed: ${noticed[0]}`)
  },
)
