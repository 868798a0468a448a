/** Tenants, as sign-in and token verification look them up. */
import { statement } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { one } from '../work.js'

export interface Tenant {
  readonly id: string
  readonly displayName: string
  readonly defaultDomain: string
  readonly profile: string | undefined
  /** Whether the sign-in page asks users for their password. */
  readonly asksPassword: boolean
  /** Whether users may consent for themselves to permissions that need no administrator. */
  readonly userConsent: boolean
  /** How often a snapshot of it was restored. */
  readonly restored: number
}

export interface Tenants {
  exists(id: string): Promise<boolean>
  find(id: string): Promise<Tenant | undefined>
  /** By any of its domains, whatever the case. */
  findByDomain(domain: string): Promise<Tenant | undefined>
}

const COLUMNS = `t."id", t."displayName", t."defaultDomain", t."profile", CASE WHEN t."asksPassword" THEN 1 ELSE 0 END, CASE WHEN t."userConsent" THEN 1 ELSE 0 END, t."restored"`

export function createTenants({ database }: IdentityDeps): Tenants {
  const byId = statement(database, `SELECT ${COLUMNS} FROM "tenant" t WHERE t."id" = ?1`)
  const byDomain = statement(
    database,
    `SELECT ${COLUMNS} FROM "tenant" t JOIN "tenantDomain" d ON d."tenantId" = t."id" WHERE d."domain" = ?1`,
  )
  const exists = statement(database, `SELECT 1 FROM "tenant" WHERE "id" = ?1`)
  const find = async (sql: string, value: string): Promise<Tenant | undefined> => {
    const row = await database.read(() => one(sql, [value.toLowerCase()]))
    if (row === undefined) return undefined
    const [id, displayName, defaultDomain, profile, asksPassword, userConsent, restored] = row
    return {
      id: id as string,
      displayName: displayName as string,
      defaultDomain: defaultDomain as string,
      profile: (profile as string | null) ?? undefined,
      asksPassword: asksPassword === 1,
      userConsent: userConsent === 1,
      restored: Number(restored),
    }
  }
  return {
    exists: async (id) => (await database.read(() => one(exists, [id.toLowerCase()]))) !== undefined,
    find: (id) => find(byId, id),
    findByDomain: (domain) => find(byDomain, domain),
  }
}
