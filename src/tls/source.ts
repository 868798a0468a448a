/** Where the certificate of the server comes from: files of the operator's own, or the private CA. */
import { namesOf } from './names.js'
import { readFile } from 'node:fs/promises'
import { SETTINGS } from '../config.js'
import type { Config } from '../config.js'
import type { Store } from '../store/store.js'
import { goTogether, openTls, TlsError } from './keeper.js'
import { databaseKeep } from './keeps.js'
import type { Keep } from './keeps.js'

export interface Shown {
  /** PEM. */
  readonly key: string
  /** PEM, with intermediates if there are any. */
  readonly certificate: string
  /** What clients have to trust, if it is the private CA and lies in a file. */
  readonly caFile?: string | undefined
  /** PEM of the private CA. */
  readonly ca?: string
}

/** Asked at the start, and again from time to time: files change, and certificates age. */
export type Source = () => Promise<Shown>

type TlsConfig = Pick<Config, 'data' | 'databaseUrl'> & Partial<Pick<Config, 'tlsCert' | 'tlsKey' | 'tlsNames'>>

export function tlsSource(config: TlsConfig, store: Pick<Store, 'identity'>): Source {
  const { data, tlsCert, tlsKey } = config
  if (tlsCert !== undefined && tlsKey !== undefined) return () => readOwn(tlsCert, tlsKey)
  const keep = keepFor(config, store)
  return () => openTls({ data, ...keep, names: namesOf(config), now: () => new Date() })
}

/** Processes that share a database share the CA in it. */
export function keepFor({ databaseUrl }: Pick<Config, 'databaseUrl'>, { identity }: Pick<Store, 'identity'>) {
  return databaseUrl === undefined ? {} : ({ keep: databaseKeep(identity.settings) } satisfies { keep: Keep })
}

async function readOwn(certificateFile: string, keyFile: string): Promise<Shown> {
  const [certificate, key] = await Promise.all([
    readText(certificateFile, SETTINGS.tlsCert.env),
    readText(keyFile, SETTINGS.tlsKey.env),
  ])
  if (!goTogether({ certificate, key }))
    throw new TlsError(`${certificateFile} and ${keyFile} do not hold a certificate and its private key in PEM`)
  return { certificate, key }
}

async function readText(file: string, setting: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new TlsError(`${setting}: cannot read ${file} (${(error as NodeJS.ErrnoException).code})`)
  }
}
