/** An export as IntuneManagement makes it under PowerShell 7: full metadata, all ids, and a table of groups (K29, K32, K35). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { EXPORTED_SETS } from '../export/sets.js'
import { decoded, decrypt, shortType, Source, text } from '../export/source.js'
import type { ExportTenant, Get } from '../export/source.js'
import { listed, REFERRED, RELATED, toldReferences } from '../graph/bodies.js'
import { nameMember } from '../sets.js'

const FULL = { accept: 'application/json;odata.metadata=full' }
const NONE = { accept: 'application/json;odata.metadata=none' }

/** Characters of names are taken away, and dots at their ends. */
function fileName(name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[\u0000-\u001f/\\:*?<>"|]/g, '').replace(/^\.+|\.+$/g, '')
}

export async function* writeIntunemanagement(get: Get, { id: tenantId, name: organization }: ExportTenant) {
  const source = new Source(get)
  const root = fileName(organization)
  const groups = new Set<string>()
  const written = (path: string, value: unknown): BackupFile => ({
    path: `${root}/${path}`,
    text: `${JSON.stringify(value, undefined, 2).replaceAll(tenantId, '%OrganizationId%').replaceAll('\n', '\r\n')}\r\n`,
  })
  for (const { set, expand, folder } of EXPORTED_SETS) {
    if (folder === undefined) continue
    for (const listedItem of await source.list(set)) {
      if (isBuiltIn(set, listedItem)) continue
      const query = expand === undefined ? '' : `?$expand=${expand}`
      const item = await source.item(`${set}/${text(listedItem['id'])}${query}`, FULL)
      if (item === undefined) continue
      await decrypt(source, set, item)
      await nameApps(source, item)
      await nameRelated(source, set, item)
      await nameCertificates(source, set, item)
      for (const group of groupsOf(item)) groups.add(group)
      const name = fileName(text(item[nameMember(set)]))
      const own = folderOf(folder, item)
      yield written(`${own}/${name}.json`, item)
      // The defaults have one name; the end of the id tells them apart.
      if (set.endsWith('/deviceEnrollmentConfigurations') && item['priority'] === 0)
        yield written(`${own}/${fileName(text(item['id']).replace(/^[^_]*_/, ''))}.json`, item)
      yield* besides(`${root}/${own}`, name, folder, item)
      if (folder === 'EndpointSecurity')
        // The tool serializes the text of the settings once more.
        yield written(`${own}/${name}_Settings.json`, JSON.stringify({ settings: item['settings'] }, undefined, 2))
      if (folder === 'AdministrativeTemplates')
        yield written(`${own}/${name}_Settings.json`, await templateSettings(source, `${set}/${text(item['id'])}`))
    }
  }
  const table: Entity[] = []
  for (const id of groups) {
    const group = await source.item(`groups/${id}`, NONE)
    if (group === undefined) continue
    table.push({ Id: id, DisplayName: group['displayName'], Type: 'Group' })
    yield written(`Groups/${fileName(text(group['displayName']))}.json`, group)
  }
  yield {
    path: `${root}/MigrationTable.json`,
    text: tableText({ TenantId: tenantId, Organization: organization, Objects: table }),
  }
}

/** Apps are told by name as well, where there are any (K33). */
async function nameApps(source: Source, item: Entity): Promise<void> {
  const ids = Array.isArray(item['targetedMobileApps']) ? item['targetedMobileApps'] : []
  const apps = await Promise.all(ids.map((id) => source.known(`deviceAppManagement/mobileApps/${text(id)}`)))
  const told = apps.flatMap((app) =>
    app === undefined ? [] : [[app['displayName'], app['id'], app['@odata.type']].map(text).join('|!|')],
  )
  if (told.length > 0) item['#CustomRefTargetedApps'] = told.join('|*|')
}

/** What an app depends on and supersedes (K33). */
async function nameRelated(source: Source, set: string, app: Entity): Promise<void> {
  if (!Number(app['dependentAppCount'] ?? 0) && !Number(app['supersedingAppCount'] ?? 0)) return
  const all = await source.list(`${set}/${text(app['id'])}/relationships`)
  for (const { told, type, how } of RELATED) {
    const own = all.filter((each) => each['@odata.type'] === type && each['targetType'] !== 'parent')
    const names = own.map((each) =>
      [each['targetDisplayName'], each['targetDisplayVersion'], each['targetId'], each[how]].map(text).join('|!|'),
    )
    if (names.length > 0) app[told] = names.join('|*|')
  }
}

const LINK = '@odata.navigationLink'

/** The certificates that a profile refers to (K33). */
async function nameCertificates(source: Source, set: string, profile: Entity): Promise<void> {
  for (const link of Object.keys(profile).filter((each) => each.endsWith(LINK) && /certificate/i.test(each))) {
    const navigation = link.slice(0, -LINK.length)
    const at = `${set}/${text(profile['id'])}/microsoft.graph.${shortType(profile['@odata.type'])}/${navigation}`
    const found = await source.item(at, FULL)
    const others = found === undefined ? [] : listed(found)
    if (others.length > 0) profile[`${REFERRED}${navigation}`] = toldReferences(others)
  }
}

const DEFINITIONS = 'https://graph.microsoft.com/beta/deviceManagement/groupPolicyDefinitions'

/** What an administrative template configures, bound to the definitions by their ids (K34). */
async function templateSettings(source: Source, policy: string): Promise<Entity[]> {
  const settings: Entity[] = []
  for (const value of await source.list(`${policy}/definitionValues?$expand=definition`)) {
    const definition = (value['definition'] ?? {}) as Entity
    const bound = `${DEFINITIONS}('${text(definition['id'])}')`
    const values = `${policy}/definitionValues/${text(value['id'])}/presentationValues?$expand=presentation`
    const presentationValues = (await source.list(values)).map((each) => {
      const { presentation, id: _id, createdDateTime: _made, lastModifiedDateTime: _changed, ...own } = each
      delete own['presentation@odata.context']
      const { id, label } = (presentation ?? {}) as Entity
      const presented = `${bound}/presentations('${text(id)}')`
      return { ...own, 'presentation@odata.bind': presented, '#Presentation_Id': id, '#Presentation_Label': label }
    })
    settings.push({
      enabled: value['enabled'],
      'definition@odata.bind': bound,
      '#Definition_Id': definition['id'],
      '#Definition_displayName': definition['displayName'],
      '#Definition_classType': definition['classType'],
      '#Definition_categoryPath': definition['categoryPath'],
      ...(presentationValues.length > 0 ? { presentationValues } : {}),
    })
  }
  return settings
}

function tableText(table: Entity): string {
  return `${JSON.stringify(table, undefined, 2).replaceAll('\n', '\r\n')}\r\n`
}

/** Tags and roles of the service are left out. */
function isBuiltIn(set: string, item: Entity): boolean {
  return /\/(?:roleScopeTags|roleDefinitions)$/.test(set) && item['isBuiltIn'] === true
}

/** One set of Graph may be several types here. */
function folderOf(folder: string, item: Entity): string {
  const type = shortType(item['@odata.type'])
  if (folder === 'DeviceConfiguration' && /^(?:windowsUpdateForBusiness|iosUpdate)Configuration$/.test(type))
    return 'UpdatePolicies'
  if (folder === 'AppConfigurationManagedDevice' && item['appSupportsOemConfig'] === true) return 'AndroidOEMConfig'
  if (folder !== 'EnrollmentRestrictions') return folder
  if (type === 'windows10EnrollmentCompletionPageConfiguration') return 'EnrollmentStatusPage'
  return type === 'deviceComanagementAuthorityConfiguration' ? 'CoManagementSettings' : folder
}

function groupsOf(item: Entity): string[] {
  return listed(item['assignments']).flatMap(({ target }) => {
    const id = text((target as Entity | null)?.['groupId'])
    return id === '' ? [] : [id]
  })
}

function* besides(folder: string, name: string, kind: string, item: Entity): Generator<BackupFile> {
  const script = (file: string, member: string): BackupFile[] =>
    text(item[member]) === '' ? [] : [{ path: `${folder}/${fileName(file)}`, text: decoded(item[member]) }]
  if (/^(?:PowerShellScripts|MacScripts|MacCustomAttributes)$/.test(kind))
    yield* script(text(item['fileName']), 'scriptContent')
  if (kind !== 'DeviceHealthScripts') return
  yield* script(`${name}_DetectionScript.ps1`, 'detectionScriptContent')
  yield* script(`${name}_RemediationScript.ps1`, 'remediationScriptContent')
}
