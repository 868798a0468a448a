/** Writes one object of a backup: by the way of a request, and then with the members that the service keeps (K38). */
import { GraphError } from '../../errors.js'
import { readBodyType } from '../../model/body-types.js'
import { isA, propertyList } from '../../model/inheritance.js'
import type { Resource } from '../../model/model.js'
import { complete, isObject, readProperty } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { undoneIfFailed } from '../../store/savepoint.js'
import { ConstraintViolation } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { replaceContained } from '../contained.js'
import { createEntity, readNewEntity } from '../entities.js'
import { settled, withoutFollowing } from '../following.js'
import { rulesOf } from '../rules/registry.js'
import type { Scope } from '../scope.js'
import { knownMembers } from './known-members.js'
import { ID_ALONE } from '../../store/layout/shape.js'

/** Why an object is left out. */
export class Refused extends Error {}

export function concreteType(scope: Scope, resource: Resource, body: Entity): EntityType {
  return readBodyType(body, resource.type, resource.concreteTypes, scope)
}

/** What of a body this version knows. */
export function knownBody(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  body: Entity,
  dropped: (path: string, reason: string) => void,
): Entity {
  const typeOf = (at: Resource | undefined, item: Entity): EntityType | undefined => {
    if (at === undefined) return undefined
    try {
      return concreteType(scope, at, item)
    } catch {
      return undefined
    }
  }
  return knownMembers(type, body, (name, item) => typeOf(resource.children.get(name.toLowerCase()), item), dropped)
}

/** The id that a new object gets: that of the backup, or one that follows from its name. */
export function* idOf(scope: Scope, resource: Resource, type: EntityType, body: Entity): Work<string> {
  const told = body['id']
  if (told !== undefined && told !== null) return readId(told)
  const { newId } = rulesOf(resource)
  if (newId === undefined) return scope.newId()
  const id = newId(scope, { resource, keys: [] }, complete(type, body), type)
  return typeof id === 'string' ? id : yield* id
}

function readId(id: unknown): string {
  // eslint-disable-next-line no-control-regex
  if (typeof id !== 'string' || !/^[^\u0000-\u001f/\\?#%]{1,200}$/.test(id) || !id.isWellFormed())
    throw new Refused(`the id ${JSON.stringify(id)?.slice(0, 80)} is none that the service gives`)
  return /^[0-9a-f-]{36}$/i.test(id) ? id.toLowerCase() : id
}

/** Stores an object. `id` is its key. */
export function* writeObject(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  body: Entity,
  id: string,
  assignments: readonly Entity[],
): Work<void> {
  const created = readNewEntity(scope, resource, { ...body, id })
  yield* createEntity(scope, resource, [], created, ID_ALONE, false)
  yield* keepOwnMembers(scope, resource, type, body, id)
  if (assignments.length > 0) yield* assign(scope, resource, id, assignments)
}

/** Times, versions and what else the service sets by itself are those of the backup. */
function* keepOwnMembers(scope: Scope, resource: Resource, type: EntityType, body: Entity, id: string): Work<void> {
  const kept: Entity = {}
  for (const [name, property] of propertyList(type)) {
    if (property.computed !== true || name === 'id' || !Object.hasOwn(body, name) || body[name] === null) continue
    kept[name] = readProperty(name, property, body[name], scope)
  }
  const own = withoutFollowing(scope, type, kept)
  if (Object.keys(own).length === 0) return
  const stored = yield* scope.store.load(resource, [id])
  if (stored === undefined) return
  yield* scope.store.update(resource, [id], { type, entity: { ...stored.entity, ...own } }, ID_ALONE)
}

function* assign(scope: Scope, resource: Resource, id: string, assignments: readonly Entity[]): Work<void> {
  const child = resource.children.get('assignments')
  if (child === undefined) throw new Refused(`nothing is assigned at ${resource.path}`)
  const items = assignments.map((assignment) => {
    const { id: toldId, ...rest } = assignment
    const told = isIdOf(toldId, id, rest) ? { ...rest, id: toldId } : rest
    const type = childTypeOf(scope, child, told)
    return readNewEntity(
      scope,
      child,
      knownBody(scope, child, type, told, () => undefined),
    )
  })
  const contained = [{ resource: child, items }]
  yield* replaceContained(scope, [id], contained)
  const stored = yield* scope.store.load(resource, [id])
  if (stored === undefined) return
  const following = settled(stored, contained)
  if (Object.entries(following).some(([name, value]) => stored.entity[name] !== value))
    yield* scope.store.update(resource, [id], { ...stored, entity: { ...stored.entity, ...following } }, ID_ALONE)
}

/** Whether an assignment of an item can have the id that a backup tells: the service makes them of the item and the target. */
function isIdOf(told: unknown, item: string, { target }: Entity): told is string {
  const group: unknown = isObject(target) ? target['groupId'] : undefined
  if (typeof told !== 'string' || (!told.startsWith(`${item}_`) && !told.startsWith(`${item}:`))) return false
  return /^[0-9a-z_:-]{1,200}$/i.test(told) && (typeof group !== 'string' || told.includes(group))
}

function childTypeOf(scope: Scope, child: Resource, body: Entity): EntityType {
  const type = concreteType(scope, child, body)
  return isA(type, child.type) ? type : child.type
}

/**
 * What a unit of work changes is taken back if the service refuses it, and why is told; other errors end the whole. A
 * refusal by the database would end the transaction on PostgreSQL otherwise.
 */
export function* orRefused(work: () => Work<void>): Work<string | undefined> {
  try {
    yield* undoneIfFailed(work)
    return undefined
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return reason
  }
}

export function reasonOf(error: unknown): string | undefined {
  if (error instanceof Refused) return error.message
  if (error instanceof GraphError)
    return error.target === undefined ? error.message : `${error.message} (${error.target})`
  if (error instanceof ConstraintViolation) return 'there is something with the same key or name already'
  return undefined
}
