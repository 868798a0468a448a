/** The references of Graph's bodies: scope tags, and the groups and filters of assignments. */
import type { Entity } from '../../model/payload.js'
import type { Mention } from './backup.js'
import { isObject } from './text.js'

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const FILTER = 'deviceAndAppManagementAssignmentFilterId'
const FILTER_KIND = 'deviceAndAppManagementAssignmentFilterType'
const NOBODY = '00000000-0000-0000-0000-000000000000'

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value)
}

/** The id or the name that a text is. */
export function idOrName(text: string): Pick<Mention, 'id' | 'name'> {
  return isGuid(text) ? { id: text.toLowerCase() } : { name: text }
}

/** Scope tags, told by number or by name. Which ones are found stands in the order of the file. */
export function tagMentions(body: Entity): Mention[] {
  return ['roleScopeTagIds', 'roleScopeTags'].flatMap((member) => {
    const told = body[member]
    if (!Array.isArray(told)) return []
    const found: (string | undefined)[] = told.map(() => undefined)
    const settle = (i: number, id: string | undefined): void => {
      found[i] = id
      body[member] = found.filter((each) => each !== undefined)
    }
    return told.flatMap((tag, i): Mention[] => {
      if (typeof tag !== 'string') return []
      const named = /^\d+$/.test(tag) ? { id: tag } : { name: tag }
      return [{ kind: 'scope tag', ...named, put: (id) => settle(i, id), drop: () => settle(i, undefined) }]
    })
  })
}

/** The group and the filter of each assignment. An assignment whose group is not found goes, from `assignments`. */
export function targetMentions(assignments: Entity[]): Mention[] {
  return assignments.flatMap((assignment) => {
    const target = assignment['target']
    const drop = (): void => void assignments.splice(assignments.indexOf(assignment), 1)
    return isObject(target) ? [...groupMention(target, drop), ...filterMention(target)] : []
  })
}

/** Targets of IntuneCD name the group; those of Graph have its id. */
export function groupMention(target: Entity, drop: () => void): Mention[] {
  const { groupName, groupType: _type, membershipRule, ...others } = target
  for (const name of ['groupName', 'groupType', 'membershipRule']) delete target[name]
  const put = (id: string): void => void (target['groupId'] = id)
  if (typeof groupName === 'string') {
    const rule = typeof membershipRule === 'string' ? membershipRule : undefined
    return [{ kind: 'group', name: groupName, membershipRule: rule, put, drop }]
  }
  const id = others['groupId']
  if (typeof id === 'string' && id !== '') return [{ kind: 'group', id: id.toLowerCase(), put, drop }]
  // A group that was gone when IntuneCD made the backup has left a target that names nobody.
  if (!/roup(?:Assignment)?Target$/.test(String(others['@odata.type']))) return []
  return [{ kind: 'group', put, drop }]
}

export function filterMention(target: Entity): Mention[] {
  const filter = target[FILTER]
  if (typeof filter !== 'string' || filter === '' || filter === NOBODY) return []
  const drop = (): void => void Object.assign(target, { [FILTER]: null, [FILTER_KIND]: 'none' })
  return [{ kind: 'filter', ...idOrName(filter), put: (id) => void (target[FILTER] = id), drop }]
}
