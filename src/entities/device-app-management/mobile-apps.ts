/**
 * The apps of the tenant: the part of the family that managed-device app configurations point at. The LOB types stand
 * here without the upload of their content.
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileapp
 */
import { defineEntitySet } from '../../model/sets.js'
import { appLifecycle, appsPermissions } from './backend.js'
import {
  beta,
  collection,
  computed,
  Edm,
  indexed,
  nullable,
  of,
  opaque,
  stamped,
  withDefault,
  itemOnly,
} from '../../model/edm.js'
import { defineEntityType } from '../../model/declare.js'
import { mimeContent } from './mime-content.js'
import {
  androidManagedStoreAppTrack,
  appleDeviceDeliveryProtocol,
  iosDeviceType,
  iosMinimumOperatingSystem,
  iosVppAppRevokeLicensesActionResult,
  managedAppAvailability,
  mobileAppPublishingState,
  vppLicensingType,
  vppTokenAccountType,
} from './mobile-app-details.js'

export const mobileApp = defineEntityType({
  name: 'mobileApp',
  abstract: true,
  properties: {
    id: computed(opaque(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    description: nullable(Edm.String),
    publisher: nullable(Edm.String),
    largeIcon: itemOnly(nullable(of(mimeContent))),
    createdDateTime: stamped(Edm.DateTimeOffset, 'created'),
    lastModifiedDateTime: stamped(Edm.DateTimeOffset, 'modified'),
    isFeatured: withDefault(Edm.Boolean, false),
    privacyInformationUrl: nullable(Edm.String),
    informationUrl: nullable(Edm.String),
    owner: nullable(Edm.String),
    developer: nullable(Edm.String),
    notes: nullable(Edm.String),
    uploadState: computed(beta(withDefault(Edm.Int32, 0))),
    publishingState: computed(withDefault(of(mobileAppPublishingState), 'published')),
    isAssigned: computed(beta(withDefault(Edm.Boolean, false))),
    roleScopeTagIds: beta(withDefault(nullable(collection(Edm.String)), ['0'])),
    dependentAppCount: computed(beta(withDefault(Edm.Int32, 0))),
    supersedingAppCount: computed(beta(withDefault(Edm.Int32, 0))),
    supersededAppCount: computed(beta(withDefault(Edm.Int32, 0))),
  },
})

export const managedApp = defineEntityType({
  name: 'managedApp',
  abstract: true,
  baseType: mobileApp,
  properties: {
    appAvailability: withDefault(of(managedAppAvailability), 'global'),
    version: nullable(Edm.String),
  },
})

export const mobileLobApp = defineEntityType({
  name: 'mobileLobApp',
  abstract: true,
  baseType: mobileApp,
  properties: {
    committedContentVersion: nullable(Edm.String),
    fileName: nullable(Edm.String),
    size: computed(withDefault(Edm.Int64, 0)),
  },
})

export const managedMobileLobApp = defineEntityType({
  name: 'managedMobileLobApp',
  abstract: true,
  baseType: managedApp,
  properties: {
    committedContentVersion: nullable(Edm.String),
    fileName: nullable(Edm.String),
    size: computed(withDefault(Edm.Int64, 0)),
  },
})

export const iosStoreApp = defineEntityType({
  name: 'iosStoreApp',
  baseType: mobileApp,
  properties: {
    bundleId: nullable(Edm.String),
    appStoreUrl: nullable(Edm.String),
    applicableDeviceType: withDefault(of(iosDeviceType), { iPad: true, iPhoneAndIPod: true }),
    minimumSupportedOperatingSystem: nullable(of(iosMinimumOperatingSystem)),
    appleDeviceAppDeliveryProtocolType: beta(nullable(of(appleDeviceDeliveryProtocol))),
  },
})

export const iosVppApp = defineEntityType({
  name: 'iosVppApp',
  baseType: mobileApp,
  properties: {
    usedLicenseCount: withDefault(Edm.Int32, 0),
    totalLicenseCount: withDefault(Edm.Int32, 0),
    releaseDateTime: nullable(Edm.DateTimeOffset),
    appStoreUrl: nullable(Edm.String),
    licensingType: nullable(of(vppLicensingType)),
    applicableDeviceType: nullable(of(iosDeviceType)),
    vppTokenOrganizationName: nullable(Edm.String),
    vppTokenAccountType: withDefault(of(vppTokenAccountType), 'business'),
    vppTokenAppleId: nullable(Edm.String),
    bundleId: nullable(Edm.String),
    vppTokenId: beta(nullable(opaque(Edm.String))),
    vppTokenDisplayName: beta(nullable(Edm.String)),
    revokeLicenseActionResults: beta(nullable(collection(of(iosVppAppRevokeLicensesActionResult)))),
    appleDeviceAppDeliveryProtocolType: beta(nullable(of(appleDeviceDeliveryProtocol))),
  },
})

export const iosLobApp = defineEntityType({
  name: 'iosLobApp',
  baseType: mobileLobApp,
  properties: {
    bundleId: nullable(Edm.String),
    applicableDeviceType: withDefault(of(iosDeviceType), { iPad: true, iPhoneAndIPod: true }),
    minimumSupportedOperatingSystem: nullable(of(iosMinimumOperatingSystem)),
    expirationDateTime: nullable(Edm.DateTimeOffset),
    versionNumber: nullable(Edm.String),
    buildNumber: nullable(Edm.String),
    appleDeviceAppDeliveryProtocolType: beta(nullable(of(appleDeviceDeliveryProtocol))),
  },
})

export const managedIOSStoreApp = defineEntityType({
  name: 'managedIOSStoreApp',
  baseType: managedApp,
  properties: {
    bundleId: nullable(Edm.String),
    appStoreUrl: Edm.String,
    applicableDeviceType: withDefault(of(iosDeviceType), { iPad: true, iPhoneAndIPod: true }),
    minimumSupportedOperatingSystem: of(iosMinimumOperatingSystem),
  },
})

export const managedIOSLobApp = defineEntityType({
  name: 'managedIOSLobApp',
  baseType: managedMobileLobApp,
  properties: {
    bundleId: nullable(Edm.String),
    applicableDeviceType: withDefault(of(iosDeviceType), { iPad: true, iPhoneAndIPod: true }),
    minimumSupportedOperatingSystem: nullable(of(iosMinimumOperatingSystem)),
    expirationDateTime: nullable(Edm.DateTimeOffset),
    versionNumber: nullable(Edm.String),
    buildNumber: nullable(Edm.String),
    identityVersion: beta(nullable(Edm.String)),
  },
})

export const androidManagedStoreApp = defineEntityType({
  name: 'androidManagedStoreApp',
  since: 'beta',
  baseType: mobileApp,
  properties: {
    packageId: nullable(Edm.String),
    appIdentifier: nullable(Edm.String),
    usedLicenseCount: withDefault(Edm.Int32, 0),
    totalLicenseCount: withDefault(Edm.Int32, 0),
    appStoreUrl: nullable(Edm.String),
    isPrivate: withDefault(Edm.Boolean, false),
    isSystemApp: withDefault(Edm.Boolean, false),
    appTracks: nullable(collection(of(androidManagedStoreAppTrack))),
    supportsOemConfig: withDefault(Edm.Boolean, false),
  },
})

export default defineEntitySet({
  path: 'deviceAppManagement/mobileApps',
  entityType: mobileApp,
  derivedTypes: [iosStoreApp, iosVppApp, iosLobApp, managedIOSStoreApp, managedIOSLobApp, androidManagedStoreApp],
  permissions: appsPermissions,
  backend: appLifecycle,
})
