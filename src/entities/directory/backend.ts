/** The directory behind users, groups and the organization, and what it asks for. */
import type { Backend, Permissions } from '../../model/sets.js'

/**
 * Has behaviour of its own, whatever the profile: no body after PATCH, no `@odata.type` where it says nothing new, plain
 * error messages.
 */
export const directory: Backend = {
  kind: 'directory',
  service: 'Microsoft.DirectoryServices',
  behaviour: {
    updateStatus: 204,
    representsUpdates: false,
    deleteStatus: 204,
    missingRoutes: [],
    unsupportedMethod: 405,
    typeAnnotations: 'derived',
  },
}

/** @see https://learn.microsoft.com/graph/permissions-reference#userreadwriteall */
export const usersPermissions: Permissions = {
  read: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  write: ['User.ReadWrite.All', 'Directory.ReadWrite.All'],
}

/** @see https://learn.microsoft.com/graph/permissions-reference#groupreadwriteall */
export const groupsPermissions: Permissions = {
  read: [
    'GroupMember.Read.All',
    'GroupMember.ReadWrite.All',
    'Group.Read.All',
    'Group.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  write: ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
}

/** @see https://learn.microsoft.com/graph/permissions-reference#organizationreadwriteall */
export const organizationPermissions: Permissions = {
  read: [
    'Organization.Read.All',
    'Organization.ReadWrite.All',
    'User.Read',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  write: ['Organization.ReadWrite.All'],
}

/** @see https://learn.microsoft.com/graph/api/group-list-members */
export const membersPermissions: Permissions = {
  read: groupsPermissions.read,
  write: ['GroupMember.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.ReadWrite.All'],
}

/** @see https://learn.microsoft.com/graph/api/user-list-memberof */
export const membershipsPermissions: Permissions = {
  read: groupsPermissions.read,
  write: [],
}

/** What users may see and change of themselves. @see https://learn.microsoft.com/graph/api/user-get */
export const mePermissions: Permissions = {
  read: ['User.Read', 'User.ReadWrite', ...usersPermissions.read],
  write: ['User.ReadWrite', ...usersPermissions.write],
}

/** @see https://learn.microsoft.com/graph/permissions-reference#applicationreadwriteall */
export const applicationsPermissions: Permissions = {
  read: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  write: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
}
