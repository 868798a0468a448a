/**
 * Backups of IntuneCD, in JSON and YAML: no ids, references by name.
 * @see https://github.com/almenscorner/IntuneCD
 */
import type { Entity } from '../../../model/payload.js'
import type { BackupFiles, Brought, Entry, Format, Note, Reading } from '../backup.js'
import { BackupError } from '../errors.js'
import { definitionsOf } from '../graph/definitions.js'
import { tagMentions, targetMentions } from '../mentions.js'
import { nameMember } from '../sets.js'
import { isObject, lineOf, parseJson, yamlParser } from '../text.js'
import { restoreBody } from './body.js'
import { ALL_FOLDERS, BESIDE, FOLDERS, NOT_IMPORTED, SIGNS } from './folders.js'
import { scriptNotes } from './scripts.js'

const OBJECT = /\.(json|ya?ml)$/i

export const intunecd: Format = {
  name: 'intunecd',
  title: 'IntuneCD',

  recognises({ paths }) {
    return paths.some((path) => SIGNS.test(path))
  },

  async open(files) {
    const yaml = await yamlParser()
    const entries: Entry[] = []
    const leftOut: Note[] = []
    for (const path of files.paths) {
      if (!OBJECT.test(path) || BESIDE.test(path)) continue
      const folder = ALL_FOLDERS.find((each) => path.startsWith(`${each}/`))
      const [, set] = FOLDERS.find(([each]) => each === folder) ?? []
      const [, reason] = NOT_IMPORTED.find(([each]) => each === folder) ?? []
      if (set !== undefined) entries.push({ path, set })
      else if (reason !== undefined) leftOut.push({ file: path, detail: reason })
      else leftOut.push({ file: path, detail: 'is in no folder of IntuneCD' })
    }
    const parse = (text: string, path: string): unknown =>
      /\.json$/i.test(path) ? parseJson(text, path) : yaml(text, path)
    return { entries, leftOut, read: (entry, noted) => readFile(files, entry, parse, noted) } satisfies Reading
  },
}

function readFile(
  files: BackupFiles,
  { path, set: folderSet }: Entry,
  parse: (text: string, path: string) => unknown,
  noted: (note: Note) => void,
): Brought[] {
  const text = files.read(path) ?? ''
  const body = parse(text, path)
  if (!isObject(body)) throw new BackupError('holds no object', { file: path })
  if (Object.keys(body).length === 0) return []
  const set = setOf(folderSet, body)
  const name = body[nameMember(set)]
  if (typeof name !== 'string' || name === '')
    throw new BackupError(`has no ${nameMember(set)}, which is the name of the object`, { file: path })
  for (const detail of scriptNotes(files, path, body)) noted({ file: path, detail })
  const id = appendedId(path)
  if (id !== undefined) body['id'] = id
  const { assignments: told, ...others } = body
  const assignments = Array.isArray(told) ? told.filter(isObject).map(assignmentOf) : []
  const roleAssignments = roleAssignmentsApart(others, path, text)
  const mentions = [...tagMentions(others), ...restoreBody(others), ...targetMentions(assignments)]
  const place = { file: path, line: lineOf(text, name) }
  return [
    ...definitionsOf(others, path, text),
    { place, text, set, name, body: others, assignments, mentions },
    ...roleAssignments,
  ]
}

/** Both kinds of policies and of scripts for compliance are in one folder. */
function setOf(folderSet: string, body: Entity): string {
  if (folderSet.endsWith('/deviceCompliancePolicies') && body['@odata.type'] === undefined && 'settings' in body)
    return 'deviceManagement/compliancePolicies'
  if (folderSet.endsWith('/deviceComplianceScripts') && 'settingInstance' in body)
    return 'deviceManagement/reusablePolicySettings'
  if (folderSet.endsWith('/intents')) {
    body['settings'] = body['settingsDelta']
    delete body['settingsDelta']
  }
  return folderSet
}

/** With `--append-id` the name of the file ends with the id: `name__{id}.json` (K12). */
function appendedId(path: string): string | undefined {
  return /__([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|T_[0-9a-f-]{36}|A_[0-9a-f-]{36})\.\w+$/i.exec(path)?.[1]
}

function assignmentOf(assignment: Entity): Entity {
  const { target } = assignment
  return isObject(target) ? { ...assignment, target: { ...target } } : { ...assignment }
}

/** What a role is assigned to is a set of its own. */
function roleAssignmentsApart(body: Entity, path: string, text: string): Brought[] {
  const told = body['roleAssignments']
  delete body['roleAssignments']
  if (!Array.isArray(told)) return []
  const role = String(body['displayName'])
  return told.filter(isObject).map((assignment) => {
    const name = typeof assignment['displayName'] === 'string' ? assignment['displayName'] : role
    const own: Entity = { ...assignment }
    const mentions = ['members', 'scopeMembers', 'resourceScopes'].flatMap((member) => groupNames(own, member))
    return {
      place: { file: path, line: lineOf(text, name) },
      text,
      set: 'deviceManagement/roleAssignments',
      name,
      body: own,
      assignments: [],
      mentions: [
        ...mentions,
        {
          kind: 'role',
          name: role,
          put: (id) =>
            void (own['roleDefinition@odata.bind'] =
              `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${id}')`),
          drop: () => undefined,
        },
      ],
    }
  })
}

function groupNames(body: Entity, member: string): Brought['mentions'] {
  // Of a role that is for nobody the tool writes an empty text.
  const told = body[member] === '' ? [] : body[member]
  if (!Array.isArray(told)) return []
  const ids: string[] = []
  body[member] = ids
  return told.map((name) => ({
    kind: 'group',
    name: String(name),
    put: (id) => void ids.push(id),
    drop: () => undefined,
  }))
}
