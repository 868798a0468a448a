/** Bodies of requests about app configurations. Each is valid as it is; a test says what matters to it. */
export const V1 = '/v1.0/deviceAppManagement/mobileAppConfigurations'
export const BETA = '/beta/deviceAppManagement/mobileAppConfigurations'

export const IOS = '#microsoft.graph.iosMobileAppConfiguration'
export const ANDROID = '#microsoft.graph.androidManagedStoreAppConfiguration'
export const USER_SUMMARY = '#microsoft.graph.managedDeviceMobileAppConfigurationUserSummary'

export type Body = Record<string, unknown>

export function anIosConfiguration(overrides: Body = {}): Body {
  return {
    '@odata.type': IOS,
    displayName: 'Yard tablets',
    description: 'All that stay in the yard',
    targetedMobileApps: ['5a0c4e1b-7d29-4f83-9b6e-d1c8a3f7e052'],
    settings: [{ appConfigKey: 'zone', appConfigKeyType: 'stringType', appConfigKeyValue: 'yard' }],
    ...overrides,
  }
}

export function anAndroidConfiguration(overrides: Body = {}): Body {
  return {
    '@odata.type': ANDROID,
    displayName: 'Yard phones',
    packageId: 'app:test.kelda.yard',
    payloadJson: 'eyJraW5kIjoieCJ9',
    profileApplicability: 'androidWorkProfile',
    connectedAppsEnabled: true,
    permissionActions: [{ permission: 'android.permission.CAMERA', action: 'autoDeny' }],
    roleScopeTagIds: ['0', '7'],
    ...overrides,
  }
}

export function aUserSummary(overrides: Body = {}): Body {
  return {
    '@odata.type': USER_SUMMARY,
    pendingCount: 2,
    notApplicableCount: 0,
    successCount: 17,
    errorCount: 1,
    failedCount: 3,
    lastUpdateDateTime: '2026-04-20T11:22:33.4455667Z',
    configurationVersion: 1,
    ...overrides,
  }
}

export function aGroupTarget(groupId: string, overrides: Body = {}): Body {
  return { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId, ...overrides } }
}
