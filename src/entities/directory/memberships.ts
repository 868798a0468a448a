/**
 * Who is in which group. Users, groups, devices and service principals are members; groups in groups hand on what is in
 * them, however deep.
 *
 * @see https://learn.microsoft.com/graph/api/group-list-members
 */
import type { Link } from '../../model/types.js'
import { membersPermissions, membershipsPermissions } from './backend.js'

const MEMBERS = 'groupMember'

/** What is in a group. */
export const members: Link = {
  pairs: MEMBERS,
  from: 'groupId',
  to: 'memberId',
  kinds: 'memberType',
  sets: ['users', 'groups', 'devices', 'servicePrincipals'],
  permissions: membersPermissions,
}

/** The groups that something is in. Those of devices are read by who may read devices. */
export const groupsOfDevice: Link = { pairs: MEMBERS, from: 'memberId', to: 'groupId' }

export const memberships: Link = { ...groupsOfDevice, permissions: membershipsPermissions }

export const groupsOfUser: Link = { ...memberships, readableByOwner: true }

export function transitively(link: Link): Link {
  return { ...link, transitive: true, ...(link.kinds === undefined ? {} : { through: 'group' }) }
}
