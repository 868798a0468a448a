/** What a supervisor asks: whether the process lives, and whether it can serve. */
import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.js'
import { problemOf } from '../store/health.js'

export interface ProbesOptions {
  readonly store: Store
  /** Whether clients can connect wherever they are meant to. */
  readonly isListening: () => boolean
}

export function probes({ store, isListening }: ProbesOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/_intunite/health', async () => ({ status: 'ok' }))
    app.get('/_intunite/ready', async (_request, reply) => {
      const database = store.database.provider
      const unavailable = (problem: string) =>
        reply.code(503).header('retry-after', '5').send({ status: 'unavailable', database, problem })
      if (!isListening()) return unavailable('the server is starting or stopping')
      try {
        await inTime(store.requireHealth())
        return { status: 'ready', database }
      } catch (error) {
        return unavailable(problemOf(error))
      }
    })
  }
}

/** A question whether the server is ready is answered soon. */
const WITHIN = 2000

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), WITHIN)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
