import type { Model } from '../model/model.js'
import { EntityStore } from '../store/query/entities.js'
import { forgetPeople, forgetSeed, readTenant } from '../store/identity/export.js'
import { insertTenantContents, rowsOfBuiltIn } from '../store/identity/tenant-contents.js'
import { DOCUMENTS } from '../store/layout/document-table.js'
import { tableOf } from '../store/layout/tables.js'
import { removeDocuments } from '../store/query/export.js'
import { removeReferencesOfRows } from '../store/query/references.js'
import { MANY, rowsThere } from '../store/state/rows-there.js'
import { planAnewFor } from '../store/plans.js'
import { dropAllSecrets } from '../store/query/policy-secrets.js'
import type { Database, Work } from '../store/work.js'
import { forgetNotes } from './audit/stored-notes.js'
import { forgetLife } from './life/records.js'
import { noteSeed } from './seed/once.js'
import { seedWork } from './seed/seed.js'
import type { SeedDeps, SeedOptions } from './seed/seed.js'
import { forgetCalls } from './operations/journal.js'

export interface ResetOptions {
  /** Users and groups go, too. */
  readonly people?: boolean | undefined
  /** What the tenant has afterwards: nothing unless given. */
  readonly seed?: Omit<SeedOptions, 'onProgress'> | undefined
}

/** Empties a tenant, and fills it again if it is to be seeded, in one transaction. */
export async function reset(
  { model, database }: SeedDeps,
  tenantId: string,
  options: ResetOptions = {},
): Promise<void> {
  const { seed } = options
  const tenant = seed && (await database.read(() => readTenant(database, tenantId)))
  const fill =
    seed && tenant && seedWork({ model, database }, { id: tenantId, defaultDomain: tenant.defaultDomain }, seed)
  await database.write(function* (): Work<void> {
    const there = yield* resetTenant(model, database, tenantId, options)
    if (!there || seed === undefined || fill === undefined) return
    yield* fill()
    yield* noteSeed(database, tenantId, seed)
  })
}

/**
 * Empties a tenant of everything in Intune, down to what it had when it was made. Its apps stay, with their secrets and
 * permissions; so do its users and groups, unless they are to go. False if there is no such tenant.
 */
export function* resetTenant(
  model: Model,
  database: Pick<Database, 'provider'>,
  tenantId: string,
  { people = false }: Pick<ResetOptions, 'people'> = {},
): Work<boolean> {
  const tenant = yield* readTenant(database, tenantId)
  if (tenant === undefined) return false
  const store = new EntityStore(database.provider, tenantId)
  const there = yield* rowsThere(database, tenantId)
  yield* planAnewFor(database, there)
  yield* forgetLife(database, tenantId, 'settings', there)
  for (const resource of model.resources)
    if (resource.kind !== 'navigation' && resource.layout === 'table' && resource.backend.kind === 'intune')
      if (there.has(tableOf(resource).name)) yield* store.removeAll(resource)
  const roots = [...model.roots.values()].filter(
    ({ backend, layout }) => backend.kind === 'intune' || layout === 'document',
  )
  // What Intune brings is most of what there is where a tenant is emptied before each test.
  const builtIn = (there.get(DOCUMENTS) ?? 0) < MANY ? yield* rowsOfBuiltIn(model, store) : []
  yield* removeDocuments(
    store,
    roots.map(({ path }) => path),
    builtIn,
  )
  if (there.has('reference') && builtIn.length > 0) yield* removeReferencesOfRows(store, builtIn)
  if (people) yield* forgetPeople(database, tenantId)
  if (there.has('policySecret')) yield* dropAllSecrets(store)
  if (there.has('operationCall')) yield* forgetCalls({ store, tenantId })
  if (there.has('auditEntry')) yield* forgetNotes(database, tenantId)
  if (there.has('setting')) yield* forgetSeed(database, tenantId)
  const facts = {
    id: tenantId,
    displayName: tenant.displayName,
    domain: tenant.defaultDomain,
    createdAt: tenant.createdDateTime.slice(0, -1),
  }
  yield* insertTenantContents(model, database, facts, { documents: builtIn.length === 0 })
  return true
}
