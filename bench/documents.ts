/**
 * What Intunite keeps as documents: compliance policies with 80 members, those of complex values included, and policies of
 * the settings catalog. The first {@link WITH_SETTINGS} of these have a hundred settings; the others are there to be searched.
 */
import { guid } from './data.js'
import { HOST } from './expected.js'

export const COMPLIANCE = 'deviceManagement/deviceCompliancePolicies'
export const CATALOG = 'deviceManagement/configurationPolicies'
export const SETTINGS = `${CATALOG}/settings`

export const CATALOG_POLICIES = 100_000
export const WITH_SETTINGS = 50
const SETTINGS_EACH = 100

const CONTEXT = `http://${HOST}/beta/$metadata#`
const TIME = '2026-03-01T10:00:00Z'

export function complianceId(i: number): string {
  return guid(`compliance ${i}`)
}

export function complianceName(i: number): string {
  // Names do not come in the order of the keys.
  return `Compliance ${String((i * 7919) % 1_000_003).padStart(7, '0')}`
}

/** All members that beta has of the type, 44; with those of the values in them 80. */
export function compliancePolicy(i: number): Record<string, unknown> & { id: string; displayName: string } {
  const flag = (n: number): boolean => (i + n) % 3 === 0
  return {
    id: complianceId(i),
    createdDateTime: TIME,
    description: `Policy number ${i} of the benchmark`,
    displayName: complianceName(i),
    lastModifiedDateTime: TIME,
    roleScopeTagIds: ['0'],
    version: 1,
    activeFirewallRequired: flag(0),
    antiSpywareRequired: flag(1),
    antivirusRequired: flag(2),
    bitLockerEnabled: flag(3),
    codeIntegrityEnabled: flag(4),
    configurationManagerComplianceRequired: flag(5),
    defenderEnabled: flag(6),
    defenderVersion: '4.18.24010.12',
    deviceCompliancePolicyScript: null,
    deviceThreatProtectionEnabled: flag(7),
    deviceThreatProtectionRequiredSecurityLevel: 'medium',
    earlyLaunchAntiMalwareDriverEnabled: flag(8),
    firmwareProtectionEnabled: flag(9),
    kernelDmaProtectionEnabled: flag(10),
    memoryIntegrityEnabled: flag(11),
    mobileOsMaximumVersion: null,
    mobileOsMinimumVersion: null,
    osMaximumVersion: `10.0.${22000 + (i % 1000)}`,
    osMinimumVersion: '10.0.19041',
    passwordBlockSimple: flag(12),
    passwordExpirationDays: 90,
    passwordMinimumCharacterSetCount: 3,
    passwordMinimumLength: 8 + (i % 8),
    passwordMinutesOfInactivityBeforeLock: 15,
    passwordPreviousPasswordBlockCount: 5,
    passwordRequired: flag(13),
    passwordRequiredToUnlockFromIdle: flag(14),
    passwordRequiredType: 'alphanumeric',
    requireHealthyDeviceReport: flag(15),
    rtpEnabled: flag(16),
    secureBootEnabled: flag(17),
    signatureOutOfDate: flag(18),
    storageRequireEncryption: flag(19),
    tpmRequired: flag(20),
    validOperatingSystemBuildRanges: Array.from({ length: 10 }, (_, n) => ({
      description: `Range ${n}`,
      highestVersion: `10.0.${22000 + n}.9999`,
      lowestVersion: `10.0.${22000 + n}.1`,
    })),
    virtualizationBasedSecurityEnabled: flag(21),
    wslDistributions: [
      { distribution: 'Ubuntu', maximumOSVersion: '24.04', minimumOSVersion: '20.04' },
      { distribution: 'Debian', maximumOSVersion: '12', minimumOSVersion: '11' },
    ],
  }
}

export const COMPLIANCE_TYPE = '#microsoft.graph.windows10CompliancePolicy'

export function complianceEntity(i: number): object {
  return {
    '@odata.context': `${CONTEXT}${COMPLIANCE}/$entity`,
    '@odata.type': COMPLIANCE_TYPE,
    ...compliancePolicy(i),
  }
}

/** Policies by name. `order` has the numbers of all policies in that order. */
export function complianceList(order: readonly number[], from: number, count: number): object {
  const value = order.slice(from, from + count).map((i) => {
    const { id, displayName, version } = compliancePolicy(i)
    return { '@odata.type': COMPLIANCE_TYPE, id, displayName, version }
  })
  return { '@odata.context': `${CONTEXT}${COMPLIANCE}(id,displayName,version)`, value }
}

export function catalogId(i: number): string {
  return guid(`catalog ${i}`)
}

export function catalogName(i: number): string {
  return `Catalog ${String(i).padStart(6, '0')}`
}

export const CATALOG_TYPE = '#microsoft.graph.deviceManagementConfigurationPolicy'

export function catalogPolicy(i: number): Record<string, unknown> & { id: string; name: string } {
  return {
    id: catalogId(i),
    createdDateTime: TIME,
    creationSource: null,
    description: `Settings of group ${i % 100}`,
    disableEntraGroupPolicyAssignment: false,
    isAssigned: false,
    lastModifiedDateTime: TIME,
    name: catalogName(i),
    platforms: 'windows10',
    priorityMetaData: null,
    roleScopeTagIds: ['0'],
    settingCount: i < WITH_SETTINGS ? SETTINGS_EACH : 0,
    technologies: 'mdm',
    templateReference: {
      templateDisplayName: null,
      templateDisplayVersion: null,
      templateFamily: 'none',
      templateId: '',
    },
  }
}

const PREFIX = '#microsoft.graph.deviceManagementConfiguration'

/** As a client sends it: of ten settings five are choices, two of them with a child, three texts and two numbers. */
function instance(policy: number, n: number): object {
  const settingDefinitionId = `device_vendor_msft_policy_config_area${n % 7}_setting${n}`
  const simple = (type: string, value: string | number): object => ({
    '@odata.type': `${PREFIX}SimpleSettingInstance`,
    settingDefinitionId,
    simpleSettingValue: { '@odata.type': `${PREFIX}${type}SettingValue`, value },
  })
  if (n % 10 > 7) return simple('Integer', policy + n)
  if (n % 10 > 4) return simple('String', `value ${policy} of setting ${n}`)
  const child = {
    '@odata.type': `${PREFIX}SimpleSettingInstance`,
    settingDefinitionId: `${settingDefinitionId}_limit`,
    simpleSettingValue: { '@odata.type': `${PREFIX}IntegerSettingValue`, value: n },
  }
  return {
    '@odata.type': `${PREFIX}ChoiceSettingInstance`,
    settingDefinitionId,
    choiceSettingValue: { value: `${settingDefinitionId}_${policy % 2}`, children: n % 10 < 2 ? [child] : [] },
  }
}

/** The same as it is answered: absent members are null. */
export function completed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(completed)
  if (typeof value !== 'object' || value === null) return value
  const { '@odata.type': type, ...members } = value as Record<string, unknown>
  const inner = Object.fromEntries(Object.entries(members).map(([name, member]) => [name, completed(member)]))
  const template =
    'settingDefinitionId' in members ? 'settingInstanceTemplateReference' : 'settingValueTemplateReference'
  return { ...(type === undefined ? {} : { '@odata.type': type }), [template]: null, ...inner }
}

export interface Setting {
  readonly id: string
  readonly settingInstance: unknown
}

export function settingsOf(policy: number): Setting[] {
  if (policy >= WITH_SETTINGS) return []
  return Array.from({ length: SETTINGS_EACH }, (_, n) => ({
    id: guid(`setting ${policy} ${n}`),
    settingInstance: completed(instance(policy, n)),
  }))
}

export const SETTING_TYPE = '#microsoft.graph.deviceManagementConfigurationSetting'

export function catalogEntity(i: number): object {
  const policy = catalogPolicy(i)
  return {
    '@odata.context': `${CONTEXT}${CATALOG}(settings())/$entity`,
    '@odata.type': CATALOG_TYPE,
    ...policy,
    'settings@odata.context': `${CONTEXT}${CATALOG}('${policy.id}')/settings`,
    settings: settingsOf(i).map((setting) => ({ '@odata.type': SETTING_TYPE, ...setting })),
  }
}

export function catalogFound(i: number): object {
  return { '@odata.context': `${CONTEXT}${CATALOG}`, value: [{ '@odata.type': CATALOG_TYPE, ...catalogPolicy(i) }] }
}

/** The body that makes a policy with `count` settings. */
export function newCatalogPolicy(i: number, count: number): object {
  return {
    name: `Created ${i}`,
    description: `Made by the benchmark, number ${i}`,
    platforms: 'windows10',
    technologies: 'mdm',
    roleScopeTagIds: ['0'],
    settings: Array.from({ length: count }, (_, n) => ({ settingInstance: instance(i, n) })),
  }
}

/** What is answered to it, without what the server makes up. */
export function createdCatalogPolicy(i: number, count: number): object {
  const { id: _id, createdDateTime: _created, lastModifiedDateTime: _modified, ...rest } = catalogPolicy(i)
  return {
    '@odata.context': `${CONTEXT}${CATALOG}/$entity`,
    '@odata.type': CATALOG_TYPE,
    ...rest,
    name: `Created ${i}`,
    description: `Made by the benchmark, number ${i}`,
    settingCount: count,
  }
}
