/** The user who calls. @see https://learn.microsoft.com/graph/api/user-get */
import { defineSingleton } from '../../model/sets.js'
import { directory, mePermissions } from './backend.js'
import { user } from './users.js'

export default defineSingleton({
  path: 'me',
  entityType: user,
  permissions: mePermissions,
  backend: directory,
  ownItemOf: 'users',
})
