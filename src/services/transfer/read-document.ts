/** Reads what somebody hands in as the document of a tenant, and says of everything in it that cannot be what is wrong. */
import { X509Certificate } from 'node:crypto'
import { escapePointer, issuesIn } from '../../model/issues.js'
import type { Issue } from '../../model/issues.js'
import type { Model, Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { storedIssues } from '../../model/stored.js'
import { qualifiedName } from '../../model/types.js'
import type { EntityType } from '../../model/types.js'
import { containerOf, depthOf } from '../../store/layout/layout.js'
import { readBehaviour } from '../profiles.js'
import { documentSchema, FORMAT, KIND } from './document.js'
import { TransferError } from './errors.js'
import type { TenantDocument } from './document.js'
import { containedResources, rootResources } from './resources.js'

/** Things said about one document at most. */
const ENOUGH = 20

export function readDocument(model: Model, value: unknown): TenantDocument {
  const { intunite, format } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (intunite !== KIND)
    throw new TransferError('invalid', `this is no exported tenant: it must be an object with "intunite": "${KIND}"`)
  if (typeof format === 'number' && format > FORMAT)
    throw new TransferError(
      'invalid',
      `this tenant was exported by a newer version: its format is ${format}, and this one reads up to ${FORMAT}`,
    )
  const issues = [...unreadableTexts(value, ''), ...issuesIn(documentSchema, value)]
  if (issues.length > 0) throw refusal(issues)
  const document = value as TenantDocument
  const found = [
    ...issuesOf(document),
    ...entityIssues(model, document),
    ...documentIssues(model, document),
    ...referenceIssues(model, document),
  ]
  if (found.length > 0) throw refusal(found)
  return document
}

function refusal(issues: readonly Issue[]): TransferError {
  const more = issues.length > ENOUGH ? `, of which ${ENOUGH} are named` : ''
  return new TransferError(
    'invalid',
    `the document cannot be imported: ${issues.length} of its values are wrong${more}`,
    issues.slice(0, ENOUGH),
  )
}

/** Texts that no database can keep. */
function* unreadableTexts(value: unknown, pointer: string): Generator<Issue> {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed())
      yield { pointer, detail: 'must be a text without NUL and without halves of characters' }
  } else if (Array.isArray(value))
    for (const [i, each] of value.entries()) yield* unreadableTexts(each, `${pointer}/${i}`)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) yield* unreadableTexts(each, `${pointer}/${escapePointer(name)}`)
}

/** What a schema cannot say of the identities. */
function* issuesOf({ tenant, apps, signIn, memberships, entities }: TenantDocument): Generator<Issue> {
  if (!tenant.domains.includes(tenant.defaultDomain))
    yield { pointer: '/tenant/domains', detail: 'must contain the default domain' }
  yield* repetitions('/tenant/domains', tenant.domains)
  if (tenant.profile !== null && readBehaviour(tenant.profile) === undefined)
    yield { pointer: '/tenant/profile', detail: 'is no profile that is known here' }
  const idsOf = (path: string): Set<unknown> => new Set(entities[path]?.map(({ id }) => id))
  const [users, groups] = [idsOf('users'), idsOf('groups')]
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
  for (const [i, { id }] of signIn.entries())
    if (!users.has(id)) yield { pointer: `/signIn/${i}/id`, detail: 'is no user of the document' }
  for (const [i, { groupId, userId }] of memberships.entries()) {
    if (!groups.has(groupId)) yield { pointer: `/memberships/${i}/groupId`, detail: 'is no group of the document' }
    if (!users.has(userId)) yield { pointer: `/memberships/${i}/userId`, detail: 'is no user of the document' }
  }
  yield* repetitions(
    '/signIn',
    signIn.map(({ id }) => id),
  )
  yield* repetitions(
    '/memberships',
    memberships.map(({ groupId, userId }) => `${groupId} ${userId}`),
  )
}

function* repetitions(base: string, keys: readonly unknown[], member?: string): Generator<Issue> {
  const seen = new Set<unknown>()
  for (const [i, key] of keys.entries()) {
    if (seen.has(key))
      yield { pointer: `${base}/${i}${member === undefined ? '' : `/${member}`}`, detail: 'is there more than once' }
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

function* entityIssues(model: Model, { entities }: TenantDocument): Generator<Issue> {
  const resources = new Map(rootResources(model).map((resource) => [resource.path, resource]))
  for (const [path, list] of Object.entries(entities)) {
    const resource = resources.get(path)
    const pointer = `/entities/${escapePointer(path)}`
    if (resource === undefined) yield { pointer, detail: 'is no entity set or singleton of this version' }
    else yield* listIssues(resource, list, pointer)
  }
}

function* listIssues(resource: Resource, list: readonly Entity[], base: string): Generator<Issue> {
  if (!resource.many && list.length > 1) yield { pointer: base, detail: 'can hold only one entity' }
  yield* repetitions(
    base,
    list.map(({ id }) => id),
    'id',
  )
  const contained = containedResources(resource)
  for (const [i, entity] of list.entries()) {
    const pointer = `${base}/${i}`
    const type = typeOf(resource, entity)
    if (type === undefined) {
      yield { pointer: `${pointer}/@odata.type`, detail: `is no type that this version knows at ${resource.path}` }
      continue
    }
    const own = { ...entity }
    for (const child of contained) {
      const inside = own[child.name]
      delete own[child.name]
      if (inside === undefined) continue
      const inner = child.many ? inside : [inside]
      if (!isListOfObjects(inner)) yield { pointer: `${pointer}/${child.name}`, detail: 'must hold entities' }
      else yield* listIssues(child, inner, `${pointer}/${child.name}`)
    }
    if (type.name === 'user' && typeof own['passwordProfile'] === 'object' && own['passwordProfile'] !== null)
      yield { pointer: `${pointer}/passwordProfile`, detail: 'must be null: passwords are not imported' }
    yield* storedIssues(type, own, pointer)
  }
}

function* documentIssues(model: Model, { entities, documents = [] }: TenantDocument): Generator<Issue> {
  const items = new Set<string>()
  for (const [i, { path, keys, entity }] of documents.entries()) {
    const pointer = `/documents/${i}`
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
    else if (container?.layout === 'table' && !entities[container.path]?.some(({ id }) => id === keys[0]))
      yield { pointer: `${pointer}/keys`, detail: `must lead to an entity of ${container.path}` }
    if (type === undefined)
      yield { pointer: `${pointer}/entity/@odata.type`, detail: `is no type that this version knows at ${path}` }
    else {
      const { '@odata.type': _type, ...own } = entity
      yield* storedIssues(type, own, `${pointer}/entity`)
    }
    const own = [path, ...keys, ...(resource.many ? [entity['id'] as string] : [])].join('\n')
    if (items.has(own)) yield { pointer: `${pointer}/entity/id`, detail: 'is there more than once' }
    items.add(own)
  }
}

function* referenceIssues(model: Model, { references = [] }: TenantDocument): Generator<Issue> {
  for (const [i, { path, keys }] of references.entries()) {
    const resource = model.findResource(path)
    if (resource?.refersTo === undefined)
      yield { pointer: `/references/${i}/path`, detail: 'is no path of references in this version' }
    else if (keys.length !== depthOf(resource))
      yield { pointer: `/references/${i}/keys`, detail: `must be ${depthOf(resource)} keys` }
  }
}

function isListOfObjects(value: unknown): value is Entity[] {
  return (
    Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))
  )
}

/** The concrete type that an entity names; without a name the only one there is. */
export function typeOf({ concreteTypes, type }: Resource, entity: Entity): EntityType | undefined {
  const named = entity['@odata.type']
  if (named === undefined) return concreteTypes.length > 1 || type.abstract ? undefined : (concreteTypes[0] ?? type)
  return concreteTypes.find((each) => named === `#${qualifiedName(each)}`)
}
