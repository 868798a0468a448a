/** Threads of this program. */
import { isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/**
 * Starts a module as a thread; `path` is where it stands in `src/`, without its ending. In the built program this function
 * is part of a file in a folder of it, and the module has a file of its own at the same path (scripts/bundle.ts).
 */
export function startThread(path: string, workerData: unknown): Worker {
  const isAtRoot = /[\\/]thread\.[jt]s$/.test(fileURLToPath(import.meta.url))
  const file = new URL(`${isAtRoot ? './' : '../'}${path}.js`, import.meta.url)
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (import.meta.url.endsWith('.js')) return new Worker(file, { workerData, name })
  // In development it is TypeScript, and a thread has to be told so.
  const source = JSON.stringify(file.href.replace(/js$/, 'ts'))
  const script = `${reader()}.then(() => import(${source}))`
  return new Worker(script, { workerData, name, eval: true })
}

/** What makes a thread read TypeScript: the module that this process was told to import (`node --import FILE`), or else tsx. */
function reader(): string {
  const given = process.execArgv[process.execArgv.indexOf('--import') + 1] ?? ''
  if (isAbsolute(given)) return `import(${JSON.stringify(pathToFileURL(given).href)})`
  return `import('tsx/esm/api').then(({ register }) => register())`
}

/** Milliseconds after which an idle thread ends and its memory is given back, unless it has an own number of them. */
const IDLE = 5000

/** A thread that is started when it is needed, and ends when nothing was asked of it for a while. */
export class IdleThread {
  readonly #start: () => Worker
  readonly #onEnd: (failure: Error | undefined) => void
  readonly #lasts: number
  #thread: Worker | undefined
  #idle: NodeJS.Timeout | undefined

  /** `onEnd` is told when the thread ends while it is needed, and why if that is known. It lasts `lasts` milliseconds when idle. */
  constructor(start: () => Worker, onEnd: (failure: Error | undefined) => void, lasts = IDLE) {
    this.#start = start
    this.#onEnd = onEnd
    this.#lasts = lasts
  }

  get current(): Worker | undefined {
    return this.#thread
  }

  /** To be followed by {@link rest}; until then the program does not end by itself. */
  wake(): Worker {
    clearTimeout(this.#idle)
    const thread = (this.#thread ??= this.#started())
    thread.ref()
    return thread
  }

  rest(): void {
    const thread = this.#thread
    thread?.unref()
    this.#idle = setTimeout(() => {
      this.#thread = undefined
      void thread?.terminate()
    }, this.#lasts).unref()
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    await this.#thread?.terminate()
  }

  #started(): Worker {
    const thread = this.#start()
    let failure: Error | undefined
    thread.on('error', (error: Error) => (failure = error))
    thread.on('exit', () => {
      if (this.#thread !== thread) return
      this.#thread = undefined
      this.#onEnd(failure)
    })
    return thread
  }
}
