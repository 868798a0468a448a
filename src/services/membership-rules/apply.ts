/**
 * Members of dynamic groups follow the rules (L34): a write to a group, a user or a device changes memberships in its own
 * transaction, where Entra takes minutes to hours.
 */
import type { Entity } from '../../model/payload.js'
import {
  listDirectGroupsOf,
  listDirectMembers,
  listDynamicGroups,
  setGroupsOf,
  setMembers,
} from '../../store/query/memberships.js'
import type { DynamicGroup } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { LruCache } from '../../lru-cache.js'
import { pagesOf } from '../reports/pages.js'
import { RuleError } from '../rule-language/tokens.js'
import type { Scope } from '../scope.js'
import { satisfies } from './evaluate.js'
import type { Surroundings } from './evaluate.js'
import type { Condition, MembershipRule, Subject } from './grammar.js'
import { membersReadBy, readMembershipRule } from './properties.js'

/** What of a scope it takes to say who belongs to a group. */
type Directory = Pick<Scope, 'store' | 'model' | 'clock'>

const SETS: Readonly<Record<Subject, string>> = { user: 'users', device: 'devices' }

/** What is known of managers: nothing is kept. */
const NO_MANAGER = null

const known = new LruCache<{ readonly rule: MembershipRule | undefined }>(500)

/** Undefined for what is no rule: databases from before and imports may hold such. */
export function readRule(text: string): MembershipRule | undefined {
  const found = known.get(text) ?? { rule: validRule(text) }
  known.set(text, found)
  return found.rule
}

function validRule(text: string): MembershipRule | undefined {
  try {
    return readMembershipRule(text)
  } catch (error) {
    if (error instanceof RuleError) return undefined
    throw error
  }
}

/** Gives a dynamic group the members that its rule says, and no others. */
export function* refreshGroup(scope: Directory, { id, rule: text }: DynamicGroup): Work<void> {
  const rule = readRule(text)
  if (rule === undefined) return
  yield* setMembers(scope.store, id, scope.model.resourceAt(SETS[rule.subject]), yield* membersBy(scope, rule))
}

function* membersBy(scope: Directory, rule: MembershipRule): Work<string[]> {
  if (rule.kind === 'directReports') return []
  const groups = groupsNamedBy(rule.condition)
  if (groups !== undefined) return yield* listDirectMembers(scope.store, groups, rule.subject)
  const ids: string[] = []
  const pages = pagesOf(scope, scope.model.resourceAt(SETS[rule.subject]), [], {
    select: ['id', ...membersReadBy(rule)],
    uncounted: true,
  })
  const surroundings = surroundingsOf(scope, NO_GROUPS)
  for (let page = yield* pages(); page !== undefined; page = yield* pages())
    for (const entity of page) if (satisfies(rule, entity, surroundings)) ids.push(String(entity['id']))
  return ids
}

/** Puts a user or device into the dynamic groups whose rules it satisfies, and out of the others. */
export function* refreshMemberships(scope: Directory, subject: Subject, entity: Entity): Work<void> {
  const groups = (yield* listDynamicGroups(scope.store)).flatMap((group) => {
    const rule = readRule(group.rule)
    return rule?.subject === subject ? [{ id: group.id, rule }] : []
  })
  if (groups.length === 0) return
  const id = String(entity['id'])
  const surroundings = surroundingsOf(scope, new Set(yield* listDirectGroupsOf(scope.store, id)))
  yield* setGroupsOf(scope.store, scope.model.resourceAt(SETS[subject]), id, {
    among: groups.map((group) => group.id),
    wanted: groups.filter(({ rule }) => satisfies(rule, entity, surroundings)).map((group) => group.id),
  })
}

/** Follows that something came into a group or left it: rules may speak of who is in it. */
export function* refreshGroupsNaming(scope: Directory, groupId: string): Work<void> {
  for (const group of yield* listDynamicGroups(scope.store))
    if (group.rule.toLowerCase().includes(groupId)) yield* refreshGroup(scope, group)
}

const NO_GROUPS: ReadonlySet<string> = new Set()

function surroundingsOf({ clock }: Directory, groupIds: ReadonlySet<string>): Surroundings {
  return { now: clock.milliseconds(), managerId: NO_MANAGER, groupIds }
}

/** The groups whose direct members are meant; undefined if the rule speaks of something else. */
function groupsNamedBy(condition: Condition): readonly string[] | undefined {
  if (condition.kind !== 'any' || condition.property.toLowerCase() !== 'memberof') return undefined
  const { condition: named } = condition
  return named.kind === 'comparison' ? (named.value as readonly string[]).map((id) => id.toLowerCase()) : []
}
