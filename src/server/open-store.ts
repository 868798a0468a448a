/** The store that the settings ask for. */
import { mkdirSync } from 'node:fs'
import { randomId, systemClock } from '../clock.js'
import type { Config } from '../config.js'
import { model as builtIn } from '../entities/index.js'
import type { Model } from '../model/model.js'
import { openStore } from '../store/store.js'
import type { Store, StoreOptions } from '../store/store.js'

export type DataConfig = Pick<Config, 'data' | 'databaseUrl' | 'poolSize'> &
  Partial<Pick<Config, 'cacheBytes' | 'content' | 'queryTimeout' | 'model'>>

interface Log {
  info?(message: string): void
  warn(error: Error, message: string): void
  error?(details: object, message: string): void
}

/** Makes the data folder, for its owner only, unless the data is in PostgreSQL. */
export async function openConfiguredStore(
  { data, content, databaseUrl, poolSize, cacheBytes, queryTimeout, model: files = [] }: DataConfig,
  log: Log,
  observers?: Pick<StoreOptions, 'metrics' | 'observe'>,
): Promise<Store> {
  const model = await modelOf(files)
  if (databaseUrl === undefined) mkdirSync(data, { recursive: true, mode: 0o700 })
  return openStore({
    model,
    data,
    content,
    databaseUrl,
    poolSize,
    cacheBytes,
    queryTimeout,
    clock: systemClock,
    newId: randomId,
    onHealth(problem) {
      if (problem === undefined) log.info?.('the database works again')
      else log.error?.({ problem }, 'the database fails')
    },
    onIdleError: (error) => log.warn(error, 'lost a connection to the database'),
    ...observers,
  })
}

/** What reads model files is loaded only where there are some. */
export async function modelOf(files: readonly string[]): Promise<Model> {
  return files.length === 0 ? builtIn : (await import('./model-files.js')).loadModel(files)
}
