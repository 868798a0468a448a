/** Plans of enrollment. */
import { typed } from '../settings.js'
import { DM, planned, scope } from './plan.js'
import type { Made, Resource } from './plan.js'

export function enrollmentPlans({ webApp }: Made): readonly Resource[] {
  return [
    planned(
      'windows_enrollment_status_page',
      `${DM}/deviceEnrollmentConfigurations`,
      typed('windows10EnrollmentCompletionPageConfiguration', {
        displayName: 'Status page',
        description: 'How far a device is',
        showInstallationProgress: true,
        disableUserStatusTrackingAfterFirstUser: true,
        allowDeviceResetOnInstallFailure: true,
        allowLogCollectionOnInstallFailure: true,
        customErrorMessage: 'Call 1234',
        installProgressTimeoutInMinutes: 120,
        allowDeviceUseOnInstallFailure: true,
        blockDeviceSetupRetryByUser: false,
        allowNonBlockingAppInstallation: true,
        installQualityUpdates: true,
        selectedMobileAppIds: [webApp],
        ...scope,
      }),
      { selectedMobileAppIds: [], installProgressTimeoutInMinutes: 60, blockDeviceSetupRetryByUser: true },
      { assign: 'enrollmentConfigurationAssignments', expand: 'assignments' },
    ),
    planned(
      'device_enrollment_limit_configuration',
      `${DM}/deviceEnrollmentConfigurations`,
      typed('deviceEnrollmentLimitConfiguration', {
        displayName: 'Five',
        description: 'Five devices',
        limit: 5,
        ...scope,
      }),
      { limit: 6 },
      { assign: 'enrollmentConfigurationAssignments', groupsOnly: true, expand: 'assignments' },
    ),
    planned(
      'windows_autopilot_deployment_profile',
      `${DM}/windowsAutopilotDeploymentProfiles`,
      typed('azureADWindowsAutopilotDeploymentProfile', {
        displayName: 'Laptops',
        description: 'Laptops of Contoso',
        locale: 'os-default',
        deviceNameTemplate: 'LT-%RAND:5%',
        hardwareHashExtractionEnabled: true,
        preprovisioningAllowed: true,
        deviceType: 'windowsPc',
        ...scope,
        outOfBoxExperienceSetting: {
          privacySettingsHidden: true,
          eulaHidden: true,
          keyboardSelectionPageSkipped: true,
          escapeLinkHidden: true,
          userType: 'standard',
          deviceUsageType: 'singleUser',
        },
      }),
      { deviceType: undefined, deviceNameTemplate: 'PC-%SERIAL%', locale: 'de-DE' },
      { assign: 'one by one', separately: ['assignments'], absent: ['managementServiceAppId'] },
    ),
  ]
}
