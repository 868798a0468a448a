/** Users, as sign-in and token verification look them up. */
import { fold } from '../sql/fold.js'
import { statement } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { groupsOf } from '../query/memberships.js'
import { all, one } from '../work.js'
import type { Row } from '../work.js'

/** What delegated calls of a user may do in Intune. */
export type IntuneRole = 'none' | 'readOnly' | 'administrator'

export interface User {
  readonly tenantId: string
  readonly id: string
  readonly userPrincipalName: string
  readonly displayName: string
  readonly givenName: string | undefined
  readonly surname: string | undefined
  readonly mail: string | undefined
  readonly enabled: boolean
  readonly passwordHash: string | undefined
  readonly intuneRole: IntuneRole
  /** Stored form; tokens issued before are worth nothing. */
  readonly sessionsRevokedAt: string | undefined
}

/** What some tokens tell beside. */
export interface UserDetails {
  readonly country?: string | undefined
  readonly preferredLanguage?: string | undefined
  readonly tenantCountry?: string | undefined
  readonly tenantLanguage?: string | undefined
}

export interface UserSearch {
  /** A part of the display name or the principal name, whatever the case; empty for all. */
  readonly text: string
  readonly administrators: boolean
  readonly limit: number
}

export interface Users {
  find(tenantId: string, id: string): Promise<User | undefined>
  findByName(tenantId: string, userPrincipalName: string): Promise<User | undefined>
  /** Enabled users as the sign-in page offers them: those with a role first, then by name. */
  search(tenantId: string, wanted: UserSearch): Promise<readonly User[]>
  /** Enabled users by name. */
  listEnabled(tenantId: string, limit: number): Promise<readonly User[]>
  /** Of the tenant alone if there is no user. */
  readDetails(tenantId: string, id: string | undefined): Promise<UserDetails>
  /** Ids of the groups that the user is in, also by way of others. */
  listGroups(tenantId: string, id: string, kind: 'security' | 'every', limit: number): Promise<readonly string[]>
}

const COLUMNS = `"tenantId", "id", "userPrincipalName", "displayName", "givenName", "surname", "mail", CASE WHEN "accountEnabled" THEN 1 ELSE 0 END, "passwordHash", "intuneRole", "sessionsRevokedAt"`

export function createUsers({ database }: IdentityDeps): Users {
  const byId = statement(database, `SELECT ${COLUMNS} FROM "user" WHERE "tenantId" = ?1 AND "id" = ?2`)
  const byName = statement(
    database,
    `SELECT ${COLUMNS} FROM "user" WHERE "tenantId" = ?1 AND "userPrincipalNameFolded" = ?2`,
  )
  const enabled = statement(
    database,
    `SELECT ${COLUMNS} FROM "user" WHERE "tenantId" = ?1 AND "accountEnabled" ORDER BY "displayNameFolded", "id" LIMIT ?2`,
  )
  const position = database.provider === 'sqlite' ? 'instr' : 'strpos'
  const search = statement(
    database,
    `SELECT ${COLUMNS} FROM "user" WHERE "tenantId" = ?1 AND "accountEnabled" AND (?2 = '' OR ${position}("displayNameFolded", ?2) > 0 OR ${position}("userPrincipalNameFolded", ?2) > 0) AND (?3 = '' OR "intuneRole" = ?3) ORDER BY CASE "intuneRole" WHEN 'administrator' THEN 0 WHEN 'readOnly' THEN 1 ELSE 2 END, "displayNameFolded", "id" LIMIT ?4`,
  )
  const details = statement(
    database,
    `SELECT u."country", u."preferredLanguage", o."countryLetterCode", o."preferredLanguage" FROM "tenant" t LEFT JOIN "organization" o ON o."tenantId" = t."id" LEFT JOIN "user" u ON u."tenantId" = t."id" AND u."id" = ?2 WHERE t."id" = ?1 ORDER BY o."id" LIMIT 1`,
  )
  const groups = statement(
    database,
    `SELECT g."id" FROM "group" g WHERE g."tenantId" = ?1 AND g."id" IN (${groupsOf('?1', '?2')}) AND (?3 = 'every' OR g."securityEnabled") ORDER BY g."id" LIMIT ?4`,
  )
  const find = async (sql: string, values: string[]): Promise<User | undefined> => {
    const row = await database.read(() => one(sql, values))
    return row === undefined ? undefined : toUser(row)
  }
  return {
    find: (tenantId, id) => find(byId, [tenantId, id.toLowerCase()]),
    findByName: (tenantId, name) => find(byName, [tenantId, fold(name)]),
    async search(tenantId, { text, administrators, limit }) {
      const values = [tenantId, fold(text), administrators ? 'administrator' : '', limit]
      return (await database.read(() => all(search, values))).map(toUser)
    },
    async listEnabled(tenantId, limit) {
      return (await database.read(() => all(enabled, [tenantId, limit]))).map(toUser)
    },
    async readDetails(tenantId, id) {
      const row = await database.read(() => one(details, [tenantId, id ?? '']))
      const [country, preferredLanguage, tenantCountry, tenantLanguage] = (row ?? []).map((value) => optional(value))
      return { country, preferredLanguage, tenantCountry, tenantLanguage }
    },
    async listGroups(tenantId, id, kind, limit) {
      return (await database.read(() => all(groups, [tenantId, id, kind, limit]))).map(([group]) => group as string)
    },
  }
}

function toUser(row: Row): User {
  const [tenantId, id, name, displayName, givenName, surname, mail, enabled, passwordHash, intuneRole, revoked] = row
  return {
    tenantId: tenantId as string,
    id: id as string,
    userPrincipalName: name as string,
    displayName: displayName as string,
    givenName: optional(givenName),
    surname: optional(surname),
    mail: optional(mail),
    enabled: enabled === 1,
    passwordHash: optional(passwordHash),
    intuneRole: intuneRole as IntuneRole,
    sessionsRevokedAt: optional(revoked),
  }
}

function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
