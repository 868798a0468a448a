/** The scope in which a backup is written: as the reference describes the service, with the ids of the backup. */
import type { Clock } from '../../clock.js'
import type { Model } from '../../model/model.js'
import { EntityStore } from '../../store/query/entities.js'
import type { Database } from '../../store/work.js'
import { AuditLog } from '../audit/audit-log.js'
import type { ContentService } from '../content/content.js'
import { newItemBudget } from '../item-budget.js'
import { readBehaviour } from '../profiles.js'
import type { Behaviour } from '../profiles.js'
import type { ExportService, Scope } from '../scope.js'

export interface ScopeDeps {
  readonly model: Model
  readonly database: Database
  readonly clock: Clock
}

/** `newId` gives the ids that the backup does not tell. */
export function scopeOfBackup({ model, database, clock }: ScopeDeps, tenantId: string, newId: () => string): Scope {
  const { profile, switches } = readBehaviour('documented-checkTargetedApps') as Behaviour
  return {
    model,
    version: 'beta',
    backend: 'intune',
    errorNamespace: 'microsoft.management.services.api',
    dropsBetaMembers: false,
    takesAbstractValues: profile.takesAbstractValues,
    tenantId,
    store: new EntityStore(database.provider, tenantId),
    profile,
    switches,
    clock,
    newId,
    origin: 'https://graph.microsoft.com',
    content: NO_CONTENT,
    exports: NO_EXPORTS,
    audit: new AuditLog({ database, kept: 0, onFailure: () => undefined }),
    trace: {},
    items: newItemBudget(),
    caller: { appId: '' },
    hashed: undefined,
    keepsIds: true,
  }
}

/** A backup holds neither uploads nor export jobs: none of its sets asks for these. */
const NO_CONTENT: ContentService = {
  get uploads(): never {
    throw new Error('a backup holds no uploads')
  },
  access() {
    throw new Error('a backup holds no uploads')
  },
  check: () => undefined,
  close: async () => undefined,
}

const NO_EXPORTS: ExportService = {
  make: () => undefined,
  access() {
    throw new Error('a backup holds no export jobs')
  },
  close: async () => undefined,
}
