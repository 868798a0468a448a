/** The worker processes: started, watched, started again when they die, told to stop. */
import cluster from 'node:cluster'
import type { Worker } from 'node:cluster'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import { together } from '../metrics/families.js'
import type { Family } from '../metrics/families.js'
import type { Addresses } from '../server/server.js'
import { ownFamilies } from './figures.js'
import type { FromPrimary, FromWorker } from './messages.js'

/** The first pause before a dead worker is replaced; each further death doubles it, */
const FIRST_PAUSE = 100
/** up to this, */
const LONGEST_PAUSE = 30_000
/** until a worker has lived so long. */
const HEALTHY_AFTER = 10_000

/** A worker that does not answer for so long is left out of the figures. */
const FIGURES_WITHIN = 1000

/** What a worker may take longer to end than its requests may take to finish. */
const GRACE = 2000

/** Makes older versions of libuv leave to others what they could accept in one go. */
const ONE_BY_ONE = { UV_TCP_SINGLE_ACCEPT: '1' }

/** A worker could not start; the message is for the person who started the program. */
export class WorkerError extends Error {}

export interface WorkerPool {
  /** Settles when all of them listen; fails if one of them cannot. */
  start(): Promise<Addresses>
  close(reason: string): Promise<void>
}

interface WorkerSlot {
  readonly number: number
  worker: Worker
  ready: boolean
  deaths: number
}

export function createWorkerPool(config: Config, log: Logger): WorkerPool {
  // In development this file is TypeScript, and so is the other one.
  // By way of the room, because the built program has this in another folder of the same depth.
  const worker = `../cluster/worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`
  const exec = fileURLToPath(new URL(worker, import.meta.url))
  // Workers accept from the shared socket themselves. Connections that the primary hands over are lost silently,
  // and their clients wait for ever, when the worker dies before it has said that it got them.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ exec, args: [] })
  const slots: WorkerSlot[] = []
  const reports = new Map<number, (from: number, families: readonly Family[]) => void>()
  let closing = false
  let replaced = 0
  let questions = 0

  const tell = (worker: Worker, message: FromPrimary): void => {
    // Who is dying does not listen any more.
    if (worker.isConnected()) worker.send(message, undefined, () => undefined)
  }

  const launch = (number: number, deaths: number, onStart: (outcome: Addresses | WorkerError) => void): WorkerSlot => {
    const worker = cluster.fork(ONE_BY_ONE)
    const slot: WorkerSlot = { number, worker, ready: false, deaths }
    const born = performance.now()
    let failure: string | undefined
    worker.on('error', (error) => log.warn({ err: error, worker: number }, 'a worker cannot be reached'))
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'here') tell(worker, { kind: 'serve', config, number })
      else if (message.kind === 'ready') {
        slot.ready = true
        onStart({ origin: message.origin, tls: message.tls })
      } else if (message.kind === 'failed') failure = message.explanation ?? message.details
      else if (message.kind === 'figures') reports.get(message.id)?.(number, message.families)
      else void collect().then((families) => tell(worker, { kind: 'collected', id: message.id, families }))
    })
    worker.once('exit', (code, signal) => {
      slot.ready = false
      onStart(new WorkerError(failure ?? `a worker ended with ${signal ?? code} before it was ready`))
      if (!closing) replace(slot, { code, signal, failure, lived: performance.now() - born })
    })
    return slot
  }

  const replace = (
    dead: WorkerSlot,
    { lived, ...how }: { code: number; signal: string | null; failure: string | undefined; lived: number },
  ): void => {
    const deaths = lived > HEALTHY_AFTER ? 1 : dead.deaths + 1
    const pause = Math.min(FIRST_PAUSE * 2 ** (deaths - 1), LONGEST_PAUSE)
    const { number, worker } = dead
    log.error({ worker: number, workerPid: worker.process.pid, ...how, pause }, 'a worker died and is replaced')
    setTimeout(() => {
      if (closing) return
      replaced += 1
      slots[number - 1] = launch(number, deaths, (outcome) => {
        if (!(outcome instanceof Error)) log.info({ worker: number }, 'the worker is replaced')
      })
    }, pause)
  }

  const collect = async (): Promise<Family[]> => {
    questions += 1
    const id = questions
    const asked = slots.filter(({ ready }) => ready)
    const processes = [{ worker: 'primary', families: ownFamilies(asked.length, replaced) }]
    await new Promise<void>((resolve) => {
      const waiting = setTimeout(resolve, FIGURES_WITHIN)
      reports.set(id, (from, families) => {
        processes.push({ worker: String(from), families: [...families] })
        if (processes.length <= asked.length) return
        clearTimeout(waiting)
        resolve()
      })
      for (const { worker } of asked) tell(worker, { kind: 'report', id })
    })
    reports.delete(id)
    return together(processes)
  }

  return {
    async start() {
      const starts = Array.from(
        { length: config.workers },
        (_, i) =>
          new Promise<Addresses>((resolve, reject) => {
            const slot = launch(i + 1, 0, (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)))
            slots.push(slot)
          }),
      )
      try {
        const [first] = await Promise.all(starts)
        return first as Addresses
      } catch (error) {
        closing = true
        for (const { worker } of slots) worker.process.kill('SIGKILL')
        throw error
      }
    },
    async close(reason) {
      closing = true
      const alive = slots.filter(({ worker }) => !worker.isDead())
      const ends = alive.map(({ worker }) => once(worker, 'exit'))
      for (const { worker } of alive) tell(worker, { kind: 'close', reason })
      const limit = setTimeout(
        () => {
          for (const { worker } of alive) worker.process.kill('SIGKILL')
        },
        config.closeTimeout * 1000 + GRACE,
      )
      await Promise.all(ends)
      clearTimeout(limit)
    },
  }
}
