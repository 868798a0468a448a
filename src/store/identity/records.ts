/**
 * The directory of identities as its administrators see it: everything is read, changed and removed here, with the
 * Prisma client. Sign-in has prepared statements of its own (identity.ts).
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { insertValues } from '../query/bulk.js'
import { dialectOf } from '../sql/dialect.js'
import { fold } from '../sql/fold.js'
import { applicationRecords } from './application-records.js'
import { insertTenant } from './inserts.js'
import type { NewTenant } from './inserts.js'
import { timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import type { IntuneRole } from './users.js'
import type { Prisma } from '../migrate/prisma.js'
import { tableOf, rowByColumn } from '../layout/tables.js'
import { all } from '../work.js'
import type { SqlValue } from '../work.js'
import { inChunks, RecordExists, unlessThere } from './record-queries.js'

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
    ...applicationRecords(deps, prisma),

    async insertUser(user: NewUser): Promise<void> {
      await insertRow(userRow(model.resourceAt('users'), user, timeFrom(clock, user.tenantId)), 'users')
    },
    async listUsers(tenantId: string, id?: string) {
      const client = await prisma()
      return inChunks(async (chunk) => {
        const users = await client.user.findMany({
          where: { tenantId, ...(id === undefined ? {} : { id }) },
          orderBy: [{ displayNameFolded: 'asc' }, { id: 'asc' }],
          ...chunk,
        })
        const ids = users.map((user) => user.id)
        const memberships = await client.groupMember.findMany({
          where: { tenantId, memberId: { in: ids } },
          orderBy: [{ groupId: 'asc' }],
        })
        const groups = new Map<string, string[]>(ids.map((user) => [user, []]))
        for (const { memberId, groupId } of memberships) groups.get(memberId)?.push(groupId)
        return users.map((user) => ({ ...user, groups: groups.get(user.id) ?? [] }))
      })
    },
    async updateUser(tenantId: string, id: string, changes: UserChanges): Promise<boolean> {
      const { enabled, displayName, passwordHash, intuneRole } = changes
      const data = {
        ...(enabled === undefined ? {} : { accountEnabled: enabled }),
        ...(displayName === undefined ? {} : { displayName, displayNameFolded: fold(displayName) }),
        // What was signed in with the old password ends with it.
        ...(passwordHash === undefined ? {} : { passwordHash, sessionsRevokedAt: timeFrom(clock, tenantId) }),
        ...(intuneRole === undefined ? {} : { intuneRole }),
      }
      return (await (await prisma()).user.updateMany({ where: { tenantId, id }, data })).count === 1
    },
    async revokeSessions(tenantId: string, id: string): Promise<boolean> {
      const client = await prisma()
      const data = { sessionsRevokedAt: timeFrom(clock, tenantId) }
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
      const createdDateTime = `${timeFrom(clock, tenantId)}Z`
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
      await unlessThere(
        (await prisma()).groupMember.create({ data: { tenantId, groupId, memberId: userId, memberType: 'user' } }),
      )
    },
    async deleteMember(tenantId: string, groupId: string, userId: string): Promise<boolean> {
      return (
        (await (await prisma()).groupMember.deleteMany({ where: { tenantId, groupId, memberId: userId } })).count === 1
      )
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
  return rowByColumn(tableOf(resource), resource.type, { tenantId, id: entity.id }, complete(resource.type, entity))
}

type Directory = 'users' | 'groups'
