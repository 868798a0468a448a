/**
 * Exports of IntuneManagement: full metadata, all ids, and a table of groups (K1, K8, K29 to K38).
 * @see https://github.com/Micke-K/IntuneManagement
 */
import { posix } from 'node:path'
import type { Entity } from '../../../model/payload.js'
import type { BackupFiles, Brought, Entry, Format, Note, Tenant } from '../backup.js'
import { BackupError } from '../errors.js'
import { graphObject, listed, textOf } from '../graph/bodies.js'
import { definitionsOf } from '../graph/definitions.js'
import { completed, setOfContext, some } from '../graph/reader.js'
import { isObject, parseJson } from '../text.js'

/** Each export has one. */
export const TABLE = /(^|\/)MigrationTable\.json$/i
const GROUP = /(^|\/)Groups\/[^/]+\.json$/i
/** Settings and assignments of the object beside them (K30). */
const COMPANION = /_(?:settings|assignments)\.json$/i

export const intunemanagement: Format = {
  name: 'intunemanagement',
  title: 'IntuneManagement',

  recognises(files) {
    if (files.paths.some((path) => TABLE.test(path))) return true
    return some(
      files,
      (text) => /"@odata\.context"\s*:\s*"[^"]*\/\$entity"/.test(text) && text.includes('@odata.navigationLink"'),
    )
  },

  open(files, tenant) {
    const entries: Entry[] = []
    const leftOut: Note[] = []
    for (const path of files.paths) {
      if (!/\.json$/i.test(path) || TABLE.test(path) || GROUP.test(path) || COMPANION.test(path)) continue
      const [, context = ''] = /"@odata\.context"\s*:\s*"([^"]*)"/.exec(textIn(files, path, tenant)) ?? []
      const set = setOfContext(context)
      if (set === undefined)
        leftOut.push({ file: path, detail: 'does not say of which set it is: @odata.context is missing' })
      else entries.push({ path, set })
    }
    return { entries, groups: groupsIn(files, tenant), leftOut, read: (entry) => readFile(files, entry, tenant) }
  },
}

/** The tenant that was exported is told in words (K32). */
function textIn(files: BackupFiles, path: string, { id }: Tenant): string {
  return (files.read(path) ?? '').replaceAll('%OrganizationId%', id)
}

function readFile(files: BackupFiles, { path, set }: Entry, tenant: Tenant): Brought[] {
  const text = textIn(files, path, tenant)
  const body = parseJson(text, path)
  if (!isObject(body)) throw new BackupError('holds no object', { file: path })
  const beside = `${path.slice(0, -'.json'.length)}_Settings.json`
  if (set.endsWith('/groupPolicyConfigurations') && files.read(beside) !== undefined)
    body['definitionValues'] = listed(parseJson(textIn(files, beside, tenant), beside))
  return [...definitionsOf(body, path, text), graphObject(path, text, set, completed(set, body))]
}

/** Groups have files of their own; the table names those that have none (K35). */
function groupsIn(files: BackupFiles, tenant: Tenant): Entity[] {
  const groups = new Map<string, Entity>()
  for (const path of files.paths.filter((each) => GROUP.test(each))) {
    const group = parseJson(textIn(files, path, tenant), path)
    if (isObject(group)) groups.set(textOf(group['id']).toLowerCase(), group)
  }
  for (const path of files.paths.filter((each) => TABLE.test(each))) {
    const table = parseJson(textIn(files, path, tenant), path)
    for (const { Id, DisplayName, Type } of isObject(table) ? listed(table['Objects']) : []) {
      const id = textOf(Id).toLowerCase()
      if (Type !== 'Group' || id === '' || groups.has(id)) continue
      const name = textOf(DisplayName) || posix.basename(id)
      const mailNickname = name.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 64) || id.slice(0, 8)
      groups.set(id, { id, displayName: name, mailNickname, mailEnabled: false, securityEnabled: true, groupTypes: [] })
    }
  }
  return [...groups.values()]
}
