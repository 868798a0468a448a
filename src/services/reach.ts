/** Whom the assignments of an item reach: every user, every device, the members of groups, less those of excluded groups. */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { Keys } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { itemsAt } from './items.js'
import type { Scope } from './scope.js'

export interface Reach {
  readonly everyUser: boolean
  readonly everyDevice: boolean
  readonly groups: ReadonlySet<string>
  readonly excluded: ReadonlySet<string>
}

const TARGET = '#microsoft.graph.'

/** Of the item at `keys` in the set `resource`; nobody if it has no assignments. */
export function* reachOf(scope: Scope, resource: Resource, keys: Keys): Work<Reach> {
  const assignments = resource.children.get('assignments')
  const items = assignments === undefined ? [] : yield* itemsAt(scope, assignments, keys)
  const targets = items.map(({ entity }) => (entity['target'] ?? {}) as Entity)
  const ofType = (name: string): Entity[] => targets.filter((target) => target['@odata.type'] === TARGET + name)
  const groupsOf = (found: readonly Entity[]): Set<string> => new Set(found.map(({ groupId }) => String(groupId)))
  return {
    everyUser: ofType('allLicensedUsersAssignmentTarget').length > 0,
    everyDevice: ofType('allDevicesAssignmentTarget').length > 0,
    groups: groupsOf(ofType('groupAssignmentTarget')),
    excluded: groupsOf(ofType('exclusionGroupAssignmentTarget')),
  }
}

/** Whether a user or device in these groups is reached; `everyone` if it is so without any group. */
export function reaches(
  { everyUser, everyDevice, groups, excluded }: Reach,
  memberOf: readonly string[],
  everyone = everyUser || everyDevice,
): boolean {
  if (memberOf.some((id) => excluded.has(id))) return false
  return everyone || memberOf.some((id) => groups.has(id))
}
