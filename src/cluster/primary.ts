/**
 * Several processes behind one port. The primary does once what is to be done once (migrations, the first tenant, the
 * seed, the certificate), then serves nothing itself: it opens the port for the workers and watches them.
 *
 * @see https://nodejs.org/api/cluster.html
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { openConfiguredStore } from '../server/open-store.js'
import type { Config } from '../config.js'
import type { Served } from '../server/server.js'
import { prepareTenant } from '../prepare.js'
import { createWorkerPool } from './pool.js'

interface Context {
  readonly log: Logger
  readonly toldToStop: Promise<NodeJS.Signals>
}

export async function serveByWorkers(config: Config, { log, toldToStop }: Context): Promise<Served> {
  const store = await openConfiguredStore(config, log)
  try {
    await prepareTenant(config, store, log)
    // Made here once if it is missing; the workers find it in the database.
    if (config.tls === '1') await (await import('../tls/source.js')).tlsSource(config, store)()
  } finally {
    await store.close()
  }
  const pool = createWorkerPool({ ...config, ...(await choosePorts(config)) }, log)
  const addresses = await pool.start()
  log.info({ workers: config.workers }, 'all workers are ready')
  const stopped = toldToStop.then(async (signal) => {
    log.info({ signal }, 'closing')
    await pool.close(signal)
    log.info('closed')
  })
  return { ...addresses, stopped }
}

/** Free ports where 0 asks for them, so that a worker that starts later gets the same; and the refusal of taken ones. */
async function choosePorts({ host, port, tls, tlsPort }: Config): Promise<Pick<Config, 'port' | 'tlsPort'>> {
  return { port: await tryPort(host, port), tlsPort: tls === '1' ? await tryPort(host, tlsPort) : tlsPort }
}

async function tryPort(host: string, port: number): Promise<number> {
  const server = createServer()
  server.listen(port, host)
  await once(server, 'listening')
  const { port: chosen } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return chosen
}
