/**
 * The roles that Intune brings, and the catalog of what roles can allow (B108, B110). Ids are the same in all tenants.
 *
 * @see https://learn.microsoft.com/intune/intune-service/fundamentals/role-based-access-control-reference
 */
import type { Entity } from '../../model/payload.js'
import { inWords } from '../../model/words.js'

/** What can be done with each kind of resource: `Microsoft.Intune_{Resource}_{Action}`. */
const ACTIONS: Readonly<Record<string, string>> = {
  AdminTasks: 'Read Update',
  AndroidFota: 'Read Create Update Delete Assign',
  AndroidSync: 'Read UpdateEnrollmentProfiles UpdateOnboarding UpdateApps',
  AppleDeviceSerialNumbers: 'Read Create Update Delete',
  AppleEnrollmentProfiles: 'Read Create Update Delete Assign',
  AssignmentFilter: 'Read Create Update Delete',
  AuditData: 'Read',
  CertificateConnector: 'Read Modify',
  ChromeEnterprise: 'Read Modify',
  CloudAttach: 'RunScript ViewClientDetails ViewCollections ViewResourceExplorer ViewScripts ViewTimeline',
  CorporateDeviceIdentifiers: 'Read Create Update Delete',
  Customization: 'Read Create Update Delete Assign',
  DerivedCredentials: 'Read Modify',
  DeviceCompliancePolices: 'Read Create Update Delete Assign ViewReports',
  DeviceConfigurations: 'Read Create Update Delete Assign ViewReports',
  DeviceEnrollmentManagers: 'Read Update',
  EndpointAnalytics: 'Read Create Update Delete',
  EndpointProtection: 'Read',
  EnrollmentProgramToken: 'Read Create Update Delete',
  EpmPolicy: 'Read Create Update Delete Assign ViewReports ViewElevationRequests ModifyElevationRequests',
  ManagedApps: 'Read Create Update Delete Assign Wipe',
  ManagedDeviceCleanupSettings: 'Read Update',
  ManagedDevices: 'Read Update Delete SetPrimaryUser ViewReports Query',
  ManagedGooglePlay: 'Read Modify',
  MicrosoftDefenderATP: 'Read',
  MicrosoftStoreForBusiness: 'Read Modify',
  MicrosoftTunnelGateway: 'Read Create Update Delete',
  MobileApps: 'Read Create Update Delete Assign Relate',
  MobileThreatDefense: 'Read Modify',
  MultiAdminApproval: 'Read Create Update Delete Approve',
  Organization: 'Read Create Update Delete',
  OrganizationalMessages: 'Read Create Update Delete Assign',
  PolicySets: 'Read Create Update Delete Assign',
  QuietTimePolicies: 'Read Create Update Delete Assign ViewReports',
  RemoteAssistance: 'Read Update ViewReports',
  RemoteAssistanceApp: 'ViewScreen TakeFullControl Elevation Unattended',
  RemoteTasks:
    'RebootNow RemoteLock ResetPasscode Retire Wipe SyncDevice ShutDown LocateDevice EnableLostMode DisableLostMode ' +
    'PlayLostModeSound SetDeviceName CleanPC BypassActivationLock RotateBitLockerKeys RotateFileVaultKey ' +
    'RotateLocalAdminPassword WindowsDefender CustomNotification CollectDiagnostics InitiateDeviceAttestation ' +
    'InitiateOnDemandProactiveRemediation ManageSharedDeviceUsers RequestRemoteAssistance RevokeAppleVppLicenses ' +
    'UpdateDeviceAccount ActivateDeviceEsim EnableWindowsIntuneAgent OfferRemoteAssistance',
  Roles: 'Read Create Update Delete Assign',
  SecurityBaselines: 'Read Create Update Delete Assign',
  SecurityTasks: 'Read Update',
  ServerSettings: 'Read Update',
  TelecomExpenses: 'Read Modify',
  TermsAndConditions: 'Read Create Update Delete Assign',
  WindowsAutopilot: 'Read Create Update Delete Assign',
  WindowsEnterpriseCertificate: 'Read Modify',
}

interface Operation {
  readonly resource: string
  readonly action: string
}

const OPERATIONS: readonly Operation[] = Object.entries(ACTIONS).flatMap(([resource, actions]) =>
  actions.split(' ').map((action) => ({ resource, action })),
)

const idOf = ({ resource, action }: Operation): string => `Microsoft.Intune_${resource}_${action}`

/** `ManagedDevices` is `Managed devices`. */
function words(name: string): string {
  return name.charAt(0) + inWords(name).slice(1).toLowerCase()
}

export const resourceOperations: readonly Entity[] = OPERATIONS.map((operation) => ({
  id: idOf(operation),
  resource: operation.resource,
  resourceName: words(operation.resource),
  actionName: words(operation.action),
  description: `${words(operation.action)}: ${words(operation.resource)}`,
  enabledForScopeValidation: false,
}))

type Allows = (operation: Operation) => boolean

const reads: Allows = ({ action }) => /^(Read|View)/.test(action)
const of =
  (...resources: string[]): Allows =>
  ({ resource }) =>
    resources.includes(resource)
const either =
  (...all: Allows[]): Allows =>
  (operation) =>
    all.some((allows) => allows(operation))

const ROLES: readonly (readonly [id: string, name: string, description: string, allows: Allows])[] = [
  [
    '0bd113fe-6be5-400c-a28f-ae5553f9c0be',
    'Policy and Profile manager',
    'Manages compliance policies, configuration profiles, Apple enrollment and corporate device identifiers.',
    either(
      of('DeviceCompliancePolices', 'DeviceConfigurations', 'AppleEnrollmentProfiles', 'PolicySets'),
      of('AssignmentFilter', 'CorporateDeviceIdentifiers', 'AppleDeviceSerialNumbers'),
      ({ resource, action }) => action === 'Read' && ['ManagedDevices', 'Organization', 'Roles'].includes(resource),
    ),
  ],
  [
    '2f9f4f7e-2d13-427b-adf2-361a1eef7ae8',
    'School Administrator',
    'Manages apps, settings and Windows devices in Intune for Education.',
    either(reads, of('ManagedDevices', 'MobileApps', 'DeviceConfigurations', 'RemoteTasks', 'WindowsAutopilot')),
  ],
  [
    '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e',
    'Help Desk Operator',
    'Performs remote tasks on users and devices, and assigns apps and policies.',
    either(reads, of('RemoteTasks', 'RemoteAssistanceApp'), ({ action }) => action === 'SetPrimaryUser'),
  ],
  [
    'c1d9fcbb-cba5-40b0-bf6b-527006585f4b',
    'Application Manager',
    'Manages mobile and managed apps, and reads device information.',
    either(
      of('MobileApps', 'ManagedApps', 'ManagedGooglePlay', 'AssignmentFilter', 'PolicySets'),
      ({ resource, action }) => action === 'Read' && ['ManagedDevices', 'Organization'].includes(resource),
    ),
  ],
  [
    'c56d53a2-73d0-4502-b6bd-4a9d3dba28d5',
    'Endpoint Security Manager',
    'Manages security and compliance: security baselines, device compliance, conditional access, Defender.',
    either(reads, of('SecurityBaselines', 'SecurityTasks', 'DeviceCompliancePolices', 'EpmPolicy')),
  ],
  ['fa1d7878-e8cb-41a1-8254-0142355c9f84', 'Read Only Operator', 'Reads everything and changes nothing.', reads],
  [
    'fb2603eb-3c87-4be3-8b5b-d58a5b4a0bc0',
    'Intune Role Administrator',
    'Manages custom Intune roles and assigns roles.',
    either(of('Roles'), ({ resource, action }) => action === 'Read' && resource === 'Organization'),
  ],
  [
    '9553af24-bd83-4ac3-a339-0e58f9e5478e',
    'Endpoint Privilege Reader',
    'Reads the policies of Endpoint Privilege Management.',
    either(
      ({ resource, action }) => resource === 'EpmPolicy' && /^(Read|View)/.test(action),
      ({ resource, action }) =>
        action === 'Read' && ['ManagedDevices', 'Organization', 'AdminTasks'].includes(resource),
    ),
  ],
]

export const builtInRoles: readonly Entity[] = ROLES.map(([id, displayName, description, allows]) => {
  const actions = OPERATIONS.filter(allows).map(idOf)
  const permissions = [
    { actions, resourceActions: [{ allowedResourceActions: actions, notAllowedResourceActions: [] }] },
  ]
  return {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition',
    id,
    displayName,
    description,
    isBuiltIn: true,
    isBuiltInRoleDefinition: true,
    roleScopeTagIds: [],
    permissions,
    rolePermissions: permissions,
  }
})
