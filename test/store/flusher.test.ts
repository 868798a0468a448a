/** What has been committed reaches the disk before it is answered; the order of things is proved by power-loss.test.ts. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'tap'
import type { Test } from 'tap'
import { Flusher } from '../../src/store/sqlite/flusher.js'
import { CHECKPOINT_PAGES, LOG_PAGES } from '../../src/store/sqlite/connection.js'
import { SqliteDatabase } from '../../src/store/sqlite/database.js'
import { all, run } from '../../src/store/work.js'

const UNAVAILABLE = { message: 'the database is not available' }

function openDatabase(t: Test): { file: string; database: SqliteDatabase } {
  const file = join(t.testdir(), 'toys.db')
  const database = new SqliteDatabase(file)
  t.teardown(() => database.close())
  database.runScript('CREATE TABLE toy (id INTEGER PRIMARY KEY)')
  return { file, database }
}

test('a flush that is asked for during another one waits for the next, and all of them for the same', async (t) => {
  const { file } = openDatabase(t)
  const flusher = new Flusher(file)
  const [first, second, third] = [flusher.flush(), flusher.flush(), flusher.flush()]
  t.not(first, second)
  t.equal(second, third)
  const order: number[] = []
  await Promise.all([first.then(() => order.push(1)), second.then(() => order.push(2))])
  t.same(order, [1, 2])
  await flusher.close()
})

test('a fast disk is flushed at once, whatever it does now and then; a slow one by another thread, for a while', async (t) => {
  const { file } = openDatabase(t)
  const ways: string[] = []
  let milliseconds = 0
  let now = 0
  const flusher = new Flusher(file, {
    flushHere: () => {
      ways.push('here')
      now += milliseconds
    },
    flushBeside: async () => void ways.push('beside'),
    now: () => now,
  })
  for (milliseconds of [0, 2, 2, 0, 2, 2, 0]) await flusher.flush()
  t.same(ways, Array(7).fill('here'))
  ways.length = 0
  for (milliseconds of [2, 2, 2, 0, 0]) await flusher.flush()
  t.same(ways, ['here', 'here', 'here', 'beside', 'beside'])
  now += 300
  await flusher.flush()
  await flusher.flush()
  t.same(ways.slice(-2), ['here', 'here'], 'it may have become fast')
  await flusher.close()
})

test('when the disk has refused a flush, nothing is answered as kept any more', async (t) => {
  const { file } = openDatabase(t)
  const flusher = new Flusher(`${file}-elsewhere`)
  await t.rejects(flusher.flush(), UNAVAILABLE)
  await t.rejects(flusher.flush(), UNAVAILABLE)
  await flusher.close()
})

test('a write is told that the database is not available when it cannot be flushed, and reads go on', async (t) => {
  const { file, database } = openDatabase(t)
  rmSync(`${file}-wal`)
  const add = () => run('INSERT INTO toy DEFAULT VALUES', [])
  await t.rejects(database.write(add), UNAVAILABLE)
  await t.rejects(database.write(add), UNAVAILABLE)
  const rows = await database.read(() => all('SELECT 1', []))
  t.same(rows, [[1]])
})

test('a write that may be flushed later waits for no flush, unless it shares the transaction of one that does', async (t) => {
  const { file, database } = openDatabase(t)
  // No flush succeeds.
  rmSync(`${file}-wal`)
  const add = () => run('INSERT INTO toy DEFAULT VALUES', [])
  const outcomes = async (...writes: Promise<unknown>[]): Promise<string[]> =>
    (await Promise.allSettled(writes)).map(({ status }) => status)
  t.same(await outcomes(database.write(add, 'later'), database.write(add, 'later')), ['fulfilled', 'fulfilled'])
  t.same(await outcomes(database.write(add, 'later'), database.write(add)), ['rejected', 'rejected'])
  await t.rejects(database.flushed(), UNAVAILABLE, 'what was written before is not safe')
})

test('one change after which nothing follows needs no savepoint, and still leaves nothing when it fails', async (t) => {
  const { database } = openDatabase(t)
  const insert = (id: number) => ({ sql: 'INSERT INTO toy VALUES (?1)', values: [id], returnsRows: false, last: true })
  function* add(id: number) {
    yield insert(id)
  }
  function* addTwo(id: number) {
    yield { ...insert(id), last: false }
    yield insert(1)
  }
  const outcomes = await Promise.allSettled([
    database.write(() => add(1)),
    database.write(() => add(1)),
    database.write(() => addTwo(2)),
    database.write(() => add(3)),
  ])
  t.same(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  )
  const ids = database.connection.prepare('SELECT id FROM toy ORDER BY id').pluck().all()
  t.same(ids, [1, 3])
})

test('of a write that fails nothing is left, whether it shares its transaction or not', async (t) => {
  const { database } = openDatabase(t)
  const add = (...ids: readonly number[]) =>
    database.write(function* () {
      for (const id of ids) yield* run('INSERT INTO toy VALUES (?1)', [id])
    })
  await add(1)
  await t.rejects(add(2, 3, 1), { message: 'unique constraint violated' })
  const together = await Promise.allSettled([add(4), add(5, 1), add(6)])
  t.same(
    together.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  await add(7)
  const rows = await database.read(() => all('SELECT id FROM toy ORDER BY id', []))
  t.same(rows.flat(), [1, 4, 6, 7])
})

test('a long log is copied into the database by another thread, and begun anew', async (t) => {
  const { file, database } = openDatabase(t)
  const log = (): Buffer => readFileSync(`${file}-wal`)
  const timesBegun = (): number => log().readUInt32BE(12)
  const before = timesBegun()
  let id = 0
  const add = (pages: number) =>
    database.write(() => run('INSERT INTO toy VALUES (?, zeroblob(?))', [(id += 1), pages * 4096], undefined))
  database.runScript('ALTER TABLE toy ADD COLUMN content')
  for (let pages = 0; pages < CHECKPOINT_PAGES; pages += 100) await add(100)
  while (timesBegun() === before) {
    await delay(20)
    await add(1)
  }
  t.equal(database.connection.pragma('wal_autocheckpoint', { simple: true }), LOG_PAGES)
  t.ok(log().length < LOG_PAGES * 4096, 'long before a commit would have done it')
  t.same(await database.read(() => all('SELECT count(*) FROM toy', [])), [[id]])
})
