/** Tenants taken along: out of the database, into it, and from one to another. */
import type { NewId } from '../../clock.js'
import type { Model } from '../../model/model.js'
import { readCredentials } from '../../store/identity/export.js'
import type { Credentials } from '../../store/identity/export.js'
import type { Database, Work } from '../../store/work.js'
import { checkDocument } from './check-document.js'
import { TransferError } from './errors.js'
import type { TenantDocument } from './document.js'
import { exportTenant } from './export.js'
import { importTenant } from './import.js'
import { openDocument } from './open-document.js'
import type { OpenDocument } from './open-document.js'
import { remapTenant } from './remap.js'
import { sinkOf, sourceOf } from './spool.js'

export interface TransferDeps {
  readonly model: Model
  readonly database: Database
  readonly newId: NewId
}

export interface Target {
  /** Id of the new tenant. */
  readonly id?: string | undefined
  /** Its only domain; made up from the id if it is not given. */
  readonly domain?: string | undefined
  readonly displayName?: string | undefined
}

export interface Imported extends Pick<TenantDocument, 'tenant' | 'apps'> {
  readonly entities: number
}

/** The domain of a tenant that was given none. */
export function madeUpDomain(tenantId: string): string {
  return `t${tenantId.replaceAll('-', '')}.intunite.test`
}

/** Writes the document of a tenant to an open file. */
export async function exportInto({ model, database }: TransferDeps, tenantId: string, file: number): Promise<void> {
  const found = await database.moment(() => exportTenant(model, database, tenantId, sinkOf(file)))
  if (!found) throw noTenant(tenantId)
}

/** Imports the document in an open file under its id and domains, unless others are given. */
export async function importFrom(
  deps: TransferDeps,
  file: number,
  given: { target: Target; replace: boolean },
): Promise<Imported> {
  const { document, issues } = openDocument(sourceOf(file))
  checkDocument(deps.model, document, issues)
  return insertDocument(deps, document, given)
}

async function insertDocument(
  { model, database }: TransferDeps,
  document: OpenDocument,
  { target, ...options }: { target: Target; replace: boolean; credentials?: Credentials },
): Promise<Imported> {
  const wanted = retarget(document, target)
  const entities = await database.write(() => importTenant(model, database, wanted, options))
  return { tenant: wanted.tenant, apps: wanted.apps, entities }
}

/**
 * A second tenant like the first, by way of an open file. Secrets and passwords are those of the first: their hashes stay in
 * the database.
 */
export async function cloneTenant(
  deps: TransferDeps,
  tenantId: string,
  file: number,
  target: Target,
): Promise<Imported> {
  const { model, database } = deps
  const credentials = await database.moment(function* (): Work<Credentials> {
    if (!(yield* exportTenant(model, database, tenantId, sinkOf(file)))) throw noTenant(tenantId)
    return yield* readCredentials(database, tenantId)
  })
  return insertCopy(deps, file, credentials, target)
}

/** Makes a new tenant of a document that this program has written to an open file. */
export function insertCopy(
  deps: TransferDeps,
  file: number,
  credentials: Credentials,
  target: Target,
): Promise<Imported> {
  const { document } = openDocument(sourceOf(file))
  return insertDocument(deps, document, {
    replace: false,
    credentials,
    target: { ...target, id: target.id ?? deps.newId() },
  })
}

/** The document as that of another tenant, where one is wanted. */
export function retarget(document: OpenDocument, { id, domain, displayName }: Target): OpenDocument {
  const { tenant } = document
  if (id === undefined && domain === undefined && displayName === undefined) return document
  const other = id ?? tenant.id
  const moves = other !== tenant.id
  return remapTenant(document, {
    id: other,
    domain: domain ?? (moves ? madeUpDomain(other) : tenant.defaultDomain),
    displayName,
  })
}

function noTenant(id: string): TransferError {
  return new TransferError('notFound', `there is no tenant '${id}'`)
}
