/** What the faces call, and what works beside requests. Each is closed with the application. */
import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { AppOptions } from './app-options.js'
import { createAdmission } from './auth/admission.js'
import type { Admission } from './auth/admission.js'
import { registerJwt } from './auth/jwt.js'
import { createTrust } from './auth/trust.js'
import { createIssuer } from './entra/issuer.js'
import type { Issuer } from './entra/issuer.js'
import { DocumentTexts } from './routes/document-texts.js'
import { AuditLog } from './services/audit/audit-log.js'
import { createContentService } from './services/content/content.js'
import type { ContentService } from './services/content/content.js'
import { Life } from './services/life/life.js'
import type { Behaviour } from './services/profiles.js'
import { createExportService } from './services/reports/exports.js'
import type { ExportService } from './services/scope.js'
import { keepSwept } from './storage/sweeping.js'
import { isFailure } from './store/health.js'
import type { Store } from './store/store.js'

export interface Services {
  readonly documents: DocumentTexts
  readonly issuer: Issuer
  readonly admission: Admission
  readonly life: Life
  readonly audit: AuditLog
  readonly uploads: ContentService
  readonly exports: ExportService
  readonly storageKey: Buffer
  readonly pageKey: Buffer
}

export async function createServices(app: FastifyInstance, options: AppOptions, own: Behaviour): Promise<Services> {
  const { store, newId } = options
  const { clocks, model, identity, content, database } = store
  const jwt = await registerJwt(app)
  const clock = clocks.milliseconds
  const storageKey = await secretOf(identity, 'storageKey')
  // What the store fails in is told already, once.
  const failed = (what: string) => (error: unknown) => {
    if (!isFailure(error)) app.log.error({ err: error }, what)
  }

  const life = new Life({
    store,
    byDefault: options.life ?? 'off',
    onFailure: failed('an event of a tenant that lives could not be run'),
  })
  const audit = new AuditLog({
    database,
    kept: options.auditEvents ?? AUDIT_EVENTS,
    history: { changes: options.history ?? HISTORY, days: options.historyDays ?? HISTORY_DAYS },
    onFailure: failed('audit events could not be stored'),
  })
  const documents = new DocumentTexts({ model, ...own })
  const uploads = createContentService({
    database,
    content,
    key: storageKey,
    clocks,
    onFailure: failed('content could not be checked'),
  })
  const exports = createExportService({
    database,
    content,
    key: storageKey,
    clock,
    onFailure: failed('a report could not be exported'),
  })
  app.addHook('onReady', () => life.open())
  for (const service of [documents, life, audit, uploads, exports]) app.addHook('onClose', () => service.close())
  keepSwept(app, { database, content, clocks, onFailure: failed('the content folder could not be swept') })

  return {
    documents,
    issuer: createIssuer({ identity, jwt, clock, clockNote: (id) => clocks.noteOf(id), newId }),
    admission: createAdmission({
      identity,
      jwt,
      clock,
      machine: () => clocks.machine.milliseconds(),
      trust: createTrust(options.trust ?? [], { jwt }),
    }),
    life,
    audit,
    uploads,
    exports,
    storageKey,
    pageKey: await secretOf(identity, 'pageKey'),
  }
}

const AUDIT_EVENTS = 10_000
const HISTORY = 10_000
const HISTORY_DAYS = 90

/** A key that the installation made for itself. */
async function secretOf({ settings }: Store['identity'], name: string): Promise<Buffer> {
  return Buffer.from(await settings.findOrMake(name, () => randomBytes(32).toString('base64')), 'base64')
}
