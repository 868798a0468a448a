/**
 * Keeps the content folder free of what nothing needs any more: what was uploaded for apps that are gone, files of exported reports that nobody
 * can read any more, and what is left
 * of uploads that broke off. At start, every hour, and soon after this process deleted something.
 */
import type { FastifyInstance } from 'fastify'
import type { StoredClocks } from '../store/clocks.js'
import { dateTimeFromClock } from '../model/date-time.js'
import { EXPORTS, LIFETIME } from '../services/reports/exports.js'
import type { Content } from '../store/content/content.js'
import type { Database } from '../store/work.js'

const EVERY = 3_600_000
const SOON = 500

/** Requests that may delete apps or exports, or whole tenants with theirs. */
const DELETES = /\/(?:mobileapps|exportjobs|\$batch|tenants)\b/i

export interface Sweeping {
  readonly database: Database
  readonly content: Content
  readonly clocks: StoredClocks
  readonly onFailure: (error: unknown) => void
}

export function keepSwept(app: FastifyInstance, { database, content, clocks, onFailure }: Sweeping): void {
  async function sweepAll(): Promise<void> {
    // Those without a clock of their own go by the server's.
    for (const tenantId of [undefined, ...clocks.own]) {
      const readable = dateTimeFromClock(clocks.milliseconds(tenantId) - LIFETIME, 0)
      await database.write(() => content.uploads.forget(EXPORTS, readable, tenantId))
    }
    await content.sweep()
  }
  let running: Promise<void> = Promise.resolve()
  let soon: NodeJS.Timeout | undefined
  const sweep = (): void => {
    soon = undefined
    running = running.then(sweepAll).catch(onFailure)
  }
  const regularly = setInterval(sweep, EVERY).unref()
  app.addHook('onReady', async () => sweep())
  app.addHook('onResponse', (request, reply, done) => {
    const writes = request.method === 'DELETE' || request.method === 'POST'
    if (writes && soon === undefined && reply.statusCode < 400 && DELETES.test(request.raw.url ?? ''))
      soon = setTimeout(sweep, SOON).unref()
    done()
  })
  app.addHook('onClose', async () => {
    clearInterval(regularly)
    clearTimeout(soon)
    await running
  })
}
