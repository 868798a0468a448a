/** Where declarations by hand and the public model once differed: types, numbers and members that are Graph's own. */
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { propertyList } from '../../src/model/inheritance.js'
import { subtypesOf } from '../../src/model/subtypes.js'
import type { EntityType, EnumType, StructuredType, Version } from '../../src/model/types.js'

const PROPERTIES: Readonly<Record<string, readonly [version: Version, type: string]>> = {
  'androidForWorkMobileAppConfiguration.credentialProviderRoleState': ['beta', 'androidAppCredentialProviderRoleState'],
  'androidManagedStoreAppConfiguration.credentialProviderRoleState': ['beta', 'androidAppCredentialProviderRoleState'],
  'iosMobileAppConfiguration.settings': ['v1.0', 'appConfigurationSettingItem[]?'],
  'managedDevice.managementState': ['v1.0', 'managementState'],
  // One edition of the metadata lacks it; the reference and the typings of beta have it.
  'intuneBrand.sendDeviceOwnershipChangePushNotification': ['beta', 'Edm.Boolean'],
  'rgbColor.r': ['v1.0', 'Edm.Byte'],
  'rgbColor.g': ['v1.0', 'Edm.Byte'],
  'rgbColor.b': ['v1.0', 'Edm.Byte'],
  'deviceHealthAttestationState.lastUpdateDateTime': ['v1.0', 'Edm.String?'],
  'deviceHealthAttestationState.resetCount': ['v1.0', 'Edm.Int64'],
  'deviceHealthAttestationState.restartCount': ['v1.0', 'Edm.Int64'],
  'iosStoreApp.appleDeviceAppDeliveryProtocolType': ['beta', 'appleDeviceDeliveryProtocol?'],
  'iosVppApp.appleDeviceAppDeliveryProtocolType': ['beta', 'appleDeviceDeliveryProtocol?'],
  'iosLobApp.appleDeviceAppDeliveryProtocolType': ['beta', 'appleDeviceDeliveryProtocol?'],
  'deviceManagement.samsungEFotaFirmwareVersions': ['beta', 'samsungEFotaFirmwareVersion[]?'],
  'iosMinimumOperatingSystem.v26_0': ['beta', 'Edm.Boolean'],
  'hardwareInformation.batteryLevelPercentage': ['beta', 'Edm.Double?'],
  'hardwareInformation.freeStorageSpace': ['beta', 'Edm.Int64'],
  'hardwareInformation.totalStorageSpace': ['beta', 'Edm.Int64'],
  'sharedAppleDeviceUser.dataQuota': ['beta', 'Edm.Int64?'],
  'sharedAppleDeviceUser.dataUsed': ['beta', 'Edm.Int64'],
}

const NUMBERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  deviceManagementSubscriptionState: { lockedOut: 8 },
  windowsMalwareCategory: {
    trojanDenialOfService: 36,
    trojanDropper: 37,
    trojanMassMailer: 38,
    trojanMonitoringSoftware: 39,
    trojanProxyServer: 40,
    virus: 42,
    known: 43,
    unknown: 44,
    spp: 45,
    behavior: 46,
    vulnerability: 47,
    policy: 48,
    enterpriseUnwantedSoftware: 49,
    ransom: 50,
    hipsRule: 51,
  },
  windowsMalwareSeverity: { high: 4, severe: 5 },
  deviceGuardVirtualizationBasedSecurityHardwareRequirementState: {
    hyperVNotSupportedForGuestVM: 4,
    hyperVNotAvailable: 8,
  },
  deviceGuardVirtualizationBasedSecurityState: { other: 42 },
  deviceLicensingStatus: {
    unknown: -1,
    licenseRefreshStarted: 0,
    licenseRefreshPending: 1,
    deviceIsNotAzureActiveDirectoryJoined: 2,
    verifyingMicrosoftDeviceIdentity: 3,
    deviceIdentityVerificationFailed: 4,
    acquiringDeviceLicense: 7,
    refreshingDeviceLicense: 8,
    deviceLicenseRefreshSucceed: 9,
    deviceLicenseRefreshFailed: 10,
    removingDeviceLicense: 11,
    deviceLicenseRemoveSucceed: 12,
    deviceLicenseRemoveFailed: 13,
    unknownFutureValue: 14,
  },
  managementState: { unknownFutureValue: 12 },
  chassisType: { phone: 100, tablet: 101, mobileOther: 102, mobileUnknown: 103 },
  deviceType: { unknown: 255, cloudPC: 257 },
  deviceEnrollmentType: {
    azureAdJoinUsingAzureVmExtension: 14,
    androidEnterpriseDedicatedDevice: 15,
    androidEnterpriseFullyManaged: 16,
    androidEnterpriseCorporateWorkProfile: 17,
    unknownFutureValue: 26,
  },
  configurationManagerClientState: { healthy: 7, installFailed: 8, updateFailed: 11, communicationError: 19 },
}

/** Members of enums of v1.0 that only beta has. */
const ONLY_BETA = {
  managementAgentType: ['intuneAosp', 'google', 'unknownFutureValue'],
  deviceEnrollmentType: [
    'azureAdJoinUsingAzureVmExtension',
    'androidEnterpriseDedicatedDevice',
    'androidEnterpriseFullyManaged',
    'androidEnterpriseCorporateWorkProfile',
    'androidAOSPUserOwnedDeviceEnrollment',
    'androidAOSPUserlessDeviceEnrollment',
    'appleAccountDrivenUserEnrollment',
  ],
}

const enumOf = (name: string): EnumType => model.findType(name, 'beta') as EnumType

t.test('properties have the type that Graph has, from the version on that has them', (t) => {
  for (const [name, expected] of Object.entries(PROPERTIES)) {
    const [type = '', member] = name.split('.')
    const declared = model.findType(type, 'beta') as EntityType
    const property = propertyList(declared).find(([each]) => each === member)?.[1]
    const printed = `${property?.type.name}${property?.collection ? '[]' : ''}${property?.nullable ? '?' : ''}`
    const since = declared.since === 'beta' ? 'beta' : property?.since
    t.strictSame([since, printed], expected, name)
  }
  t.end()
})

t.test('members of enums have the numbers that Graph has, and are told apart by version', (t) => {
  for (const [name, members] of Object.entries(NUMBERS)) t.match(enumOf(name).members, members, name)
  for (const [name, members] of Object.entries(ONLY_BETA)) t.strictSame(enumOf(name).betaMembers, members, name)
  t.equal(enumOf('microsoftStoreForBusinessPortalSelectionOptions').flags, true)
  t.equal(enumOf('managedDeviceManagementFeatures').flags, false)
  t.end()
})

t.test('no two members of an enum have the same number', (t) => {
  const found = new Map<string, EnumType>()
  const seen = new Set<StructuredType>()
  const visit = (type: StructuredType): void => {
    if (seen.has(type)) return
    seen.add(type)
    for (const [, { type: own }] of propertyList(type))
      if (own.kind === 'enum') found.set(own.name, own)
      else if (own.kind === 'complex') for (const each of [own, ...subtypesOf(own)]) visit(each)
  }
  for (const { concreteTypes } of model.resources) concreteTypes.forEach(visit)
  t.ok(found.size > 500, `${found.size} enums`)
  const doubled = [...found.values()].filter(({ members }) => {
    const numbers = Object.values(members)
    return new Set(numbers).size < numbers.length
  })
  t.strictSame(
    doubled.map(({ name }) => name),
    [],
  )
  t.end()
})
