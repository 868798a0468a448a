/** Says of everything in the document of a tenant that cannot be what is wrong. */
import { X509Certificate } from 'node:crypto'
import { escapePointer, issuesIn } from '../../model/issues.js'
import type { Issue } from '../../model/issues.js'
import type { Model, Resource } from '../../model/model.js'
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { storedIssues } from '../../model/stored.js'
import { qualifiedName } from '../../model/types.js'
import type { EntityType } from '../../model/types.js'
import { containerOf, depthOf } from '../../store/layout/layout.js'
import { memberIn } from '../../store/identity/export.js'
import { readBehaviour } from '../profiles.js'
import { listSchemas } from './document.js'
import type { Lists } from './document.js'
import { TransferError } from './errors.js'
import type { OpenDocument } from './open-document.js'
import { containedResources, rootResources } from './resources.js'

/** Issues of one document that are named, at most. */
const ENOUGH = 20

/** Reads all of the document. Throws if anything in it cannot be imported; `found` are issues that are known already. */
export function checkDocument(model: Model, document: OpenDocument, found: readonly Issue[]): void {
  const named: Issue[] = []
  let count = 0
  const note = (issue: Issue): void => {
    count += 1
    if (named.length < ENOUGH) named.push(issue)
  }
  found.forEach(note)
  // What follows reads the members as what they should be.
  if (count === 0) {
    const { tenant, apps } = document
    for (const issue of [...unreadableTexts(tenant, '/tenant'), ...unreadableTexts(apps, '/apps')]) note(issue)
    for (const issue of identityIssues(document)) note(issue)
    const ids = new Ids()
    for (const issue of entityIssues(model, document, ids)) note(issue)
    for (const issue of signInIssues(document, ids)) note(issue)
    for (const issue of documentIssues(model, document, ids)) note(issue)
    for (const issue of membershipIssues(model, document, ids)) note(issue)
    for (const issue of referenceIssues(model, document)) note(issue)
    for (const [pointer, place] of elementsOf(document, 'asTold'))
      for (const issue of elementIssues('asTold', place, pointer)) note(issue)
  }
  if (count === 0) return
  const more = count > ENOUGH ? `, of which ${ENOUGH} are named` : ''
  throw new TransferError('invalid', `the document cannot be imported: ${count} of its values are wrong${more}`, named)
}

/** Ids of the entities of the document, by the path of their set. */
class Ids {
  readonly #known = new Map<string, Set<unknown>>()

  /** False if it is known already. */
  add(path: string, id: unknown): boolean {
    let ids = this.#known.get(path)
    if (ids === undefined) this.#known.set(path, (ids = new Set()))
    if (ids.has(id)) return false
    ids.add(id)
    return true
  }

  has(path: string, id: unknown): boolean {
    return this.#known.get(path)?.has(id) === true
  }
}

/** Texts that no database can keep. */
function* unreadableTexts(value: unknown, pointer: string): Generator<Issue> {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      yield { pointer, detail: 'must be a text without NUL and without halves of characters' }
  } else if (Array.isArray(value))
    for (const [i, each] of value.entries()) yield* unreadableTexts(each, `${pointer}/${i}`)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      if (name === '__proto__') yield { pointer: `${pointer}/__proto__`, detail: 'is not known here' }
      yield* unreadableTexts(each, `${pointer}/${escapePointer(name)}`)
    }
}

/** What is wrong with an element of a list by itself. */
function elementIssues<N extends keyof Lists>(name: N, element: Lists[N], pointer: string): Issue[] {
  return [...unreadableTexts(element, pointer), ...issuesIn(listSchemas[name], element, pointer)]
}

/** What a schema cannot say of the identities. */
function* identityIssues({ tenant, apps }: OpenDocument): Generator<Issue> {
  if (!tenant.domains.includes(tenant.defaultDomain))
    yield { pointer: '/tenant/domains', detail: 'must contain the default domain' }
  yield* repetitions('/tenant/domains', tenant.domains)
  if (tenant.profile !== null && readBehaviour(tenant.profile) === undefined)
    yield { pointer: '/tenant/profile', detail: 'is no profile that is known here' }
  for (const key of ['appId', 'objectId', 'servicePrincipalId'] as const)
    yield* repetitions(
      '/apps',
      apps.map((app) => app[key]).filter((id) => id !== null),
      key,
    )
  for (const [i, { certificates, applicationPermissions, delegatedPermissions }] of apps.entries()) {
    for (const [k, { certificate }] of certificates.entries())
      if (!isCertificate(certificate))
        yield { pointer: `/apps/${i}/certificates/${k}/certificate`, detail: 'is no certificate in PEM form' }
    yield* repetitions(
      `/apps/${i}/certificates`,
      certificates.map(({ keyId }) => keyId),
    )
    yield* repetitions(
      `/apps/${i}/applicationPermissions`,
      applicationPermissions.map(({ resourceId, permission }) => `${resourceId} ${permission}`),
    )
    yield* repetitions(
      `/apps/${i}/delegatedPermissions`,
      delegatedPermissions.map(({ resourceId, permission, userId }) => `${resourceId} ${permission} ${userId ?? ''}`),
    )
  }
}

function* signInIssues(document: OpenDocument, ids: Ids): Generator<Issue> {
  const users = new Set<string>()
  for (const [pointer, each] of elementsOf(document, 'signIn')) {
    const issues = elementIssues('signIn', each, pointer)
    yield* issues
    if (issues.length > 0) continue
    if (!ids.has('users', each.id)) yield { pointer: `${pointer}/id`, detail: 'is no user of the document' }
    if (users.has(each.id)) yield { pointer, detail: TWICE }
    users.add(each.id)
  }
}

function* membershipIssues({ roots }: Model, document: OpenDocument, ids: Ids): Generator<Issue> {
  const sets = new Map([...roots.values()].filter(({ many }) => many).map(({ type, path }) => [type.name, path]))
  const pairs = new Set<string>()
  for (const [pointer, each] of elementsOf(document, 'memberships')) {
    const issues = elementIssues('memberships', each, pointer)
    yield* issues
    if (issues.length > 0) continue
    const { groupId } = each
    const { id, type } = memberIn(each)
    const given = each.userId === undefined ? 'memberId' : 'userId'
    if ((each.memberId === undefined) === (each.userId === undefined))
      yield { pointer, detail: 'must have either memberId or userId' }
    if ((each.memberType === undefined) !== (each.memberId === undefined))
      yield { pointer, detail: 'must have memberType together with memberId' }
    if (!ids.has('groups', groupId)) yield { pointer: `${pointer}/groupId`, detail: 'is no group of the document' }
    if (!ids.has(sets.get(type) ?? '', id))
      yield { pointer: `${pointer}/${given}`, detail: `is no ${type} of the document` }
    const pair = `${groupId} ${id}`
    if (pairs.has(pair)) yield { pointer, detail: TWICE }
    pairs.add(pair)
  }
}

function* elementsOf<N extends keyof Lists>(document: OpenDocument, name: N): Generator<[pointer: string, Lists[N]]> {
  let i = 0
  for (const each of document.list(name)) yield [`/${name}/${i++}`, each]
}

const TWICE = 'is there more than once'

function* repetitions(base: string, keys: readonly unknown[], member?: string): Generator<Issue> {
  const seen = new Set<unknown>()
  for (const [i, key] of keys.entries()) {
    if (seen.has(key)) yield { pointer: `${base}/${i}${member === undefined ? '' : `/${member}`}`, detail: TWICE }
    seen.add(key)
  }
}

function isCertificate(pem: string): boolean {
  try {
    return !pem.includes('PRIVATE KEY') && new X509Certificate(pem).publicKey.asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

function* entityIssues(model: Model, document: OpenDocument, ids: Ids): Generator<Issue> {
  const resources = new Map(rootResources(model).map((resource) => [resource.path, resource]))
  for (const path of document.paths) {
    const resource = resources.get(path)
    const base = `/entities/${escapePointer(path)}`
    if (resource === undefined) yield { pointer: base, detail: 'is no entity set or singleton of this version' }
    else yield* listIssues(resource, document.entities(path), base, (id) => ids.add(path, id))
  }
}

function* listIssues(
  resource: Resource,
  list: Iterable<Entity>,
  base: string,
  isNew: (id: unknown) => boolean,
): Generator<Issue> {
  let i = 0
  for (const entity of list) {
    const pointer = `${base}/${i++}`
    if (!resource.many && i === 2) yield { pointer: base, detail: 'can hold only one entity' }
    if (!isObject(entity)) yield { pointer, detail: 'must be an object' }
    else {
      if (!isNew(entity['id'])) yield { pointer: `${pointer}/id`, detail: TWICE }
      yield* issuesOfEntity(resource, entity, pointer)
    }
  }
}

function* issuesOfEntity(resource: Resource, entity: Entity, pointer: string): Generator<Issue> {
  const type = typeOf(resource, entity)
  if (type === undefined) {
    yield { pointer: `${pointer}/@odata.type`, detail: `is no type that this version knows at ${resource.path}` }
    return
  }
  const own = { ...entity }
  for (const child of containedResources(resource)) {
    const inside = own[child.name]
    delete own[child.name]
    if (inside === undefined) continue
    const inner = child.many ? inside : [inside]
    const ids = new Ids()
    if (!isListOfObjects(inner)) yield { pointer: `${pointer}/${child.name}`, detail: 'must hold entities' }
    else yield* listIssues(child, inner, `${pointer}/${child.name}`, (id) => ids.add('', id))
  }
  if (type.name === 'user' && typeof own['passwordProfile'] === 'object' && own['passwordProfile'] !== null)
    yield { pointer: `${pointer}/passwordProfile`, detail: 'must be null: passwords are not imported' }
  yield* unreadableTexts(own, pointer)
  yield* storedIssues(type, own, pointer)
}

function* documentIssues(model: Model, document: OpenDocument, ids: Ids): Generator<Issue> {
  const items = new Set<string>()
  for (const [pointer, each] of elementsOf(document, 'documents')) {
    const issues = elementIssues('documents', each, pointer)
    yield* issues
    if (issues.length > 0) continue
    const { path, keys, entity } = each
    const resource = model.findResource(path)
    if (resource?.layout !== 'document') {
      yield { pointer: `${pointer}/path`, detail: 'is no path of documents in this version' }
      continue
    }
    const type = typeOf(resource, entity)
    const container = containerOf(resource)
    const above = keys.join('\n')
    if (keys.length !== depthOf(resource))
      yield { pointer: `${pointer}/keys`, detail: `must be ${depthOf(resource)} keys` }
    else if (container?.layout === 'document' && !items.has(`${container.path}\n${above}`))
      yield { pointer: `${pointer}/keys`, detail: 'must lead to a document before it' }
    else if (container?.layout === 'table' && !ids.has(container.path, keys[0]))
      yield { pointer: `${pointer}/keys`, detail: `must lead to an entity of ${container.path}` }
    if (type === undefined)
      yield { pointer: `${pointer}/entity/@odata.type`, detail: `is no type that this version knows at ${path}` }
    else {
      const { '@odata.type': _type, ...own } = entity
      yield* storedIssues(type, own, `${pointer}/entity`)
    }
    const own = [path, ...keys, ...(resource.many ? [entity['id'] as string] : [])].join('\n')
    if (items.has(own)) yield { pointer: `${pointer}/entity/id`, detail: TWICE }
    items.add(own)
    if (keys.length === 0) ids.add(path, entity['id'])
  }
}

function* referenceIssues(model: Model, document: OpenDocument): Generator<Issue> {
  for (const [pointer, each] of elementsOf(document, 'references')) {
    const issues = elementIssues('references', each, pointer)
    yield* issues
    if (issues.length > 0) continue
    const resource = model.findResource(each.path)
    if (resource?.refersTo === undefined)
      yield { pointer: `${pointer}/path`, detail: 'is no path of references in this version' }
    else if (each.keys.length !== depthOf(resource))
      yield { pointer: `${pointer}/keys`, detail: `must be ${depthOf(resource)} keys` }
  }
}

function isListOfObjects(value: unknown): value is Entity[] {
  return Array.isArray(value) && value.every(isObject)
}

/** The concrete type that an entity names; without a name the only one there is. */
export function typeOf({ concreteTypes, type }: Resource, entity: Entity): EntityType | undefined {
  const named = entity['@odata.type']
  if (named === undefined) return concreteTypes.length > 1 || type.abstract ? undefined : (concreteTypes[0] ?? type)
  return concreteTypes.find((each) => named === `#${qualifiedName(each)}`)
}
