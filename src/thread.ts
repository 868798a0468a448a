/** Threads of this program. */
import { fileURLToPath } from 'node:url'
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
  const script = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}) })`
  return new Worker(script, { workerData, name, eval: true })
}
