/** A backup as IntuneCD makes it: file names, folders, members left out, order and layout (K11, section by section). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { decoded, shortType, Source, text } from '../export/source.js'
import type { Get } from '../export/source.js'
import { isObject } from '../text.js'
import { reportOf } from './report.js'
import { cleaned } from './scripts.js'

const MANAGEMENT = 'deviceManagement'
const APPS = 'deviceAppManagement'

/** Members that IntuneCD takes away. */
const REMOVED = new Set(
  (
    'id version topicIdentifier certificate createdDateTime lastModifiedDateTime isAssigned @odata.context ' +
    'scheduledActionConfigurations@odata.context scheduledActionsForRule@odata.context sourceId supportsScopeTags companyCodes ' +
    'isGlobalScript highestAvailableVersion token lastSyncDateTime isReadOnly secretReferenceValueId isEncrypted ' +
    'modifiedDateTime deployedAppCount intunecd_name deviceHealthScriptType'
  ).split(' '),
)

const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

function removeKeys(item: Entity): Entity {
  for (const name of Object.keys(item)) if (REMOVED.has(name)) delete item[name]
  return item
}

/** JSON as Python writes it: five spaces, and nothing beyond ASCII. */
export function pythonJson(value: unknown): string {
  return JSON.stringify(value, undefined, 5).replace(
    // eslint-disable-next-line no-control-regex
    /[^\u0000-\u007e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

export async function* writeIntunecd(get: Get): AsyncGenerator<BackupFile> {
  const writer = new Writer(new Source(get))
  const written: { path: string; item: Entity }[] = []
  for (const part of PARTS)
    for await (const { path, item, beside = [] } of part(writer)) {
      written.push({ path, item })
      yield { path: `${path}.json`, text: pythonJson(item) }
      yield* beside
    }
  const report = reportOf(written)
  if (report.length > 0) yield { path: 'Assignment Report/report.json', text: pythonJson(report) }
}

interface Written {
  /** Without the end of the name. */
  readonly path: string
  readonly item: Entity
  /** Scripts and profiles. */
  readonly beside?: readonly BackupFile[]
}

class Writer {
  readonly source: Source
  #tags: Promise<Entity[]> | undefined

  constructor(source: Source) {
    this.source = source
  }

  /** An object as it is in its file. `assigned` is where its assignments are. */
  async finished(item: Entity, assigned?: string): Promise<Entity> {
    const assignments = assigned === undefined ? [] : await this.#assignments(assigned)
    delete item['assignments@odata.context']
    if (assignments.length > 0) item['assignments'] = assignments
    const tags = await (this.#tags ??= this.source.list(`${MANAGEMENT}/roleScopeTags`))
    for (const member of ['roleScopeTagIds', 'roleScopeTags']) {
      const ids = item[member]
      if (Array.isArray(ids) && ids.length > 0)
        item[member] = tags.filter(({ id }) => ids.includes(id)).map(({ displayName }) => displayName)
    }
    return removeKeys(item)
  }

  async #assignments(path: string): Promise<Entity[]> {
    const items = await this.source.list(path)
    for (const item of items) {
      const { target } = item
      delete item['id']
      delete item['sourceId']
      if (!isObject(target)) continue
      await this.#nameGroup(target)
      for (const name of ['id', 'groupId', 'sourceId']) delete target[name]
      const filter = text(target['deviceAndAppManagementAssignmentFilterId'])
      if (filter === '' || filter === NO_TEMPLATE) continue
      const found = await this.source.known(`${MANAGEMENT}/assignmentFilters/${filter}`)
      if (found !== undefined) target['deviceAndAppManagementAssignmentFilterId'] = found['displayName']
    }
    return items
  }

  async #nameGroup(target: Entity): Promise<void> {
    const id = text(target['groupId'])
    const group = id === '' ? undefined : await this.source.known(`groups/${id}`)
    if (group === undefined) return
    target['groupName'] = group['displayName']
    const types = group['groupTypes']
    const isDynamic = Array.isArray(types) && types.includes('DynamicMembership')
    target['groupType'] = isDynamic ? 'DynamicMembership' : 'StaticMembership'
    if (isDynamic) target['membershipRule'] = group['membershipRule'] ?? null
  }

  async nameTemplates(rules: unknown): Promise<void> {
    for (const rule of listOf(rules)) {
      removeKeys(rule)
      for (const action of listOf(rule['scheduledActionConfigurations'])) {
        const id = text(action['notificationTemplateId'])
        if (id !== NO_TEMPLATE && id !== '') {
          const template = await this.source.known(`${MANAGEMENT}/notificationMessageTemplates/${id}`)
          if (template !== undefined) action['notificationTemplateName'] = template['displayName']
        }
        removeKeys(action)
      }
    }
  }

  app(id: unknown): Promise<Entity | undefined> {
    return this.source.known(`${APPS}/mobileApps/${text(id)}`)
  }
}

function listOf(value: unknown): Entity[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

type Part = (writer: Writer) => AsyncGenerator<Written>

/** The end of a name: the type, or what the policy is for. */
function suffix(item: Entity): string {
  if (item['@odata.type'] !== undefined) return `_${shortType(item['@odata.type'])}`
  return item['technologies'] === undefined ? '' : `_${text(item['technologies'])}`
}

interface Plain {
  readonly folder: string
  readonly set: string
  readonly query?: string
  readonly name?: string
  readonly assigned?: boolean
  readonly takes?: (item: Entity) => boolean
  /** Lists show less than single objects. */
  readonly single?: boolean
  readonly change?: (item: Entity, writer: Writer) => Promise<readonly BackupFile[]> | readonly BackupFile[]
  readonly file?: (item: Entity) => string
  readonly assignmentsOf?: (item: Entity) => string
}

function plain({ folder, set, query = '', name = 'displayName', assigned = false, ...more }: Plain): Part {
  return async function* (writer) {
    for (const listed of await writer.source.list(set + query)) {
      if (more.takes?.(listed) === false) continue
      const item =
        more.single === true ? ((await writer.source.item(`${set}/${text(listed['id'])}`)) ?? listed) : listed
      const beside = (await more.change?.(item, writer)) ?? []
      const file = cleaned(more.file?.(item) ?? `${text(item[name])}${suffix(item)}`)
      const where = more.assignmentsOf?.(item) ?? `${set}/${text(item['id'])}/assignments`
      const shown = await writer.finished(item, assigned ? where : undefined)
      yield {
        path: `${folder}/${file}`,
        item: shown,
        beside: beside.map((each) => ({ ...each, path: `${folder}/${each.path}` })),
      }
    }
  }
}

function script(item: Entity, member: string, file: string): BackupFile[] {
  return text(item[member]) === '' ? [] : [{ path: `Script Data/${file}`, text: decoded(item[member]) }]
}

const ESP = '#microsoft.graph.windows10EnrollmentCompletionPageConfiguration'

const PLATFORMS = [
  ['ios', 'iOS'],
  ['macos', 'macOS'],
  ['android', 'Android'],
  ['windows', 'Windows'],
  ['microsoft', 'Windows'],
] as const

/** The folder and the name of an app. `microsoft` is part of every type. */
function appFile(app: Entity): string {
  const type = text(app['@odata.type'])
  const folder = PLATFORMS.find(([key]) => type.toLowerCase().includes(key))?.[1] ?? 'None'
  const version = (member: string): string => text(app[member]).replaceAll('.', '_')
  const apple = text(app['vppTokenAppleId']).split('@')[0] ?? ''
  const ends: Readonly<Record<string, string>> = {
    iosVppApp: `iOSVppApp_${apple}`,
    macOsVppApp: `macOSVppApp_${apple}`,
    win32LobApp: `Win32_${version('displayVersion') || 'Win32'}`,
    windowsMobileMSI: `WinMSI_${version('productVersion')}`,
  }
  return `${folder}\n${text(app['displayName'])}_${ends[shortType(type)] ?? shortType(type)}`
}

const apps: Part = async function* (writer) {
  const filter =
    "(microsoft.graph.managedApp/appAvailability) eq null or (microsoft.graph.managedApp/appAvailability) eq 'lineOfBusiness' or isAssigned eq true"
  for (const app of await writer.source.list(`${APPS}/mobileApps?$filter=${encodeURIComponent(filter)}`)) {
    delete app['description']
    const path = `${APPS}/mobileApps/${text(app['id'])}`
    const tags = await writer.source.item(`${path}?$select=roleScopeTagIds,id`)
    if (tags !== undefined) app['roleScopeTagIds'] = tags['roleScopeTagIds']
    const [folder = '', file = ''] = appFile(app).split('\n')
    yield { path: `Applications/${folder}/${cleaned(file)}`, item: await writer.finished(app, `${path}/assignments`) }
  }
}

const intents: Part = async function* (writer) {
  const templates = await writer.source.list(`${MANAGEMENT}/templates`)
  for (const intent of await writer.source.list(`${MANAGEMENT}/intents`)) {
    const { id, displayName, description, templateId, roleScopeTagIds } = intent
    const settingsDelta: Entity[] = []
    for (const category of await writer.source.list(`${MANAGEMENT}/templates/${text(templateId)}/categories`))
      for (const { id: _id, ...setting } of await writer.source.list(
        `${MANAGEMENT}/intents/${text(id)}/categories/${text(category['id'])}/settings`,
      ))
        settingsDelta.push(setting)
    const template = templates.find((each) => each['id'] === templateId)
    const item = { id, displayName, description, templateId, settingsDelta, roleScopeTagIds }
    const folder = template === undefined ? 'None' : text(template['displayName'])
    const finished = await writer.finished(item, `${MANAGEMENT}/intents/${text(id)}/assignments`)
    yield { path: `Management Intents/${folder}/${cleaned(text(displayName))}`, item: finished }
  }
}

const PARTS: readonly Part[] = [
  plain({
    folder: 'App Configuration',
    set: `${APPS}/mobileAppConfigurations`,
    assigned: true,
    async change(item, writer) {
      const ids = item['targetedMobileApps']
      for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
        const app = await writer.app(id)
        if (app === undefined) continue
        delete item['targetedMobileApps']
        item['targetedMobileApps'] = { appName: app['displayName'], type: app['@odata.type'] }
      }
      if (text(item['payloadJson']) !== '') item['payloadJson'] = JSON.parse(decoded(item['payloadJson']))
      return []
    },
  }),
  plain({
    folder: 'App Protection',
    set: `${APPS}/managedAppPolicies`,
    assigned: true,
    assignmentsOf(item) {
      const type = shortType(item['@odata.type'])
      const set = type.endsWith('InformationProtectionPolicy') ? `${type.slice(0, -1)}ies` : `${type}s`
      return `${APPS}/${set}/${text(item['id'])}/assignments`
    },
  }),
  apps,
  plain({
    folder: 'Compliance Policies/Policies',
    set: `${MANAGEMENT}/deviceCompliancePolicies`,
    query: '?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)',
    assigned: true,
    async change(item, writer) {
      await writer.nameTemplates(item['scheduledActionsForRule'])
      const told = item['deviceCompliancePolicyScript']
      if (!isObject(told)) return []
      const id = text(told['deviceComplianceScriptId'])
      const found = await writer.source.known(`${MANAGEMENT}/deviceComplianceScripts/${id}`)
      item['deviceComplianceScriptName'] = found?.['displayName'] ?? null
      return []
    },
  }),
  plain({
    folder: 'Compliance Policies/Policies',
    set: `${MANAGEMENT}/compliancePolicies`,
    query: '?$expand=settings',
    name: 'name',
    assigned: true,
    async change(item, writer) {
      const path = `${MANAGEMENT}/compliancePolicies/${text(item['id'])}/scheduledActionsForRule`
      item['scheduledActionsForRule'] = await writer.source.list(`${path}?$expand=scheduledActionConfigurations`)
      await writer.nameTemplates(item['scheduledActionsForRule'])
      return []
    },
  }),
  plain({
    folder: 'Compliance Policies/Scripts',
    set: `${MANAGEMENT}/deviceComplianceScripts`,
    single: true,
    change: (item) => script(item, 'detectionScriptContent', `${text(item['displayName']).replace('.ps1', '')}.ps1`),
  }),
  plain({
    folder: 'Compliance Policies/Scripts',
    set: `${MANAGEMENT}/reusablePolicySettings`,
    query: '?$select=id,settinginstance,displayname,description,settingDefinitionId,version',
    change(item) {
      if (item['settingDefinitionId'] !== 'linux_customcompliance_discoveryscript_reusablesetting') return []
      const value = (item['settingInstance'] as Entity | undefined)?.['simpleSettingValue']
      return isObject(value) ? script(value, 'value', `${text(item['displayName']).replace('.sh', '')}.sh`) : []
    },
  }),
  plain({
    folder: 'Compliance Policies/Message Templates',
    set: `${MANAGEMENT}/notificationMessageTemplates`,
    query: '?$expand=localizedNotificationMessages',
    takes: (item) => item['displayName'] !== 'EnrollmentNotificationInternalMEO',
    change(item) {
      listOf(item['localizedNotificationMessages']).forEach(removeKeys)
      return []
    },
  }),
  plain({
    folder: 'Device Configurations',
    set: `${MANAGEMENT}/deviceConfigurations`,
    assigned: true,
    async change(item, writer) {
      if (/^(?:macOS|ios)CustomConfiguration$/.test(shortType(item['@odata.type'])))
        return [{ path: `mobileconfig/${cleaned(text(item['payloadFileName']))}`, text: decoded(item['payload']) }]
      if (shortType(item['@odata.type']) !== 'windows10CustomConfiguration') return []
      const settings: Entity[] = []
      for (const setting of listOf(item['omaSettings'])) {
        if (setting['isEncrypted'] !== true) {
          settings.push(setting)
          continue
        }
        const { '@odata.type': type, displayName, description, omaUri, secretReferenceValueId: secret } = setting
        const value = await writer.source.item(
          `${MANAGEMENT}/deviceConfigurations/${text(item['id'])}/getOmaSettingPlainTextValue(secretReferenceValueId='${text(secret)}')`,
        )
        settings.push({
          '@odata.type': type,
          displayName,
          description,
          omaUri,
          isEncrypted: false,
          secretReferenceValueId: null,
          value,
        })
      }
      if (settings.length > 0) item['omaSettings'] = settings
      return []
    },
  }),
  plain({
    folder: 'Settings Catalog',
    set: `${MANAGEMENT}/configurationPolicies`,
    name: 'name',
    assigned: true,
    file: (item) => `${text(item['name'])}_${text(item['technologies']).split(',').at(-1) ?? ''}`,
    async change(item, writer) {
      const settings = await writer.source.list(
        `${MANAGEMENT}/configurationPolicies/${text(item['id'])}/settings?$top=1000`,
      )
      if (settings.length > 0) item['settings'] = settings
      return []
    },
  }),
  plain({
    folder: 'Group Policy Configurations',
    set: `${MANAGEMENT}/groupPolicyConfigurations`,
    assigned: true,
    async change(item, writer) {
      const path = `${MANAGEMENT}/groupPolicyConfigurations/${text(item['id'])}/definitionValues`
      const values = await writer.source.list(`${path}?$expand=definition`)
      item['definitionValues'] = values
      for (const value of values)
        value['presentationValues'] = await writer.source.list(
          `${path}/${text(value['id'])}/presentationValues?$expand=presentation`,
        )
      return []
    },
  }),
  intents,
  plain({
    folder: 'Scripts/Powershell',
    set: `${MANAGEMENT}/deviceManagementScripts`,
    single: true,
    assigned: true,
    change: (item) => script(item, 'scriptContent', `${cleaned(text(item['fileName']).replace('.ps1', ''))}.ps1`),
  }),
  ...(['deviceShellScripts', 'deviceCustomAttributeShellScripts'] as const).map((set) =>
    plain({
      folder: set === 'deviceShellScripts' ? 'Scripts/Shell' : 'Custom Attributes',
      set: `${MANAGEMENT}/${set}`,
      single: true,
      assigned: true,
      change: (item) => script(item, 'scriptContent', `${cleaned(text(item['fileName']).replace('.sh', ''))}.sh`),
    }),
  ),
  plain({
    folder: 'Proactive Remediations',
    set: `${MANAGEMENT}/deviceHealthScripts`,
    single: true,
    assigned: true,
    takes: (item) => !text(item['publisher']).includes('Microsoft'),
    change: (item) =>
      ['detectionScript', 'remediationScript'].map((kind) => ({
        path: `Script Data/${cleaned(text(item['displayName']))}_${kind}.ps1`,
        text: decoded(item[`${kind}Content`]),
      })),
  }),
  plain({
    folder: 'Enrollment Configurations',
    set: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
    assigned: true,
    takes: (item) => item['@odata.type'] !== ESP,
  }),
  plain({
    folder: 'Enrollment Profiles/Windows/ESP',
    set: `${MANAGEMENT}/deviceEnrollmentConfigurations`,
    assigned: true,
    takes: (item) => item['@odata.type'] === ESP,
    async change(item, writer) {
      const names: Entity[] = []
      const ids = item['selectedMobileAppIds']
      for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
        const app = await writer.app(id)
        if (app !== undefined) names.push({ name: app['displayName'], type: app['@odata.type'] })
      }
      if (names.length === 0) return []
      delete item['selectedMobileAppIds']
      item['selectedMobileAppNames'] = names
      return []
    },
  }),
  plain({
    folder: 'Enrollment Profiles/Windows',
    set: `${MANAGEMENT}/windowsAutopilotDeploymentProfiles`,
    assigned: true,
  }),
  plain({ folder: 'Filters', set: `${MANAGEMENT}/assignmentFilters` }),
  plain({ folder: 'Scope Tags', set: `${MANAGEMENT}/roleScopeTags`, assigned: true }),
  plain({
    folder: 'Roles',
    set: `${MANAGEMENT}/roleDefinitions`,
    query: '?$filter=isBuiltIn eq false',
    async change(item, writer) {
      await nameRoleAssignments(item, writer)
      delete item['permissions']
      const [first] = listOf(item['rolePermissions'])
      if (first !== undefined) delete first['actions']
      return []
    },
  }),
  plain({ folder: 'Device Categories', set: `${MANAGEMENT}/deviceCategories` }),
  plain({ folder: 'Driver Updates', set: `${MANAGEMENT}/windowsDriverUpdateProfiles`, assigned: true }),
  plain({ folder: 'Feature Updates', set: `${MANAGEMENT}/windowsFeatureUpdateProfiles`, assigned: true }),
  plain({ folder: 'Quality Updates', set: `${MANAGEMENT}/windowsQualityUpdateProfiles`, assigned: true }),
  ...(['compliance', 'device'] as const).map((kind) =>
    plain({
      folder: `Partner Connections/${kind === 'compliance' ? 'Compliance' : 'Management'}`,
      set: `${MANAGEMENT}/${kind}ManagementPartners`,
      takes: (item) => (kind === 'compliance' ? item['partnerState'] !== 'unknown' : item['isConfigured'] !== false),
    }),
  ),
  plain({ folder: 'Apple VPP Tokens', set: `${APPS}/vppTokens` }),
  plain({ folder: 'Conditional Access', set: 'identity/conditionalAccess/policies' }),
  singleton('Apple Push Notification', `${MANAGEMENT}/applePushNotificationCertificate`, 'appleIdentifier'),
  singleton(
    'Managed Google Play',
    `${MANAGEMENT}/androidManagedStoreAccountEnterpriseSettings`,
    'ownerUserPrincipalName',
  ),
  singleton('Device Management Settings', `${MANAGEMENT}/settings`),
]

function singleton(folder: string, path: string, name?: string): Part {
  return async function* (writer) {
    const item = await writer.source.item(path)
    if (item === undefined || (name !== undefined && text(item[name]) === '')) return
    const file = name === undefined ? 'settings' : cleaned(`${text(item[name])}${suffix(item)}`)
    yield { path: `${folder}/${file}`, item: await writer.finished(item) }
  }
}

async function nameRoleAssignments(item: Entity, writer: Writer): Promise<void> {
  const { source } = writer
  const names = async (ids: unknown): Promise<unknown[]> => {
    const found: unknown[] = []
    for (const id of Array.isArray(ids) ? (ids as unknown[]) : []) {
      const group = await source.known(`groups/${text(id)}`)
      if (group !== undefined) found.push(group['displayName'])
    }
    return found
  }
  const listed = await source.list(`${MANAGEMENT}/roleDefinitions/${text(item['id'])}/roleAssignments`)
  if (listed.length === 0) return
  const assignments: Entity[] = []
  item['roleAssignments'] = assignments
  // What is empty has what the one before it has, in the tool as well.
  let [members, scopes]: unknown[] = ['', '']
  for (const { id } of listed) {
    const assignment = await source.item(`${MANAGEMENT}/roleAssignments/${text(id)}`)
    if (assignment === undefined) continue
    assignments.push(removeKeys(assignment))
    if (Array.isArray(assignment['scopeMembers']) && assignment['scopeMembers'].length > 0) {
      const found = await names(assignment['scopeMembers'])
      scopes = found.length > 0 ? found : ''
    }
    if (scopes !== '') assignment['scopeMembers'] = scopes
    delete assignment['resourceScopes']
    if (Array.isArray(assignment['members']) && assignment['members'].length > 0)
      members = await names(assignment['members'])
    assignment['members'] = members
  }
}
