/** Settings of typed policies: the pair of the derived type and a property (L51). */
import { complete } from '../../../model/payload.js'
import type { Entity } from '../../../model/payload.js'
import { propertyList } from '../../../model/inheritance.js'
import type { EntityType } from '../../../model/types.js'
import { capital } from '../../../model/words.js'
import type { Setting } from '../outcomes/policy.js'
import { isDefault, textOf } from './values.js'

/** Members that a policy has whatever it is about. */
const ABOUT_POLICIES: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'description',
  'version',
  'createdDateTime',
  'lastModifiedDateTime',
  'roleScopeTagIds',
  'supportsScopeTags',
  'deviceManagementApplicabilityRuleDeviceMode',
  'deviceManagementApplicabilityRuleOsEdition',
  'deviceManagementApplicabilityRuleOsVersion',
])

/** Types of which a device takes several beside each other: profiles of networks, accounts and certificates, and payloads (L50). */
const BESIDE =
  /(?:Wi[Ff]i|V[Pp][Nn]|Certificate|Scep|Pkcs|Email|Eas|WiredNetwork|Custom|DerivedCredential|TrustedRoot|ExtensionsConfiguration)/

/** What a client never chooses, as the time at which an update was paused. */
const TIMES = /DateTime$/

export function typedSettings(type: EntityType, entity: Entity): Setting[] {
  const standsBeside = BESIDE.test(type.name) && !type.name.endsWith('CompliancePolicy')
  const unset = unsetOf(type)
  const found: Setting[] = []
  for (const [name] of propertyList(type)) {
    const value = entity[name]
    if (ABOUT_POLICIES.has(name) || TIMES.test(name) || isDefault(value)) continue
    if (textOf(value) === textOf(unset[name])) continue
    const key = `${type.name}.${name}`
    const slot = standsBeside ? `${String(entity['id'])} ${key}` : key
    if (name === 'omaSettings') found.push(...omaSettings(type, entity, value as Entity[]))
    else found.push({ key, value: textOf(value), slot, ofUser: false })
  }
  return found
}

const unsets = new WeakMap<EntityType, Entity>()

/** What a policy says that says nothing: members that cannot be null have a value all the same. */
function unsetOf(type: EntityType): Entity {
  let unset = unsets.get(type)
  if (unset === undefined) unsets.set(type, (unset = complete(type, {})))
  return unset
}

/** Each is a setting of its own, and none is compared (L50). */
function omaSettings(type: EntityType, { id }: Entity, settings: readonly Entity[]): Setting[] {
  return settings.map(({ omaUri, value }) => {
    const key = `${type.name}.${String(omaUri)}`
    return {
      key,
      value: textOf(value ?? ''),
      slot: `${String(id)} ${key}`,
      ofUser: /^\.\/user\//i.test(String(omaUri)),
    }
  })
}

/** How answers call a setting: `IOSCompliancePolicy.PasscodeRequired` (L81). */
export function settingName(key: string): string {
  const [type = '', property] = key.split('.')
  if (property === undefined || key.includes('/') || key.includes('#')) return key
  const name = type.startsWith('ios') ? `IOS${type.slice('ios'.length)}` : capital(type)
  return `${name}.${capital(property)}`
}
