/** Requests to begin with, by area. Their titles are in the texts. */
import type { TEXTS } from '../../texts'
import { EMPTY } from './draft'
import type { Draft } from './draft'

type Titles = typeof TEXTS.console.samples

type Area = keyof Titles

const json = (body: unknown): string => JSON.stringify(body, undefined, 2)

const get = (path: string, more: Partial<Draft> = {}): Draft => ({ ...EMPTY, path, ...more })

const post = (path: string, body: unknown, more: Partial<Draft> = {}): Draft => ({
  ...EMPTY,
  method: 'POST',
  path,
  body: json(body),
  ...more,
})

export const SAMPLES: { readonly [A in Area]: { readonly [S in keyof Titles[A]['items']]: Draft } } = {
  devices: {
    all: get('deviceManagement/managedDevices?$select=deviceName,operatingSystem,complianceState&$top=10'),
    noncompliant: get("deviceManagement/managedDevices?$filter=complianceState eq 'noncompliant'&$count=true"),
    overview: get('deviceManagement/managedDeviceOverview'),
    newCategory: post('deviceManagement/deviceCategories', { displayName: 'Kiosk', description: 'In shops' }),
  },
  configuration: {
    catalog: get('deviceManagement/configurationPolicies?$expand=settings,assignments&$top=5'),
    profiles: get('deviceManagement/deviceConfigurations?$select=id,displayName&$orderby=displayName'),
    newProfile: post('deviceManagement/deviceConfigurations', {
      '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration',
      displayName: 'iPads: no camera',
      cameraBlocked: true,
    }),
    compliance: get('deviceManagement/deviceCompliancePolicies?$expand=assignments'),
  },
  apps: {
    all: get('deviceAppManagement/mobileApps?$select=displayName,publisher&$top=10'),
    ofType: get("deviceAppManagement/mobileApps?$filter=isof('microsoft.graph.iosStoreApp')"),
    newApp: post('deviceAppManagement/mobileApps', {
      '@odata.type': '#microsoft.graph.webApp',
      displayName: 'Intranet',
      publisher: 'Contoso',
      appUrl: 'https://intranet.contoso.test',
    }),
  },
  people: {
    users: get('users?$select=displayName,userPrincipalName&$top=10', { version: 'v1.0' }),
    search: get('groups?$search="displayName:sales"&$count=true', {
      version: 'v1.0',
      headers: 'ConsistencyLevel: eventual',
    }),
    me: get('me', { version: 'v1.0' }),
    apps: get('applications?$select=displayName,appId', { version: 'v1.0' }),
  },
  more: {
    changed: get('users/delta?$select=displayName', { version: 'v1.0' }),
    audit: get('deviceManagement/auditEvents?$orderby=activityDateTime desc&$top=5'),
    export: post('deviceManagement/reports/exportJobs', { reportName: 'Devices', format: 'csv' }),
    batch: post('$batch', {
      requests: [
        { id: '1', method: 'GET', url: '/deviceManagement/managedDevices/$count' },
        { id: '2', method: 'GET', url: '/deviceAppManagement/mobileApps?$top=1' },
      ],
    }),
  },
}
