/**
 * Keeps the content folder free of what nothing needs any more: what was uploaded for apps that are gone, and what is left
 * of uploads that broke off. At start, every hour, and soon after this process deleted something.
 */
import type { FastifyInstance } from 'fastify'
import type { Content } from '../store/content/content.js'

const EVERY = 3_600_000
const SOON = 500

/** Requests that may delete apps, or whole tenants with theirs. */
const DELETES = /\/(?:mobileapps|\$batch|tenants)\b/i

export function keepSwept(app: FastifyInstance, content: Content, onFailure: (error: unknown) => void): void {
  let running: Promise<void> = Promise.resolve()
  let soon: NodeJS.Timeout | undefined
  const sweep = (): void => {
    soon = undefined
    running = running.then(() => content.sweep()).catch(onFailure)
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
