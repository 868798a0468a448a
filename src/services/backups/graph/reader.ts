/** Answers of Graph that people have saved, one object or a list of them, and what the portal exports (K4, K44). */
import { qualifiedName } from '../../../model/types.js'
import type { Entity } from '../../../model/payload.js'
import type { Model } from '../../../model/model.js'
import type { BackupFiles, Brought, Entry, Format, FormatName, Note, Reading, Tenant } from '../backup.js'
import { BackupError } from '../errors.js'
import { isObject, parseJson } from '../text.js'
import { graphObject, listed, textOf } from './bodies.js'
import { definitionsOf } from './definitions.js'

const JSON_FILE = /\.json$/i

export const portal: Format = {
  name: 'portal',
  title: 'exports of the portal',
  recognises: (files) => some(files, (text) => isPortalExport(text)),
  open: (files, tenant) => open(files, tenant, 'portal'),
}

export const graph: Format = {
  name: 'graph',
  title: 'saved answers of Graph',
  recognises: (files) =>
    some(files, (text) => /"@odata\.(?:context|type)"/.test(text) || /^\s*\{\s*"value"\s*:/.test(text)),
  open: (files, tenant) => open(files, tenant, 'graph'),
}

/** Files that are looked at to recognise a format. */
const ENOUGH = 20

export function some(files: BackupFiles, test: (text: string, path: string) => boolean): boolean {
  return files.paths
    .filter((path) => JSON_FILE.test(path))
    .slice(0, ENOUGH)
    .some((path) => test(files.read(path) ?? '', path))
}

function isPortalExport(text: string): boolean {
  return (
    /"@odata\.context"\s*:\s*"[^"]*configurationPolicies\/\$entity"/.test(text) &&
    /"settings"\s*:/.test(text) &&
    !text.includes('@odata.navigationLink')
  )
}

function open(files: BackupFiles, tenant: Tenant, format: FormatName): Reading {
  const entries: Entry[] = []
  const leftOut: Note[] = []
  for (const path of files.paths.filter((each) => JSON_FILE.test(each))) {
    const set = setOfFile(files.read(path) ?? '', tenant.model)
    if (set === undefined)
      leftOut.push({ file: path, detail: 'does not say of which set it is: @odata.context is missing' })
    else entries.push({ path, set })
  }
  if (entries.length === 0)
    throw new BackupError(`no file tells of which set its objects are, as those of '${format}' do`)
  return { entries, leftOut, read: ({ path, set }) => readFile(files, path, set, tenant) }
}

function readFile(files: BackupFiles, path: string, set: string, tenant: Tenant): Brought[] {
  const text = files.read(path) ?? ''
  const told = parseJson(text, path)
  const items = isObject(told) && !Array.isArray(told['value']) ? [told] : listed(told)
  return items.flatMap((item) => [
    ...definitionsOf(item, path, text),
    graphObject(path, text, set, completed(set, ofTenant(set, item, tenant))),
  ])
}

/** Default enrolment configurations have the id of their tenant in theirs. */
function ofTenant(set: string, body: Entity, { id }: Tenant): Entity {
  const [, end] = /^[0-9a-f-]{36}(_(?:Default\w+|WindowsRestore))$/i.exec(textOf(body['id'])) ?? []
  return set.endsWith('/deviceEnrollmentConfigurations') && end !== undefined ? { ...body, id: id + end } : body
}

/** A compliance policy needs an action; a list of policies does not tell them (K43). */
export function completed(set: string, body: Entity): Entity {
  if (!set.endsWith('/deviceCompliancePolicies') || listed(body['scheduledActionsForRule']).length > 0) return body
  const block = { actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '', notificationMessageCCList: [] }
  return {
    ...body,
    scheduledActionsForRule: [{ ruleName: 'PasswordRequired', scheduledActionConfigurations: [block] }],
  }
}

/** The set that the context of an answer names, or that of the type of the first object. */
function setOfFile(text: string, model: Model): string | undefined {
  const [, context] = /"@odata\.context"\s*:\s*"([^"]*)"/.exec(text) ?? []
  const named = context === undefined ? undefined : setOfContext(context)
  if (named !== undefined && model.findResource(named) !== undefined) return named
  const [, type] = /"@odata\.type"\s*:\s*"#([^"]*)"/.exec(text) ?? []
  if (type === undefined) return undefined
  return model.resources.find(
    ({ kind, many, parent, concreteTypes }) =>
      many &&
      (kind === 'entitySet' || parent?.kind === 'singleton') &&
      concreteTypes.some((each) => qualifiedName(each) === type),
  )?.path
}

/** `…$metadata#deviceManagement/deviceConfigurations(assignments())/$entity`: the path without what was expanded or selected. */
export function setOfContext(context: string): string | undefined {
  const [, fragment] = /\$metadata#(.*)$/.exec(context) ?? []
  if (fragment === undefined) return undefined
  let plain = ''
  let depth = 0
  for (const character of fragment) {
    if (character === '(') depth += 1
    if (depth === 0) plain += character
    if (character === ')') depth -= 1
  }
  const path = plain
    .split('/')
    .filter((part) => part !== '$entity' && !part.includes('.'))
    .join('/')
  return textOf(path) === '' ? undefined : path
}
