/** Definitions of settings, and their categories, as entities. */
import type { Entity } from '../../model/payload.js'
import { guidOf } from './guid.js'
import type { Area, Definition } from './setting-ids-text.js'

export const PREFIX = '#microsoft.graph.deviceManagementConfiguration'

/** The definitions as entities. */
export function settingDefinitions(definitions: readonly Definition[]): Entity[] {
  const byId = new Map(definitions.map((each) => [each.id, each]))
  const children = new Map<string, Definition[]>()
  for (const definition of definitions)
    for (const [parent] of definition.parents) children.set(parent, [...(children.get(parent) ?? []), definition])
  return definitions.map((definition) => entityOf(definition, byId, children.get(definition.id) ?? []))
}

function entityOf(
  definition: Definition,
  byId: ReadonlyMap<string, Definition>,
  children: readonly Definition[],
): Entity {
  const { id, area, kind, inTemplate } = definition
  return {
    '@odata.type': `${PREFIX}${typeOf(kind)}`,
    id,
    name: nameOf(definition),
    displayName: nameOf(definition),
    description: '',
    keywords: keywordsOf(id),
    categoryId: categoryId(area),
    rootDefinitionId: rootOf(definition, byId),
    accessTypes: area.platform === 'windows10' ? 'add,delete,get,replace' : 'none',
    applicability: applicabilityOf(area),
    ...addressOf(definition),
    occurrence: { minDeviceOccurrence: 0, maxDeviceOccurrence: 1 },
    settingUsage: area.platform === 'linux' ? 'configuration,compliance' : 'configuration',
    uxBehavior: behaviourOf(definition),
    visibility: inTemplate ? 'settingsCatalog,template' : 'settingsCatalog',
    ...ownMembers(definition, children),
  }
}

function typeOf(kind: string): string {
  const types: Readonly<Record<string, string>> = {
    c: 'ChoiceSettingDefinition',
    C: 'ChoiceSettingCollectionDefinition',
    s: 'SimpleSettingDefinition',
    S: 'SimpleSettingCollectionDefinition',
    g: 'SettingGroupDefinition',
    G: 'SettingGroupCollectionDefinition',
  }
  return types[kind.charAt(0)] ?? 'SettingDefinition'
}

/** What stands behind the area, without what the parent's name says already. */
function nameOf({ id, area, parents }: Definition): string {
  const [parent] = parents.keys()
  const before = [`${parent ?? ''}_`, area.prefix].find((each) => each.length > 1 && id.startsWith(each)) ?? ''
  return id.slice(before.length).replace(/^l_/, '')
}

function keywordsOf(id: string): string[] {
  return id
    .split(/[_~]/)
    .filter((word) => word.length > 2)
    .slice(-3)
}

function rootOf(definition: Definition, byId: ReadonlyMap<string, Definition>): string {
  const seen = new Set<string>()
  let at = definition
  for (;;) {
    const [parent] = at.parents.keys()
    const above = parent === undefined || seen.has(parent) ? undefined : byId.get(parent)
    if (above === undefined) return at.id
    seen.add(above.id)
    at = above
  }
}

function applicabilityOf({ platform, technologies }: Area): Entity {
  const common = { description: null, deviceMode: 'none', platform, technologies }
  if (platform === 'windows10')
    return {
      '@odata.type': `${PREFIX}WindowsSettingApplicability`,
      ...common,
      configurationServiceProviderVersion: null,
      maximumSupportedVersion: null,
      minimumSupportedVersion: null,
      requiredAzureAdTrustType: 'none',
      requiresAzureAd: false,
      windowsSkus: ['windowsProfessional', 'windowsEnterprise', 'windowsEducation'],
    }
  const type = platform === 'linux' ? 'LinuxSettingApplicability' : 'ApplicationSettingApplicability'
  return { '@odata.type': `${PREFIX}${type}`, ...common }
}

/** Where a device has the setting, as far as the id says so. */
function addressOf({ id, area: { platform } }: Definition): Entity {
  const [, scope, policy, rest = ''] = /^(?:(device|user)_)?vendor_msft_(policy_config_)?(.*)$/.exec(id) ?? []
  if (platform !== 'windows10' || rest === '') return { baseUri: null, offsetUri: id }
  const root = `./${scope === 'user' ? 'User' : 'Device'}/Vendor/MSFT`
  const [area = '', name = ''] = splitAt(
    rest,
    rest.includes('~') ? rest.indexOf('_', rest.lastIndexOf('~')) : rest.indexOf('_'),
  )
  return policy === undefined
    ? { baseUri: `${root}/${area}`, offsetUri: name.replaceAll('_', '/') }
    : { baseUri: `${root}/Policy`, offsetUri: `Config/${area}/${name}` }
}

function splitAt(text: string, at: number): [string, string] {
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function behaviourOf({ kind, options }: Definition): string {
  if (kind.startsWith('c')) return options.length === 2 ? 'toggle' : 'dropdown'
  if (kind.startsWith('s')) return 'smallTextBox'
  return kind === 'G' ? 'multiheaderGrid' : 'default'
}

function ownMembers(definition: Definition, children: readonly Definition[]): Entity {
  const { id, kind, options } = definition
  const depends = { dependentOn: dependenciesOf(definition), dependedOnBy: [] }
  switch (kind.charAt(0)) {
    case 'c':
    case 'C':
      return {
        defaultOptionId: null,
        options: options.map((option) => optionOf(id, option, depends.dependentOn, children)),
        ...(kind === 'C' && COUNTS),
      }
    case 's':
    case 'S':
      return { valueDefinition: valueOf(kind), defaultValue: null, ...depends, ...(kind.startsWith('S') && COUNTS) }
    default:
      return { childIds: children.map((child) => child.id), ...depends, ...(kind === 'G' && COUNTS) }
  }
}

const COUNTS = { minimumCount: 0, maximumCount: 600 }

function dependenciesOf({ parents }: Definition): Entity[] {
  return [...parents].flatMap(([parent, options]) =>
    (options.length === 0 ? [parent] : options).map((dependentOn) => ({ dependentOn, parentSettingId: parent })),
  )
}

function optionOf(id: string, itemId: string, dependentOn: readonly Entity[], children: readonly Definition[]): Entity {
  const name = itemId.startsWith(`${id}_`) ? itemId.slice(id.length + 1) : itemId
  const shown = children.filter(({ parents }) => parents.get(id)?.includes(itemId) === true)
  return {
    itemId,
    name,
    displayName: OPTION_NAMES[name] ?? name,
    description: null,
    helpText: null,
    optionValue: /^\d{1,9}$/.test(name)
      ? { '@odata.type': `${PREFIX}IntegerSettingValue`, settingValueTemplateReference: null, value: Number(name) }
      : { '@odata.type': `${PREFIX}StringSettingValue`, settingValueTemplateReference: null, value: name },
    dependentOn,
    dependedOnBy: shown.map((child) => ({ dependedOnBy: child.id, required: false })),
  }
}

const OPTION_NAMES: Readonly<Record<string, string>> = { '0': 'Disabled', '1': 'Enabled', false: 'False', true: 'True' }

function valueOf(kind: string): Entity | null {
  if (kind.endsWith('I'))
    return { '@odata.type': `${PREFIX}IntegerSettingValueDefinition`, minimumValue: 0, maximumValue: 2147483647 }
  if (kind.endsWith('R')) return null
  return {
    '@odata.type': `${PREFIX}StringSettingValueDefinition`,
    fileTypes: [],
    format: 'none',
    inputValidationSchema: null,
    isSecret: kind === 'sS' || kind === 'SS',
    minimumLength: 0,
    maximumLength: 87516,
  }
}

/** A category for each area. */
export function settingCategories(definitions: readonly Definition[]): Entity[] {
  const areas = new Map(definitions.map(({ area }) => [categoryId(area), area]))
  return [...areas].map(([id, area]) => ({
    id,
    name: categoryName(area),
    displayName: categoryName(area),
    description: null,
    categoryDescription: null,
    helpText: null,
    parentCategoryId: '00000000-0000-0000-0000-000000000000',
    rootCategoryId: id,
    childCategoryIds: [],
    platforms: area.platform,
    technologies: area.technologies,
    settingUsage: area.platform === 'linux' ? 'configuration,compliance' : 'configuration',
  }))
}

function categoryName({ prefix }: Area): string {
  const rest = prefix.replace(/^(?:(device|user)_)?vendor_msft_(policy_config_)?/, '').replace(/_$/, '')
  return (rest === '' ? prefix : rest).replaceAll('~', '/')
}

const categoryId = ({ prefix, platform, technologies }: Area): string =>
  guidOf(`category ${platform} ${technologies} ${prefix}`)
