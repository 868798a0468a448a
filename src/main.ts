/** The server as a process, or as several: config -> store -> app -> listen -> graceful close. */
import { constants } from 'node:os'
import { createLogger } from './server/logging.js'
import type { Config } from './config.js'
import { prepareTenant } from './prepare.js'
import type { Served } from './server/server.js'

/** Starts the server. From the first moment it heeds SIGTERM and SIGINT, and exits at once on the second of them. */
export async function serve(config: Config): Promise<Served> {
  const toldToStop = nextStopSignal()
  const log = await createLogger(config)
  if (config.workers > 1) {
    const { serveByWorkers } = await import('./cluster/primary.js')
    return serveByWorkers(config, { log, toldToStop })
  }
  const { startListening } = await import('./server/server.js')
  const { origin, tls, close } = await startListening(config, {
    log,
    prepare: (store) => prepareTenant(config, store, log),
  })
  return { origin, tls, stopped: toldToStop.then(close) }
}

function nextStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let told = false
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.on(signal, () => {
        if (told) process.exit(128 + constants.signals[signal])
        told = true
        resolve(signal)
      })
  })
}
