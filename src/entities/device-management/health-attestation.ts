/** @see https://learn.microsoft.com/graph/api/resources/intune-devices-devicehealthattestationstate */
import { beta, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'

export const firmwareProtectionType = defineEnumType({
  name: 'firmwareProtectionType',
  since: 'beta',
  members: {
    notApplicable: 0,
    systemGuardSecureLaunch: 1,
    firmwareAttackSurfaceReduction: 2,
    disabled: 3,
    unknownFutureValue: 4,
  },
})

export const azureAttestationSettingStatus = defineEnumType({
  name: 'azureAttestationSettingStatus',
  since: 'beta',
  members: { notApplicable: 0, enabled: 1, disabled: 2, unknownFutureValue: 3 },
})

export const systemManagementModeLevel = defineEnumType({
  name: 'systemManagementModeLevel',
  since: 'beta',
  members: { notApplicable: 0, level1: 1, level2: 2, level3: 3, unknownFutureValue: 4 },
})

export const deviceHealthAttestationState = defineComplexType({
  name: 'deviceHealthAttestationState',
  properties: {
    attestationIdentityKey: nullable(Edm.String),
    bitLockerStatus: nullable(Edm.String),
    bootAppSecurityVersion: nullable(Edm.String),
    bootDebugging: nullable(Edm.String),
    bootManagerSecurityVersion: nullable(Edm.String),
    bootManagerVersion: nullable(Edm.String),
    bootRevisionListInfo: nullable(Edm.String),
    codeIntegrity: nullable(Edm.String),
    codeIntegrityCheckVersion: nullable(Edm.String),
    codeIntegrityPolicy: nullable(Edm.String),
    contentNamespaceUrl: nullable(Edm.String),
    contentVersion: nullable(Edm.String),
    dataExcutionPolicy: nullable(Edm.String),
    deviceHealthAttestationStatus: nullable(Edm.String),
    earlyLaunchAntiMalwareDriverProtection: nullable(Edm.String),
    firmwareProtection: beta(withDefault(of(firmwareProtectionType), 'notApplicable')),
    healthAttestationSupportedStatus: nullable(Edm.String),
    healthStatusMismatchInfo: nullable(Edm.String),
    issuedDateTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    lastUpdateDateTime: nullable(Edm.String),
    memoryAccessProtection: beta(withDefault(of(azureAttestationSettingStatus), 'notApplicable')),
    memoryIntegrityProtection: beta(withDefault(of(azureAttestationSettingStatus), 'notApplicable')),
    operatingSystemKernelDebugging: nullable(Edm.String),
    operatingSystemRevListInfo: nullable(Edm.String),
    pcr0: nullable(Edm.String),
    pcrHashAlgorithm: nullable(Edm.String),
    resetCount: withDefault(Edm.Int64, 0),
    restartCount: withDefault(Edm.Int64, 0),
    safeMode: nullable(Edm.String),
    secureBoot: nullable(Edm.String),
    secureBootConfigurationPolicyFingerPrint: nullable(Edm.String),
    securedCorePC: beta(withDefault(of(azureAttestationSettingStatus), 'notApplicable')),
    systemManagementMode: beta(withDefault(of(systemManagementModeLevel), 'notApplicable')),
    testSigning: nullable(Edm.String),
    tpmVersion: nullable(Edm.String),
    virtualizationBasedSecurity: beta(withDefault(of(azureAttestationSettingStatus), 'notApplicable')),
    virtualSecureMode: nullable(Edm.String),
    windowsPE: nullable(Edm.String),
  },
})
