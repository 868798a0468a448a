/**
 * Makes the files of export jobs beside the requests, one after the other: page after page, each read in a transaction of its own, so that a
 * large tenant holds nobody up. What they are made of is in the job; a process that was killed meanwhile has lost nothing,
 * because the next read of the job has its file made.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { randomBytes } from 'node:crypto'
import type { Content } from '../../store/content/content.js'
import type { Entity } from '../../model/payload.js'
import type { Database } from '../../store/work.js'
import type { ExportService, Scope } from '../scope.js'
import { sharedAccessUri } from '../content/shared-access.js'
import { openReport, outputs, reportNamed } from './report.js'
import type { Report } from './report.js'
import { fileOf } from './export-file.js'
import type { ExportJob } from './export-job.js'
import { zipped } from './zip.js'

export interface ExportDeps {
  readonly database: Database
  readonly content: Content
  /** Signs what gives access to a file. */
  readonly key: Buffer
  /** Milliseconds since 1970 by the clock of a tenant. */
  readonly clock: (tenantId: string) => number
  readonly onFailure: (error: unknown) => void
}

/** Where the jobs are. */
export const EXPORTS = 'deviceManagement/reports/exportJobs'

/** Milliseconds for which a file can be read (B141). */
export const LIFETIME = 6 * 3_600_000

/** Milliseconds after which the transaction that asked for a file is over as a rule; where it is not, twice as many, and so on. */
const SOON = 10

/** Milliseconds after which a transaction that asked for a file was rolled back. */
const ROLLED_BACK = 30_000

export function createExportService(deps: ExportDeps): ExportService {
  const { database, content, key, clock, onFailure } = deps
  const { uploads, folder } = content
  const running = new Map<string, Promise<void>>()
  let last: Promise<void> = Promise.resolve()
  const closing = new AbortController()

  async function whenThere(scope: Scope, job: ExportJob): Promise<void> {
    for (let wait = SOON; wait < ROLLED_BACK; wait *= 2) {
      await delay(wait, undefined, { signal: closing.signal })
      const made = last.then(() => make(scope, job))
      last = made.then(ignore, ignore)
      if (await made) return
    }
  }

  /** False if the job is not there. */
  async function make(scope: Scope, job: ExportJob): Promise<boolean> {
    closing.signal.throwIfAborted()
    const upload = { tenantId: scope.tenantId, id: job.id }
    const found = await database.read(() => uploads.find(upload))
    if (found === undefined) return false
    if (found.verdict !== null) return true
    try {
      const { select, filter } = job
      const report = openReport(scope.model, reportNamed(job.reportName, 'reportName'), { select, filter })
      const twins = job.localizationType === 'replaceLocalizableValues' ? 'in place' : 'beside'
      const rows = rowsOf(deps, scope, report, job.search, closing.signal)
      const file = fileOf(job.format, report.declared, outputs(report, twins), rows)
      const archive = zipped(`${job.id}.${job.format}`, file, new Date(scope.clock.milliseconds()))
      const kept = await folder.keep(upload, Readable.from(archive))
      const blob = {
        blocks: [{ id: '', ...kept }],
        size: kept.size,
        etag: `"0x${randomBytes(8).toString('hex').toUpperCase()}"`,
        modified: scope.clock.now(),
        contentType: 'application/zip',
        contentMd5: kept.md5,
      }
      await database.write(function* () {
        yield* uploads.putBlob(upload, blob)
        yield* uploads.decide(upload, found.since, 'success')
      })
      return true
    } catch (error) {
      closing.signal.throwIfAborted()
      await database.write(() => uploads.decide(upload, found.since, 'failed'))
      throw error
    }
  }

  return {
    make(scope, job) {
      const name = `${scope.tenantId} ${job.id}`
      if (running.has(name) || closing.signal.aborted) return
      const made = whenThere(scope, job)
        .catch((error: unknown) => {
          if (!closing.signal.aborted) onFailure(error)
        })
        .finally(() => running.delete(name))
      running.set(name, made)
    },

    access(origin, upload) {
      const expires = `${new Date(clock(upload.tenantId) + LIFETIME).toISOString().slice(0, 19)}Z`
      return { uri: sharedAccessUri(key, origin, upload, { permissions: 'r', expires, extension: '.zip' }), expires }
    },

    async close() {
      closing.abort()
      await Promise.all(running.values())
    },
  }
}

function ignore(): void {
  // The caller of the work is told.
}

/** The rows that the filter and the search of a job leave, as they are found. */
async function* rowsOf(
  { database }: ExportDeps,
  scope: Scope,
  report: Report,
  search: string | null,
  signal: AbortSignal,
): AsyncGenerator<readonly Entity[]> {
  const pages = report.pages(scope)
  const isWanted = report.matcher(search)
  for (let page = await database.read(pages); page !== undefined; page = await database.read(pages)) {
    signal.throwIfAborted()
    yield page.filter(isWanted)
  }
}
