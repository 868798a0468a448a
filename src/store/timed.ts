/** A database that tells how long it took. */
import type { StoreMetrics } from '../metrics/metrics.js'
import type { Client, Database, Work } from './work.js'

export function timed(database: Database, { reads, writes }: Pick<StoreMetrics, 'reads' | 'writes'>): Database {
  return {
    provider: database.provider,
    async read<T>(work: () => Work<T>, client?: Client): Promise<T> {
      const began = performance.now()
      try {
        return await database.read(work, client)
      } finally {
        reads.observe((performance.now() - began) / 1000)
      }
    },
    async write<T>(work: () => Work<T>): Promise<T> {
      const began = performance.now()
      try {
        return await database.write(work)
      } finally {
        writes.observe((performance.now() - began) / 1000)
      }
    },
    moment: (work) => database.moment(work),
    ...(database.holdWrites && { holdWrites: database.holdWrites.bind(database) }),
    close: () => database.close(),
  }
}
