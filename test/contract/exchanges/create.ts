import { GUID, TIME } from '../contract.js'
import type { Contract } from '../contract.js'
import { context, KIT_APP, kitPayload, MAIL_APP, mailXml, SCANNER_APP, scannerSettings, SET } from '../objects.js'

const IOS = '#microsoft.graph.iosMobileAppConfiguration'
const ENTITY = `${SET}/$entity`

/** https://learn.microsoft.com/graph/api/intune-apps-iosmobileappconfiguration-create */
export const createFromSettings: Contract = {
  title: 'an iOS configuration is created from keys and values',
  given: [],
  exchanges: [
    {
      title: 'created with everything that the service adds',
      request: `POST /v1.0/${SET}`,
      body: {
        '@odata.type': IOS,
        displayName: 'Kelda Scan – depots',
        description: 'Depot scanners, all regions',
        targetedMobileApps: [SCANNER_APP],
        settings: scannerSettings,
      },
      response: {
        status: 201,
        headers: {
          location: /^http:\/\/localhost:8080\/v1\.0\/deviceAppManagement\/mobileAppConfigurations\('[0-9a-f-]{36}'\)$/,
        },
        body: {
          ...context('v1.0', ENTITY),
          '@odata.type': IOS,
          id: GUID,
          targetedMobileApps: [SCANNER_APP],
          createdDateTime: TIME,
          description: 'Depot scanners, all regions',
          lastModifiedDateTime: TIME,
          displayName: 'Kelda Scan – depots',
          version: 1,
          encodedSettingXml: null,
          settings: scannerSettings,
        },
      },
      keep: { id: '/id', created: '/createdDateTime' },
    },
    {
      title: 'both times are the same, and it is there to be read',
      request: `GET /v1.0/${SET}/<id>`,
      as: 'reader',
      response: {
        status: 200,
        body: {
          ...context('v1.0', ENTITY),
          '@odata.type': IOS,
          id: '<id>',
          targetedMobileApps: [SCANNER_APP],
          createdDateTime: '<created>',
          description: 'Depot scanners, all regions',
          lastModifiedDateTime: '<created>',
          displayName: 'Kelda Scan – depots',
          version: 1,
          encodedSettingXml: null,
          settings: scannerSettings,
        },
      },
    },
    {
      title: 'what is left out gets its default',
      request: `POST /beta/${SET}`,
      body: { '@odata.type': IOS, displayName: 'Bare' },
      response: {
        status: 201,
        body: {
          ...context('beta', ENTITY),
          '@odata.type': IOS,
          id: GUID,
          targetedMobileApps: [],
          roleScopeTagIds: ['0'],
          createdDateTime: TIME,
          description: null,
          lastModifiedDateTime: TIME,
          displayName: 'Bare',
          version: 1,
          encodedSettingXml: null,
          settings: [],
        },
      },
    },
  ],
}

export const createFromXml: Contract = {
  title: 'an iOS configuration is created from a property list',
  given: [],
  exchanges: [
    {
      title: 'without settings there is an empty array',
      request: `POST /v1.0/${SET}`,
      body: {
        '@odata.type': IOS,
        displayName: 'Kelda Mail – property list',
        description: '',
        targetedMobileApps: [MAIL_APP],
        encodedSettingXml: mailXml,
      },
      response: {
        status: 201,
        body: {
          ...context('v1.0', ENTITY),
          '@odata.type': IOS,
          id: GUID,
          targetedMobileApps: [MAIL_APP],
          createdDateTime: TIME,
          description: '',
          lastModifiedDateTime: TIME,
          displayName: 'Kelda Mail – property list',
          version: 1,
          encodedSettingXml: mailXml,
          settings: [],
        },
      },
    },
  ],
}

const ANDROID = '#microsoft.graph.androidManagedStoreAppConfiguration'
const permissionActions = [
  { permission: 'android.permission.ACCESS_FINE_LOCATION', action: 'autoGrant' },
  { permission: 'android.permission-group.CAMERA', action: 'prompt' },
]

export const createAndroid: Contract = {
  title: 'an Android configuration is created in beta',
  given: [],
  exchanges: [
    {
      title: 'the id of zeros that portals send is not taken',
      request: `POST /beta/${SET}`,
      body: {
        '@odata.type': ANDROID,
        displayName: "Driver's kit",
        description: '',
        profileApplicability: 'androidDeviceOwner',
        targetedMobileApps: [KIT_APP],
        roleScopeTagIds: ['0', '4'],
        packageId: 'app:test.kelda.kit',
        payloadJson: kitPayload,
        permissionActions,
        connectedAppsEnabled: true,
        id: '00000000-0000-0000-0000-000000000000',
      },
      response: {
        status: 201,
        body: {
          ...context('beta', ENTITY),
          '@odata.type': ANDROID,
          id: /^(?!0{8}-)[0-9a-f-]{36}$/,
          targetedMobileApps: [KIT_APP],
          roleScopeTagIds: ['0', '4'],
          createdDateTime: TIME,
          description: '',
          lastModifiedDateTime: TIME,
          displayName: "Driver's kit",
          version: 1,
          packageId: 'app:test.kelda.kit',
          payloadJson: kitPayload,
          appSupportsOemConfig: false,
          profileApplicability: 'androidDeviceOwner',
          connectedAppsEnabled: true,
          permissionActions,
        },
      },
    },
    {
      title: 'the legacy form has no appSupportsOemConfig',
      request: `POST /beta/${SET}`,
      body: {
        '@odata.type': '#microsoft.graph.androidForWorkMobileAppConfiguration',
        displayName: 'Old kit',
        packageId: 'app:test.kelda.old',
      },
      response: {
        status: 201,
        body: {
          ...context('beta', ENTITY),
          '@odata.type': '#microsoft.graph.androidForWorkMobileAppConfiguration',
          id: GUID,
          targetedMobileApps: [],
          roleScopeTagIds: ['0'],
          createdDateTime: TIME,
          description: null,
          lastModifiedDateTime: TIME,
          displayName: 'Old kit',
          version: 1,
          packageId: 'app:test.kelda.old',
          payloadJson: null,
          profileApplicability: 'default',
          connectedAppsEnabled: false,
          permissionActions: [],
        },
      },
    },
  ],
}
