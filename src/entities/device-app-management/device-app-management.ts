/** The root of the apps area. @see https://learn.microsoft.com/graph/api/resources/intune-shared-deviceappmanagement */
import { defineSingleton } from '../../model/sets.js'
import { appLifecycle, appsPermissions } from './backend.js'
import { beta, computed, Edm, nullable, of, opaque, withDefault } from '../../model/edm.js'
import { defineEntityType, defineEnumType } from '../../model/declare.js'

export const microsoftStoreForBusinessPortalSelectionOptions = defineEnumType({
  name: 'microsoftStoreForBusinessPortalSelectionOptions',
  since: 'beta',
  members: { none: 0, companyPortal: 1, privateStore: 2 },
  flags: true,
})

export const deviceAppManagement = defineEntityType({
  name: 'deviceAppManagement',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    isEnabledForMicrosoftStoreForBusiness: withDefault(Edm.Boolean, false),
    microsoftStoreForBusinessLanguage: nullable(Edm.String),
    microsoftStoreForBusinessLastCompletedApplicationSyncTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    microsoftStoreForBusinessLastSuccessfulSyncDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    microsoftStoreForBusinessPortalSelection: beta(
      withDefault(of(microsoftStoreForBusinessPortalSelectionOptions), 'none'),
    ),
  },
})

export default defineSingleton({
  path: 'deviceAppManagement',
  entityType: deviceAppManagement,
  permissions: appsPermissions,
  backend: appLifecycle,
})
