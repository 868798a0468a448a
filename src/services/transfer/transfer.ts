/** Tenants taken along: out of the database, into it, and from one to another. */
import type { NewId } from '../../clock.js'
import type { Model } from '../../model/model.js'
import { readCredentials } from '../../store/identity/export.js'
import type { Database, Work } from '../../store/work.js'
import { TransferError } from './errors.js'
import type { TenantDocument } from './document.js'
import { exportTenant } from './export.js'
import { importTenant } from './import.js'
import { readDocument } from './read-document.js'
import { remapTenant } from './remap.js'

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

export interface Imported {
  readonly document: TenantDocument
  readonly entities: number
}

/** The domain of a tenant that was given none. */
export function madeUpDomain(tenantId: string): string {
  return `t${tenantId.replaceAll('-', '')}.intunite.test`
}

export function createTransfer({ model, database, newId }: TransferDeps) {
  const retarget = (document: TenantDocument, { id, domain, displayName }: Target): TenantDocument => {
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
  return {
    async export(tenantId: string): Promise<TenantDocument> {
      const document = await database.write(() => exportTenant(model, database, tenantId))
      if (document === undefined) throw new TransferError('notFound', `there is no tenant '${tenantId}'`)
      return document
    },
    /** Under the id and domains of the document, unless others are given. */
    async import(value: unknown, { replace, ...target }: Target & { readonly replace: boolean }): Promise<Imported> {
      const document = retarget(readDocument(model, value), target)
      const entities = await database.write(() => importTenant(model, database, document, { replace }))
      return { document, entities }
    },
    /** A second tenant like the first. Secrets and passwords are those of the first: their hashes stay in the database. */
    async clone(tenantId: string, target: Target): Promise<Imported> {
      const id = target.id ?? newId()
      return database.write(function* (): Work<Imported> {
        const original = yield* exportTenant(model, database, tenantId)
        if (original === undefined) throw new TransferError('notFound', `there is no tenant '${tenantId}'`)
        const credentials = yield* readCredentials(database, tenantId)
        const document = retarget(original, { ...target, id })
        const entities = yield* importTenant(model, database, document, { replace: false, credentials })
        return { document, entities }
      })
    },
  }
}

export type Transfer = ReturnType<typeof createTransfer>
