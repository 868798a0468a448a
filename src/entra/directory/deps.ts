import type { Model } from '../../model/model.js'
import { RecordExists } from '../../store/identity/record-queries.js'
import type { Records } from '../../store/identity/records.js'
import type { Identity } from '../../store/identity/identity.js'
import type { Clock, IdSource } from '../../store/identity/sql.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { DirectoryError, notFound } from './errors.js'

export interface DirectoryDeps {
  readonly model: Model
  readonly identity: Identity
  readonly records: Records
  readonly clock: Clock
  readonly newId: IdSource
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export function isGuid(text: string): boolean {
  return GUID.test(text)
}

/** By id or domain. */
export async function getTenant({ identity: { tenants }, records }: DirectoryDeps, name: string): Promise<Tenant> {
  const tenant = (await tenants.find(name)) ?? (await tenants.findByDomain(name))
  if (tenant === undefined) throw notFound('tenant', name, '', await records.listDomains())
  return tenant
}

export async function unlessTaken(insertion: Promise<void>, message: string): Promise<void> {
  try {
    await insertion
  } catch (error) {
    throw error instanceof RecordExists ? new DirectoryError('exists', message, { cause: error }) : error
  }
}

/** Text that both databases can keep, and people can read. */
export function requireText(value: string, what: string, longest = 256): string {
  const text = value.trim()
  // eslint-disable-next-line no-control-regex
  if (text === '' || text.length > longest || /[\u0000-\u001f]/.test(text) || !text.isWellFormed())
    throw new DirectoryError('invalid', `${what} must be a text of 1 to ${longest} characters`)
  return text
}
