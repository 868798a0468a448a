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
  const [tenant, group, list, type] = [1, 2, 3, 4].map((n) => dialect.placeholder(n)) as [
    string,
    string,
    string,
    string,
  ]
  const values = [tenantId, groupId, JSON.stringify(ids)]
  const wanted = `(SELECT v.value FROM ${dialect.elements(list, 'v')})`
  const { changes: removed } = yield* run(
    `DELETE FROM "groupMember" WHERE "tenantId" = ${tenant} AND "groupId" = ${group} AND "memberId" NOT IN ${wanted}`,
    values,
  )
  const inSet = layout.where('collection', 't', (n) => (n === 0 ? tenant : `''`))
  const { changes: added } = yield* run(
    `INSERT INTO "groupMember" ("tenantId", "groupId", "memberId", "memberType") ` +
      `SELECT ${tenant}, ${group}, t."id", ${type} FROM ${identifier(layout.table)} t ` +
      `WHERE ${inSet} AND t."id" IN ${wanted}${dialect.forKeyShare === '' ? '' : `${dialect.forKeyShare} OF t`} ` +
      `ON CONFLICT DO NOTHING`,
    [...values, set.type.name],
  )
  return { added, removed }
}
