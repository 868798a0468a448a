/** Assignments of roles, with the names of groups. */
import type { Entity } from '../../../../model/payload.js'
import { text } from '../../export/source.js'
import { MANAGEMENT, removeKeys } from './objects.js'
import type { Writer } from './objects.js'

export async function nameRoleAssignments(item: Entity, writer: Writer): Promise<void> {
  const { source } = writer
  const names = async (ids: unknown): Promise<unknown[]> => {
    const found: unknown[] = []
    for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
      const group = await source.known(`groups/${text(id)}`)
      if (group !== undefined) found.push(group['displayName'])
    }
    return found
  }
  const listed = await source.list(`${MANAGEMENT}/roleDefinitions/${text(item['id'])}/roleAssignments`)
  if (listed.length === 0) return
  const assignments: Entity[] = []
  item['roleAssignments'] = assignments
  // What is empty has what the one before it has, in the tool as well.
  let [members, scopes]: unknown[] = ['', '']
  for (const { id } of listed) {
    const assignment = await source.item(`${MANAGEMENT}/roleAssignments/${text(id)}`)
    if (assignment === undefined) continue
    assignments.push(removeKeys(assignment))
    if (Array.isArray(assignment['scopeMembers']) && assignment['scopeMembers'].length > 0) {
      const found = await names(assignment['scopeMembers'])
      scopes = found.length > 0 ? found : ''
    }
    if (scopes !== '') assignment['scopeMembers'] = scopes
    delete assignment['resourceScopes']
    if (Array.isArray(assignment['members']) && assignment['members'].length > 0)
      members = await names(assignment['members'])
    assignment['members'] = members
  }
}
