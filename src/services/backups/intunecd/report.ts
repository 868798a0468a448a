/** The report of IntuneCD: which groups have what assigned, in the order of the files. */
import type { Entity } from '../../../model/payload.js'
import { shortType } from '../export/source.js'
import { isObject } from '../text.js'

interface GroupReport {
  readonly groupName: unknown
  readonly groupType: unknown
  readonly membershipRule: unknown
  readonly assignedTo: Record<string, Entity[]>
}

export function reportOf(files: readonly { readonly path: string; readonly item: Entity }[]): GroupReport[] {
  const groups: GroupReport[] = []
  for (const { path, item } of files) {
    const [folder = ''] = path.split('/')
    const assignments = Array.isArray(item['assignments']) ? (item['assignments'] as unknown[]) : []
    for (const assignment of assignments.filter(isObject)) {
      const target = isObject(assignment['target']) ? assignment['target'] : {}
      const { groupName, groupType, membershipRule = null } = target
      if (typeof groupName !== 'string' || groupName === '') continue
      const told = {
        name: item['displayName'] ?? item['name'] ?? '',
        type: item['@odata.type'] === undefined ? '' : shortType(item['@odata.type']),
        intent: assignment['intent'] ?? '',
      }
      let group = groups.find((each) => each.groupName === groupName)
      if (group === undefined) groups.push((group = { groupName, groupType, membershipRule, assignedTo: {} }))
      const list = (group.assignedTo[folder] ??= [])
      list.push(told)
    }
  }
  return groups
}
