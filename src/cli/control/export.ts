/** `intunite export`: a tenant as a tool would have saved it, in a folder or an archive. */
import { CLIENT_SETTINGS } from '../../client-settings.js'
import { readCommand } from '../../read-config.js'
import { explainFailure } from '../../server/failures.js'
import { BackupError } from '../../services/backups/errors.js'
import { EXPORT_FORMATS, WRITERS } from '../../services/backups/export/formats.js'
import { saveFiles } from '../../services/backups/export/save.js'
import { progressBar } from '../progress.js'
import { settingsHelp } from '../settings-help.js'
import { tenantPath } from './command.js'
import { choice, TENANT, words } from './flags.js'
import { withGraph } from './graph.js'
import { openTransport, Unreachable } from './transport.js'

export const EXPORT_SETTINGS = {
  format: choice('--format', EXPORT_FORMATS, 'What the files are to be like: those of this tool.'),
  out: words('--out', 'folder', 'Folder, or archive (.zip), to write: one that is not there yet.'),
  tenant: TENANT,
  app: words(
    '--app',
    'name',
    'App of the tenant that may read what is exported: intunite-admin unless given, or one that is made for it.',
  ),
} as const

export function exportHelp(): string {
  return [
    'Usage: intunite export [flags]',
    '',
    'Read a tenant as a client of Graph does, and write the files that a tool would write.',
    '',
    'Flags:',
    ...settingsHelp({ ...EXPORT_SETTINGS, ...CLIENT_SETTINGS }),
  ].join('\n')
}

export async function exportCommand(argv: readonly string[]): Promise<number> {
  const { values } = readCommand({ ...CLIENT_SETTINGS, ...EXPORT_SETTINGS }, [], process.env, argv)
  const { format = 'intunecd', tenant, app, out = `${format}-backup` } = values
  try {
    const transport = await openTransport(values)
    const bar = progressBar('Writing', process.stderr)
    try {
      const path = tenantPath(tenant)
      const told = JSON.parse((await transport.send({ method: 'GET', path })).text) as {
        id?: string
        displayName?: string
        detail?: string
      }
      if (told.id === undefined) throw new BackupError(told.detail ?? 'there is no such tenant')
      const from = { id: told.id, name: told.displayName ?? told.id }
      const count = await withGraph(transport, path, app, (get) => {
        async function* counted() {
          let written = 0
          for await (const file of WRITERS[format](get, from)) {
            bar.show((written += 1))
            yield file
          }
        }
        return saveFiles(counted(), out)
      })
      bar.end()
      process.stdout.write(
        values.json === '1' ? `${JSON.stringify({ format, out, files: count })}\n` : `${out} holds ${count} files\n`,
      )
      return 0
    } finally {
      bar.end()
      await transport.close()
    }
  } catch (error) {
    const known = error instanceof BackupError || error instanceof Unreachable
    const explanation = known ? error.message : explainFailure(error, values)
    if (explanation === undefined) throw error
    process.stderr.write(`intunite: ${explanation}\n`)
    return 1
  }
}
