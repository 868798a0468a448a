/** Shelves of the company portal. @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileappcategory */
import { computed, Edm, indexed, nullable, opaque, stamped } from '../../model/edm.js'
import { defineEntitySet } from '../../model/sets.js'
import { defineEntityType } from '../../model/declare.js'
import { appLifecycle, appsPermissions } from './backend.js'

export const mobileAppCategory = defineEntityType({
  name: 'mobileAppCategory',
  properties: {
    id: computed(opaque(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    lastModifiedDateTime: stamped(Edm.DateTimeOffset, 'modified'),
  },
})

export default defineEntitySet({
  path: 'deviceAppManagement/mobileAppCategories',
  entityType: mobileAppCategory,
  permissions: appsPermissions,
  backend: appLifecycle,
})
