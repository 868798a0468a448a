/** What users choose their device to be when they enrol it. @see https://learn.microsoft.com/graph/api/resources/intune-shared-devicecategory */
import { beta, collection, computed, Edm, indexed, nullable, opaque, withDefault } from '../../model/edm.js'
import { defineEntitySet } from '../../model/sets.js'
import { defineEntityType } from '../../model/declare.js'
import { devices, managedDevicesPermissions } from './backend.js'

export const deviceCategory = defineEntityType({
  name: 'deviceCategory',
  properties: {
    id: computed(opaque(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    description: nullable(Edm.String),
    roleScopeTagIds: withDefault(beta(nullable(collection(Edm.String))), ['0']),
  },
})

export default defineEntitySet({
  path: 'deviceManagement/deviceCategories',
  entityType: deviceCategory,
  permissions: managedDevicesPermissions,
  backend: devices,
})
