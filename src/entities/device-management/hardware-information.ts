/** What a device says of its hardware. @see https://learn.microsoft.com/graph/api/resources/intune-devices-hardwareinformation */
import { collection, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'

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
    hyperVNotSupportedForGuestVM: 4,
    hyperVNotAvailable: 8,
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
    other: 42,
  },
})

export const deviceLicensingStatus = defineEnumType({
  name: 'deviceLicensingStatus',
  since: 'beta',
  members: {
    unknown: -1,
    licenseRefreshStarted: 0,
    licenseRefreshPending: 1,
    deviceIsNotAzureActiveDirectoryJoined: 2,
    verifyingMicrosoftDeviceIdentity: 3,
    deviceIdentityVerificationFailed: 4,
    verifyingMicrosoftAccountIdentity: 5,
    microsoftAccountVerificationFailed: 6,
    acquiringDeviceLicense: 7,
    refreshingDeviceLicense: 8,
    deviceLicenseRefreshSucceed: 9,
    deviceLicenseRefreshFailed: 10,
    removingDeviceLicense: 11,
    deviceLicenseRemoveSucceed: 12,
    deviceLicenseRemoveFailed: 13,
    unknownFutureValue: 14,
  },
})

export const sharedAppleDeviceUser = defineComplexType({
  name: 'sharedAppleDeviceUser',
  since: 'beta',
  properties: {
    dataQuota: nullable(Edm.Int64),
    dataToSync: withDefault(Edm.Boolean, false),
    dataUsed: withDefault(Edm.Int64, 0),
    userPrincipalName: nullable(Edm.String),
  },
})

export const hardwareInformation = defineComplexType({
  name: 'hardwareInformation',
  since: 'beta',
  properties: {
    batteryChargeCycles: withDefault(Edm.Int32, 0),
    batteryHealthPercentage: withDefault(Edm.Int32, 0),
    batteryLevelPercentage: nullable(Edm.Double),
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
    freeStorageSpace: withDefault(Edm.Int64, 0),
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
    totalStorageSpace: withDefault(Edm.Int64, 0),
    tpmManufacturer: nullable(Edm.String),
    tpmSpecificationVersion: nullable(Edm.String),
    tpmVersion: nullable(Edm.String),
    wifiMac: nullable(Edm.String),
    wiredIPv4Addresses: nullable(collection(Edm.String)),
  },
})
