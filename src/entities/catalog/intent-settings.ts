/**
 * Settings of templates of intents (B57 to B60): those of the first templates of endpoint security, which are properties of
 * configurations of devices and are named after them. Public policies and clients name them; settings of baselines are not known
 * here.
 */
import type { CatalogRows } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { capital } from '../../model/words.js'
import { guidOf } from './guid.js'

/**
 * `@` begins a template with its category, `=` names the configuration of the properties below it. A letter is the kind of a
 * value: `b` true or false, `e` a choice, `s` a text, `i` a number, `l` a list, `x` several members.
 */
const HELD = `
@0e237410-1367-4844-bd7f-15fb0f08943b Attack Surface Reduction Rules
=windows10EndpointProtectionConfiguration
defenderAttackSurfaceReductionExcludedPaths l
defenderPreventCredentialStealingType e
defenderAdobeReaderLaunchChildProcess e
defenderOfficeAppsOtherProcessInjectionType e
defenderOfficeAppsExecutableContentCreationOrLaunchType e
defenderOfficeAppsLaunchChildProcessType e
defenderOfficeMacroCodeAllowWin32ImportsType e
defenderOfficeCommunicationAppsLaunchChildProcess e
defenderScriptObfuscatedMacroCodeType e
defenderScriptDownloadedPayloadExecutionType e
defenderEmailContentExecutionType e
defenderProcessCreationType e
defenderUntrustedUSBProcessType e
defenderUntrustedExecutableType e
defenderAdvancedRansomewareProtectionType e
defenderBlockPersistenceThroughWmiType e
defenderGuardMyFoldersType e
defenderAdditionalGuardedFolders l
defenderGuardedFoldersAllowedAppPaths l
@0f2b5d70-d4e9-4156-8c16-1397eb6c54a5 Account Protection
=windows10EndpointProtectionConfiguration
deviceGuardLocalSystemAuthorityCredentialGuardSettings e
=windowsIdentityProtectionConfiguration
windowsHelloForBusinessBlocked b
pinMinimumLength i
pinMaximumLength i
pinLowercaseCharactersUsage e
pinUppercaseCharactersUsage e
pinSpecialCharactersUsage e
pinExpirationInDays i
pinPreviousBlockCount i
pinRecoveryEnabled b
securityDeviceRequired b
unlockWithBiometricsEnabled b
enhancedAntiSpoofingForFacialFeaturesEnabled b
useCertificatesForOnPremisesAuthEnabled b
useSecurityKeyForSignin b
@63be6324-e3c9-4c97-948a-e7f4b96f0f20 Application Control
=windows10EndpointProtectionConfiguration
appLockerApplicationControl e
smartScreenBlockOverrideForFiles b
smartScreenEnableInShell b
@a239407c-698d-4ef8-b314-e3ae409204b8 FileVault
=macOSEndpointProtectionConfiguration
fileVaultEnabled b
fileVaultSelectedRecoveryKeyTypes l
fileVaultPersonalRecoveryKeyHelpMessage s
fileVaultPersonalRecoveryKeyRotationInMonths i
fileVaultHidePersonalRecoveryKey b
fileVaultDisablePromptAtSignOut b
fileVaultAllowDeferralUntilSignOut b
fileVaultNumberOfTimesUserCanIgnore i
@d1174162-1dd2-4976-affc-6667049ab0ae BitLocker
=windows10EndpointProtectionConfiguration
bitLockerEncryptDevice b
bitLockerEnableStorageCardEncryptionOnMobile b
bitLockerDisableWarningForOtherDiskEncryption b
bitLockerAllowStandardUserEncryption b
bitLockerRecoveryPasswordRotation e
bitLockerSystemDrivePolicy x
bitLockerFixedDrivePolicy x
bitLockerRemovableDrivePolicy x
@e44c2ca3-2f9a-400a-a113-6cc88efd773d Endpoint Detection and Response
=windowsDefenderAdvancedThreatProtectionConfiguration
advancedThreatProtectionAutoPopulateOnboardingBlob b
advancedThreatProtectionOnboardingBlob s
advancedThreatProtectionOnboardingFilename s
advancedThreatProtectionOffboardingBlob s
advancedThreatProtectionOffboardingFilename s
allowSampleSharing b
enableExpeditedTelemetryReporting b
`

/** What a kind is called in types of instances and of values, and what stands for a value that nobody has chosen. */
const KINDS = {
  b: { instance: 'Boolean', definition: '', valueType: 'boolean', value: false },
  e: { instance: 'String', definition: '', valueType: 'string', value: 'notConfigured' },
  s: { instance: 'String', definition: '', valueType: 'string', value: null },
  i: { instance: 'Integer', definition: '', valueType: 'integer', value: null },
  l: { instance: 'Collection', definition: 'Collection', valueType: 'collection', value: null },
  x: { instance: 'Complex', definition: 'Complex', valueType: 'complex', value: null },
} as const

export interface HeldSetting {
  readonly configuration: string
  readonly property: string
  readonly kind: keyof typeof KINDS
  readonly definitionId: string
}

export interface SettingCategory {
  readonly templateId: string
  readonly id: string
  readonly displayName: string
  readonly settings: readonly HeldSetting[]
}

type Row = CatalogRows['rows'][number]

let read: ReadonlyMap<string, SettingCategory> | undefined

/** The one category that a template has here, by the id of the template. */
export function categoriesOfTemplates(): ReadonlyMap<string, SettingCategory> {
  return (read ??= new Map(
    HELD.split('\n@')
      .slice(1)
      .map((text) => categoryIn(text))
      .map((each) => [each.templateId, each]),
  ))
}

function categoryIn(text: string): SettingCategory {
  const [head = '', ...lines] = text.trim().split('\n')
  const templateId = head.slice(0, 36)
  const settings: HeldSetting[] = []
  let configuration = ''
  for (const line of lines) {
    const [property = '', kind = ''] = line.split(' ')
    if (line.startsWith('=')) configuration = line.slice(1)
    else
      settings.push({
        configuration,
        property,
        kind: kind as HeldSetting['kind'],
        definitionId: `deviceConfiguration--${configuration}_${property}`,
      })
  }
  return { templateId, id: guidOf(`category ${templateId}`), displayName: head.slice(37), settings }
}

/** The same words as in the name of the property. */
function titleOf(property: string): string {
  return capital(property.replace(/([a-z\d])([A-Z])/g, '$1 $2'))
}

function definitionOf({ property, kind, definitionId }: HeldSetting): Entity {
  const { definition, valueType } = KINDS[kind]
  return {
    '@odata.type': `#microsoft.graph.deviceManagement${definition}SettingDefinition`,
    id: definitionId,
    displayName: titleOf(property),
    valueType,
    isTopLevel: true,
    keywords: [],
    constraints: [],
    dependencies: [],
  }
}

function instanceOf(templateId: string, { kind, definitionId }: HeldSetting): Entity {
  const { instance, value } = KINDS[kind]
  const isSimple = kind !== 'l' && kind !== 'x'
  return {
    '@odata.type': `#microsoft.graph.deviceManagement${instance}SettingInstance`,
    id: guidOf(`setting ${templateId} ${definitionId}`),
    definitionId,
    valueJson: JSON.stringify(value),
    ...(isSimple && { value }),
  }
}

export function intentSettings(): CatalogRows[] {
  const categories = [...categoriesOfTemplates().values()]
  const rowsOf = (make: (category: SettingCategory, setting: HeldSetting) => Row): Row[] =>
    categories.flatMap((category) => category.settings.map((setting) => make(category, setting)))
  const definitions = new Map(
    rowsOf((_, each) => ({ keys: [], entity: definitionOf(each) })).map((row) => [row.entity['id'], row]),
  )
  return [
    { path: 'deviceManagement/settingDefinitions', rows: [...definitions.values()] },
    {
      path: 'deviceManagement/templates/categories',
      rows: categories.map(({ templateId, id, displayName }) => ({
        keys: [templateId],
        entity: { id, displayName, hasRequiredSetting: false },
      })),
    },
    {
      path: 'deviceManagement/templates/settings',
      rows: rowsOf(({ templateId }, each) => ({ keys: [templateId], entity: instanceOf(templateId, each) })),
    },
    {
      path: 'deviceManagement/templates/categories/settingDefinitions',
      rows: rowsOf(({ templateId, id }, each) => ({ keys: [templateId, id], entity: definitionOf(each) })),
    },
    {
      path: 'deviceManagement/templates/categories/recommendedSettings',
      rows: rowsOf(({ templateId, id }, each) => ({ keys: [templateId, id], entity: instanceOf(templateId, each) })),
    },
  ]
}
