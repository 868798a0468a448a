/**
 * Writes the ids of settings that policies use into `src/entities/catalog/setting-ids.ts`: id, kind, options and what
 * each depends on, and of templates which settings they hold. Its grammar is in `src/entities/catalog/setting-ids-text.ts`.
 *
 *     npm run catalog -- FOLDER
 *
 * `FOLDER` holds policies of the settings catalog as JSON files, as any tool exports them, in UTF-8 or UTF-16. Nothing
 * but ids and types is taken from them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TARGET = fileURLToPath(new URL('../src/entities/catalog/setting-ids.ts', import.meta.url))

type Json = Readonly<Record<string, unknown>>

interface Found {
  kind: string
  readonly options: Set<string>
  readonly parents: Map<string, Set<string>>
  readonly platform: string
  readonly technologies: string
  inTemplate: boolean
}

/** Codes of kinds of settings; of simple ones a second letter says the type of the value. */
const KINDS: Readonly<Record<string, string>> = {
  ChoiceSettingInstance: 'c',
  ChoiceSettingCollectionInstance: 'C',
  SimpleSettingInstance: 's',
  SimpleSettingCollectionInstance: 'S',
  GroupSettingCollectionInstance: 'G',
  SettingGroupCollectionInstance: 'G',
  GroupSettingInstance: 'g',
  SettingGroupInstance: 'g',
}

const definitions = new Map<string, Found>()
const templates = new Map<string, Map<string, string>>()

const folder = process.argv[2]
if (folder === undefined) throw new Error('which folder? npm run catalog -- FOLDER')
for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
  if (file.endsWith('.json')) readPolicy(readFileSync(join(folder, file)))
writeFileSync(TARGET, text())

function readPolicy(bytes: Buffer): void {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  let policy: unknown
  try {
    policy = JSON.parse(bytes.toString(utf16 ? 'utf16le' : 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    return
  }
  if (!isObject(policy) || !Array.isArray(policy['settings'])) return
  const reference = policy['templateReference']
  const template = isObject(reference) ? textOf(reference['templateId']) : ''
  const place = [textOf(policy['platforms']), textOf(policy['technologies'])] as const
  for (const setting of policy['settings'])
    if (isObject(setting)) readInstance(setting['settingInstance'], place, template, undefined, undefined)
}

function readInstance(
  node: unknown,
  place: readonly [platform: string, technologies: string],
  template: string,
  parent: string | undefined,
  option: string | undefined,
): void {
  if (!isObject(node)) return
  const id = textOf(node['settingDefinitionId'])
  if (id === '' || /\s/.test(id)) return
  const found = definitions.get(id) ?? add(id, place)
  if (parent !== undefined) {
    const options = found.parents.get(parent) ?? new Set()
    found.parents.set(parent, options)
    if (option !== undefined) options.add(option)
  }
  found.inTemplate ||= template !== ''
  const values = valuesOf(node)
  found.kind = kindOf(node, values)
  for (const value of values) {
    const chosen = found.kind.toLowerCase() === 'c' ? textOf(value['value']) : undefined
    if (chosen !== undefined) found.options.add(chosen)
    for (const child of Array.isArray(value['children']) ? value['children'] : [])
      readInstance(child, place, template, id, chosen)
  }
  if (template !== '') readTemplateIds(template, id, node, values)
}

function add(id: string, [platform, technologies]: readonly [string, string]): Found {
  const found = { kind: '', options: new Set<string>(), parents: new Map(), platform, technologies, inTemplate: false }
  definitions.set(id, found)
  return found
}

function valuesOf(node: Json): Json[] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (!name.endsWith('Value')) return []
    return (Array.isArray(value) ? value : [value]).filter(isObject)
  })
}

function kindOf(node: Json, [value]: readonly Json[]): string {
  const kind = KINDS[shortName(node)] ?? 's'
  if (kind.toLowerCase() !== 's') return kind
  return kind + (/^(Integer|Secret|Reference)/.exec(value === undefined ? '' : shortName(value))?.[0].charAt(0) ?? '')
}

function shortName(node: Json): string {
  return textOf(node['@odata.type']).replace('#microsoft.graph.deviceManagementConfiguration', '')
}

function readTemplateIds(template: string, id: string, node: Json, values: readonly Json[]): void {
  const instance = node['settingInstanceTemplateReference']
  if (!isObject(instance)) return
  const ids = [textOf(instance['settingInstanceTemplateId'])]
  for (const { settingValueTemplateReference: reference } of values)
    if (isObject(reference)) ids.push(textOf(reference['settingValueTemplateId']))
  const settings = templates.get(template) ?? new Map<string, string>()
  templates.set(template, settings.set(id, [...new Set(ids)].slice(0, 2).join(' ')))
}

function text(): string {
  const sections = new Map<string, Map<string, string[]>>()
  for (const [id, found] of [...definitions].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const place = `@${found.platform} ${found.technologies}`
    const areas = sections.get(place) ?? new Map<string, string[]>()
    sections.set(place, areas)
    const area = areaOf(id)
    areas.set(area, [...(areas.get(area) ?? []), lineOf(id, area, found)])
  }
  const lines = [...sections]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([place, areas]) => [place, ...[...areas].flatMap(([area, entries]) => [`=${area}`, ...entries])])
  const held = [...templates]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([template, settings]) => [`#${template}`, ...[...settings].map(([id, ids]) => `${id} ${ids}`)])
  return (
    '/** Ids of settings and of what templates hold. Written by scripts/catalog.ts; the grammar is in settings.ts. */\n' +
    `export const SETTING_IDS = \`\n${lines.join('\n')}\n\`\n\n` +
    `export const TEMPLATE_SETTINGS = \`\n${held.join('\n')}\n\`\n`
  )
}

/** What the ids of an area begin with. */
function areaOf(id: string): string {
  const csp = /^(?:device|user)_vendor_msft_policy_config_/.exec(id)?.[0]
  if (csp !== undefined) {
    const rest = id.slice(csp.length)
    // A category of an ADMX file may have an underscore of its own: `l_security`, `microsoft_edge_recommended`.
    const admx = /^.*~(?:(?:l|cat|microsoft)_)?[^_]*(?:_recommended)?_/.exec(rest)?.[0]
    return csp + (admx ?? /^(?:admx_)?[^_]*_/.exec(rest)?.[0] ?? '')
  }
  const msft = /^(?:(?:device|user)_)?vendor_msft_[^_]+_/.exec(id)?.[0]
  return msft ?? id.slice(0, id.indexOf('_') + 1)
}

function lineOf(id: string, area: string, { kind, options, parents, inTemplate }: Found): string {
  const short = (name: string): string => (name.startsWith(area) ? name.slice(area.length) : `/${name}`)
  const optionOf = (option: string, of: string): string =>
    option.startsWith(`${of}_`) ? option.slice(of.length + 1) : `/${option}`
  const parts = [id.slice(area.length), `${kind}${inTemplate ? '!' : ''}`]
  parts.push(...[...options].sort().map((option) => optionOf(option, id)))
  for (const [parent, on] of parents)
    parts.push(`<${short(parent)}${on.size === 0 ? '' : `=${[...on].map((each) => optionOf(each, parent)).join(',')}`}`)
  return parts.join(' ')
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
