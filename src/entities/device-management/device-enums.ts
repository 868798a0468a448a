/** What a managed device can be and how it came to be managed. @see https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice */
import { defineEnumType } from '../../model/declare.js'

export const ownerType = defineEnumType({
  name: 'ownerType',
  since: 'beta',
  members: { unknown: 0, company: 1, personal: 2 },
})

export const managedDeviceOwnerType = defineEnumType({
  name: 'managedDeviceOwnerType',
  members: { unknown: 0, company: 1, personal: 2, unknownFutureValue: 3 },
})

export const managementState = defineEnumType({
  name: 'managementState',
  members: {
    managed: 0,
    retirePending: 1,
    retireFailed: 2,
    wipePending: 3,
    wipeFailed: 4,
    unhealthy: 5,
    deletePending: 6,
    retireIssued: 7,
    wipeIssued: 8,
    wipeCanceled: 9,
    retireCanceled: 10,
    discovered: 11,
    unknownFutureValue: 12,
  },
})

export const chassisType = defineEnumType({
  name: 'chassisType',
  since: 'beta',
  members: {
    unknown: 0,
    desktop: 1,
    laptop: 2,
    worksWorkstation: 3,
    enterpriseServer: 4,
    phone: 100,
    tablet: 101,
    mobileOther: 102,
    mobileUnknown: 103,
  },
})

export const deviceType = defineEnumType({
  name: 'deviceType',
  since: 'beta',
  members: {
    desktop: 0,
    windowsRT: 1,
    winMO6: 2,
    nokia: 3,
    windowsPhone: 4,
    mac: 5,
    winCE: 6,
    winEmbedded: 7,
    iPhone: 8,
    iPad: 9,
    iPod: 10,
    android: 11,
    iSocConsumer: 12,
    unix: 13,
    macMDM: 14,
    holoLens: 15,
    surfaceHub: 16,
    androidForWork: 17,
    androidEnterprise: 18,
    windows10x: 19,
    androidnGMS: 20,
    chromeOS: 21,
    linux: 22,
    visionOS: 23,
    tvOS: 24,
    blackberry: 100,
    palm: 101,
    unknown: 255,
    cloudPC: 257,
  },
})

export const complianceState = defineEnumType({
  name: 'complianceState',
  members: { unknown: 0, compliant: 1, noncompliant: 2, conflict: 3, error: 4, inGracePeriod: 254, configManager: 255 },
})

export const managementAgentType = defineEnumType({
  name: 'managementAgentType',
  members: {
    eas: 1,
    mdm: 2,
    easMdm: 3,
    intuneClient: 4,
    easIntuneClient: 5,
    configurationManagerClient: 8,
    configurationManagerClientMdm: 10,
    configurationManagerClientMdmEas: 11,
    unknown: 16,
    jamf: 32,
    googleCloudDevicePolicyController: 64,
    microsoft365ManagedMdm: 258,
    msSense: 1024,
    intuneAosp: 2048,
    google: 4096,
    unknownFutureValue: 4097,
  },
  betaMembers: ['intuneAosp', 'google', 'unknownFutureValue'],
})

export const deviceEnrollmentType = defineEnumType({
  name: 'deviceEnrollmentType',
  members: {
    unknown: 0,
    userEnrollment: 1,
    deviceEnrollmentManager: 2,
    appleBulkWithUser: 3,
    appleBulkWithoutUser: 4,
    windowsAzureADJoin: 5,
    windowsBulkUserless: 6,
    windowsAutoEnrollment: 7,
    windowsBulkAzureDomainJoin: 8,
    windowsCoManagement: 9,
    windowsAzureADJoinUsingDeviceAuth: 10,
    appleUserEnrollment: 11,
    appleUserEnrollmentWithServiceAccount: 12,
    azureAdJoinUsingAzureVmExtension: 14,
    androidEnterpriseDedicatedDevice: 15,
    androidEnterpriseFullyManaged: 16,
    androidEnterpriseCorporateWorkProfile: 17,
    androidAOSPUserOwnedDeviceEnrollment: 18,
    androidAOSPUserlessDeviceEnrollment: 19,
    appleAccountDrivenUserEnrollment: 20,
    unknownFutureValue: 26,
  },
  betaMembers: [
    'azureAdJoinUsingAzureVmExtension',
    'androidEnterpriseDedicatedDevice',
    'androidEnterpriseFullyManaged',
    'androidEnterpriseCorporateWorkProfile',
    'androidAOSPUserOwnedDeviceEnrollment',
    'androidAOSPUserlessDeviceEnrollment',
    'appleAccountDrivenUserEnrollment',
  ],
})

export const lostModeState = defineEnumType({
  name: 'lostModeState',
  since: 'beta',
  members: { disabled: 0, enabled: 1 },
})

export const deviceRegistrationState = defineEnumType({
  name: 'deviceRegistrationState',
  members: {
    notRegistered: 0,
    registered: 2,
    revoked: 3,
    keyConflict: 4,
    approvalPending: 5,
    certificateReset: 6,
    notRegisteredPendingEnrollment: 7,
    unknown: 8,
  },
})

export const deviceManagementExchangeAccessState = defineEnumType({
  name: 'deviceManagementExchangeAccessState',
  members: { none: 0, unknown: 1, allowed: 2, blocked: 3, quarantined: 4 },
})

export const deviceManagementExchangeAccessStateReason = defineEnumType({
  name: 'deviceManagementExchangeAccessStateReason',
  members: {
    none: 0,
    unknown: 1,
    exchangeGlobalRule: 2,
    exchangeIndividualRule: 3,
    exchangeDeviceRule: 4,
    exchangeUpgrade: 5,
    exchangeMailboxPolicy: 6,
    other: 7,
    compliant: 8,
    notCompliant: 9,
    notEnrolled: 10,
    unknownLocation: 12,
    mfaRequired: 13,
    azureADBlockDueToAccessPolicy: 14,
    compromisedPassword: 15,
    deviceNotKnownWithManagedApp: 16,
  },
})

export const managedDevicePartnerReportedHealthState = defineEnumType({
  name: 'managedDevicePartnerReportedHealthState',
  members: {
    unknown: 0,
    activated: 1,
    deactivated: 2,
    secured: 3,
    lowSeverity: 4,
    mediumSeverity: 5,
    highSeverity: 6,
    unresponsive: 7,
    compromised: 8,
    misconfigured: 9,
  },
})

export const managedDeviceArchitecture = defineEnumType({
  name: 'managedDeviceArchitecture',
  since: 'beta',
  members: { unknown: 0, x86: 1, x64: 2, arm: 3, arM64: 4 },
})

export const joinType = defineEnumType({
  name: 'joinType',
  since: 'beta',
  members: { unknown: 0, azureADJoined: 1, azureADRegistered: 2, hybridAzureADJoined: 3 },
})

export const managedDeviceManagementFeatures = defineEnumType({
  name: 'managedDeviceManagementFeatures',
  since: 'beta',
  members: { none: 0, microsoftManagedDesktop: 1 },
})
