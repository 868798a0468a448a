/** What a device says of its hardware. @see https://learn.microsoft.com/graph/api/resources/intune-devices-hardwareinformation */
import { collection, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/types.js'

export const deviceGuardLocalSystemAuthorityCredentialGuardState = defineEnumType({
  name: 'deviceGuardLocalSystemAuthorityCredentialGuardState',
  since: 'beta',
  members: {
    running: 0,
    rebootRequired: 1,
    notLicensed: 2,
    notConfigured: 3,
    virtualizationBasedSecurityNotRunning: 4,
  },
})

export const deviceGuardVirtualizationBasedSecurityHardwareRequirementState = defineEnumType({
  name: 'deviceGuardVirtualizationBasedSecurityHardwareRequirementState',
  since: 'beta',
  members: {
    meetHardwareRequirements: 0,
    secureBootRequired: 1,
    dmaProtectionRequired: 2,
    hyperVNotSupportedForGuestVM: 3,
    hyperVNotAvailable: 4,
  },
})

export const deviceGuardVirtualizationBasedSecurityState = defineEnumType({
  name: 'deviceGuardVirtualizationBasedSecurityState',
  since: 'beta',
  members: {
    running: 0,
    rebootRequired: 1,
    require64BitArchitecture: 2,
    notLicensed: 3,
    notConfigured: 4,
    doesNotMeetHardwareRequirements: 5,
    other: 6,
  },
})

export const deviceLicensingStatus = defineEnumType({
  name: 'deviceLicensingStatus',
  since: 'beta',
  members: {
    unknown: 0,
    licenseRefreshStarted: 1,
    licenseRefreshPending: 2,
    deviceIsNotAzureActiveDirectoryJoined: 3,
    verifyingMicrosoftDeviceIdentity: 4,
    deviceIdentityVerificationFailed: 5,
    verifyingMicrosoftAccountIdentity: 6,
    microsoftAccountVerificationFailed: 7,
    acquiringDeviceLicense: 8,
    refreshingDeviceLicense: 9,
    deviceLicenseRefreshSucceed: 10,
    deviceLicenseRefreshFailed: 11,
    removingDeviceLicense: 12,
    deviceLicenseRemoveSucceed: 13,
    deviceLicenseRemoveFailed: 14,
    unknownFutureValue: 15,
  },
})

export const sharedAppleDeviceUser = defineComplexType({
  name: 'sharedAppleDeviceUser',
  since: 'beta',
  properties: {
    dataQuota: nullable(Edm.Int32),
    dataToSync: withDefault(Edm.Boolean, false),
    dataUsed: withDefault(Edm.Int32, 0),
    userPrincipalName: nullable(Edm.String),
  },
})

export const hardwareInformation = defineComplexType({
  name: 'hardwareInformation',
  since: 'beta',
  properties: {
    batteryChargeCycles: withDefault(Edm.Int32, 0),
    batteryHealthPercentage: withDefault(Edm.Int32, 0),
    batteryLevelPercentage: nullable(Edm.Int32),
    batterySerialNumber: nullable(Edm.String),
    cellularTechnology: nullable(Edm.String),
    deviceFullQualifiedDomainName: nullable(Edm.String),
    deviceGuardLocalSystemAuthorityCredentialGuardState: withDefault(
      of(deviceGuardLocalSystemAuthorityCredentialGuardState),
      'running',
    ),
    deviceGuardVirtualizationBasedSecurityHardwareRequirementState: withDefault(
      of(deviceGuardVirtualizationBasedSecurityHardwareRequirementState),
      'meetHardwareRequirements',
    ),
    deviceGuardVirtualizationBasedSecurityState: withDefault(
      of(deviceGuardVirtualizationBasedSecurityState),
      'running',
    ),
    deviceLicensingLastErrorCode: withDefault(Edm.Int32, 0),
    deviceLicensingLastErrorDescription: nullable(Edm.String),
    deviceLicensingStatus: withDefault(of(deviceLicensingStatus), 'unknown'),
    esimIdentifier: nullable(Edm.String),
    freeStorageSpace: withDefault(Edm.Int32, 0),
    imei: nullable(Edm.String),
    ipAddressV4: nullable(Edm.String),
    isEncrypted: withDefault(Edm.Boolean, false),
    isSharedDevice: withDefault(Edm.Boolean, false),
    isSupervised: withDefault(Edm.Boolean, false),
    manufacturer: nullable(Edm.String),
    meid: nullable(Edm.String),
    model: nullable(Edm.String),
    operatingSystemEdition: nullable(Edm.String),
    operatingSystemLanguage: nullable(Edm.String),
    operatingSystemProductType: withDefault(Edm.Int32, 0),
    osBuildNumber: nullable(Edm.String),
    phoneNumber: nullable(Edm.String),
    productName: nullable(Edm.String),
    residentUsersCount: nullable(Edm.Int32),
    serialNumber: nullable(Edm.String),
    sharedDeviceCachedUsers: nullable(collection(of(sharedAppleDeviceUser))),
    subnetAddress: nullable(Edm.String),
    subscriberCarrier: nullable(Edm.String),
    systemManagementBIOSVersion: nullable(Edm.String),
    totalStorageSpace: withDefault(Edm.Int32, 0),
    tpmManufacturer: nullable(Edm.String),
    tpmSpecificationVersion: nullable(Edm.String),
    tpmVersion: nullable(Edm.String),
    wifiMac: nullable(Edm.String),
    wiredIPv4Addresses: nullable(collection(Edm.String)),
  },
})
