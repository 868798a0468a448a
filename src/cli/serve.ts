/** `intunite serve`: the server, and what it says when it is ready. */
import { resolve } from 'node:path'
import { WELL_KNOWN_SECRETS } from '../config.js'
import { readConfig } from '../read-config.js'
import type { Config } from '../config.js'
import { serve } from '../main.js'
import { DEVELOPMENT } from '../store/identity/development.js'
import { explainFailure, withoutPassword } from '../server/failures.js'
import { readyText } from './ready-text.js'
import { version } from '../server/version.js'

export async function serveCommand(argv: readonly string[]): Promise<number> {
  const config = readConfig(process.env, argv)
  try {
    const { origin, tls, stopped } = await serve(config)
    // Standard output belongs to the log, which may be JSON for a machine to read.
    process.stderr.write(
      readyText({
        version: version(),
        origin,
        tls,
        tenant: DEVELOPMENT.tenantId,
        clientId: DEVELOPMENT.adminAppId,
        secret: config.adminSecret === WELL_KNOWN_SECRETS.admin ? config.adminSecret : undefined,
        secretCommand: config.secretCommand,
        storage: storageOf(config),
        portal: config.portal === 'true',
        readyAfter: performance.now(),
      }),
    )
    await stopped
    return 0
  } catch (error) {
    const explanation = explainFailure(error, config)
    if (explanation === undefined) throw error
    process.stderr.write(`intunite: ${explanation}\n`)
    return 1
  }
}

function storageOf({ data, databaseUrl }: Config): string {
  return databaseUrl === undefined ? resolve(data) : withoutPassword(databaseUrl)
}
