/**
 * The identities of one tenant as a whole, to be taken elsewhere and put back: everything but what is secret. Hashes of
 * secrets and passwords only ever go from one tenant of this database to another (`readCredentials`).
 */
import { insertValues } from '../query/bulk.js'
import { dialectOf, identifier } from '../sql/dialect.js'
import type { MemberType } from '../query/memberships.js'
import { GRAPH_RESOURCE } from './graph-resource.js'
import type { IntuneRole } from './users.js'
import { select, stored, time, timeOrNull, truth } from './export-columns.js'
import { all, first, run } from '../work.js'
import type { Database, SqlValue, Work } from '../work.js'

type Provider = Pick<Database, 'provider'>

export interface TenantExport {
  readonly id: string
  readonly displayName: string
  readonly defaultDomain: string
  readonly domains: readonly string[]
  readonly profile: string | null
  readonly asksPassword: boolean
  readonly userConsent: boolean
  readonly createdDateTime: string
}

/** What sign-in knows of a user besides what Graph shows. */
export interface UserExport {
  readonly id: string
  readonly intuneRole: IntuneRole
  readonly sessionsRevokedDateTime: string | null
}

export interface MembershipExport {
  readonly groupId: string
  readonly memberId?: string
  readonly memberType?: MemberType
  /** Instead of both in documents of versions in which all members were users. */
  readonly userId?: string
}

/** Hashes, and texts that policies do not show: what stays inside the database. */
export interface Credentials {
  /** Rows of `applicationSecret` without their tenant. */
  readonly secrets: readonly (readonly SqlValue[])[]
  readonly passwords: readonly { readonly userId: string; readonly hash: string }[]
  /** Rows of `policySecret` without their tenant. */
  readonly policySecrets: readonly (readonly SqlValue[])[]
}

const POLICY_SECRET = ['id', 'owner', 'value']

const SECRET = ['appId', 'keyId', 'hash', 'displayName', 'createdAt', 'expiresAt']

export function* readTenant(database: Provider, id: string): Work<TenantExport | undefined> {
  const columns = ['displayName', 'defaultDomain', 'profile', 'asksPassword', 'userConsent', 'createdAt']
  const row = yield* first(select(database, 'tenant', columns, ['id']), [id])
  if (row === undefined) return undefined
  const [displayName, defaultDomain, profile, asksPassword, userConsent, createdAt] = row
  const domains = yield* all(select(database, 'tenantDomain', ['domain'], ['domain']), [id])
  return {
    id,
    displayName: displayName as string,
    defaultDomain: defaultDomain as string,
    domains: domains.map(([domain]) => domain as string),
    profile: profile as string | null,
    asksPassword: truth(asksPassword),
    userConsent: truth(userConsent),
    createdDateTime: time(createdAt),
  }
}

export function* readUsers(database: Provider, tenantId: string): Work<UserExport[]> {
  const rows = yield* all(select(database, 'user', ['id', 'intuneRole', 'sessionsRevokedAt'], ['id']), [tenantId])
  return rows.map(([id, intuneRole, revoked]) => ({
    id: id as string,
    intuneRole: intuneRole as IntuneRole,
    sessionsRevokedDateTime: timeOrNull(revoked),
  }))
}

/** Microsoft Graph has an id of its own in each tenant, and is left out. */
export function* readMemberships(database: Provider, tenantId: string): Work<MembershipExport[]> {
  const columns = ['groupId', 'memberId', 'memberType']
  const rows = yield* all(select(database, 'groupMember', columns, ['groupId', 'memberId']), [tenantId])
  const own = yield* all(select(database, 'servicePrincipal', ['id', 'appId'], ['id']), [tenantId])
  const graph = own.find(([, appId]) => appId === GRAPH_RESOURCE)?.[0]
  return rows
    .filter(([, memberId]) => memberId !== graph)
    .map(([groupId, memberId, memberType]) => ({
      groupId: groupId as string,
      memberId: memberId as string,
      memberType: memberType as MemberType,
    }))
}

export function* readCredentials(database: Provider, tenantId: string): Work<Credentials> {
  const secrets = yield* all(select(database, 'applicationSecret', SECRET, ['appId', 'keyId']), [tenantId])
  const users = yield* all(select(database, 'user', ['id', 'passwordHash'], ['id']), [tenantId])
  return {
    secrets,
    policySecrets: yield* all(select(database, 'policySecret', POLICY_SECRET, ['id']), [tenantId]),
    passwords: users.flatMap(([id, hash]) => (typeof hash === 'string' ? [{ userId: id as string, hash }] : [])),
  }
}

/** Adds a tenant and its domains. Fails if there are such already. */
export function* insertTenantRow(database: Provider, tenant: TenantExport): Work<void> {
  const { placeholder } = dialectOf(database.provider)
  const { id, displayName, defaultDomain, domains, profile, asksPassword, userConsent, createdDateTime } = tenant
  const row: Record<string, SqlValue> = {
    id,
    displayName,
    defaultDomain,
    profile,
    asksPassword: asksPassword ? 1 : 0,
    userConsent: userConsent ? 1 : 0,
    createdAt: stored(createdDateTime),
  }
  const columns = Object.keys(row)
  const placeholders = columns.map((_, i) => placeholder(i + 1)).join(', ')
  yield* run(
    `INSERT INTO "tenant" (${columns.map(identifier).join(', ')}) VALUES (${placeholders})`,
    Object.values(row),
  )
  for (const domain of domains)
    yield* run(`INSERT INTO "tenantDomain" ("domain", "tenantId") VALUES (${placeholder(1)}, ${placeholder(2)})`, [
      domain,
      id,
    ])
}

/** Removes a tenant with its apps, users and groups; what hangs on it by no key stays. */
export function* deleteTenantRow(database: Provider, id: string): Work<boolean> {
  const { placeholder } = dialectOf(database.provider)
  yield* forgetSeed(database, id)
  return (yield* run(`DELETE FROM "tenant" WHERE "id" = ${placeholder(1)}`, [id])).changes > 0
}

/** Removes the users and groups of a tenant, and what users have granted. */
export function* forgetPeople({ provider }: Provider, tenantId: string): Work<void> {
  const { placeholder } = dialectOf(provider)
  yield* run(`DELETE FROM "delegatedGrant" WHERE "tenantId" = ${placeholder(1)} AND "userId" <> ''`, [tenantId])
  for (const table of ['group', 'user'])
    yield* run(`DELETE FROM ${identifier(table)} WHERE "tenantId" = ${placeholder(1)}`, [tenantId])
}

/** Forgets that a tenant was ever seeded, so that it can be again. */
export function* forgetSeed({ provider }: Provider, tenantId: string): Work<void> {
  yield* run(`DELETE FROM "setting" WHERE "name" = ${dialectOf(provider).placeholder(1)}`, [`seed of ${tenantId}`])
}

/** The users themselves are there already: Graph's part of them is a declared entity. */
export function* updateUsers({ provider }: Provider, tenantId: string, users: readonly UserExport[]): Work<void> {
  const { placeholder } = dialectOf(provider)
  const sql = `UPDATE "user" SET "intuneRole" = ${placeholder(3)}, "sessionsRevokedAt" = ${placeholder(4)} WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}`
  for (const { id, intuneRole, sessionsRevokedDateTime } of users)
    if (intuneRole !== 'none' || sessionsRevokedDateTime !== null)
      yield* run(sql, [tenantId, id, intuneRole, stored(sessionsRevokedDateTime)])
}

export function* insertMemberships(
  { provider }: Provider,
  tenantId: string,
  memberships: readonly MembershipExport[],
): Work<number> {
  const rows = memberships.map((each) => {
    const { id, type } = memberIn(each)
    return [tenantId, each.groupId, id, type]
  })
  const key = ['tenantId', 'groupId', 'memberId']
  return yield* insertValues({ dialect: dialectOf(provider) }, 'groupMember', [...key, 'memberType'], key, rows)
}

export function memberIn({ memberId, memberType = 'user', userId }: MembershipExport): {
  readonly id: string
  readonly type: MemberType
} {
  return { id: memberId ?? userId ?? '', type: memberType }
}

/** Gives apps and users of a tenant the secrets and passwords that they, or those of another tenant, had. */
export function* insertCredentials(
  { provider }: Provider,
  tenantId: string,
  { secrets, passwords, policySecrets }: Credentials,
): Work<void> {
  const { placeholder } = dialectOf(provider)
  const known = new Set(
    (yield* all(select({ provider }, 'application', ['appId'], ['appId']), [tenantId])).map(([appId]) => appId),
  )
  const kept = secrets.filter(([appId = null]) => known.has(appId)).map((row) => [tenantId, ...row])
  const key = ['tenantId', 'appId', 'keyId']
  yield* insertValues({ dialect: dialectOf(provider) }, 'applicationSecret', ['tenantId', ...SECRET], key, kept)
  yield* insertPolicySecrets({ provider }, tenantId, policySecrets)
  const sql = `UPDATE "user" SET "passwordHash" = ${placeholder(3)} WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}`
  for (const { userId, hash } of passwords) yield* run(sql, [tenantId, userId, hash])
}

/** Only of policies that are in the tenant. */
function* insertPolicySecrets(
  { provider }: Provider,
  tenantId: string,
  secrets: Credentials['policySecrets'],
): Work<void> {
  if (secrets.length === 0) return
  const { placeholder } = dialectOf(provider)
  const sql = `SELECT DISTINCT "id" FROM "entity" WHERE "tenantId" = ${placeholder(1)} AND "path" = ${placeholder(2)}`
  const policies = new Set((yield* all(sql, [tenantId, 'deviceManagement/deviceConfigurations'])).map(([id]) => id))
  const kept = secrets.filter(([, owner = null]) => policies.has(owner)).map((row) => [tenantId, ...row])
  const key = ['tenantId', 'id']
  yield* insertValues({ dialect: dialectOf(provider) }, 'policySecret', ['tenantId', ...POLICY_SECRET], key, kept)
}
