/** The routes that the reference documents and the live service does not have (B14, B15), as public issues report them. */
import type { Route } from '../model/sets.js'

const APPS = 'deviceAppManagement'
const MANAGEMENT = 'deviceManagement'

/** Paths of which the live service says that it does not support them (B201). */
export const notSupportedLive: readonly string[] = [`${MANAGEMENT}/exchangeConnectors`]

/** What the service alone writes (B52, B53, B57, B66). */
const CATALOGS = [
  'complianceCategories',
  'complianceSettings',
  'configurationCategories',
  'configurationPolicyTemplates',
  'configurationSettings',
  'groupPolicyCategories',
  'groupPolicyDefinitionFiles',
  'groupPolicyDefinitions',
  'inventoryCategories',
  'inventorySettings',
  'reusableSettings',
  'settingDefinitions',
  'templates',
].map((set) => `${MANAGEMENT}/${set}`)

export const notLive: readonly Route[] = [
  { methods: ['GET'], target: 'count', paths: ['*'] },
  {
    methods: ['POST'],
    target: 'collection',
    paths: ['*/assignments'],
    except: [
      `${APPS}/mobileApps/assignments`,
      `${MANAGEMENT}/appleUserInitiatedEnrollmentProfiles/assignments`,
      `${MANAGEMENT}/deviceConfigurations/assignments`,
      `${MANAGEMENT}/termsAndConditions/assignments`,
      `${MANAGEMENT}/windowsAutopilotDeploymentProfiles/assignments`,
    ],
  },
  { methods: ['DELETE'], target: 'entity', paths: [`${MANAGEMENT}/deviceEnrollmentConfigurations/assignments`] },
  { methods: ['GET'], target: 'collection', paths: [`${MANAGEMENT}/deviceCompliancePolicies/scheduledActionsForRule`] },
  {
    methods: ['PATCH', 'PUT', 'DELETE'],
    target: 'entity',
    paths: [`${MANAGEMENT}/configurationPolicies/settings`],
  },
  { methods: ['PATCH'], target: 'entity', paths: [`${APPS}/managedAppPolicies`] },
  { methods: ['GET'], target: 'collection', paths: [`${MANAGEMENT}/reports/exportJobs`] },
  { methods: ['GET', 'DELETE'], target: 'entity', paths: [`${MANAGEMENT}/deviceHealthScripts/deviceRunStates`] },
  { methods: ['GET'], target: 'collection', paths: [`${MANAGEMENT}/templates`], casts: 'collection' },
  ...(['collection', 'entity'] as const).map((target): Route => ({
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    target,
    paths: [`${APPS}/mobileApps/contentVersions`, `${APPS}/mobileApps/contentVersions/files`],
    casts: 'abstract',
  })),
  {
    methods: ['POST'],
    target: 'operation',
    paths: ['*/contentVersions/files/commit', '*/contentVersions/files/renewUpload'],
    casts: 'abstract',
  },
  { methods: ['POST'], target: 'collection', paths: CATALOGS },
  { methods: ['PATCH', 'DELETE'], target: 'entity', paths: CATALOGS },
  { methods: ['POST'], target: 'operation', paths: ['*/retrieveEnrollmentTimeDeviceMembershipTarget'] },
  // The service fails with 500 there (B51).
  {
    methods: ['POST'],
    target: 'operation',
    paths: ['*/setEnrollmentTimeDeviceMembershipTarget'],
    qualified: true,
  },
]
