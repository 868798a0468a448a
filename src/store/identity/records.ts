/**
 * The directory of identities as its administrators see it: everything is read, changed and removed here, with the
 * Prisma client. What sign-in needs in a hurry has prepared statements of its own (identity.ts).
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { insertValues } from '../query/bulk.js'
import { dialectOf } from '../sql/dialect.js'
import { fold } from '../sql/fold.js'
import type { RedirectUri } from './applications.js'
import { foldedApplication, insertApplication, insertRole, insertTenant, upsertSecret, webWith } from './inserts.js'
import type { ImplicitGrants, NewApplication, NewSecret, NewTenant } from './inserts.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import type { IntuneRole } from './users.js'
import type { Prisma } from '../migrate/prisma.js'
import { certificateBytes, thumbprint } from './self-signed.js'
import { tableOf, toRow } from '../layout/tables.js'
import { all } from '../work.js'
import type { SqlValue, Work } from '../work.js'

export interface NewUser {
  readonly tenantId: string
  readonly id: string
  readonly userPrincipalName: string
  readonly displayName: string
  readonly givenName?: string | undefined
  readonly surname?: string | undefined
  readonly mail?: string | undefined
  readonly passwordHash?: string | undefined
  readonly intuneRole?: IntuneRole | undefined
}

export interface UserChanges {
  readonly enabled?: boolean | undefined
  readonly displayName?: string | undefined
  readonly passwordHash?: string | null | undefined
  readonly intuneRole?: IntuneRole | undefined
}

export interface ApplicationChanges {
  readonly displayName?: string | undefined
  readonly publicClient?: boolean | undefined
  readonly redirectUris?: readonly RedirectUri[] | undefined
  readonly identifierUris?: readonly string[] | undefined
  readonly requestedScopes?: readonly string[] | undefined
  readonly signInAudience?: string | undefined
  readonly implicit?: ImplicitGrants | undefined
  readonly enabled?: boolean | undefined
}

/** One that is there already stands in the way. */
export class RecordExists extends Error {}

export type Records = ReturnType<typeof createRecords>

export function createRecords(deps: IdentityDeps, prisma: () => Promise<Prisma>) {
  const { model, database, clock } = deps
  const insertRow = async (row: Map<string, SqlValue>, set: Directory): Promise<void> => {
    const [names, values] = [[...row.keys()], [...row.values()]]
    const { name } = tableOf(model.resourceAt(set))
    const dialect = dialectOf(database.provider)
    const inserted = database.write(() => insertValues({ dialect }, name, names, ['tenantId', 'id'], [values]))
    if ((await unlessThere(inserted)) === 0) throw new RecordExists('exists')
  }
  return {
    async insertTenant(tenant: NewTenant): Promise<void> {
      await unlessThere(database.write(() => insertTenant(deps, tenant, 'fail')))
    },
    async listTenants(id?: string) {
      const where = id === undefined ? {} : { id }
      const client = await prisma()
      return inChunks((chunk) =>
        client.tenant.findMany({
          where,
          include: { domains: true },
          orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
          ...chunk,
        }),
      )
    },
    /** Default domains of all tenants. */
    async listDomains(): Promise<string[]> {
      const rows = await database.read(() => all('SELECT "defaultDomain" FROM "tenant" ORDER BY "createdAt", "id"', []))
      return rows.map(([domain]) => domain as string)
    },
    async listAppNames(tenantId: string): Promise<string[]> {
      const sql = statement(
        database,
        'SELECT "displayName" FROM "application" WHERE "tenantId" = ?1 ORDER BY "displayNameFolded"',
      )
      return (await database.read(() => all(sql, [tenantId]))).map(([name]) => name as string)
    },
    async updateTenant(
      id: string,
      changes: { displayName?: string; asksPassword?: boolean; userConsent?: boolean; profile?: string | null },
    ) {
      return (await (await prisma()).tenant.updateMany({ where: { id }, data: changes })).count === 1
    },
    async addDomain(tenantId: string, domain: string): Promise<void> {
      await unlessThere((await prisma()).tenantDomain.create({ data: { tenantId, domain } }))
    },
    async deleteDomain(tenantId: string, domain: string): Promise<boolean> {
      return (await (await prisma()).tenantDomain.deleteMany({ where: { tenantId, domain } })).count === 1
    },

    async insertApplication(application: NewApplication): Promise<void> {
      await unlessThere(database.write(() => insertApplication(deps, application, 'fail')))
    },
    async listApplications(tenantId: string, appId?: string) {
      const client = await prisma()
      return inChunks((chunk) =>
        client.application.findMany({
          where: { tenantId, ...(appId === undefined ? {} : { appId }) },
          include: { servicePrincipal: true, roles: true, secrets: true, certificates: true, grants: true },
          orderBy: [{ displayNameFolded: 'asc' }, { id: 'asc' }],
          ...chunk,
        }),
      )
    },
    async updateApplication(tenantId: string, appId: string, changes: ApplicationChanges): Promise<void> {
      const { displayName, redirectUris, identifierUris, requestedScopes, publicClient, enabled, implicit } = changes
      const names = displayName === undefined ? {} : { displayName, displayNameFolded: fold(displayName) }
      const client = await prisma()
      const where = { tenantId, appId }
      await client.$transaction(async (tx) => {
        const before = await tx.application.findUnique({ where: { tenantId_appId: where } })
        if (before === null) return
        const identifiers = identifierUris ?? (JSON.parse(before.identifierUris) as string[])
        const signInAudience = changes.signInAudience ?? before.signInAudience
        const web =
          implicit === undefined ? {} : { web: JSON.stringify(webWith(implicit, JSON.parse(before.web) as object)) }
        await tx.application.updateMany({
          where,
          data: {
            ...names,
            ...(publicClient === undefined ? {} : { publicClient }),
            ...(redirectUris === undefined ? {} : { redirectUris: JSON.stringify(redirectUris) }),
            ...(requestedScopes === undefined ? {} : { requestedScopes: JSON.stringify(requestedScopes) }),
            identifierUris: JSON.stringify(identifiers),
            signInAudience,
            ...web,
            folded: foldedApplication(model, { signInAudience, identifierUris: identifiers }, before.folded),
          },
        })
        await tx.servicePrincipal.updateMany({
          where,
          data: { ...names, ...(enabled === undefined ? {} : { accountEnabled: enabled }) },
        })
      })
    },
    async deleteApplication(tenantId: string, appId: string): Promise<boolean> {
      return (await (await prisma()).application.deleteMany({ where: { tenantId, appId } })).count === 1
    },
    async addSecret(tenantId: string, appId: string, secret: NewSecret): Promise<void> {
      await database.write(() => upsertSecret(deps, { tenantId, appId, ...secret }))
    },
    async deleteSecret(tenantId: string, appId: string, keyId: string): Promise<boolean> {
      return (await (await prisma()).applicationSecret.deleteMany({ where: { tenantId, appId, keyId } })).count === 1
    },
    /** A PEM certificate, the first if there are several. */
    async addCertificate(
      tenantId: string,
      appId: string,
      keyId: string,
      pem: string,
      expiresAt: string,
    ): Promise<void> {
      const lines =
        certificateBytes(pem)
          .toString('base64')
          .match(/.{1,64}/g) ?? []
      const certificate = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
      const prints = { sha1: thumbprint(pem, 'sha1'), sha256: thumbprint(pem, 'sha256') }
      await unlessThere(
        (await prisma()).applicationCertificate.create({
          data: { tenantId, appId, keyId, certificate, ...prints, createdAt: timeFrom(clock), expiresAt },
        }),
      )
    },
    async deleteCertificate(tenantId: string, appId: string, keyId: string): Promise<boolean> {
      return (
        (await (await prisma()).applicationCertificate.deleteMany({ where: { tenantId, appId, keyId } })).count === 1
      )
    },
    async addRoles(tenantId: string, appId: string, resourceId: string, roles: readonly string[]): Promise<void> {
      await database.write(function* (): Work<void> {
        for (const role of roles) yield* insertRole(deps, { tenantId, appId, resourceId, role }, 'skip')
      })
    },
    async deleteRoles(tenantId: string, appId: string, resourceId: string, roles: readonly string[]): Promise<number> {
      const where = { tenantId, appId, resourceId, role: { in: [...roles] } }
      return (await (await prisma()).applicationRole.deleteMany({ where })).count
    },
    /** `userId` is empty for grants to all users. */
    async deleteScopes(tenantId: string, appId: string, resourceId: string, userId: string, scopes: readonly string[]) {
      const where = { tenantId, appId, resourceId, userId, scope: { in: [...scopes] } }
      return (await (await prisma()).delegatedGrant.deleteMany({ where })).count
    },

    async insertUser(user: NewUser): Promise<void> {
      await insertRow(userRow(model.resourceAt('users'), user, timeFrom(clock)), 'users')
    },
    async listUsers(tenantId: string, id?: string) {
      const client = await prisma()
      return inChunks((chunk) =>
        client.user.findMany({
          where: { tenantId, ...(id === undefined ? {} : { id }) },
          include: { memberships: true },
          orderBy: [{ displayNameFolded: 'asc' }, { id: 'asc' }],
          ...chunk,
        }),
      )
    },
    async updateUser(tenantId: string, id: string, changes: UserChanges): Promise<boolean> {
      const { enabled, displayName, passwordHash, intuneRole } = changes
      const data = {
        ...(enabled === undefined ? {} : { accountEnabled: enabled }),
        ...(displayName === undefined ? {} : { displayName, displayNameFolded: fold(displayName) }),
        // What was signed in with the old password ends with it.
        ...(passwordHash === undefined ? {} : { passwordHash, sessionsRevokedAt: timeFrom(clock) }),
        ...(intuneRole === undefined ? {} : { intuneRole }),
      }
      return (await (await prisma()).user.updateMany({ where: { tenantId, id }, data })).count === 1
    },
    async revokeSessions(tenantId: string, id: string): Promise<boolean> {
      const client = await prisma()
      const data = { sessionsRevokedAt: timeFrom(clock) }
      const [{ count }] = await client.$transaction([
        client.user.updateMany({ where: { tenantId, id }, data }),
        client.signInSession.deleteMany({ where: { tenantId, userId: id } }),
      ])
      return count === 1
    },
    async deleteUser(tenantId: string, id: string): Promise<boolean> {
      const client = await prisma()
      const [, { count }] = await client.$transaction([
        client.delegatedGrant.deleteMany({ where: { tenantId, userId: id } }),
        client.user.deleteMany({ where: { tenantId, id } }),
      ])
      return count === 1
    },

    async insertGroup(group: { tenantId: string; id: string; displayName: string; description?: string | undefined }) {
      const { tenantId, id, displayName, description = null } = group
      const mailNickname = displayName.replace(/[^\w-]/g, '') || id
      const createdDateTime = `${timeFrom(clock)}Z`
      const shown = {
        id,
        displayName,
        description,
        mailNickname,
        createdDateTime,
        mailEnabled: false,
        securityEnabled: true,
      }
      await insertRow(rowOf(model.resourceAt('groups'), tenantId, shown), 'groups')
    },
    async listGroups(tenantId: string) {
      const client = await prisma()
      return inChunks((chunk) =>
        client.group.findMany({
          where: { tenantId },
          include: { members: true },
          orderBy: [{ displayNameFolded: 'asc' }, { id: 'asc' }],
          ...chunk,
        }),
      )
    },
    async deleteGroup(tenantId: string, id: string): Promise<boolean> {
      return (await (await prisma()).group.deleteMany({ where: { tenantId, id } })).count === 1
    },
    async addMember(tenantId: string, groupId: string, userId: string): Promise<void> {
      await unlessThere((await prisma()).groupMember.create({ data: { tenantId, groupId, userId } }))
    },
    async deleteMember(tenantId: string, groupId: string, userId: string): Promise<boolean> {
      return (await (await prisma()).groupMember.deleteMany({ where: { tenantId, groupId, userId } })).count === 1
    },
  }
}

function userRow(users: Resource, user: NewUser, createdAt: string): Map<string, SqlValue> {
  const { tenantId, id, userPrincipalName, displayName, givenName = null, surname = null, mail = null } = user
  const mailNickname = userPrincipalName.split('@')[0] ?? userPrincipalName
  const names = { displayName, userPrincipalName, givenName, surname, mail, mailNickname }
  const shown = { id, accountEnabled: true, userType: 'Member', createdDateTime: `${createdAt}Z`, ...names }
  return rowOf(users, tenantId, shown)
    .set('passwordHash', user.passwordHash ?? null)
    .set('intuneRole', user.intuneRole ?? 'none')
}

/** The row as Graph's own writes would have made it. */
function rowOf(resource: Resource, tenantId: string, entity: Entity & { readonly id: string }): Map<string, SqlValue> {
  return toRow(tableOf(resource), resource.type, { tenantId, id: entity.id }, complete(resource.type, entity))
}

type Directory = 'users' | 'groups'

/**
 * Everything that `find` finds, a few hundred rows at a time: Prisma asks for what belongs to the rows of one answer with
 * a condition that names each of them, and SQLite takes conditions of a thousand terms.
 */
async function inChunks<T>(find: (chunk: { skip: number; take: number }) => PromiseLike<T[]>): Promise<T[]> {
  const found: T[] = []
  for (;;) {
    const chunk = await find({ skip: found.length, take: CHUNK })
    found.push(...chunk)
    if (chunk.length < CHUNK) return found
  }
}

const CHUNK = 400

/** Told apart by what they carry: Prisma's own refusal has a code, our statements' has a name. */
async function unlessThere<T>(insertion: PromiseLike<T>): Promise<T> {
  try {
    return await insertion
  } catch (error) {
    const refused =
      error instanceof Error &&
      (('constraint' in error && error.constraint === 'unique') || ('code' in error && error.code === 'P2002'))
    throw refused ? new RecordExists('exists', { cause: error }) : error
  }
}
