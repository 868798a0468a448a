/** Values that apps hold. @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileapp */
import { beta, Edm, nullable, of, opaque, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'
import { actionState } from '../device-management/action-state.js'

export const mobileAppPublishingState = defineEnumType({
  name: 'mobileAppPublishingState',
  members: { notPublished: 0, processing: 1, published: 2 },
})

export const appleDeviceDeliveryProtocol = defineEnumType({
  name: 'appleDeviceDeliveryProtocol',
  since: 'beta',
  members: { default: 0, mobileDeviceManagement: 1, declarativeDeviceManagement: 2, unknownFutureValue: 3 },
})

export const managedAppAvailability = defineEnumType({
  name: 'managedAppAvailability',
  members: { global: 0, lineOfBusiness: 1 },
})

export const iosDeviceType = defineComplexType({
  name: 'iosDeviceType',
  properties: {
    iPad: withDefault(Edm.Boolean, false),
    iPhoneAndIPod: withDefault(Edm.Boolean, false),
  },
})

export const iosMinimumOperatingSystem = defineComplexType({
  name: 'iosMinimumOperatingSystem',
  properties: {
    v10_0: withDefault(Edm.Boolean, false),
    v11_0: withDefault(Edm.Boolean, false),
    v12_0: withDefault(Edm.Boolean, false),
    v13_0: withDefault(Edm.Boolean, false),
    v14_0: withDefault(Edm.Boolean, false),
    v15_0: withDefault(Edm.Boolean, false),
    v16_0: beta(withDefault(Edm.Boolean, false)),
    v17_0: beta(withDefault(Edm.Boolean, false)),
    v18_0: beta(withDefault(Edm.Boolean, false)),
    v26_0: beta(withDefault(Edm.Boolean, false)),
    v8_0: withDefault(Edm.Boolean, false),
    v9_0: withDefault(Edm.Boolean, false),
  },
})

export const vppLicensingType = defineComplexType({
  name: 'vppLicensingType',
  properties: {
    supportDeviceLicensing: beta(withDefault(Edm.Boolean, false)),
    supportsDeviceLicensing: withDefault(Edm.Boolean, false),
    supportsUserLicensing: withDefault(Edm.Boolean, false),
    supportUserLicensing: beta(withDefault(Edm.Boolean, false)),
  },
})

export const vppTokenAccountType = defineEnumType({
  name: 'vppTokenAccountType',
  members: { business: 0, education: 1 },
})

export const vppTokenActionFailureReason = defineEnumType({
  name: 'vppTokenActionFailureReason',
  since: 'beta',
  members: {
    none: 0,
    appleFailure: 1,
    internalError: 2,
    expiredVppToken: 3,
    expiredApplePushNotificationCertificate: 4,
  },
})

export const iosVppAppRevokeLicensesActionResult = defineComplexType({
  name: 'iosVppAppRevokeLicensesActionResult',
  since: 'beta',
  properties: {
    actionFailureReason: withDefault(of(vppTokenActionFailureReason), 'none'),
    actionName: nullable(Edm.String),
    actionState: withDefault(of(actionState), 'none'),
    failedLicensesCount: withDefault(Edm.Int32, 0),
    lastUpdatedDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    managedDeviceId: nullable(Edm.String),
    startDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    totalLicensesCount: withDefault(Edm.Int32, 0),
    userId: nullable(opaque(Edm.String)),
  },
})

export const androidManagedStoreAppTrack = defineComplexType({
  name: 'androidManagedStoreAppTrack',
  since: 'beta',
  properties: {
    trackAlias: nullable(Edm.String),
    trackId: nullable(Edm.String),
  },
})
