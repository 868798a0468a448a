/**
 * ADMX files that a client uploads (B67, B68). The service takes a moment: a read that comes after it finds the file
 * available, or failed if it is no ADMX file or builds on another one that is not there. Its policies are in the catalog.
 * A file that is to be removed goes after a moment as well, with its policies.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicyuploadeddefinitionfile
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { addReference } from '../../store/query/references.js'
import type { Work } from '../../store/work.js'
import { readAdmx } from '../admx/parse.js'
import type { AdmxFile } from '../admx/parse.js'
import { itemsAt, itemsToChange, quoted } from '../items.js'
import type { Location, Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const DEFINITIONS = 'deviceManagement/groupPolicyDefinitions'
const CATEGORIES = 'deviceManagement/groupPolicyCategories'
const NEVER = '0001-01-01T00:00:00Z'

/** Milliseconds that the service takes. */
const TAKES = 2000

/** Policies that a file may have. */
const MOST = 5000

/** Categories in each other. */
const DEEPEST = 32

/** Namespaces that every tenant has. */
const KNOWN = /^Microsoft\.Policies\./i

export const uploadedDefinitionFile: Rules = {
  own: ['status', 'uploadDateTime'],

  *prepare(scope, { resource, keys }, { entity }, body) {
    if (keys.length > 0 && !Object.hasOwn(body, 'content')) return
    const file = fileIn(body)
    // What is no ADMX file at all is told as it was sent: the reference has such bodies.
    if (file === undefined && typeof body['content'] === 'string' && scope.profile.ownMembers === 'as sent')
      return void (entity['status'] = 'uploadInProgress')
    const codes = languagesIn(body).flatMap(({ languageCode }) =>
      typeof languageCode === 'string' ? [languageCode] : [],
    )
    const usable = file !== undefined && file.policies.length <= MOST && (yield* hasAll(scope, resource, file.uses))
    Object.assign(entity, {
      content: null,
      groupPolicyUploadedLanguageFiles: [],
      policyType: 'admxIngested',
      defaultLanguageCode: entity['defaultLanguageCode'] === '' ? 'en-US' : (entity['defaultLanguageCode'] ?? 'en-US'),
      ...(codes.length > 0 && { languageCodes: codes }),
      targetNamespace: file?.namespace ?? entity['targetNamespace'],
      // Without a prefix the upload fails.
      targetPrefix: usable ? file.prefix : null,
      revision: file?.revision ?? entity['revision'],
      status: 'uploadInProgress',
      uploadDateTime: NEVER,
    })
  },

  *after(scope, { resource, keys }, { entity }, body) {
    if (!Object.hasOwn(body, 'content')) return
    if (keys.length > 0) yield* retract(scope, resource, keys)
    if (entity['targetPrefix'] === null || entity['content'] !== null) return
    const file = fileIn(body)
    const definitions = resource.children.get('definitions')
    if (file !== undefined && definitions !== undefined)
      yield* publish(scope, { resource: definitions, keys: [entity['id'] as string] }, file)
  },

  *settle(scope, { resource }) {
    const filter = "status eq 'uploadInProgress' or status eq 'removalInProgress'"
    for (const { keys, type, entity } of yield* itemsToChange(scope, resource, [], { filter })) {
      if (!isDue(scope, entity)) continue
      if (entity['status'] === 'removalInProgress') {
        yield* retract(scope, resource, keys)
        yield* scope.store.remove(resource, keys)
      } else if (entity['status'] === 'uploadInProgress')
        yield* scope.store.update(resource, keys, { type, entity: { ...entity, ...outcome(scope, entity) } }, ID_ALONE)
    }
  },

  *beforeDelete(scope, { resource, keys }) {
    yield* retract(scope, resource, keys)
  },
}

function fileIn({ content, ...body }: Entity): AdmxFile | undefined {
  if (typeof content !== 'string') return undefined
  const [language] = languagesIn(body)
  return readAdmx(content, typeof language?.['content'] === 'string' ? language['content'] : undefined)
}

function languagesIn({ groupPolicyUploadedLanguageFiles: files }: Entity): Entity[] {
  return Array.isArray(files) ? (files as Entity[]) : []
}

/** Whether the files are there that a file builds on. */
function* hasAll(scope: Scope, resource: Resource, namespaces: readonly string[]): Work<boolean> {
  for (const namespace of namespaces) {
    if (KNOWN.test(namespace)) continue
    const filter = `targetNamespace eq ${quoted(namespace)} and status ne 'uploadFailed'`
    if ((yield* itemsAt(scope, resource, [], { filter, select: ['id'] })).length === 0) return false
  }
  return true
}

function isDue({ clock, switches }: Scope, { lastModifiedDateTime }: Entity): boolean {
  return switches.immediateProcessing || clock.milliseconds() >= Date.parse(String(lastModifiedDateTime)) + TAKES
}

function outcome({ clock }: Scope, { id, targetPrefix, content }: Entity): Entity {
  if (targetPrefix === null || content !== null) return { status: 'uploadFailed' }
  return {
    status: 'available',
    targetPrefix: `${targetPrefix as string}${id as string}`,
    uploadDateTime: `${clock.now()}Z`,
  }
}

/** Adds categories and policies to the catalog; `at` is where the file refers to its policies. */
function* publish(scope: Scope, at: Location, file: AdmxFile): Work<void> {
  const { store, model, newId, clock } = scope
  const now = `${clock.now()}Z`
  const insert = function* (path: string, values: Entity): Work<string> {
    const resource = model.resourceAt(path)
    const id = newId()
    const entity = complete(resource.type, { ...values, id, lastModifiedDateTime: now })
    yield* store.insert(resource, [], { type: resource.type, entity }, ID_ALONE)
    return id
  }
  const categories = new Map<string, string>()
  for (const { name, displayName, parent } of file.categories) {
    const category = { displayName, ingestionSource: 'custom', isRoot: parent === undefined }
    categories.set(name, yield* insert(CATEGORIES, category))
  }
  const byName = new Map(file.categories.map((each) => [each.name, each]))
  const path = (name: string | undefined): string => {
    const names: string[] = []
    for (let at = name; at !== undefined && names.length < DEEPEST; at = byName.get(at)?.parent)
      names.unshift(byName.get(at)?.displayName ?? at)
    return `\\${names.join('\\')}`
  }
  for (const { displayName, explainText, classType, category, supportedOn } of file.policies) {
    const groupPolicyCategoryId = categories.get(category ?? '')
    const known = groupPolicyCategoryId === undefined ? {} : { groupPolicyCategoryId }
    const texts = { displayName, explainText, supportedOn, categoryPath: path(category) }
    const id = yield* insert(DEFINITIONS, { ...texts, classType, policyType: 'admxIngested', version: '1.0', ...known })
    yield* addReference(store, at.resource, at.keys, id)
    const ofCategory = model.resourceAt(DEFINITIONS).children.get('category')
    if (groupPolicyCategoryId !== undefined && ofCategory !== undefined)
      yield* addReference(store, ofCategory, [id], groupPolicyCategoryId)
  }
}

/** Takes the policies of a file out of the catalog, and their categories. */
function* retract(scope: Scope, resource: Resource, keys: readonly string[]): Work<void> {
  const { store, model } = scope
  const definitions = resource.children.get('definitions')
  if (definitions === undefined) return
  const categories = new Set<unknown>()
  for (const { entity } of yield* itemsAt(scope, definitions, keys)) {
    categories.add(entity['groupPolicyCategoryId'])
    yield* store.remove(model.resourceAt(DEFINITIONS), [entity['id'] as string])
  }
  for (const id of categories) if (typeof id === 'string') yield* store.remove(model.resourceAt(CATEGORIES), [id])
}
