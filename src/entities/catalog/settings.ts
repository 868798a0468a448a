/**
 * The definitions of settings that public policies use (B49, B53), and which settings templates hold (B52), made of ids
 * and kinds. What the service tells of a setting beyond these is not known here: names are the last part of the id, a
 * choice has the options that policies take and the other half of a pair, ranges are open.
 *
 * ```
 * place      = "@" platforms " " technologies
 * area       = "=" what its ids begin with
 * definition = id kind ["!"] *(" " option) *(" <" parent ["=" option *("," option)])  ; "!": templates hold it
 * kind       = "c" / "C" / "s" ["I" / "S" / "R"] / "S" ["I" / "S"] / "g" / "G"        ; choice, simple, group; collections in capitals
 * template   = "#" id
 * held       = definition " " settingInstanceTemplateId [" " settingValueTemplateId]
 * ```
 *
 * An id stands without what its area begins with, an option without the id before it; one that begins otherwise stands
 * whole behind a slash.
 */
import { createHash } from 'node:crypto'
import type { Entity } from '../../model/payload.js'
import { SETTING_IDS, TEMPLATE_SETTINGS } from './setting-ids.js'

const PREFIX = '#microsoft.graph.deviceManagementConfiguration'

export interface Definition {
  readonly id: string
  readonly area: Area
  readonly kind: string
  readonly inTemplate: boolean
  readonly options: readonly string[]
  /** By the ids of parents, the options of each under which it is shown. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

export interface Area {
  readonly prefix: string
  readonly platform: string
  readonly technologies: string
}

export interface HeldSetting {
  readonly definitionId: string
  readonly instanceId: string
  readonly valueId: string | undefined
}

export function readDefinitions(text = SETTING_IDS): Definition[] {
  const found: Definition[] = []
  let area: Area = { prefix: '', platform: '', technologies: '' }
  for (const line of text.split('\n')) {
    const [first = '', second = '', ...rest] = line.split(' ')
    if (first === '') continue
    if (first.startsWith('@')) area = { prefix: '', platform: first.slice(1), technologies: second }
    else if (first.startsWith('=')) area = { ...area, prefix: first.slice(1) }
    else found.push(readDefinition(area, first, second, rest))
  }
  return found
}

function readDefinition(area: Area, short: string, kind: string, rest: readonly string[]): Definition {
  const whole = (text: string, before: string): string => (text.startsWith('/') ? text.slice(1) : before + text)
  const id = area.prefix + short
  const parents = new Map<string, readonly string[]>()
  const options: string[] = []
  for (const part of rest) {
    if (!part.startsWith('<')) {
      options.push(whole(part, `${id}_`))
      continue
    }
    const [parent = '', under = ''] = part.slice(1).split('=')
    const parentId = whole(parent, area.prefix)
    const on = under === '' ? [] : under.split(',')
    parents.set(
      parentId,
      on.map((option) => whole(option, `${parentId}_`)),
    )
  }
  return {
    id,
    area,
    kind: kind.replace('!', ''),
    inTemplate: kind.endsWith('!'),
    options: paired(id, options),
    parents,
  }
}

/** A setting that can be switched on can be switched off. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['0', '1'],
  ['false', 'true'],
]

function paired(id: string, options: readonly string[]): readonly string[] {
  const pair = PAIRS.find(
    (each) => options.length > 0 && options.every((option) => each.some((end) => option === `${id}_${end}`)),
  )
  return pair === undefined ? options : pair.map((end) => `${id}_${end}`)
}

/** What the templates hold, by their ids. */
export function readTemplates(text = TEMPLATE_SETTINGS): Map<string, HeldSetting[]> {
  const found = new Map<string, HeldSetting[]>()
  let held: HeldSetting[] = []
  for (const line of text.split('\n')) {
    const [definitionId = '', instanceId = '', valueId] = line.split(' ')
    if (definitionId.startsWith('#')) found.set(definitionId.slice(1), (held = []))
    else if (definitionId !== '') held.push({ definitionId, instanceId, valueId })
  }
  return found
}

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

/** The settings of a template as entities that it contains. */
export function settingTemplates(held: readonly HeldSetting[], byId: ReadonlyMap<string, Definition>): Entity[] {
  return held.map((setting, i) => ({ id: String(i), settingInstanceTemplate: instanceOf(setting, byId) }))
}

function instanceOf({ definitionId, instanceId, valueId }: HeldSetting, byId: ReadonlyMap<string, Definition>): Entity {
  const { kind = 's' } = byId.get(definitionId) ?? {}
  const common = { settingInstanceTemplateId: instanceId, settingDefinitionId: definitionId, isRequired: false }
  const of = (type: string, member: string, value: unknown): Entity => ({
    '@odata.type': `${PREFIX}${type}InstanceTemplate`,
    ...common,
    [member]: value,
  })
  const settingValueTemplateId = valueId ?? guidOf(`value ${instanceId}`)
  const choice = {
    settingValueTemplateId,
    defaultValue: null,
    recommendedValueDefinition: null,
    requiredValueDefinition: null,
  }
  const simple = {
    '@odata.type': `${PREFIX}${kind.endsWith('I') ? 'Integer' : 'String'}SettingValueTemplate`,
    settingValueTemplateId,
    defaultValue: null,
  }
  const many = { allowUnmanagedValues: true }
  switch (kind.charAt(0)) {
    case 'c':
      return of('ChoiceSetting', 'choiceSettingValueTemplate', choice)
    case 'C':
      return { ...of('ChoiceSettingCollection', 'choiceSettingCollectionValueTemplate', [choice]), ...many }
    case 'S':
      return { ...of('SimpleSettingCollection', 'simpleSettingCollectionValueTemplate', [simple]), ...many }
    case 'g':
      return of('GroupSetting', 'groupSettingValueTemplate', { settingValueTemplateId, children: [] })
    case 'G':
      return {
        ...of('GroupSettingCollection', 'groupSettingCollectionValueTemplate', [
          { settingValueTemplateId, children: [] },
        ]),
        ...many,
      }
    default:
      return of('SimpleSetting', 'simpleSettingValueTemplate', simple)
  }
}

/** The same GUID for the same text, everywhere. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
