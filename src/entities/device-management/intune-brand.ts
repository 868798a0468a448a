/** What the Company Portal looks like. @see https://learn.microsoft.com/graph/api/resources/intune-onboarding-intunebrand */
import { beta, collection, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'
import { ownerType } from './device-enums.js'
import { devicePlatformType } from './device-platform.js'
import { mimeContent } from '../device-app-management/mime-content.js'

export const companyPortalAction = defineEnumType({
  name: 'companyPortalAction',
  since: 'beta',
  members: { unknown: 0, remove: 1, reset: 2 },
})

export const companyPortalBlockedAction = defineComplexType({
  name: 'companyPortalBlockedAction',
  since: 'beta',
  properties: {
    action: withDefault(of(companyPortalAction), 'unknown'),
    ownerType: withDefault(of(ownerType), 'unknown'),
    platform: withDefault(of(devicePlatformType), 'unknown'),
  },
})

export const enrollmentAvailabilityOptions = defineEnumType({
  name: 'enrollmentAvailabilityOptions',
  since: 'beta',
  members: { availableWithPrompts: 0, availableWithoutPrompts: 1, unavailable: 2 },
})

export const rgbColor = defineComplexType({
  name: 'rgbColor',
  properties: {
    b: withDefault(Edm.Byte, 0),
    g: withDefault(Edm.Byte, 0),
    r: withDefault(Edm.Byte, 0),
  },
})

export const intuneBrand = defineComplexType({
  name: 'intuneBrand',
  properties: {
    companyPortalBlockedActions: beta(nullable(collection(of(companyPortalBlockedAction)))),
    contactITEmailAddress: nullable(Edm.String),
    contactITName: nullable(Edm.String),
    contactITNotes: nullable(Edm.String),
    contactITPhoneNumber: nullable(Edm.String),
    customCanSeePrivacyMessage: beta(nullable(Edm.String)),
    customCantSeePrivacyMessage: beta(nullable(Edm.String)),
    customPrivacyMessage: beta(nullable(Edm.String)),
    darkBackgroundLogo: nullable(of(mimeContent)),
    disableClientTelemetry: beta(withDefault(Edm.Boolean, false)),
    disableDeviceCategorySelection: beta(withDefault(Edm.Boolean, false)),
    displayName: nullable(Edm.String),
    enrollmentAvailability: beta(withDefault(of(enrollmentAvailabilityOptions), 'availableWithPrompts')),
    isFactoryResetDisabled: beta(withDefault(Edm.Boolean, false)),
    isRemoveDeviceDisabled: beta(withDefault(Edm.Boolean, false)),
    landingPageCustomizedImage: beta(nullable(of(mimeContent))),
    lightBackgroundLogo: nullable(of(mimeContent)),
    onlineSupportSiteName: nullable(Edm.String),
    onlineSupportSiteUrl: nullable(Edm.String),
    privacyUrl: nullable(Edm.String),
    roleScopeTagIds: beta(nullable(collection(Edm.String))),
    sendDeviceOwnershipChangePushNotification: beta(withDefault(Edm.Boolean, false)),
    showAzureADEnterpriseApps: beta(withDefault(Edm.Boolean, false)),
    showConfigurationManagerApps: beta(withDefault(Edm.Boolean, false)),
    showDisplayNameNextToLogo: withDefault(Edm.Boolean, false),
    showLogo: withDefault(Edm.Boolean, false),
    showNameNextToLogo: withDefault(Edm.Boolean, false),
    showOfficeWebApps: beta(withDefault(Edm.Boolean, false)),
    themeColor: nullable(of(rgbColor)),
  },
})
