/** A thread that reads from the database with a connection of its own, one statement at a time, each of which can be stopped. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { LIMITS } from '../../odata/limits.js'
import { GO_ON } from '../sql/stoppable.js'
import type { Row, SqlValue } from '../work.js'
import { connect } from './connection.js'
import type { FromReader, ReaderData, ToReader } from './long-reads.js'

const port = parentPort as MessagePort
const { file, stop } = workerData as ReaderData
const stopped = new Int32Array(stop)

const connection = connect(file)
connection.pragma('query_only = ON')
let current = 0
connection.function(GO_ON, { deterministic: false }, (_row: unknown) => {
  if (Atomics.load(stopped, 0) === current) throw new Error('stopped')
  return 1
})

port.on('message', ({ id, sql, values }: ToReader) => {
  current = id
  port.postMessage({ id, begun: true } satisfies FromReader)
  port.postMessage(read(id, sql, values))
})
port.postMessage('ready' satisfies FromReader)

function read(id: number, sql: string, values: readonly SqlValue[]): FromReader {
  try {
    const statement = connection.prepare<SqlValue[]>(sql).raw(true)
    const rows: Row[] = []
    let characters = 0
    for (const row of statement.iterate(...values) as IterableIterator<Row>) {
      for (const value of row) if (typeof value === 'string') characters += value.length
      if (characters > LIMITS.answer) return { id, tooLarge: true }
      rows.push(row)
    }
    return { id, rows }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, error: { message, code } }
  }
}
