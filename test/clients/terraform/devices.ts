/** Plans of what devices get: configurations and updates. */
import { typed } from '../settings.js'
import { DM, base64, planned, scope } from './plan.js'
import type { Resource } from './plan.js'

const rollout = {
  offerStartDateTimeInUTC: '2026-12-01T00:00:00Z',
  offerEndDateTimeInUTC: '2026-12-15T00:00:00Z',
  offerIntervalInDays: 3,
}

export function devicePlans(): readonly Resource[] {
  return [
    planned(
      'windows_update_ring',
      `${DM}/deviceConfigurations`,
      typed('windowsUpdateForBusinessConfiguration', {
        displayName: 'Ring 1',
        description: 'First',
        ...scope,
        microsoftUpdateServiceAllowed: true,
        driversExcluded: false,
        qualityUpdatesDeferralPeriodInDays: 3,
        featureUpdatesDeferralPeriodInDays: 30,
        allowWindows11Upgrade: true,
        qualityUpdatesPaused: false,
        featureUpdatesPaused: false,
        businessReadyUpdatesOnly: 'userDefined',
        skipChecksBeforeRestart: false,
        automaticUpdateMode: 'autoInstallAtMaintenanceTime',
        installationSchedule: typed('windowsUpdateActiveHoursInstall', {
          activeHoursStart: '08:00:00.0000000',
          activeHoursEnd: '17:00:00.0000000',
        }),
        userPauseAccess: 'enabled',
        userWindowsUpdateScanAccess: 'enabled',
        updateNotificationLevel: 'restartWarningsOnly',
        featureUpdatesRollbackWindowInDays: 10,
        deadlineForFeatureUpdatesInDays: 5,
        deadlineForQualityUpdatesInDays: 7,
        deadlineGracePeriodInDays: 7,
        postponeRebootUntilAfterDeadline: false,
      }),
      {
        automaticUpdateMode: 'autoInstallAndRebootAtScheduledTime',
        updateWeeks: 'everyWeek',
        installationSchedule: typed('windowsUpdateScheduledInstall', {
          scheduledInstallDay: 'everyday',
          scheduledInstallTime: '03:00:00.0000000',
        }),
      },
      { assign: 'assignments', filtered: true, expand: 'assignments', absent: ['engagedRestartDeadlineInDays'] },
    ),
    planned(
      'windows_feature_update_policy',
      `${DM}/windowsFeatureUpdateProfiles`,
      {
        displayName: '24H2',
        description: 'Next',
        featureUpdateVersion: 'Windows 11, version 24H2',
        ...scope,
        installFeatureUpdatesOptional: false,
        installLatestWindows10OnWindows11IneligibleDevice: false,
        rolloutSettings: rollout,
      },
      {
        installLatestWindows10OnWindows11IneligibleDevice: undefined,
        featureUpdateVersion: 'Windows 11, version 25H2',
      },
      { assign: 'assignments', groupsOnly: true, expand: 'assignments' },
    ),
    planned(
      'windows_quality_update_policy',
      `${DM}/windowsQualityUpdatePolicies`,
      {
        displayName: 'Hotpatch',
        description: 'Without restarts',
        hotpatchEnabled: true,
        ...scope,
      },
      { hotpatchEnabled: false },
      { assign: 'assignments', groupsOnly: true, expand: 'assignments' },
    ),
    planned(
      'windows_quality_update_expedite_policy',
      `${DM}/windowsQualityUpdateProfiles`,
      {
        displayName: 'Expedited',
        description: 'At once',
        ...scope,
        expeditedUpdateSettings: { qualityUpdateRelease: '2026-10-13T00:00:00Z', daysUntilForcedReboot: 1 },
      },
      { expeditedUpdateSettings: { qualityUpdateRelease: '2026-11-10T00:00:00Z', daysUntilForcedReboot: 2 } },
      { assign: 'assignments', groupsOnly: true, expand: 'assignments' },
    ),
    planned(
      'windows_driver_update_profile',
      `${DM}/windowsDriverUpdateProfiles`,
      {
        displayName: 'Drivers',
        description: 'After a week',
        approvalType: 'automatic',
        deploymentDeferralInDays: 7,
        ...scope,
      },
      { approvalType: undefined, deploymentDeferralInDays: 14 },
      { assign: 'assignments', groupsOnly: true, expand: 'assignments' },
    ),
    planned(
      'macos_device_configuration_templates',
      `${DM}/deviceConfigurations`,
      typed('macOSCustomConfiguration', {
        displayName: 'Wallpaper',
        description: 'Of Contoso',
        ...scope,
        deploymentChannel: 'userChannel',
        payloadName: 'Wallpaper',
        payloadFileName: 'wallpaper.mobileconfig',
        payload: base64('<plist version="1.0"><dict/></plist>'),
      }),
      { payload: base64('<plist version="1.0"><dict><key>a</key></dict></plist>') },
      { assign: 'assignments', filtered: true, expand: 'assignments' },
    ),
    planned(
      'group_policy_configuration',
      `${DM}/groupPolicyConfigurations`,
      {
        displayName: 'Browser',
        description: 'Administrative templates',
        ...scope,
      },
      { displayName: 'Browsers' },
      { assign: 'assignments', filtered: true, separately: ['assignments'] },
    ),
  ]
}
