/** A backup as the module IntuneBackupAndRestore makes it. The module's order of members is by chance; here it is Graph's (K39). */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { decoded, decrypt, shortType, Source, text } from '../export/source.js'
import type { Get } from '../export/source.js'

const M = 'deviceManagement'
const A = 'deviceAppManagement'

interface Folder {
  readonly folder: string
  readonly set: string
  readonly name?: string
  readonly single?: boolean
  readonly settings?: boolean
  readonly file?: (item: Entity, name: string) => string
  /** Assignments are named by the id, too. */
  readonly byId?: boolean
}

const FOLDERS: readonly Folder[] = [
  { folder: 'Autopilot Deployment Profiles', set: `${M}/windowsAutopilotDeploymentProfiles` },
  {
    folder: 'Client Apps',
    set: `${A}/mobileApps`,
    byId: true,
    file: (item, name) => `${shortType(item['@odata.type'])}_${name}`,
  },
  { folder: 'Settings Catalog', set: `${M}/configurationPolicies`, name: 'name', settings: true },
  { folder: 'Device Compliance Policies', set: `${M}/deviceCompliancePolicies` },
  { folder: 'Device Configurations', set: `${M}/deviceConfigurations` },
  { folder: 'Device Health Scripts', set: `${M}/deviceHealthScripts`, single: true },
  { folder: 'Device Management Scripts', set: `${M}/deviceManagementScripts`, single: true },
]

function fileName(name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[\u0000-\u001f/\\:*?<>"|]/g, '_')
}

/** PowerShell writes a list of one without brackets (K41). */
function psJson(value: unknown): string {
  const told: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  return `${JSON.stringify(told, undefined, 2)}\n`
}

export async function* writeIntunebackupandrestore(get: Get): AsyncGenerator<BackupFile> {
  const source = new Source(get)
  for (const { folder, set, name: member = 'displayName', single, settings, file, byId } of FOLDERS)
    for (const listed of await source.list(set)) {
      const id = text(listed['id'])
      const item = single === true ? ((await source.item(`${set}/${id}`)) ?? listed) : listed
      if (settings === true) item['settings'] = await source.list(`${set}/${id}/settings`)
      await decrypt(source, set, item)
      const name = fileName(text(item[member]))
      yield { path: `${folder}/${file?.(item, name) ?? name}.json`, text: psJson(item) }
      const assignments = await source.list(`${set}/${id}/assignments`)
      if (assignments.length > 0)
        yield {
          path: `${folder}/Assignments/${byId === true ? `${id} - ` : ''}${name}.json`,
          text: psJson(assignments),
        }
      for (const [content, end] of [
        ['scriptContent', ''],
        ['detectionScriptContent', '_detection'],
        ['remediationScriptContent', '_remediation'],
      ] as const)
        if (single === true && text(item[content]) !== '')
          yield { path: `${folder}/Script Content/${name}${end}.ps1`, text: decoded(item[content]) }
    }
  yield* appProtections(source)
  yield* templates(source)
}

async function* appProtections(source: Source): AsyncGenerator<BackupFile> {
  for (const item of await source.list(`${A}/managedAppPolicies`)) {
    const set = `${A}/${shortType(item['@odata.type'])}s/${text(item['id'])}`
    const name = fileName(text(item['displayName']))
    item['apps'] = await source.list(`${set}/apps`)
    yield { path: `App Protection Policies/${name}.json`, text: psJson(item) }
    const assignments = await source.item(`${set}/assignments`)
    if (assignments !== undefined)
      yield {
        path: `App Protection Policies/Assignments/${text(item['id'])} - ${name}.json`,
        text: psJson(assignments),
      }
  }
}

/** Of administrative templates the module writes the values alone. */
async function* templates(source: Source): AsyncGenerator<BackupFile> {
  const set = `${M}/groupPolicyConfigurations`
  const graph = 'https://graph.microsoft.com/beta'
  for (const item of await source.list(set)) {
    const path = `${set}/${text(item['id'])}`
    const name = fileName(text(item['displayName']))
    const values: Entity[] = []
    for (const value of await source.list(`${path}/definitionValues?$expand=definition`)) {
      const definition = `${graph}/${M}/groupPolicyDefinitions('${text((value['definition'] as Entity | null)?.['id'])}')`
      const presentations = await source.list(
        `${path}/definitionValues/${text(value['id'])}/presentationValues?$expand=presentation`,
      )
      values.push({
        enabled: value['enabled'],
        'definition@odata.bind': definition,
        ...(presentations.length > 0 && {
          presentationValues: presentations.map(({ presentation, ...told }) => ({
            '@odata.type': told['@odata.type'],
            value: told['value'] ?? told['values'],
            'presentation@odata.bind': `${definition}/presentations('${text((presentation as Entity | null)?.['id'])}')`,
          })),
        }),
      })
    }
    yield { path: `Administrative Templates/${name}.json`, text: psJson(values) }
    const assignments = await source.list(`${path}/assignments`)
    if (assignments.length > 0)
      yield { path: `Administrative Templates/Assignments/${name}.json`, text: psJson(assignments) }
  }
}
