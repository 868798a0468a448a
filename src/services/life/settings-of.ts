/** The settings of a policy, in a form that policies can be compared by (L51). */
import { allProperties } from '../../model/inheritance.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { Setting } from './outcomes/policy.js'

/** Values that ask for nothing. */
const DEFAULTS: ReadonlySet<unknown> = new Set([
  null,
  undefined,
  false,
  '',
  'notConfigured',
  'deviceDefault',
  'userDefined',
  'none',
])

/** Members that say something of the policy itself. */
const OF_POLICY: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'description',
  'version',
  'createdDateTime',
  'lastModifiedDateTime',
  'roleScopeTagIds',
  'supportsScopeTags',
  'targetedMobileApps',
  'deviceManagementApplicabilityRuleOsEdition',
  'deviceManagementApplicabilityRuleOsVersion',
  'deviceManagementApplicabilityRuleDeviceMode',
  'deviceCompliancePolicyScript',
])

/** Payloads that nobody compares (L50). */
const CUSTOM = /CustomConfiguration$/

export function typedSettings(type: EntityType, entity: Entity): Setting[] {
  if (CUSTOM.test(type.name)) return []
  const found: Setting[] = []
  for (const name of Object.keys(allProperties(type))) {
    const value = entity[name]
    if (OF_POLICY.has(name) || isDefault(value)) continue
    const key = `${type.name}.${name}`
    found.push({ key, value: JSON.stringify(value), slot: key, ofUser: false })
  }
  return found
}

function isDefault(value: unknown): boolean {
  return DEFAULTS.has(value) || (Array.isArray(value) && value.length === 0)
}

/** Keys of the settings of one app: several configurations of it are merged (L53). */
export function appSettings(entity: Entity): Setting[] {
  const apps = ((entity['targetedMobileApps'] ?? []) as string[]).map(String)
  const pairs = [...iosPairs(entity), ...androidPairs(entity)]
  return apps.flatMap((app) =>
    pairs.map(([name, value]) => ({ key: `${app}#${name}`, value, slot: `${app}#${name}`, ofUser: false })),
  )
}

function iosPairs({ settings }: Entity): [string, string][] {
  if (!Array.isArray(settings)) return []
  return (settings as Entity[]).map((each) => [String(each['appConfigKey']), String(each['appConfigKeyValue'])])
}

function androidPairs({ payloadJson }: Entity): [string, string][] {
  if (typeof payloadJson !== 'string') return []
  try {
    const payload = JSON.parse(Buffer.from(payloadJson, 'base64').toString('utf8')) as Entity
    const properties = payload['managedProperty']
    if (!Array.isArray(properties)) return []
    return (properties as Entity[]).map(({ key, ...value }) => [String(key), JSON.stringify(value)])
  } catch {
    return []
  }
}

/** Of the settings catalog: each definition with its value, the settings in a setting as well. */
export function catalogSettings(items: readonly Entity[]): Setting[] {
  return items.flatMap((item) => instances(item['settingInstance'] as Entity | undefined))
}

function instances(instance: Entity | undefined): Setting[] {
  if (instance === undefined || instance === null) return []
  const id = String(instance['settingDefinitionId'])
  const found: Setting[] = []
  for (const [name, value] of Object.entries(instance)) {
    if (!name.endsWith('SettingValue') && !name.endsWith('SettingCollectionValue')) continue
    for (const each of [value].flat() as Entity[]) {
      if (each === null) continue
      const [own, children] = [each['value'], (each['children'] ?? []) as Entity[]]
      if (own !== undefined) found.push(catalogSetting(id, own))
      for (const child of children) found.push(...instances(child))
    }
  }
  return found
}

const OF_USER = /^user_/

function catalogSetting(id: string, value: unknown): Setting {
  return {
    key: id,
    value: JSON.stringify(value),
    slot: id.replace(/^(user|device)_/, ''),
    ofUser: OF_USER.test(id),
  }
}
