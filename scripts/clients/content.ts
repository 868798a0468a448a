/**
 * One of everything that tools back up, as they would find it in a tenant in use: with scripts, settings, schedules and
 * assignments.
 */
import { Buffer } from 'node:buffer'

type Body = Readonly<Record<string, unknown>>

/** Sends a request below beta, and gives the body of its answer. */
export type Send = (method: string, path: string, body: Body) => Promise<Record<string, unknown>>

const graph = (type: string): string => `#microsoft.graph.${type}`
const base64 = (text: string): string => Buffer.from(text).toString('base64')

const choice = (id: string, value: string): Body => ({
  '@odata.type': graph('deviceManagementConfigurationSetting'),
  settingInstance: {
    '@odata.type': graph('deviceManagementConfigurationChoiceSettingInstance'),
    settingDefinitionId: id,
    choiceSettingValue: {
      '@odata.type': graph('deviceManagementConfigurationChoiceSettingValue'),
      value: `${id}_${value}`,
      children: [],
    },
  },
})

const named = (type: string, displayName: string, more: Body = {}): Body => ({
  '@odata.type': graph(type),
  displayName,
  description: `Made for ${displayName}`,
  ...more,
})

const DM = 'deviceManagement'
const DAM = 'deviceAppManagement'

interface Maker {
  readonly send: Send
  make(path: string, body: Body, assignments?: string): Promise<string>
  readonly group: string
  readonly someTarget: Body
}

async function makerWith(send: Send): Promise<Maker> {
  const create = async (path: string, body: Body): Promise<string> => {
    const { id } = await send('POST', path, body)
    if (typeof id !== 'string') throw new Error(`POST ${path} gave no id`)
    return id
  }
  const group = await create('groups', {
    displayName: 'Ring 1',
    mailEnabled: false,
    mailNickname: 'ring1',
    securityEnabled: true,
  })
  const someTarget = { '@odata.type': graph('groupAssignmentTarget'), groupId: group }
  return {
    send,
    group,
    someTarget,
    async make(path, body, assignments) {
      const id = await create(path, body)
      if (assignments !== undefined)
        await send('POST', `${path}/${id}/assign`, { [assignments]: [{ target: someTarget }] })
      return id
    },
  }
}

/** What a tenant is arranged with. */
async function fillArrangement({ make }: Maker): Promise<void> {
  await make(`${DM}/roleScopeTags`, { displayName: 'Berlin', description: 'Devices in Berlin' }, 'assignments')
  await make(`${DM}/assignmentFilters`, {
    displayName: 'Corporate iPads',
    description: 'iPads of the company',
    platform: 'iOS',
    rule: '(device.deviceOwnership -eq "Corporate")',
  })
  await make(`${DM}/deviceCategories`, { displayName: 'Kiosks', description: 'Devices without a user' })

  await make(`${DM}/roleDefinitions`, {
    ...named('deviceAndAppManagementRoleDefinition', 'Helpers'),
    rolePermissions: [{ resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_ManagedDevices_Read'] }] }],
  })
}

/** Compliance policies, and what they tell. */
async function fillCompliance({ send, make }: Maker): Promise<void> {
  const template = await make(`${DM}/notificationMessageTemplates`, {
    displayName: 'First warning',
    brandingOptions: 'includeCompanyLogo',
    defaultLocale: 'en-us',
  })
  await send('POST', `${DM}/notificationMessageTemplates/${template}/localizedNotificationMessages`, {
    locale: 'en-us',
    subject: 'Your device needs attention',
    messageTemplate: 'Please update your device.',
    isDefault: true,
  })

  await make(
    `${DM}/deviceCompliancePolicies`,
    named('windows10CompliancePolicy', 'Windows compliance', {
      passwordRequired: true,
      bitLockerEnabled: true,
      scheduledActionsForRule: [
        {
          ruleName: 'PasswordRequired',
          scheduledActionConfigurations: [
            { actionType: 'block', gracePeriodHours: 24, notificationTemplateId: '', notificationMessageCCList: [] },
            {
              actionType: 'notification',
              gracePeriodHours: 0,
              notificationTemplateId: template,
              notificationMessageCCList: [],
            },
          ],
        },
      ],
    }),
    'assignments',
  )
  await make(
    `${DM}/compliancePolicies`,
    {
      name: 'Linux compliance',
      description: 'Distributions of Linux',
      platforms: 'linux',
      technologies: 'linuxMdm',
      settings: [choice('linux_deviceencryption_required', 'true')],
      scheduledActionsForRule: [
        {
          ruleName: 'Default rule',
          scheduledActionConfigurations: [
            { actionType: 'block', gracePeriodHours: 12, notificationTemplateId: '', notificationMessageCCList: [] },
          ],
        },
      ],
    },
    'assignments',
  )
}

/** Configurations. */
async function fillPolicies({ make }: Maker): Promise<void> {
  for (const [type, displayName, more] of [
    [
      'windows10CustomConfiguration',
      'Custom settings',
      {
        omaSettings: [
          {
            '@odata.type': graph('omaSettingString'),
            displayName: 'Home page',
            omaUri: './Vendor/MSFT/Policy/Config/Browser/HomePages',
            value: 'https://intranet.contoso.example',
          },
        ],
      },
    ],
    [
      'macOSCustomConfiguration',
      'Mac profile',
      {
        payloadName: 'Mac profile',
        payloadFileName: 'mac.mobileconfig',
        payload: base64('<?xml version="1.0"?><plist version="1.0"><dict/></plist>'),
      },
    ],
    ['windows10GeneralConfiguration', 'Windows restrictions', { cameraBlocked: true }],
    ['iosGeneralDeviceConfiguration', 'iOS restrictions', { cameraBlocked: true }],
  ] as const)
    await make(`${DM}/deviceConfigurations`, named(type, displayName, more), 'assignments')

  await make(
    `${DM}/configurationPolicies`,
    {
      name: 'Firewall',
      description: 'Firewall of macOS',
      platforms: 'macOS',
      technologies: 'mdm',
      settings: [choice('com.apple.security.firewall_enablefirewall', 'true')],
    },
    'assignments',
  )
  await make(
    `${DM}/inventoryPolicies`,
    {
      name: 'Batteries',
      platforms: 'windows10',
      technologies: 'extensibility',
      settings: [choice('device_vendor_msft_inventory_battery', 'device_vendor_msft_inventory_battery_1')],
    },
    'assignments',
  )
  await make(`${DM}/reusablePolicySettings`, {
    displayName: 'Allowed printers',
    description: 'Printers that may be used',
    settingDefinitionId: 'device_vendor_msft_defender_configuration_devicecontrol_policygroups_{groupid}_groupdata',
    settingInstance: {
      '@odata.type': graph('deviceManagementConfigurationSimpleSettingInstance'),
      settingDefinitionId: 'device_vendor_msft_defender_configuration_devicecontrol_policygroups_{groupid}_groupdata',
      simpleSettingValue: {
        '@odata.type': graph('deviceManagementConfigurationStringSettingValue'),
        value: '<Group Id="printers"/>',
      },
    },
  })
  await make(
    `${DM}/groupPolicyConfigurations`,
    { displayName: 'Browser', description: 'Administrative templates' },
    'assignments',
  )
}

/** Scripts of every kind. */
async function fillScripts({ make }: Maker): Promise<void> {
  const script = { displayName: 'Clock', description: 'Sets the clock', runAsAccount: 'system' }
  await make(
    `${DM}/deviceManagementScripts`,
    { ...script, fileName: 'clock.ps1', scriptContent: base64('Set-Date') },
    'deviceManagementScriptAssignments',
  )
  await make(
    `${DM}/deviceShellScripts`,
    { ...script, fileName: 'clock.sh', scriptContent: base64('#!/bin/sh\nsntp -sS time.contoso.example') },
    'deviceManagementScriptAssignments',
  )
  await make(
    `${DM}/deviceCustomAttributeShellScripts`,
    {
      ...script,
      fileName: 'uptime.sh',
      customAttributeName: 'Uptime',
      customAttributeType: 'string',
      scriptContent: base64('#!/bin/sh\nuptime'),
    },
    'deviceManagementScriptAssignments',
  )
  await make(
    `${DM}/deviceHealthScripts`,
    {
      ...script,
      publisher: 'Contoso',
      detectionScriptContent: base64('exit 0'),
      remediationScriptContent: base64('exit 0'),
    },
    'deviceHealthScriptAssignments',
  )
  await make(`${DM}/deviceComplianceScripts`, {
    ...script,
    publisher: 'Contoso',
    detectionScriptContent: base64('return @{} | ConvertTo-Json'),
  })
}

/** Enrollment and updates of Windows. */
async function fillEnrollment({ send, make, someTarget }: Maker): Promise<void> {
  const autopilot = await make(
    `${DM}/windowsAutopilotDeploymentProfiles`,
    named('azureADWindowsAutopilotDeploymentProfile', 'Standard laptop', {
      deviceNameTemplate: 'LT-%SERIAL%',
      deviceType: 'windowsPc',
      language: 'en-US',
      outOfBoxExperienceSettings: { hideEULA: true, userType: 'standard' },
    }),
  )
  await send('POST', `${DM}/windowsAutopilotDeploymentProfiles/${autopilot}/assignments`, {
    target: someTarget,
  })
  await make(
    `${DM}/deviceEnrollmentConfigurations`,
    named('windows10EnrollmentCompletionPageConfiguration', 'Status page', { showInstallationProgress: true }),
    'enrollmentConfigurationAssignments',
  )
  await make(
    `${DM}/deviceEnrollmentConfigurations`,
    named('deviceEnrollmentLimitConfiguration', 'Five devices', { limit: 5 }),
    'enrollmentConfigurationAssignments',
  )
  const updates = { description: 'Updates of Windows' }
  await make(
    `${DM}/windowsFeatureUpdateProfiles`,
    { ...updates, displayName: 'Feature updates', featureUpdateVersion: 'Windows 11, version 24H2' },
    'assignments',
  )
  await make(
    `${DM}/windowsQualityUpdateProfiles`,
    {
      ...updates,
      displayName: 'Quality updates',
      expeditedUpdateSettings: { qualityUpdateRelease: '2026-10-13T00:00:00Z', daysUntilForcedReboot: 1 },
    },
    'assignments',
  )
  await make(
    `${DM}/windowsDriverUpdateProfiles`,
    { ...updates, displayName: 'Drivers', approvalType: 'automatic', deploymentDeferralInDays: 7 },
    'assignments',
  )
}

/** Apps, their configuration and protection. */
async function fillApps({ send, make, someTarget }: Maker): Promise<void> {
  await make(
    `${DAM}/mobileApps`,
    named('webApp', 'Intranet', { publisher: 'Contoso', appUrl: 'https://intranet.contoso.example' }),
  )
  const mail = await make(
    `${DAM}/mobileApps`,
    named('iosStoreApp', 'Contoso Mail', {
      publisher: 'Contoso',
      bundleId: 'example.contoso.mail',
      appStoreUrl: 'https://apps.contoso.example/mail',
      applicableDeviceType: { iPad: true, iPhoneAndIPod: true },
      minimumSupportedOperatingSystem: { v15_0: true },
    }),
  )
  await send('POST', `${DAM}/mobileApps/${mail}/assign`, {
    mobileAppAssignments: [{ '@odata.type': graph('mobileAppAssignment'), intent: 'required', target: someTarget }],
  })
  await make(
    `${DAM}/mobileAppConfigurations`,
    named('iosMobileAppConfiguration', 'Mail settings', {
      targetedMobileApps: [mail],
      settings: [{ appConfigKey: 'Server', appConfigKeyType: 'stringType', appConfigKeyValue: 'mail.contoso.example' }],
    }),
  )
  await make(
    `${DAM}/iosManagedAppProtections`,
    named('iosManagedAppProtection', 'Protected apps', {
      pinRequired: true,
      apps: [
        { mobileAppIdentifier: { '@odata.type': graph('iosMobileAppIdentifier'), bundleId: 'example.contoso.mail' } },
      ],
    }),
    'assignments',
  )
}

/** Conditional access and connectors. */
async function fillAccess({ send, make, group }: Maker): Promise<void> {
  await make('identity/conditionalAccess/policies', {
    displayName: 'Compliant devices',
    state: 'disabled',
    conditions: {
      clientAppTypes: ['all'],
      applications: { includeApplications: ['All'] },
      users: { includeUsers: ['All'], excludeGroups: [group] },
    },
    grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] },
  })
  await make('identityGovernance/termsOfUse/agreements', {
    displayName: 'Terms of use',
    isViewingBeforeAcceptanceRequired: true,
    files: [{ fileName: 'terms.pdf', language: 'en', isDefault: true, fileData: { data: 'JVBERi0=' } }],
  })
  await send('PATCH', `${DM}/applePushNotificationCertificate`, { appleIdentifier: 'mdm@contoso.example' })
  await send('PATCH', `${DM}/androidManagedStoreAccountEnterpriseSettings`, {
    bindStatus: 'boundAndValidated',
    ownerUserPrincipalName: 'android@contoso.example',
  })
}

const PARTS = [fillArrangement, fillCompliance, fillPolicies, fillScripts, fillEnrollment, fillApps, fillAccess]

export async function fillTenant(send: Send): Promise<void> {
  const maker = await makerWith(send)
  for (const fill of PARTS) await fill(maker)
}
