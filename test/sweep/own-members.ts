/** Members that the service sets, masks or mirrors, whatever a body says: test/rules says how. */
import type { StructuredType } from '../../src/model/types.js'

/** Told twice, in an old form and in a new one. */
const TOLD_TWICE = [
  'outOfBoxExperienceSettings',
  'outOfBoxExperienceSetting',
  'language',
  'locale',
  'enableWhiteGlove',
  'preprovisioningAllowed',
  'extractHardwareHash',
  'hardwareHashExtractionEnabled',
]

const PAUSES = ['feature', 'quality'].flatMap((kind) =>
  ['PauseStartDate', 'PauseExpiryDateTime', 'RollbackStartDateTime'].map((name) => `${kind}Updates${name}`),
)

/** Told of the content of a file. */
const UPLOADED_DEFINITIONS = [
  'content',
  'defaultLanguageCode',
  'groupPolicyUploadedLanguageFiles',
  'languageCodes',
  'policyType',
  'revision',
  'status',
  'targetNamespace',
  'targetPrefix',
  'uploadDateTime',
]

const OWN_MEMBERS: readonly (readonly [types: RegExp, names: readonly string[]])[] = [
  // Shown where they are expanded.
  [/^agreement$/, ['files']],
  [/^policySet$|PolicySetItem$/, ['status', 'errorCode', 'itemType', 'displayName']],
  [/^importedWindowsAutopilotDeviceIdentity$/, ['importId', 'state']],
  [/WindowsAutopilotDeploymentProfile$/, [...TOLD_TWICE, 'managementServiceAppId']],
  [/ManagedApp|InformationProtection/i, ['deployedAppCount', 'version']],
  [/CustomConfiguration$/, ['omaSettings']],
  [/^windowsUpdateForBusinessConfiguration$/, PAUSES],
  [/^vppToken$/, ['state', 'lastSyncStatus', 'lastSyncDateTime']],
  [/^win32/, ['detectionRules', 'requirementRules']],
  [/^groupPolicyUploadedDefinitionFile$/, UPLOADED_DEFINITIONS],
  [/^group$/, ['membershipRuleProcessingStatus']],
  [/^deviceManagement$/, ['windowsMalwareOverview']],
  [/^deviceAndAppManagementAssignmentFilter$/, ['payloads']],
  [/^deviceManagementReusablePolicySetting$/, ['referencingConfigurationPolicyCount']],
]

const known = new Map<string, ReadonlySet<string>>()

export function ownMembers({ name }: StructuredType): ReadonlySet<string> {
  let own = known.get(name)
  if (own === undefined) {
    own = new Set(OWN_MEMBERS.filter(([types]) => types.test(name)).flatMap(([, names]) => names))
    known.set(name, own)
  }
  return own
}
