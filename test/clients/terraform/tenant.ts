/** Plans of what a tenant is arranged with. */
import { DM, planned, scope } from './plan.js'
import type { Made, Resource } from './plan.js'

export function tenantPlans({ groups, role }: Made): readonly Resource[] {
  return [
    planned(
      'assignment_filter',
      `${DM}/assignmentFilters`,
      {
        displayName: 'Laptops',
        description: 'Laptops of Contoso',
        platform: 'windows10AndLater',
        rule: '(device.model -startsWith "Latitude")',
        assignmentFilterManagementType: 'devices',
        roleScopeTags: ['0'],
      },
      { platform: undefined, rule: '(device.model -contains "Latitude")' },
    ),
    planned(
      'terms_and_conditions',
      `${DM}/termsAndConditions`,
      {
        displayName: 'Terms',
        title: 'Terms of use',
        bodyText: 'Be kind.',
        description: 'For all',
        acceptanceStatement: 'I will',
        version: 1,
        ...scope,
      },
      { bodyText: 'Be very kind.', version: 2 },
      { assign: 'one by one', separately: ['assignments'] },
    ),
    {
      name: 'intune_branding_profile',
      set: `${DM}/intuneBrandingProfiles`,
      create: { profileName: 'Berlin', profileDescription: 'Of Berlin', ...scope },
      update: {
        profileName: 'Berlin',
        profileDescription: 'Of Berlin',
        ...scope,
        displayName: 'Contoso',
        contactITName: 'Help desk',
        contactITEmailAddress: 'help@contoso.example',
        showLogo: true,
        showDisplayNameNextToLogo: true,
        enrollmentAvailability: 'availableWithPrompts',
        themeColor: { r: 0, g: 114, b: 198 },
        isRemoveDeviceDisabled: false,
        companyPortalBlockedActions: [{ platform: 'windows10AndLater', ownerType: 'company', action: 'remove' }],
      },
      assign: 'assignments',
      groupsOnly: true,
      expand: 'assignments',
    },
    planned(
      'managed_device_cleanup_rule',
      `${DM}/managedDeviceCleanupRules`,
      {
        displayName: 'Old phones',
        description: 'Away for three months',
        deviceCleanupRulePlatformType: 'ios',
        deviceInactivityBeforeRetirementInDays: 90,
      },
      { deviceInactivityBeforeRetirementInDays: 120 },
    ),
    planned(
      'role_scope_tag',
      `${DM}/roleScopeTags`,
      { displayName: 'Hamburg', description: 'Devices in Hamburg' },
      { description: 'Laptops in Hamburg' },
      { assign: 'assignments', groupsOnly: true, separately: ['assignments'] },
    ),
    planned(
      'role_definition',
      `${DM}/roleDefinitions`,
      {
        displayName: 'Readers of devices',
        description: 'They read',
        rolePermissions: [{ resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_ManagedDevices_Read'] }] }],
      },
      {
        rolePermissions: [
          {
            resourceActions: [
              {
                allowedResourceActions: [
                  'Microsoft.Intune_ManagedDevices_Read',
                  'Microsoft.Intune_ManagedDevices_Update',
                ],
              },
            ],
          },
        ],
      },
    ),
    planned(
      'role_assignment',
      `${DM}/roleAssignments`,
      {
        displayName: 'Help desk',
        description: 'In Berlin',
        members: [groups[0]],
        resourceScopes: [groups[1]],
        'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${role}')`,
      },
      { description: 'In all of Germany', scopeType: 'allDevices', resourceScopes: [] },
    ),
    planned(
      'device_category',
      `${DM}/deviceCategories`,
      { displayName: 'Kiosks', description: 'Without users', ...scope },
      { description: 'In shops' },
    ),
  ]
}
