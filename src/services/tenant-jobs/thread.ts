/** A thread that does what is done with whole tenants, with a connection and a model of its own. */
import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { randomId } from '../../clock.js'
import { modelFrom } from '../../entities/texts.js'
import { connectBeside } from '../../store/store.js'
import type { Database, Work } from '../../store/work.js'
import { DatabaseUnavailable } from '../../store/work.js'
import { runJob } from './jobs.js'
import type { Job } from './jobs.js'
import type { Failure, FromJobs, JobThreadData, ToJobs } from './beside.js'

const port = parentPort as MessagePort
const { location, texts } = workerData as JobThreadData

const opened = await connectBeside(location)
const database: Database = opened.provider === 'sqlite' ? takingTurns(opened) : opened
const deps = { model: await modelFrom(texts), database, newId: randomId }
let held = (): void => undefined

port.on('message', (message: ToJobs) => {
  if (message === 'held') held()
  else void perform(message)
})

async function perform(job: Job): Promise<void> {
  try {
    post({ result: await runJob(deps, job) })
  } catch (error) {
    post({ failure: failureOf(error as Error) })
  }
}

/** Writes while those of the other thread wait, up to the moment at which it is safe from a loss of power. */
function takingTurns(own: Database): Database {
  return {
    provider: own.provider,
    read: (work) => own.read(work),
    readNow: (work) => own.readNow(work),
    moment: (work) => own.moment(work),
    async write<T>(work: () => Work<T>): Promise<T> {
      const turn = new Promise<void>((resolve) => (held = resolve))
      post('hold')
      await turn
      try {
        return await own.write(work)
      } finally {
        post('release')
      }
    },
    close: () => own.close(),
  }
}

function post(message: FromJobs): void {
  port.postMessage(message)
}

function failureOf(error: Error): Failure {
  const { code, issues, problem } = error as Partial<Failure>
  const name = error instanceof DatabaseUnavailable ? 'DatabaseUnavailable' : error.name
  return { name, message: causeOf(error).message, stack: error.stack, code, issues, problem } as Failure
}

/** What is behind an error of the database. */
function causeOf(error: Error): Error {
  return error instanceof DatabaseUnavailable && error.cause instanceof Error ? error.cause : error
}
