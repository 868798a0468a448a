/** Who is in which group: the table `groupMember`, looked at by itself. */
import type { Resource } from '../../model/model.js'
import type { Link } from '../../model/types.js'
import { layoutOf } from '../layout/layout-of.js'
import { pairedIds } from '../layout/linked-rows.js'
import { identifier } from '../sql/dialect.js'
import { all, run } from '../work.js'
import type { Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** What can be in a group. */
export const MEMBER_TYPES = ['user', 'group', 'device', 'servicePrincipal'] as const

export type MemberType = (typeof MEMBER_TYPES)[number]

const GROUPS: Link = { pairs: 'groupMember', from: 'memberId', to: 'groupId', transitive: true }

/** SQL of the ids of the groups that something is in, by itself or by way of other groups. */
export function groupsOf(tenantId: string, memberId: string): string {
  return pairedIds(GROUPS, tenantId, memberId)
}

/** The ids of these groups, in their order. */
export function* listGroupsOf({ dialect, tenantId }: EntityStore, id: string, securityOnly = false): Work<string[]> {
  const [tenant, member] = [dialect.placeholder(1), dialect.placeholder(2)]
  const only = securityOnly ? ' AND g."securityEnabled"' : ''
  const rows = yield* all(
    `SELECT g."id" FROM "group" g WHERE g."tenantId" = ${tenant} AND g."id" IN (${groupsOf(tenant, member)})${only} ORDER BY g."id"`,
    [tenantId, id],
  )
  return rows.map(([group]) => String(group))
}

/**
 * Makes the items of `set` with these ids the members of a group, and nothing else, in two statements. Ids of items that are
 * not there are passed over. The group has to be there, and held.
 */
export function* setMembers(
  { dialect, tenantId }: EntityStore,
  groupId: string,
  set: Resource,
  ids: readonly string[],
): Work<{ readonly added: number; readonly removed: number }> {
  const layout = layoutOf(set)
  const [tenant, group, type] = [1, 2, 4].map((n) => dialect.placeholder(n)) as [string, string, string]
  const values = [tenantId, groupId, JSON.stringify(ids)]
  const { changes: removed } = yield* run(
    `DELETE FROM "groupMember" WHERE "tenantId" = ${tenant} AND "groupId" = ${group} AND NOT ${dialect.isAmong('"memberId"', 3, 'text')}`,
    values,
  )
  const inSet = layout.where('collection', 't', (n) => (n === 0 ? tenant : `''`))
  const { changes: added } = yield* run(
    `INSERT INTO "groupMember" ("tenantId", "groupId", "memberId", "memberType") ` +
      `SELECT ${tenant}, ${group}, t."id", ${type} FROM ${identifier(layout.table)} t ` +
      `WHERE ${inSet} AND ${dialect.isAmong('t."id"', 3, 'text')}${dialect.forKeyShare === '' ? '' : `${dialect.forKeyShare} OF t`} ` +
      `ON CONFLICT DO NOTHING`,
    [...values, set.type.name],
  )
  return { added, removed }
}

export interface DynamicGroup {
  readonly id: string
  readonly rule: string
}

/** The dynamic groups of the tenant whose members are kept in line with their rules. */
export function* listDynamicGroups({ dialect, tenantId }: EntityStore): Work<DynamicGroup[]> {
  const rows = yield* all(
    `SELECT "id", "membershipRule" FROM "group" WHERE "tenantId" = ${dialect.placeholder(1)} AND "membershipRule" IS NOT NULL ` +
      `AND "groupTypes" LIKE '%"DynamicMembership"%' AND COALESCE("membershipRuleProcessingState", 'On') <> 'Paused' ORDER BY "id"`,
    [tenantId],
  )
  return rows.map(([id, rule]) => ({ id: String(id), rule: String(rule) }))
}

/** The ids of the groups that something is in by itself. */
export function* listDirectGroupsOf({ dialect, tenantId }: EntityStore, memberId: string): Work<string[]> {
  const [tenant, member] = [dialect.placeholder(1), dialect.placeholder(2)]
  const rows = yield* all(
    `SELECT "groupId" FROM "groupMember" WHERE "tenantId" = ${tenant} AND "memberId" = ${member} ORDER BY "groupId"`,
    [tenantId, memberId],
  )
  return rows.map(([id]) => String(id))
}

/** The ids of what of one type is in any of some groups by itself, each once. */
export function* listDirectMembers(
  { dialect, tenantId }: EntityStore,
  groupIds: readonly string[],
  type: MemberType,
): Work<string[]> {
  const [tenant, member] = [1, 3].map((n) => dialect.placeholder(n)) as [string, string]
  const rows = yield* all(
    `SELECT DISTINCT "memberId" FROM "groupMember" WHERE "tenantId" = ${tenant} AND "memberType" = ${member} ` +
      `AND ${dialect.isAmong('"groupId"', 2, 'text')}`,
    [tenantId, JSON.stringify(groupIds), type],
  )
  return rows.map(([id]) => String(id))
}

/** Puts one of `set` into the groups `wanted`, and out of the others of `among`. All of them have to be there. */
export function* setGroupsOf(
  { dialect, tenantId }: EntityStore,
  set: Resource,
  memberId: string,
  { among, wanted }: { readonly among: readonly string[]; readonly wanted: readonly string[] },
): Work<void> {
  const [tenant, member, type] = [1, 2, 4].map((n) => dialect.placeholder(n)) as [string, string, string]
  const unwanted = among.filter((id) => !wanted.includes(id))
  if (unwanted.length > 0)
    yield* run(
      `DELETE FROM "groupMember" WHERE "tenantId" = ${tenant} AND "memberId" = ${member} AND ${dialect.isAmong('"groupId"', 3, 'text')}`,
      [tenantId, memberId, JSON.stringify(unwanted)],
    )
  if (wanted.length > 0)
    yield* run(
      `INSERT INTO "groupMember" ("tenantId", "memberId", "groupId", "memberType") ` +
        `SELECT ${tenant}, ${member}, g."id", ${type} FROM "group" g ` +
        `WHERE g."tenantId" = ${tenant} AND ${dialect.isAmong('g."id"', 3, 'text')} ON CONFLICT DO NOTHING`,
      [tenantId, memberId, JSON.stringify(wanted), set.type.name],
    )
}

export interface Membership {
  readonly groupId: string
  readonly memberId: string
}

/** The memberships that lead from some objects up: theirs, those of the groups that they are in, and so on. */
export function* listMemberships({ dialect, tenantId }: EntityStore, memberIds: readonly string[]): Work<Membership[]> {
  const tenant = dialect.placeholder(1)
  const rows = yield* all(
    `WITH RECURSIVE up("groupId", "memberId") AS (` +
      `SELECT "groupId", "memberId" FROM "groupMember" WHERE "tenantId" = ${tenant} ` +
      `AND ${dialect.isAmong('"memberId"', 2, 'text')} ` +
      `UNION SELECT m."groupId", m."memberId" FROM "groupMember" m JOIN up ON m."memberId" = up."groupId" ` +
      `WHERE m."tenantId" = ${tenant}) SELECT "groupId", "memberId" FROM up ORDER BY "groupId", "memberId"`,
    [tenantId, JSON.stringify(memberIds)],
  )
  return rows.map(([groupId, memberId]) => ({ groupId: String(groupId), memberId: String(memberId) }))
}
