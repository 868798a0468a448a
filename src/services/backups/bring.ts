/** Brings a backup into a tenant: recognises it, reads it, and stores all of it or nothing. */
import type { Model } from '../../model/model.js'
import type { Database } from '../../store/work.js'
import { TransferError } from '../transfer/errors.js'
import type { BackupFiles, FormatName } from './backup.js'
import { BackupError } from './errors.js'
import { formatOf } from './formats.js'
import { DryRun, importBackup } from './import.js'
import type { ImportOptions } from './import.js'
import type { BackupReport } from './report.js'

export interface BringOptions extends ImportOptions {
  /** Recognised unless given. */
  readonly format?: FormatName | undefined
}

/** The time of the tenant when the import began: all of it is of one moment. */
export interface Moment {
  readonly now: string
  readonly milliseconds: number
}

interface BringDeps {
  readonly model: Model
  readonly database: Database
}

export async function bringBackup(
  { model, database }: BringDeps,
  tenantId: string,
  opened: () => BackupFiles,
  { format: named, ...options }: BringOptions,
  at: Moment,
): Promise<BackupReport> {
  try {
    const { format, root } = formatOf(opened(), named)
    const reading = await format.open(root, { id: tenantId, model })
    const deps = { model, database, clock: { now: () => at.now, milliseconds: () => at.milliseconds } }
    return await database.write(() => importBackup(deps, tenantId, format, reading, options))
  } catch (error) {
    if (error instanceof DryRun) return error.report
    if (error instanceof BackupError) throw new TransferError('invalid', `nothing is imported: ${error.message}`)
    throw error
  }
}
