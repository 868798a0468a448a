/** Labels that say which administrators see an object. @see https://learn.microsoft.com/graph/api/resources/intune-rbac-rolescopetag */
import { defineEntitySet } from '../../model/sets.js'
import { roles, rolesPermissions } from './backend.js'
import { computed, Edm, indexed, nullable, opaque, withDefault } from '../../model/edm.js'
import { defineEntityType } from '../../model/declare.js'

export const roleScopeTag = defineEntityType({
  name: 'roleScopeTag',
  since: 'beta',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    description: nullable(Edm.String),
    isBuiltIn: computed(withDefault(Edm.Boolean, false)),
  },
})

export default defineEntitySet({
  path: 'deviceManagement/roleScopeTags',
  since: 'beta',
  entityType: roleScopeTag,
  permissions: rolesPermissions,
  backend: roles,
})
