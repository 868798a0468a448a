/** A database that tells how long it took. */
import type { StoreMetrics } from '../metrics/metrics.js'
import type { Database } from './work.js'

type Times = StoreMetrics['reads']

export function timed(database: Database, { reads, writes }: Pick<StoreMetrics, 'reads' | 'writes'>): Database {
  return {
    provider: database.provider,
    async read(work, client) {
      return timedNow(reads, () => database.readNow(work, client))
    },
    readNow: (work, client) => timedNow(reads, () => database.readNow(work, client)),
    write: (work) => timedLater(writes, performance.now(), database.write(work)),
    moment: (work) => database.moment(work),
    ...(database.holdWrites && { holdWrites: database.holdWrites.bind(database) }),
    close: () => database.close(),
  }
}

function timedNow<T>(times: Times, read: () => T | Promise<T>): T | Promise<T> {
  const began = performance.now()
  let result: T | Promise<T> | undefined
  try {
    result = read()
  } finally {
    if (!(result instanceof Promise)) times.observe((performance.now() - began) / 1000)
  }
  return result instanceof Promise ? timedLater(times, began, result) : result
}

async function timedLater<T>(times: Times, began: number, result: Promise<T>): Promise<T> {
  try {
    return await result
  } finally {
    times.observe((performance.now() - began) / 1000)
  }
}
