import { Edm } from '../../model/edm.js'
import { defineSingleton } from '../../model/sets.js'
import { defineEntityType } from '../../model/types.js'
import { appLifecycle, appsPermissions } from './backend.js'

/** The root of the apps area. @see https://learn.microsoft.com/graph/api/resources/intune-shared-deviceappmanagement */
export const deviceAppManagement = defineEntityType({
  name: 'deviceAppManagement',
  key: 'opaque',
  properties: { id: Edm.String },
})

export default defineSingleton({
  path: 'deviceAppManagement',
  entityType: deviceAppManagement,
  permissions: appsPermissions,
  backend: appLifecycle,
})
