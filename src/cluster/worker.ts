/**
 * One of several processes that serve on one port. It is started by the primary, which also tells it to stop; when the
 * primary is gone, Node ends it.
 */
import { explainFailure } from '../server/failures.js'
import { createLogger } from '../server/logging.js'
import type { Config } from '../config.js'
import type { Family } from '../metrics/families.js'
import { startListening } from '../server/server.js'
import type { Running } from '../server/server.js'
import type { FromPrimary, FromWorker } from './messages.js'

let running: Running | undefined
let closing = false
let ownFigures: () => Family[] = () => []
let questions = 0
const waiting = new Map<number, (families: readonly Family[]) => void>()

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}

/** Of all workers, by way of the primary. */
function collect(): Promise<readonly Family[]> {
  questions += 1
  const id = questions
  const answer = new Promise<readonly Family[]>((resolve) => waiting.set(id, resolve))
  tell({ kind: 'collect', id })
  return answer
}

async function start(config: Config, number: number): Promise<void> {
  try {
    const log = (await createLogger(config)).child({ worker: number })
    running = await startListening(config, { log, collect, onFigures: (own) => (ownFigures = own) })
    tell({ kind: 'ready', origin: running.origin, tls: running.tls })
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
    tell({ kind: 'failed', explanation: explainFailure(error, config), details })
    // Leaves when the message has left.
    process.exitCode = 1
    process.disconnect()
  }
}

async function close(reason: string): Promise<void> {
  if (closing) return
  closing = true
  await running?.close(reason)
  process.exit(0)
}

process.umask(0o077)
// A terminal sends it to all processes at once; what it means is for the primary to say.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => void close('SIGTERM'))
process.on('message', (message: FromPrimary) => {
  if (message.kind === 'serve') void start(message.config, message.number)
  else if (message.kind === 'report') tell({ kind: 'figures', id: message.id, families: ownFigures() })
  else if (message.kind === 'close') void close(message.reason)
  else {
    waiting.get(message.id)?.(message.families)
    waiting.delete(message.id)
  }
})
tell({ kind: 'here' })
