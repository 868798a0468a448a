/** @see https://learn.microsoft.com/graph/api/resources/intune-shared-devicemanagementsettings */
import { beta, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'

export const derivedCredentialProviderType = defineEnumType({
  name: 'derivedCredentialProviderType',
  since: 'beta',
  members: { notConfigured: 0, entrustDataCard: 1, purebred: 2, xTec: 3, intercede: 4 },
})

export const deviceManagementSettings = defineComplexType({
  name: 'deviceManagementSettings',
  properties: {
    androidDeviceAdministratorEnrollmentEnabled: beta(withDefault(Edm.Boolean, false)),
    derivedCredentialProvider: beta(withDefault(of(derivedCredentialProviderType), 'notConfigured')),
    derivedCredentialUrl: beta(nullable(Edm.String)),
    deviceComplianceCheckinThresholdDays: withDefault(Edm.Int32, 0),
    deviceInactivityBeforeRetirementInDay: beta(withDefault(Edm.Int32, 0)),
    enableAutopilotDiagnostics: beta(withDefault(Edm.Boolean, false)),
    enableDeviceGroupMembershipReport: beta(withDefault(Edm.Boolean, false)),
    enableEnhancedTroubleshootingExperience: beta(withDefault(Edm.Boolean, false)),
    enableLogCollection: beta(withDefault(Edm.Boolean, false)),
    enhancedJailBreak: beta(withDefault(Edm.Boolean, false)),
    ignoreDevicesForUnsupportedSettingsEnabled: beta(withDefault(Edm.Boolean, false)),
    isScheduledActionEnabled: withDefault(Edm.Boolean, false),
    m365AppDiagnosticsEnabled: beta(withDefault(Edm.Boolean, false)),
    secureByDefault: withDefault(Edm.Boolean, false),
  },
})
