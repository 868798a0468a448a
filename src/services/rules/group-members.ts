/**
 * What the directory takes as a member of a group.
 * @see https://learn.microsoft.com/graph/api/group-post-members
 */
import { directoryBadRequest, GraphError } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import { capital } from '../../model/words.js'
import type { EntityStore } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Location, Scope } from '../scope.js'
import type { Added } from './rules.js'

interface GroupKind {
  readonly groupTypes?: readonly string[]
  readonly isAssignableToRole?: boolean | null
}

/** The members of a dynamic group are those that its rule names; other groups take what fits their kind. */
export function* requireMember(
  { store, version }: Scope,
  { resource, keys }: Location,
  { name }: Resource,
  added: Added | undefined,
): Work<void> {
  if (name !== 'members') return
  const shown = { version, select: ['groupTypes', 'isAssignableToRole'], typeAnnotations: 'none' } as const
  const group = JSON.parse((yield* store.find(resource, keys, shown)) ?? '{}') as GroupKind
  if (group.groupTypes?.includes('DynamicMembership') === true)
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
  if (added === undefined) return
  const { kind } = added
  if (group.isAssignableToRole === true && kind.type.name === 'group')
    throw directoryBadRequest('Nesting is currently not supported for groups that can be assigned to a role.')
  if (group.groupTypes?.includes('Unified') === true && kind.type.name !== 'user')
    throw directoryBadRequest(
      `${yield* nameOfKind(store, added)} cannot be added to Unified Groups. paramName: Members, paramValue: , ` +
        'objectType: Microsoft.Online.DirectoryServices.Group',
    )
}

/** How the directory calls what it does not take into a group of Microsoft 365. */
function* nameOfKind(store: EntityStore, { kind, id }: Added): Work<string> {
  const { name } = kind.type
  if (name !== 'group') return `Directory object type: ${capital(name)}`
  const types = yield* store.hold(kind.linkedSet ?? kind, [id], 'groupTypes')
  return String(types).includes('"Unified"') ? 'Unified Groups' : 'Directory object type: Group'
}
