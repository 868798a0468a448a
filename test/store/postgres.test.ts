/** What only PostgreSQL does: statements kept prepared, pipelines of several commands, connections that break. */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { test } from 'tap'
import type { Test } from 'tap'
import { PostgresDatabase } from '../../src/store/postgres/database.js'
import { connectBeside } from '../../src/store/store.js'
import { PipelineRunner } from '../../src/store/postgres/pipeline-runner.js'
import { Pulse } from '../../src/store/postgres/pulse.js'
import { KEPT } from '../../src/store/postgres/statements.js'
import { planAnew } from '../../src/store/plans.js'
import { all, amid, ConstraintViolation, DatabaseUnavailable, one, OutcomeUnknown, run } from '../../src/store/work.js'
import type { Row, SqlValue, Work } from '../../src/store/work.js'
import { onPostgres } from '../harness/databases.js'

const TABLES = `
CREATE TABLE parent (id TEXT PRIMARY KEY);
CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES parent);
CREATE TABLE fragile (id TEXT PRIMARY KEY);
CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER leaves AFTER INSERT ON fragile DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION leave();
INSERT INTO parent VALUES ('p');`

interface Given {
  readonly url: string
  readonly database: PostgresDatabase
  /** Straight to the server. */
  ask(sql: string): Promise<Record<string, unknown>[]>
  open(options: { poolSize: number; url?: string }): PostgresDatabase
}

async function given(t: Test, check: (t: Test, given: Given) => Promise<void>): Promise<void> {
  await onPostgres(t, async (t, { newDatabase }) => {
    const { databaseUrl: url = '' } = await newDatabase()
    const client = new pg.Client(url)
    await client.connect()
    t.teardown(() => client.end())
    await client.query(TABLES)
    const open: Given['open'] = ({ poolSize, url: other = url }) => {
      const database = new PostgresDatabase(other, { poolSize, onIdleError: () => undefined })
      t.teardown(() => database.close())
      return database
    }
    const ask: Given['ask'] = async (sql) => (await client.query<Record<string, unknown>>(sql)).rows
    await check(t, { url, database: open({ poolSize: 10 }), open, ask })
  })
}

/** What it fails with; undefined if it does not. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

/** A new row, after which the work changes nothing any more. */
function* insertLast(sql: string, values: readonly SqlValue[]): Work<Row | undefined> {
  return (yield { sql, values, returnsRows: true, quick: true, last: true }).rows[0]
}

const insertChild = (id: string, parent = 'p'): Work<Row | undefined> =>
  insertLast('INSERT INTO child VALUES ($1, $2) RETURNING id', [id, parent])

test('a read of few rows shares a connection with quick ones, as long as its answers are short', (t) =>
  given(t, async (t, { open }) => {
    // One connection for shared reads.
    const database = open({ poolSize: 4 })
    const sql = "SELECT pg_backend_pid(), repeat('x', CAST($1 AS INTEGER))"
    const connectionOf = (more: object, length = 1): Promise<unknown> =>
      database.read(function* (): Work<unknown> {
        return (yield { sql, values: [length], returnsRows: true, ...more }).rows[0]?.[0]
      })
    const shared = await connectionOf({ quick: true })
    t.equal(await connectionOf({ few: true }), shared)
    t.not(await connectionOf({}), shared)
    t.equal(await connectionOf({ few: true }, 70_000), shared, 'how long an answer is shows when it is there')
    t.not(await connectionOf({ few: true }), shared)
    t.equal(await connectionOf({ quick: true }), shared)
  }))

test('PostgreSQL', async (t) => {
  await given(t, async (t, { url, database, open, ask }) => {
    const count = async (table: string): Promise<unknown> =>
      (await ask(`SELECT count(*)::int AS n FROM ${table}`))[0]?.['n']

    await t.test('quick reads that travel together give each their own answer, and only theirs fails', async (t) => {
      const answers = await Promise.allSettled(
        Array.from({ length: 200 }, (_, i) =>
          database.read(() =>
            one(
              i % 7 === 3 ? `SELECT 1 / ($1::int - $1::int)` : 'SELECT $1::int, $2::text',
              i % 7 === 3 ? [i] : [i, `row ${i}`],
            ),
          ),
        ),
      )
      for (const [i, answer] of answers.entries())
        if (i % 7 === 3) t.match(answer, { status: 'rejected', reason: { code: '22012' } })
        else t.match(answer, { status: 'fulfilled', value: [i, `row ${i}`] })
    })

    await t.test('writes that are committed together do not suffer from each other', async (t) => {
      const ids = Array.from({ length: 60 }, (_, i) => `together ${i % 50}`)
      const answers = await Promise.allSettled(
        ids.map((id, i) => database.write(() => insertChild(id, i === 20 ? 'nobody' : 'p'))),
      )
      t.equal(answers.filter(({ status }) => status === 'fulfilled').length, 49)
      for (const answer of answers) if (answer.status === 'rejected') t.type(answer.reason, ConstraintViolation)
      t.match(answers[20], { reason: { constraint: 'foreignKey' } })
      t.equal(await count('child'), 49)
    })

    await t.test('what fails behind the first command leaves nothing behind', async (t) => {
      const before = await count('child')
      const failure = await failureOf(
        database.write(function* () {
          yield* run('INSERT INTO child VALUES ($1, $2)', [randomUUID(), 'p'])
          yield* insertChild(randomUUID(), 'nobody')
        }),
      )
      t.match(failure, { constraint: 'foreignKey' })
      t.equal(await count('child'), before)
    })

    await t.test('a transaction that goes on after a refusal is not answered as if it had been kept', async (t) => {
      const before = await count('child')
      const failure = await failureOf(
        database.write(function* (): Work<string> {
          yield* run('INSERT INTO child VALUES ($1, $2)', [randomUUID(), 'p'])
          try {
            yield* run('INSERT INTO child VALUES ($1, $2)', [randomUUID(), 'nobody'])
          } catch {
            return 'kept'
          }
          return 'kept'
        }),
      )
      t.match(failure, { constraint: 'foreignKey' })
      t.equal(await count('child'), before)
    })

    await t.test('works put together end with the last of them', async (t) => {
      const ids = [randomUUID(), randomUUID()] as const
      await t.rejects(
        database.write(function* () {
          yield* amid(insertChild(ids[0]))
          yield* amid(insertChild(ids[1], 'nobody'))
        }),
      )
      t.same(await ask(`SELECT id FROM child WHERE id = '${ids[0]}'`), [])
    })

    await t.test('a commit waits for the disk, or all of them together for one that comes later', async (t) => {
      function* waits(id: string): Work<unknown> {
        yield* run('INSERT INTO parent VALUES ($1)', [id])
        return (yield* one('SHOW synchronous_commit', []))?.[0]
      }
      t.equal(await database.write(() => waits('at once')), 'on')
      t.equal(await database.write(() => waits('later'), 'later'), 'off')
      t.equal(await database.write(() => waits('at once again')), 'on', 'the connection keeps nothing of it')
      t.equal(await database.write(() => waits('later again'), 'later'), 'off')
      const isFlushed = async (): Promise<unknown> => {
        const [{ end } = {}] = await ask('SELECT pg_current_wal_insert_lsn() AS end')
        await database.flushed()
        return (await ask(`SELECT pg_current_wal_flush_lsn() >= '${String(end)}' AS flushed`))[0]?.['flushed']
      }
      t.same(await Promise.all([isFlushed(), isFlushed()]), [true, true], 'for every caller')
      const slow = database.write(function* () {
        yield* run(`INSERT INTO parent VALUES ('slow')`, [])
        yield* one('SELECT pg_sleep(0.2)', [])
      }, 'later')
      await database.flushed()
      await slow
      t.equal(await isFlushed(), true, 'also what was committed since it was asked for')
      const count = `SELECT count(*)::int AS n FROM parent WHERE id LIKE '%again'`
      t.same(await ask(count), [{ n: 2 }], 'nothing is lost or done twice')
    })

    await t.test('a commit with an unknown outcome is neither success nor tried again', async (t) => {
      let attempts = 0
      const failed = database.write(function* () {
        attempts += 1
        yield* insertLast('INSERT INTO fragile VALUES ($1) RETURNING id', [randomUUID()])
      })
      t.type(await failureOf(failed), OutcomeUnknown)
      t.equal(attempts, 1)
      t.ok(await database.write(() => insertChild(randomUUID())), 'and the next write finds a connection')
    })

    await t.test('a connection lost before the commit costs nothing but another attempt', async (t) => {
      let attempts = 0
      const id = randomUUID()
      await database.write(function* () {
        attempts += 1
        yield* run('INSERT INTO child VALUES ($1, $2)', [id, 'p'])
        if (attempts === 1) yield* run('SELECT pg_terminate_backend(pg_backend_pid())', [])
      })
      t.equal(attempts, 2)
      t.match(await ask(`SELECT id FROM child WHERE id = '${id}'`), [{ id }])
    })

    await t.test('a connection keeps a bounded number of statements', async (t) => {
      const single = open({ poolSize: 1 })
      for (let i = 0; i < KEPT + 150; i += 1) await single.read(() => all(`SELECT ${i} + $1::int`, [1]))
      t.same(await single.read(() => all('SELECT 7 + $1::int', [1])), [[8]], 'one that was forgotten comes back')
      const [kept] = await single.read(() => all('SELECT count(*)::int FROM pg_prepared_statements', []))
      t.ok(Number(kept?.[0]) <= KEPT, `${kept?.[0]} kept`)
      t.ok(Number(kept?.[0]) > KEPT / 2)
    })

    await t.test('a table that another process changes is read as it is now', async (t) => {
      const single = open({ poolSize: 1 })
      for (const reader of [single, database]) {
        await ask('CREATE TABLE changing AS SELECT 1 AS a')
        t.same(await reader.read(() => one('SELECT * FROM changing', [])), [1])
        await ask(`ALTER TABLE changing ADD COLUMN b TEXT DEFAULT 'x'`)
        t.same(await reader.read(() => one('SELECT * FROM changing', [])), [1, 'x'])
        await ask('DROP TABLE changing')
      }
    })

    await t.test('a statement may take 30 seconds, and what it needs where whole tenants are worked on', async (t) => {
      const beside = await connectBeside({ data: '', databaseUrl: url })
      t.teardown(() => beside.close())
      const limits = [database, beside].map((each) => each.read(() => one('SHOW statement_timeout', [])))
      t.same(await Promise.all(limits), [['30s'], ['0']])
    })

    await t.test('a role without connections left is the absence of the database', async (t) => {
      const role = `r${randomUUID().replaceAll('-', '')}`
      await ask(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0`)
      const limited = new URL(url)
      limited.username = role
      limited.password = 'x'
      const refused = open({ poolSize: 10, url: limited.toString() })
      t.type(await failureOf(refused.read(() => one('SELECT 1', []))), DatabaseUnavailable)
      t.type(await failureOf(refused.write(() => run('SELECT 1', []))), DatabaseUnavailable)
    })
  })
})

test('many rows are deleted by plans for what the tables hold, whatever plans the connection has kept', async (t) => {
  await given(t, async (t, { database, ask }) => {
    await ask('CREATE INDEX of_parent ON child (parent)')
    await ask('ANALYZE child')
    const time = (anew: boolean): Promise<number> =>
      database.write(function* (): Work<number> {
        yield* run(`DELETE FROM child`, [])
        for (let i = 0; i < 9; i++) {
          yield* run(`INSERT INTO parent VALUES ('x')`, [])
          yield* run(`DELETE FROM parent WHERE id = 'x'`, [])
        }
        yield* run(`INSERT INTO parent SELECT 'x' || g FROM generate_series(1, 2000) g`, [])
        yield* run(`INSERT INTO child SELECT 'c' || g, 'p' FROM generate_series(1, 4000) g`, [])
        if (anew) yield* planAnew(database)
        const plan = yield* all(`EXPLAIN (ANALYZE, TIMING ON) DELETE FROM parent WHERE id LIKE 'x%'`, [])
        return Number(/child_parent_fkey: time=([\d.]+)/.exec(plan.map((row) => String(row[0])).join('\n'))?.[1])
      })
    const [kept, anew] = [await time(false), await time(true)]
    t.ok(anew * 4 < kept, `${anew} ms instead of ${kept}`)
  })
})

test('a statement without a limit is not given up while the server works on it', (t) =>
  given(t, async (t, { url }) => {
    const settings = { connectionString: url }
    const runner = new PipelineRunner({ settings, silence: 200 })
    const client = new pg.Client(settings)
    t.teardown(() => (runner.close(), client.end()))
    await client.connect()
    const { error, outcomes } = await runner.run(client, [{ sql: 'SELECT pg_sleep(2)', values: [] }])
    t.equal(error, undefined)
    t.equal(outcomes.length, 1)
  }))

test('a database is not silent because this thread was held and read nothing', async (t) => {
  await given(t, async (t, { url }) => {
    let silent = false
    const pulse = new Pulse({ settings: { connectionString: url }, within: 300, onSilence: () => (silent = true) })
    t.teardown(() => pulse.close())
    pulse.feel()
    const until = performance.now() + 400
    while (performance.now() < until);
    await delay(500)
    t.notOk(silent || pulse.isSilent)
  })
})
