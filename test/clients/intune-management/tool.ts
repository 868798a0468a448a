/** How IntuneManagement exports, removes, and creates again. Written from the requests that it sends. */
import type { Json, Tool } from '../tool.js'
import { menu } from './menu.js'
import type { Entry } from './menu.js'

export type Export = ReadonlyMap<string, readonly Json[]>

const accept = (metadata: string): Record<string, string> => ({ accept: `application/json;odata.metadata=${metadata}` })
const FULL = accept('full')

const url = (path: string): string => `https://graph.microsoft.com/beta${path}`

export const nameOf = (item: Json): string => String(item['displayName'] ?? item['name'] ?? item['profileName'])

/** What it expands is what full metadata announces. Policies for apps are read in the sets of their kinds. */
function addressOf(entry: Entry, listed: Json, metadata: string): string {
  const expand = ['assignments', 'apps', 'settings', 'roleAssignments'].filter(
    (name) => `${name}@odata.navigationLink` in listed && !(name === 'assignments' && isNotExpanded(entry)),
  )
  for (const name of entry.expand?.split(/,(?![^(]*\))/) ?? [])
    if (!expand.some((each) => each.toLowerCase() === name.toLowerCase())) expand.push(name)
  const set = entry.id === 'AppProtection' ? setOf(metadata, listed) : entry.api
  return `${set}/${listed.id}${expand.length > 0 ? `?$expand=${expand.join(',')}` : ''}`
}

const isNotExpanded = ({ id }: Entry): boolean => id === 'TermsAndConditions' || id === 'RoleDefinitions'

async function listed(tool: Tool, { api, list, metadata }: Entry): Promise<Json[]> {
  return tool.list(url(list === undefined ? api : `${api}?${list}`), accept(metadata ?? 'full'))
}

/** Twenty to a batch, with numbers as ids. */
async function inBatches(tool: Tool, entry: Entry, addresses: readonly string[]): Promise<Json[]> {
  const found: Json[] = []
  for (let at = 0; at < addresses.length; at += 20) {
    const requests = addresses.slice(at, at + 20).map((address, i) => ({
      id: at + i + 1,
      method: 'GET',
      url: address,
      headers: { Accept: accept(entry.metadata ?? 'Full')['accept'] },
    }))
    const { responses } = (await tool.ask('POST', url('/$batch'), 200, { requests })) as unknown as {
      responses: { id: string; status: number; body: Json }[]
    }
    for (const { status, body } of responses.sort((a, b) => Number(a.id) - Number(b.id))) {
      if (status >= 300) throw new Error(`${entry.id}: ${status} ${JSON.stringify(body)}`)
      found.push(body)
    }
  }
  return found
}

/** What it asks for after an object, and puts into it. */
async function completed(tool: Tool, { id, api }: Entry, item: Json): Promise<Json> {
  const of = url(`${api}/${item.id}`)
  const rows = async (path: string): Promise<unknown> =>
    (await tool.ask('GET', `${of}${path}`, 200, undefined, FULL))['value']
  if (id === 'ScopeTags') return { ...item, assignments: await rows('/assignments') }
  if (id === 'SettingsCatalog' && item['assignments'] === undefined)
    return { ...item, assignments: await rows('/assignments') }
  if (id === 'EndpointSecurity') return { ...item, settingsToSend: await rows('/settings') }
  if (id === 'TermsAndConditions') return { ...item, assignments: await rows('/assignments') }
  if (id === 'ReusableSettings') {
    const { settingInstance } = await tool.ask(
      'GET',
      `${of}?$select=settinginstance,displayname,description`,
      200,
      undefined,
      FULL,
    )
    return { ...item, settingInstance }
  }
  if (id === 'IntuneBranding')
    for (const image of ['themeColorLogo', 'lightBackgroundLogo', 'landingPageCustomizedImage'])
      await tool.send('GET', `${of}/${image}`, undefined, FULL)
  if (Array.isArray(item['omaSettings']))
    return { ...item, omaSettings: await inClear(tool, of, item['omaSettings'] as Json[]) }
  if (id === 'AdministrativeTemplates')
    await tool.ask(
      'GET',
      `${url(`${api}('${item.id}')`)}/definitionValues?$expand=definition($select=id,classType,displayName,policyType,groupPolicyCategoryId)`,
      200,
      undefined,
      accept('minimal'),
    )
  return item
}

/** Secrets are exported in clear. */
async function inClear(tool: Tool, of: string, settings: readonly Json[]): Promise<object[]> {
  const clear: object[] = []
  for (const setting of settings) {
    const { isEncrypted, secretReferenceValueId: secret } = setting
    const text = `${of}/getOmaSettingPlainTextValue(secretReferenceValueId='${String(secret)}')`
    const { value } = isEncrypted === true ? await tool.ask('GET', text, 200, undefined, FULL) : setting
    const isBinary = isEncrypted === true && setting['@odata.type'] === '#microsoft.graph.omaSettingStringXml'
    clear.push({
      ...setting,
      isEncrypted: false,
      secretReferenceValueId: null,
      value: isBinary ? Buffer.from(String(value)).toString('base64') : value,
    })
  }
  return clear
}

export async function exportAll(tool: Tool): Promise<Export> {
  const metadata = await readMetadata(tool)
  const exported = new Map<string, readonly Json[]>()
  for (const entry of menu) {
    const all = await listed(tool, entry)
    const rows = all.filter((row) => entry.id !== 'AppProtection' || row['@odata.type'] !== APP_CONFIGURATION)
    const items = await inBatches(
      tool,
      entry,
      rows.map((row) => addressOf(entry, row, metadata)),
    )
    exported.set(entry.id, await Promise.all(items.map((item) => completed(tool, entry, item))))
  }
  return exported
}

export const isDefault = (item: Json): boolean => item['priority'] === 0 || item['isDefaultProfile'] === true

export async function removeAll(tool: Tool, exported: Export): Promise<void> {
  for (const entry of [...menu].reverse())
    for (const item of exported.get(entry.id) ?? []) {
      if (isDefault(item)) continue
      const of = url(`${entry.api}/${item.id}`)
      if (entry.assigns === 'one by one')
        for (const { id } of item['assignments'] as Json[]) await tool.ask('DELETE', `${of}/assignments/${id}`, 204)
      await tool.ask('DELETE', of, 204)
    }
}

const ALWAYS_REMOVED = [
  'lastModifiedDateTime',
  'createdDateTime',
  'supportsScopeTags',
  'id',
  'modifiedDateTime',
  'assignments',
]

/** The object without what it removes: annotations except the types, at the top and in what has a type below it. */
function cleaned(item: Json, { remove = [] }: Entry): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item)
      .filter(
        ([key]) => !ALWAYS_REMOVED.includes(key) && !remove.some((name) => name.toLowerCase() === key.toLowerCase()),
      )
      .filter(([key]) => !/@odata\..*link$|@odata\.context$|@odata\.id$|.@odata\.type$/i.test(key))
      .map(([key, value]) => [key, hasType(value) ? below(value) : value]),
  )
}

const hasType = (value: unknown): boolean =>
  [value].flat().some((each) => typeof each === 'object' && each !== null && '@odata.type' in each)

function below(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(below)
  return typeof value === 'object' && value !== null ? cleaned(value as Json, { id: '', api: '' }) : value
}

const APP_CONFIGURATION = '#microsoft.graph.targetedManagedAppConfiguration'

async function readMetadata(tool: Tool): Promise<string> {
  return String((await tool.send('GET', url('/$metadata'))).body['text'])
}

/** Sets of app protection are looked up in the metadata, as XML. */
function setOf(metadata: string, item: Json): string {
  const type = String(item['@odata.type']).split('.').at(-1)
  const owner = metadata.match(/<EntityType Name="deviceAppManagement"[\s\S]*?<\/EntityType>/)?.[0]
  const set = owner?.match(new RegExp(`Name="(\\w+)" Type="Collection\\(graph\\.${type}\\)"`))?.[1]
  if (set === undefined) throw new Error(`the metadata has no set of ${type}`)
  return `/deviceAppManagement/${set}`
}

/** Ids of what was exported, and of what was created for it. */
type Ids = Map<string, string>

export async function importAll(tool: Tool, exported: Export): Promise<Ids> {
  const metadata = await readMetadata(tool)
  const ids: Ids = new Map()
  for (const entry of menu)
    for (const item of exported.get(entry.id) ?? []) {
      if (isDefault(item)) await patchDefault(tool, entry, item, ids)
      else ids.set(item.id, await importOne(tool, entry, item, metadata, ids))
    }
  return ids
}

const translated = <T>(value: T, ids: Ids): T => {
  let text = JSON.stringify(value)
  for (const [from, to] of ids) if (from.length >= 36) text = text.replaceAll(from, to)
  return JSON.parse(text) as T
}

async function patchDefault(tool: Tool, entry: Entry, item: Json, ids: Ids): Promise<void> {
  const body = cleaned(item, entry)
  for (const name of [
    'profileName',
    'isDefaultProfile',
    'disableClientTelemetry',
    'profileDescription',
    'windowsMobileRestriction',
  ])
    if (entry.id === 'IntuneBranding' || name === 'windowsMobileRestriction') delete body[name]
  await tool.ask('PATCH', url(`${entry.api}/${item.id}`), 200, translated(body, ids))
}

async function importOne(tool: Tool, entry: Entry, item: Json, metadata: string, ids: Ids): Promise<string> {
  const body = translated(cleaned(item, entry), ids)
  const set = entry.id === 'AppProtection' ? setOf(metadata, item) : entry.api
  const { id } = await created(tool, entry, set, item, body)
  const of = url(`${set}/${id}`)
  if (entry.id === 'Notifications')
    for (const message of item['localizedNotificationMessages'] as Json[])
      await tool.ask('POST', `${of}/localizedNotificationMessages`, 201, cleaned(message, entry))
  if (entry.id === 'EndpointSecurity')
    await tool.ask('POST', `${of}/updateSettings`, 204, { settings: item['settingsToSend'] })
  if (item['apps'] !== undefined) {
    await tool.ask('GET', url(`${entry.api}/${id}`), 200, undefined, FULL)
    await tool.ask('POST', `${of}/targetApps`, 204, { appGroupType: item['appGroupType'], apps: item['apps'] })
  }
  await assignAgain(tool, entry, of, translated((item['assignments'] ?? []) as Json[], ids))
  return id
}

/** A profile of branding is created by its name, and then filled. */
async function created(
  tool: Tool,
  entry: Entry,
  set: string,
  item: Json,
  body: Record<string, unknown>,
): Promise<Json> {
  const { apps: _apps, 'apps@odata.context': _context, ...withoutApps } = body
  if (entry.id === 'EndpointSecurity') {
    const { settingsToSend: _settings, ...intent } = body
    return tool.ask(
      'POST',
      url(`/deviceManagement/templates/${String(item['templateId'])}/createInstance`),
      200,
      intent,
    )
  }
  if (entry.id === 'PolicySets') {
    const { status: _status, errorCode: _code, ...policySet } = body
    const kept = ['@odata.type', 'payloadId', 'intent', 'settings']
    const items = ((policySet['items'] ?? []) as Json[]).map((each) =>
      Object.fromEntries(Object.entries(each).filter(([key]) => kept.includes(key))),
    )
    return tool.ask('POST', url(set), 201, { ...policySet, items })
  }
  if (entry.id !== 'IntuneBranding') return tool.ask('POST', url(set), 201, withoutApps)
  const { profileName, profileDescription, roleScopeTagIds } = item
  const profile = await tool.ask('POST', url(set), 201, { profileName, profileDescription, roleScopeTagIds })
  const { isDefaultProfile: _default, customPrivacyMessage: _text, disableClientTelemetry: _telemetry, ...rest } = body
  await tool.ask('PATCH', url(`${set}/${profile.id}`), 200, rest)
  return profile
}

const KEPT_OF_TARGETS = [
  '@odata.type',
  'groupId',
  'deviceAndAppManagementAssignmentFilterId',
  'deviceAndAppManagementAssignmentFilterType',
]

async function assignAgain(tool: Tool, entry: Entry, of: string, assignments: readonly Json[]): Promise<void> {
  const direct = assignments.filter(({ source }) => source === undefined || source === null || source === 'direct')
  if (direct.length === 0 || entry.assigns === 'never') return
  const targets = direct.map((each) =>
    Object.fromEntries(Object.entries(each['target'] as Json).filter(([key]) => KEPT_OF_TARGETS.includes(key))),
  )
  if (entry.assigns === 'one by one') {
    for (const { '@odata.type': type, groupId } of targets)
      await tool.ask('POST', `${of}/assignments`, 201, { target: { '@odata.type': type, groupId } })
    return
  }
  const isApp = entry.id === 'Applications'
  const again = direct.map(({ intent, settings, '@odata.type': type }, i) => ({
    ...(isApp ? { intent, settings, '@odata.type': type ?? '#microsoft.graph.mobileAppAssignment' } : {}),
    target: targets[i],
  }))
  const path = entry.id.startsWith('AppConfigurationManagedDevice')
    ? 'microsoft.graph.managedDeviceMobileAppConfiguration/assign'
    : entry.id === 'PolicySets'
      ? 'Update'
      : 'assign'
  const { status, body } = await tool.send('POST', `${of}/${path}`, { [entry.assignments ?? 'assignments']: again })
  if (status !== 200 && status !== 204) throw new Error(`assign of ${of}: ${status} ${JSON.stringify(body)}`)
}

/** What it compares: members by their text, without annotations, stubs of actions, ids and times. */
export function comparable(item: Json, ids: Ids = new Map()): unknown {
  const text = JSON.stringify(item, (key, value: unknown) => (isCompared(key) ? value : undefined))
  return translated(JSON.parse(text) as unknown, ids)
}

const NOT_COMPARED = ['id', 'createdDateTime', 'lastModifiedDateTime', 'version', 'modifiedDateTime', 'sourceId']

const isCompared = (key: string): boolean =>
  !key.includes('@odata') && !key.startsWith('#microsoft.graph') && !NOT_COMPARED.includes(key)
