/**
 * Backups of the PowerShell module IntuneBackupAndRestore: all ids, and assignments in files of their own (K3, K7, K39 to K43).
 * @see https://github.com/jseerden/IntuneBackupAndRestore
 */
import { posix } from 'node:path'
import type { Entity } from '../../../model/payload.js'
import type { BackupFiles, Brought, Entry, Format, Note, Reading } from '../backup.js'
import { BackupError } from '../errors.js'
import { graphObject, listed, textOf } from '../graph/bodies.js'
import { definitionsOf } from '../graph/definitions.js'
import { completed, some } from '../graph/reader.js'
import { isObject, parseJson } from '../text.js'

const { basename, dirname } = posix

const FOLDERS: Readonly<Record<string, string>> = {
  'Administrative Templates': 'deviceManagement/groupPolicyConfigurations',
  'App Protection Policies': 'deviceAppManagement/managedAppPolicies',
  'Autopilot Deployment Profiles': 'deviceManagement/windowsAutopilotDeploymentProfiles',
  'Client Apps': 'deviceAppManagement/mobileApps',
  'Settings Catalog': 'deviceManagement/configurationPolicies',
  'Device Compliance Policies': 'deviceManagement/deviceCompliancePolicies',
  'Device Configurations': 'deviceManagement/deviceConfigurations',
  'Device Health Scripts': 'deviceManagement/deviceHealthScripts',
  'Device Management Scripts': 'deviceManagement/deviceManagementScripts',
  'Device Management Intents': 'deviceManagement/intents',
}

/** Folders that no other tool has. */
const SIGNS =
  /^(?:Device Compliance Policies|Client Apps|Administrative Templates|Device Management Intents|App Protection Policies|[^/]+\/Assignments)\//

const COMPANION = /^[^/]+\/(?:Assignments|Script Content)\//

export const intunebackupandrestore: Format = {
  name: 'intunebackupandrestore',
  title: 'IntuneBackupAndRestore',

  recognises(files) {
    return (
      files.paths.some((path) => SIGNS.test(path)) ||
      // Folders that IntuneCD has as well: there no object has an id (K7).
      some(
        files,
        (text, path) => FOLDERS[path.split('/')[0] ?? ''] !== undefined && /"id"\s*:\s*"[0-9a-f-]{36}"/i.test(text),
      )
    )
  },

  open(files) {
    const entries: Entry[] = []
    const leftOut: Note[] = []
    for (const path of files.paths) {
      if (!/\.json$/i.test(path) || COMPANION.test(path)) continue
      const set = FOLDERS[path.split('/')[0] ?? '']
      if (set === undefined) leftOut.push({ file: path, detail: 'is in no folder of IntuneBackupAndRestore' })
      else entries.push({ path, set })
    }
    let assigned: Map<string, Assigned[]> | undefined
    return {
      entries,
      leftOut,
      read(entry, noted) {
        assigned ??= assignmentsIn(files)
        return readFile(files, entry, assigned.get(entry.path.split('/')[0] ?? '') ?? [], noted)
      },
    } satisfies Reading
  },
}

interface Assigned {
  /** Of the file, without its end. */
  readonly name: string
  readonly items: readonly Entity[]
}

/** The files of assignments, by the folder of their objects. */
function assignmentsIn(files: BackupFiles): Map<string, Assigned[]> {
  const found = new Map<string, Assigned[]>()
  for (const path of files.paths) {
    const [, folder = ''] = /^([^/]+)\/Assignments\/[^/]+\.json$/i.exec(path) ?? []
    if (folder === '') continue
    const told = {
      name: basename(path).replace(/\.json$/i, ''),
      items: listed(parseJson(files.read(path) ?? '', path)),
    }
    const others = found.get(folder)
    if (others === undefined) found.set(folder, [told])
    else others.push(told)
  }
  return found
}

function readFile(
  files: BackupFiles,
  { path, set }: Entry,
  assigned: readonly Assigned[],
  noted: (note: Note) => void,
): Brought[] {
  const text = files.read(path) ?? ''
  const told = parseJson(text.replace(WINDOWS_TIME, timeOf), path)
  const stem = basename(path).replace(/\.json$/i, '')
  // Of an administrative template there are only the values: its name is that of the file.
  const body: Entity =
    set.endsWith('/groupPolicyConfigurations') &&
    (Array.isArray(told) || (isObject(told) && told['displayName'] === undefined))
      ? { displayName: stem, description: '', definitionValues: listed(told) }
      : isObject(told)
        ? told
        : {}
  if (Object.keys(body).length === 0) throw new BackupError('holds no object', { file: path })
  if (set.endsWith('/intents')) {
    body['settings'] = body['settingsDelta']
    body['templateId'] ??= stem.slice(0, 36)
    delete body['settingsDelta']
  }
  noteScripts(files, path, body, noted)
  const id = textOf(body['id']).toLowerCase()
  const own = assigned.filter(({ name, items }) => {
    const sources = items
      .map((each) => textOf(each['sourceId']) || textOf(each['id']).slice(0, 36))
      .map((each) => each.toLowerCase())
    if (id !== '' && (sources.includes(id) || name.toLowerCase().startsWith(`${id} - `))) return true
    return name === stem && !sources.some((source) => source !== '' && source !== id && isOfPolicy(items, source))
  })
  const assignments = own.flatMap(({ items }) => items)
  return [
    ...definitionsOf(body, path, text),
    graphObject(path, text, set, completed(set, body), { assigned: assignments }),
  ]
}

/** How Windows PowerShell writes a time: milliseconds since 1970 (K42). */
const WINDOWS_TIME = /"\\\/Date\((-?\d{1,14})(?:[+-]\d{4})?\)\\\/"/g

function timeOf(_whole: string, milliseconds: string): string {
  return JSON.stringify(new Date(Number(milliseconds)).toISOString())
}

/** Whether assignments say that they are those of a policy: their ids begin with its id. */
function isOfPolicy(items: readonly Entity[], source: string): boolean {
  return items.some((each) => textOf(each['sourceId']).toLowerCase() === source)
}

/** The object counts; a script that differs is told. */
function noteScripts(files: BackupFiles, path: string, body: Entity, noted: (note: Note) => void): void {
  const stem = basename(path).replace(/\.json$/i, '')
  for (const [member, end] of [
    ['scriptContent', ''],
    ['detectionScriptContent', '_detection'],
    ['remediationScriptContent', '_remediation'],
  ] as const) {
    const beside = files.read(`${dirname(path)}/Script Content/${stem}${end}.ps1`)
    if (beside === undefined || typeof body[member] !== 'string') continue
    const own = Buffer.from(body[member], 'base64').toString('utf8')
    if (plain(own) !== plain(beside))
      noted({ file: path, detail: `Script Content/${stem}${end}.ps1 differs from ${member}, which counts` })
  }
}

function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd()
}
