/** What a supervisor asks: whether the process lives, and whether it can serve. */
import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.js'
import { one } from '../store/work.js'

export function probes({ store }: { readonly store: Store }) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/_intunite/health', async () => ({ status: 'ok' }))
    app.get('/_intunite/ready', async (_request, reply) => {
      try {
        await store.database.read(() => one('SELECT 1', []))
        return { status: 'ready', database: store.database.provider }
      } catch {
        return reply
          .code(503)
          .header('retry-after', '5')
          .send({ status: 'unavailable', database: store.database.provider })
      }
    })
  }
}
