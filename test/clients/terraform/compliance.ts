/** Plans of compliance policies. */
import { typed } from '../settings.js'
import type { Body } from '../settings.js'
import { DM, base64, scope } from './plan.js'
import type { Made, Resource } from './plan.js'

const compliance = (actions: readonly Body[]): Body => ({
  ruleName: 'PasswordRequired',
  scheduledActionConfigurations: actions,
})

const block: Body = { actionType: 'block', gracePeriodHours: 12, notificationMessageCCList: [] }
const retire: Body = { actionType: 'retire', gracePeriodHours: 1440, notificationMessageCCList: [] }

const compliancePolicy = (
  name: string,
  type: string,
  first: Body,
  second: Body,
  absent: readonly string[] = [],
): Resource => {
  const create = typed(type, { displayName: 'Compliance', description: 'Who may work', ...scope, ...first })
  return {
    name,
    set: `${DM}/deviceCompliancePolicies`,
    create: { ...create, scheduledActionsForRule: [compliance([block])] },
    update: { ...create, ...second },
    then: ['scheduleActionsForRules', { deviceComplianceScheduledActionForRules: [compliance([block, retire])] }],
    assign: 'assignments',
    filtered: true,
    expand: 'assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)',
    absent,
  }
}

export function compliancePlans({ script: complianceScript }: Made): readonly Resource[] {
  return [
    compliancePolicy(
      'windows_device_compliance_policy',
      'windows10CompliancePolicy',
      {
        bitLockerEnabled: true,
        passwordRequired: true,
        passwordRequiredType: 'alphanumeric',
        osMinimumVersion: '10.0.22631',
        validOperatingSystemBuildRanges: [
          { description: '24H2', lowestVersion: '10.0.26100.1', highestVersion: '10.0.26100.9999' },
        ],
        wslDistributions: [{ distribution: 'Ubuntu', minimumOSVersion: '22.04', maximumOSVersion: '24.04' }],
        deviceCompliancePolicyScript: {
          deviceComplianceScriptId: complianceScript,
          rulesContent: base64('{"Rules":[]}'),
        },
      },
      { bitLockerEnabled: false, osMinimumVersion: '10.0.26100', wslDistributions: [] },
    ),
    compliancePolicy(
      'ios_device_compliance_policy',
      'iosCompliancePolicy',
      {
        passcodeRequired: true,
        passcodeMinimumLength: 6,
        passcodeRequiredType: 'numeric',
        osMinimumVersion: '18.0',
        securityBlockJailbrokenDevices: true,
        restrictedApps: [
          typed('appListItem', { name: 'Games', appId: 'com.example.games', publisher: 'Example', appStoreUrl: '' }),
        ],
      },
      { passcodeMinimumLength: 8, restrictedApps: [] },
      ['passcodeExpirationDays', 'passcodePreviousPasscodeBlockCount', 'osMaximumVersion', 'osMinimumBuildVersion'],
    ),
    compliancePolicy(
      'macos_device_compliance_policy',
      'macOSCompliancePolicy',
      {
        passwordRequired: true,
        passwordMinimumLength: 8,
        passwordRequiredType: 'alphanumeric',
        firewallEnabled: true,
        gatekeeperAllowedAppSource: 'macAppStoreAndIdentifiedDevelopers',
        storageRequireEncryption: true,
      },
      { firewallEnabled: false },
      ['passwordExpirationDays', 'passwordMinimumCharacterSetCount', 'osMinimumVersion', 'osMaximumBuildVersion'],
    ),
    compliancePolicy(
      'android_device_owner_compliance_policy',
      'androidDeviceOwnerCompliancePolicy',
      {
        passwordRequired: true,
        passwordRequiredType: 'numericComplex',
        passwordMinimumLength: 6,
        osMinimumVersion: '14',
        securityRequireIntuneAppIntegrity: true,
      },
      { passwordMinimumLength: 8 },
      ['passwordMinimumLetterCharacters', 'passwordExpirationDays', 'minAndroidSecurityPatchLevel', 'osMaximumVersion'],
    ),
  ]
}
