/** What the contracts are about: a haulier's policies, whom they reach, and what became of them there. */
import type { Given } from '../harness/given.js'

export const SET = 'deviceAppManagement/mobileAppConfigurations'

export const MAIL = '2a6c8f10-4b3d-4e59-9c71-8d0f5a2b6e34'
export const SCANNER = '7f4e1d92-6a05-4c38-b2d7-3e9a8c51f046'
export const KIT = 'b8d3a674-0e1f-4927-85c6-f21d9b7a4e03'
export const MISSING = '0d9c8b7a-6f5e-4d3c-8b2a-190f8e7d6c5b'

export const SCANNER_APP = '4c1b7e05-93d2-4f68-a0e4-6b5d2c8f1a97'
export const MAIL_APP = '91e5f2c8-7d40-4b1a-9e63-0c8a4d7b3f52'
export const KIT_APP = 'c3f7a981-2e6b-4d05-b874-15e9d0c6a2f8'

export const DRIVERS = '5d2e9b34-81c7-4a60-9f1d-c7b0e3a86254'
export const TABLETS = 'e6a40c1f-3b98-4725-8d5e-02f9c7b1d463'
export const FILTER = '38f1c6d5-a902-4e7b-b3c4-7d6e5f0a1b29'

export const ALL_USERS = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
export const ALL_DEVICES = 'adadadad-808e-44e2-905a-0b7873a8a531'

export const PHONE = '6b90d7e2-1f3c-4a85-97d4-e0c8b5a2f361'
const TABLET = 'd14f83a6-5c7e-4b20-86f9-3a1d7c0e9b58'
export const INGRID = '3e7c05b9-d2a1-4f86-8c40-97b1e5d3a60f'
const TARIQ = 'a90b6d4f-17e3-4c52-b8fd-0e64c2a7d935'

const IOS = '#microsoft.graph.iosMobileAppConfiguration'
const ANDROID = '#microsoft.graph.androidManagedStoreAppConfiguration'
const DEVICE_STATUS = '#microsoft.graph.managedDeviceMobileAppConfigurationDeviceStatus'
const USER_STATUS = '#microsoft.graph.managedDeviceMobileAppConfigurationUserStatus'
const ASSIGNMENT = '#microsoft.graph.managedDeviceMobileAppConfigurationAssignment'

export const scannerSettings = [
  { appConfigKey: 'test.kelda.scan.Depot', appConfigKeyType: 'stringType', appConfigKeyValue: 'Bergen øst' },
  { appConfigKey: 'test.kelda.scan.Retries', appConfigKeyType: 'integerType', appConfigKeyValue: '5' },
  { appConfigKey: 'test.kelda.scan.Gain', appConfigKeyType: 'realType', appConfigKeyValue: '0.75' },
  { appConfigKey: 'test.kelda.scan.Torch', appConfigKeyType: 'booleanType', appConfigKeyValue: 'true' },
  { appConfigKey: 'test.kelda.scan.Driver', appConfigKeyType: 'tokenType', appConfigKeyValue: '{{mail}}' },
]

/** `<dict><key>Host</key><string>mail.kelda.test</string></dict>` */
export const mailXml = 'PGRpY3Q+PGtleT5Ib3N0PC9rZXk+PHN0cmluZz5tYWlsLmtlbGRhLnRlc3Q8L3N0cmluZz48L2RpY3Q+'

/** A managed configuration of the app, `{"kind":"androidenterprise#managedConfiguration",…}`, in base64. */
export const kitPayload = Buffer.from(
  JSON.stringify({
    kind: 'androidenterprise#managedConfiguration',
    productId: 'app:test.kelda.kit',
    managedProperty: [
      { key: 'hub', valueString: 'https://hub.kelda.test' },
      { key: 'poll_seconds', valueInteger: 45 },
      { key: 'zones', valueStringArray: ['north', 'west'] },
    ],
  }),
).toString('base64')

const scannerTimes = '2026-05-11T06:40:18.1174032Z'
const mailTimes = '2026-05-11T07:02:44.39Z'
const kitTimes = '2026-05-12T13:55:01.0000009Z'

/** The policies as v1.0 and beta show them, members in order. */
export const scanner = {
  v1: {
    '@odata.type': IOS,
    id: SCANNER,
    targetedMobileApps: [SCANNER_APP],
    createdDateTime: scannerTimes,
    description: 'Depot scanners, all regions',
    lastModifiedDateTime: scannerTimes,
    displayName: 'Kelda Scan – depots',
    version: 1,
    encodedSettingXml: null,
    settings: scannerSettings,
  },
  beta: {
    '@odata.type': IOS,
    id: SCANNER,
    targetedMobileApps: [SCANNER_APP],
    roleScopeTagIds: ['0'],
    createdDateTime: scannerTimes,
    description: 'Depot scanners, all regions',
    lastModifiedDateTime: scannerTimes,
    displayName: 'Kelda Scan – depots',
    version: 1,
    encodedSettingXml: null,
    settings: scannerSettings,
  },
}

export const mail = {
  v1: {
    '@odata.type': IOS,
    id: MAIL,
    targetedMobileApps: [MAIL_APP],
    createdDateTime: mailTimes,
    description: '',
    lastModifiedDateTime: mailTimes,
    displayName: 'Kelda Mail – property list',
    version: 1,
    encodedSettingXml: mailXml,
    settings: [],
  },
  beta: {
    '@odata.type': IOS,
    id: MAIL,
    targetedMobileApps: [MAIL_APP],
    roleScopeTagIds: ['0'],
    createdDateTime: mailTimes,
    description: '',
    lastModifiedDateTime: mailTimes,
    displayName: 'Kelda Mail – property list',
    version: 1,
    encodedSettingXml: mailXml,
    settings: [],
  },
}

export const kit = {
  v1: {
    id: KIT,
    targetedMobileApps: [KIT_APP],
    createdDateTime: kitTimes,
    description: null,
    lastModifiedDateTime: kitTimes,
    displayName: "Driver's kit",
    version: 1,
  },
  beta: {
    '@odata.type': ANDROID,
    id: KIT,
    targetedMobileApps: [KIT_APP],
    roleScopeTagIds: ['0', '4'],
    createdDateTime: kitTimes,
    description: null,
    lastModifiedDateTime: kitTimes,
    displayName: "Driver's kit",
    version: 1,
    packageId: 'app:test.kelda.kit',
    payloadJson: kitPayload,
    appSupportsOemConfig: false,
    profileApplicability: 'androidDeviceOwner',
    connectedAppsEnabled: true,
    permissionActions: [
      { permission: 'android.permission.ACCESS_FINE_LOCATION', action: 'autoGrant' },
      { permission: 'android.permission.RECORD_AUDIO', action: 'autoDeny' },
      { permission: 'android.permission-group.CAMERA', action: 'prompt' },
    ],
  },
}

export const assignments = {
  v1: [
    {
      '@odata.type': ASSIGNMENT,
      id: `${SCANNER}_${DRIVERS}`,
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: DRIVERS },
    },
    {
      '@odata.type': ASSIGNMENT,
      id: `${SCANNER}_${TABLETS}`,
      target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: TABLETS },
    },
  ],
  beta: [
    {
      '@odata.type': ASSIGNMENT,
      id: `${SCANNER}_${DRIVERS}`,
      target: {
        '@odata.type': '#microsoft.graph.groupAssignmentTarget',
        deviceAndAppManagementAssignmentFilterId: FILTER,
        deviceAndAppManagementAssignmentFilterType: 'exclude',
        groupId: DRIVERS,
      },
    },
    {
      '@odata.type': ASSIGNMENT,
      id: `${SCANNER}_${TABLETS}`,
      target: {
        '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
        deviceAndAppManagementAssignmentFilterId: null,
        deviceAndAppManagementAssignmentFilterType: 'none',
        groupId: TABLETS,
      },
    },
  ],
}

const NEVER = '9999-12-31T23:59:59.9999999Z'

/** Two devices; the ids are in ascending order. */
export const deviceStatuses = {
  v1: [
    {
      '@odata.type': DEVICE_STATUS,
      id: `<tenant>_${SCANNER}_${PHONE}`,
      deviceDisplayName: 'KELDA-PHONE-31',
      userName: 'Ingrid Voll',
      deviceModel: null,
      complianceGracePeriodExpirationDateTime: NEVER,
      status: 'compliant',
      lastReportedDateTime: '2026-05-13T05:00:00Z',
      userPrincipalName: 'ingrid.voll@kelda.test',
    },
    {
      '@odata.type': DEVICE_STATUS,
      id: `<tenant>_${SCANNER}_${TABLET}`,
      deviceDisplayName: 'KELDA-TABLET-04',
      userName: 'System account',
      deviceModel: 'iPad (A16)',
      complianceGracePeriodExpirationDateTime: '2026-06-01T00:00:00Z',
      status: 'nonCompliant',
      lastReportedDateTime: '2026-05-13T04:59:58.25Z',
      userPrincipalName: null,
    },
  ],
  beta: [
    {
      '@odata.type': DEVICE_STATUS,
      id: `<tenant>_${SCANNER}_${PHONE}`,
      deviceDisplayName: 'KELDA-PHONE-31',
      userName: 'Ingrid Voll',
      deviceModel: null,
      platform: 0,
      complianceGracePeriodExpirationDateTime: NEVER,
      status: 'compliant',
      lastReportedDateTime: '2026-05-13T05:00:00Z',
      userPrincipalName: 'ingrid.voll@kelda.test',
    },
    {
      '@odata.type': DEVICE_STATUS,
      id: `<tenant>_${SCANNER}_${TABLET}`,
      deviceDisplayName: 'KELDA-TABLET-04',
      userName: 'System account',
      deviceModel: 'iPad (A16)',
      platform: 2,
      complianceGracePeriodExpirationDateTime: '2026-06-01T00:00:00Z',
      status: 'nonCompliant',
      lastReportedDateTime: '2026-05-13T04:59:58.25Z',
      userPrincipalName: null,
    },
  ],
}

export const userStatuses = [
  {
    '@odata.type': USER_STATUS,
    id: `<tenant>_${SCANNER}_${INGRID}`,
    userDisplayName: 'Ingrid Voll',
    devicesCount: 1,
    status: 'compliant',
    lastReportedDateTime: '2026-05-13T05:00:00Z',
    userPrincipalName: 'ingrid.voll@kelda.test',
  },
  {
    '@odata.type': USER_STATUS,
    id: `<tenant>_${SCANNER}_${TARIQ}`,
    userDisplayName: 'Tariq Aas',
    devicesCount: 3,
    status: 'conflict',
    lastReportedDateTime: '2026-05-12T22:10:09.0000001Z',
    userPrincipalName: 'tariq.aas@kelda.test',
  },
]

export const deviceSummary = {
  v1: {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationDeviceSummary',
    id: `<tenant>_${SCANNER}`,
    pendingCount: 6,
    notApplicableCount: 1,
    successCount: 88,
    errorCount: 2,
    failedCount: 3,
    lastUpdateDateTime: '2026-05-13T03:15:00.6200001Z',
    configurationVersion: 4,
  },
  beta: {
    '@odata.type': '#microsoft.graph.managedDeviceMobileAppConfigurationDeviceSummary',
    id: `<tenant>_${SCANNER}`,
    pendingCount: 6,
    notApplicableCount: 1,
    notApplicablePlatformCount: 9,
    successCount: 88,
    errorCount: 2,
    failedCount: 3,
    conflictCount: 5,
    lastUpdateDateTime: '2026-05-13T03:15:00.6200001Z',
    configurationVersion: 4,
  },
}

export const given = {
  /** The device and the user of the first statuses. */
  phone: { at: 'deviceManagement/managedDevices', entity: { id: PHONE, deviceName: 'KELDA-PHONE-31' } },
  ingrid: {
    at: 'users',
    entity: {
      id: INGRID,
      accountEnabled: true,
      userType: 'Member',
      displayName: 'Ingrid Voll',
      userPrincipalName: 'ingrid.voll@kelda.test',
      createdDateTime: '2026-01-05T08:00:00Z',
    },
  },
  scanner: { at: SET, entity: scanner.beta },
  /** As it is after three changes. */
  scannerAtVersion4: {
    at: SET,
    entity: { ...scanner.beta, version: 4, lastModifiedDateTime: '2026-05-12T08:00:00.5Z' },
  },
  mail: { at: SET, entity: mail.beta },
  kit: { at: SET, entity: kit.beta },
  assignments: assignments.beta.map((entity): Given => ({ at: `${SET}('${SCANNER}')/assignments`, entity })),
  deviceStatuses: deviceStatuses.beta.map((entity): Given => ({ at: `${SET}('${SCANNER}')/deviceStatuses`, entity })),
  userStatuses: userStatuses.map((entity): Given => ({ at: `${SET}('${SCANNER}')/userStatuses`, entity })),
  deviceSummary: { at: `${SET}('${SCANNER}')/deviceStatusSummary`, entity: deviceSummary.beta },
} satisfies Record<string, Given | Given[]>

export function context(version: 'v1.0' | 'beta', fragment: string): { '@odata.context': string } {
  return { '@odata.context': `<origin>/${version}/$metadata#${fragment}` }
}
