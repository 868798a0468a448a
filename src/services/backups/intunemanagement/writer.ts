/** An export as IntuneManagement makes it under PowerShell 7: full metadata, all ids, and a table of groups (K29, K32, K35). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { EXPORTED_SETS } from '../export/sets.js'
import { decoded, decrypt, shortType, Source, text } from '../export/source.js'
import type { ExportTenant, Get } from '../export/source.js'
import { listed } from '../graph/bodies.js'
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
      for (const group of groupsOf(item)) groups.add(group)
      const name = fileName(text(item[nameMember(set)]))
      const own = folderOf(folder, item)
      yield written(`${own}/${name}.json`, item)
      // The defaults have one name; the end of the id tells them apart.
      if (set.endsWith('/deviceEnrollmentConfigurations') && item['priority'] === 0)
        yield written(`${own}/${fileName(text(item['id']).replace(/^[^_]*_/, ''))}.json`, item)
      yield* besides(`${root}/${own}`, name, folder, item)
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
