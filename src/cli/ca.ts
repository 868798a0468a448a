/** `intunite ca`: where the private CA is and how clients come to trust it; `intunite ca export`: its certificate in other forms. */
import { X509Certificate } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import { SETTINGS } from '../config.js'
import { readSettings } from '../read-config.js'
import { ConfigError, suggestion } from '../settings.js'
import type { Values } from '../settings.js'
import { openAuthority } from '../tls/keeper.js'
import type { Authority } from '../tls/keeper.js'
import { namesOf } from '../tls/names.js'
import { keepFor } from '../tls/source.js'
import { caText } from './ca-text.js'
import { CA_SETTINGS } from './command-settings.js'
import { explainFailure } from '../server/failures.js'

type CaSettings = Values<typeof CA_SETTINGS>

/** The file for what was asked for cannot be written. */
class NotWritten extends Error {}

export async function caCommand(argv: readonly string[]): Promise<number> {
  const [first = '', ...rest] = argv
  const exports = first === 'export'
  if (!exports && first !== '' && !first.startsWith('-'))
    throw new ConfigError([`unknown command ca ${first}${suggestion(first, ['export'])}`])
  const settings = readSettings(CA_SETTINGS, process.env, exports ? rest : argv)
  const { format, out } = settings
  if (!exports && (out !== undefined || format !== CA_SETTINGS.format.default))
    throw new ConfigError(['--format and --out are for: intunite ca export'])
  try {
    const authority = await findAuthority(settings)
    if (exports) await write(await inFormat(authority, format), settings)
    else process.stdout.write(caText(authority, flagsOf(settings)))
    return 0
  } catch (error) {
    const explanation = error instanceof NotWritten ? error.message : explainFailure(error, settings)
    if (explanation === undefined) throw error
    process.stderr.write(`intunite: ${explanation}\n`)
    return 1
  }
}

/** The command that names the same CA, for copying; the environment will still be the same. */
function flagsOf({ data, databaseUrl }: CaSettings): string {
  return databaseUrl === undefined && data !== SETTINGS.data.default ? ` --data '${resolve(data)}'` : ''
}

/** The CA of the server with the same settings. It is made when there is none, so that clients can be prepared first. */
async function findAuthority(settings: CaSettings): Promise<Authority> {
  const { data, databaseUrl } = settings
  const options = { data, names: namesOf(settings), now: () => new Date() }
  if (databaseUrl === undefined) return openAuthority(options)
  const { openConfiguredStore } = await import('../server/open-store.js')
  const store = await openConfiguredStore({ data, databaseUrl, poolSize: 2 }, { warn: () => undefined })
  try {
    return await openAuthority({ ...options, ...keepFor(settings, store) })
  } finally {
    await store.close()
  }
}

async function inFormat({ ca }: Authority, format: CaSettings['format']): Promise<string | Buffer> {
  if (format === 'der') return new X509Certificate(ca).raw
  if (format === 'p12') return (await import('../tls/truststore.js')).makeTruststore({ intunite: ca })
  if (format === 'bundle') return [...rootCertificates, ca].map((pem) => `${pem.trim()}\n`).join('')
  return `${ca.trim()}\n`
}

async function write(content: string | Buffer, { format, out }: CaSettings): Promise<void> {
  if (out === undefined) {
    if (typeof content !== 'string' && process.stdout.isTTY)
      throw new NotWritten(`${format} is not for a terminal; name a file with --out`)
    process.stdout.write(content)
    return
  }
  try {
    await writeFile(out, content, { mode: 0o644 })
  } catch (error) {
    throw new NotWritten(`cannot write ${out} (${(error as NodeJS.ErrnoException).code})`)
  }
  process.stderr.write(`intunite: wrote ${resolve(out)}\n`)
}
