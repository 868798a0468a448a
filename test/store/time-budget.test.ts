/** How long the reads of a transaction may take together: as long as they work, and no request pays for a busy machine. */
import SQLite from 'better-sqlite3'
import { test } from 'tap'
import { OutOfBudget, TimeBudget } from '../../src/store/sqlite/budget.js'
import { GO_ON } from '../../src/store/sql/stoppable.js'

const LIMIT = 100

function isStopped(run: () => unknown): boolean {
  try {
    run()
    return false
  } catch (error) {
    return error instanceof OutOfBudget
  }
}

test('work counts in a transaction, and waiting does not', (t) => {
  const connection = new SQLite(':memory:')
  t.teardown(() => connection.close())
  const budget = new TimeBudget(connection)
  connection.function('waits', (milliseconds: unknown) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds as number)
    return 1
  })
  connection.function('works', (milliseconds: unknown) => {
    const began = process.cpuUsage()
    let used = 0
    while (used < (milliseconds as number) * 1000) ({ user: used } = process.cpuUsage(began))
    return 1
  })
  const after = (deed: string) => () => connection.prepare(`SELECT ${deed}, ${GO_ON}(1)`).get()
  budget.share(LIMIT)
  t.ok(budget.withinShare(after(`waits(${LIMIT * 1.5})`)), 'others had the processor')
  t.ok(isStopped(() => budget.withinShare(after(`works(${LIMIT * 2})`))))
  t.ok(
    isStopped(() => budget.withinShare(after('works(1)'))),
    'nothing is left for the next one',
  )
  budget.share(LIMIT)
  t.ok(
    isStopped(() => budget.withinShare(after(`waits(${LIMIT * 8})`))),
    'there is an end to that as well',
  )
  t.ok(
    isStopped(() => budget.within(LIMIT, after(`waits(${LIMIT * 2})`))),
    'outside the clock counts',
  )
  t.end()
})
