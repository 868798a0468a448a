/**
 * Create, get, update, replace and delete entities. The body is read first, without the database; the functions then
 * return the statements of one transaction.
 *
 * Results are JSON texts of entities, without `@odata.context`.
 */
import { modelValidationFailure } from '../errors.js'
import { isA } from '../model/inheritance.js'
import { keepHidden } from '../model/hidden.js'
import { memberAt, readBodyType } from '../model/body-types.js'
import { complete, readBody, requireEntity } from '../model/payload.js'
import type { Entity } from '../model/payload.js'
import type { Resource } from '../model/model.js'
import type { EntityType } from '../model/types.js'
import { qualifiedName } from '../model/types.js'
import { mismatch } from '../model/validation.js'
import { propertiesIn } from '../model/views.js'
import type { Keys, Stored } from '../store/query/entities.js'
import { containerOf } from '../store/layout/layout.js'
import { shownAbsent } from '../store/query/counted.js'
import type { Shape } from '../store/layout/shape.js'
import { checkedIfNeeded, ConstraintViolation, LostRace } from '../store/work.js'
import type { Work } from '../store/work.js'
import { bind, readBindings, requireBindable } from './bindings.js'
import type { Bindings } from './new-entity.js'
import { insertContained, readContained, replaceContained } from './contained.js'
import type { Contained, NewEntity } from './new-entity.js'
import { requireFixed } from './fixed-members.js'
import { follow, isFollowed, settled, settleNew, withoutFollowing } from './following.js'
import { alreadyThere, notFound } from './not-found.js'
import { notToChange, requireParent } from './presence.js'
import { prepareNew } from './prepare-new.js'
import { rulesOf } from './rules/registry.js'
import type { Rules } from './rules/rules.js'
import type { Location, Scope } from './scope.js'
import { stamp } from './stamps.js'

/** `at` is where in a request the body of the entity stands. */
export function readNewEntity(scope: Scope, resource: Resource, body: unknown, at = ''): NewEntity {
  requireEntity(body, resource.type, scope, at)
  const type = readBodyType(body, resource.type, resource.concreteTypes, scope, at)
  const values = readBody(body, type, 'create', scope, at)
  const takesId = scope.keepsIds === true || rulesOf(resource).takesId === true
  if (takesId && typeof body['id'] === 'string') values['id'] = body['id']
  const contained = readContainedOf(scope, resource, type, body, at)
  const bindings = readBindings(scope, resource, body)
  requireBindable(scope, type, bindings)
  return { type, values, bindings, contained }
}

/** The items of the list that the member `name` of a request has to be. */
export function readNewEntities(scope: Scope, resource: Resource, name: string, items: unknown): NewEntity[] {
  if (!Array.isArray(items)) throw mismatch(name, scope)
  return items.map((item, i) => readNewEntity(scope, resource, item, memberAt(name, i)))
}

function readContainedOf(
  scope: Scope,
  resource: Resource,
  type: EntityType,
  body: Entity,
  at: string,
): readonly Contained[] {
  const contained = readContained(scope, resource, type, body, at, readNewEntity)
  return rulesOf(resource).contained?.(scope, contained, 'new', { resource, type, values: body }) ?? contained
}

/** `isLast` unless the work goes on with what was made. */
export function* createEntity(
  scope: Scope,
  resource: Resource,
  parentKeys: Keys,
  { type, values, bindings, contained }: NewEntity,
  shape: Shape,
  isLast = true,
): Work<Created> {
  const location: Location = { resource, keys: parentKeys }
  const stored: Stored = { type, entity: complete(type, values) }
  Object.assign(scope.trace, { after: stored.entity, type: type.name })
  settleNew(scope, stored, values, contained)
  if (resource.shared) yield* requireParent(scope, resource, parentKeys, 'write')
  // Where no rule looks at anything else, the foreign key asks for the parent; one statement is then enough.
  yield* checkedIfNeeded(
    () => requireParent(scope, resource, parentKeys, 'write'),
    prepare(scope, location, stored, values),
  )
  try {
    const id = stored.entity['id'] as string
    const { after } = rulesOf(resource)
    if (isLast && bindings.length === 0 && contained.length === 0 && after === undefined && !isFollowed(resource))
      return { json: yield* scope.store.insert(resource, parentKeys, stored, shape, true), id }
    const json = yield* scope.store.insert(resource, parentKeys, stored, shape)
    const keys = resource.many ? [...parentKeys, id] : parentKeys
    yield* bind(scope, bindings, keys)
    const ends = isLast && after === undefined && !isFollowed(resource)
    yield* insertContained(scope, keys, contained, ends)
    yield* follow(scope, resource, parentKeys)
    if (after === undefined) return { json, id }
    if ((yield* after(scope, location, stored, values)) === 'unchanged') return { json, id }
    return { json: (yield* scope.store.find(resource, [...parentKeys, id], shape)) ?? json, id }
  } catch (error) {
    throw refusal(error, location)
  }
}

function* prepare(scope: Scope, location: Location, stored: Stored, values: Entity): Work<void> {
  yield* prepareNew(scope, location, stored, values) ?? []
}

export interface Created {
  readonly json: string
  readonly id: string
}

/** The database's refusal of a new row in Graph's words: there is one already, or the parent went away meanwhile. */
function refusal(error: unknown, location: Location): unknown {
  if (!(error instanceof ConstraintViolation)) return error
  if (error.constraint === 'foreignKey') return notFound(location.resource, location.keys)
  if (error.constraint !== 'unique') return error
  const taken = rulesOf(location.resource).duplicate?.(location)
  return Object.assign(taken ?? alreadyThere(location.resource), { cause: error })
}

export function* getSingle(scope: Scope, resource: Resource, keys: Keys, shape: Shape): Work<string> {
  const found = yield* findSingle(scope, resource, keys, shape)
  if (found === undefined) throw notFound(resource, keys)
  return found
}

/** A single value; undefined where there is none, although what contains it exists. */
export function* findSingle(scope: Scope, resource: Resource, keys: Keys, shape: Shape): Work<string | undefined> {
  const found =
    containerOf(resource) === undefined
      ? ((yield* scope.store.find(resource, keys, shape)) ?? null)
      : yield* scope.store.findSingle(resource, keys, shape)
  if (found === undefined) throw notFound(resource, keys)
  if (found !== null) return found
  const { absent } = rulesOf(resource)
  const value = absent === undefined ? undefined : yield* absent(scope, { resource, keys })
  return value === undefined ? undefined : shownAbsent(value, resource, shape)
}

/** The body of a changing request, read as far as that is possible without what is stored. */
export interface Changes {
  readonly body: Entity
  readonly named: EntityType | undefined
  readonly early: Entity | undefined
  readonly bindings: Bindings
}

export function readChanges(scope: Scope, resource: Resource, body: unknown, at = ''): Changes {
  requireEntity(body, resource.type, scope, at)
  const named = namedType(scope, resource, body, at)
  const early = named === undefined ? undefined : readBody(body, named, 'update', scope, at)
  return { body, named, early, bindings: readBindings(scope, resource, body) }
}

export function* updateEntity(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  { body, named, early, bindings }: Changes,
  shape: Shape,
): Work<string> {
  const location: Location = { resource, keys }
  const rules = rulesOf(resource)
  const loaded = yield* scope.store.load(resource, keys)
  if (loaded === undefined && (resource.many || rules.absent === undefined))
    throw yield* notToChange(scope, resource, keys)
  if (loaded === undefined) yield* requireParent(scope, resource, keys, 'write')
  const type = loaded?.type ?? named ?? resource.concreteTypes[0] ?? resource.type
  // A body may name a base type: it changes what that type declares, and the entity stays what it is.
  if (named !== undefined && !isA(type, named)) throw typeChange(type)
  requireBindable(scope, type, bindings)
  const changes = withoutOwn(rules, body, early ?? readBody(body, type, 'update', scope))
  const current = loaded?.entity ?? (yield* absentEntity(scope, location))
  if (loaded !== undefined) requireFixed(resource, scope.profile, body, changes, current)
  const { id: _sent, ...allowed } = withoutFollowing(scope, type, changes)
  const kept = keepHidden(type, current, allowed, scope.version)
  const stored: Stored = { type, entity: complete(type, { ...current, ...kept }) }
  Object.assign(scope.trace, { before: current, after: stored.entity, type: type.name })
  stamp(scope, resource, stored, 'update')
  yield* rules.prepare?.(scope, location, stored, changes) ?? []
  try {
    if (loaded === undefined) {
      const json = yield* scope.store.insert(resource, keys, stored, shape, bindings.length === 0)
      yield* bind(scope, bindings, keys)
      return json
    }
    if (bindings.length === 0 && rules.after === undefined)
      return yield* scope.store.update(resource, keys, stored, shape, true)
    const json = yield* scope.store.update(resource, keys, stored, shape)
    yield* bind(scope, bindings, keys)
    if (rules.after === undefined) return json
    if ((yield* rules.after(scope, location, stored, changes)) === 'unchanged') return json
    return (yield* scope.store.find(resource, keys, shape)) ?? json
  } catch (error) {
    // Another request was first; what it stored is now there to be changed.
    const overtaken = loaded === undefined && error instanceof ConstraintViolation && error.constraint === 'unique'
    throw overtaken ? new LostRace(error) : refusal(error, location)
  }
}

/**
 * PUT: the entity becomes what the body says, and so does what the body says that it contains (B41). What the service sets
 * itself stays, as does what the version does not show.
 */
export function* replaceEntity(scope: Scope, resource: Resource, keys: Keys, body: NewEntity): Work<void> {
  const { type, values, bindings, contained } = body
  const loaded = yield* scope.store.load(resource, keys)
  if (loaded === undefined) throw yield* notToChange(scope, resource, keys)
  if (type !== loaded.type) throw typeChange(loaded.type)
  const whole = complete(type, values)
  const visible = Object.entries(propertiesIn(type, scope.version)).filter(([, { computed }]) => !computed)
  const changes = Object.fromEntries(
    visible.flatMap(([name]) => (Object.hasOwn(whole, name) ? [[name, whole[name]] as const] : [])),
  )
  // Members that only those have who sent them go when the body leaves them out.
  const left = new Set(visible.map(([name]) => name).filter((name) => !Object.hasOwn(whole, name)))
  const before = Object.fromEntries(Object.entries(loaded.entity).filter(([name]) => !left.has(name)))
  const kept = keepHidden(type, loaded.entity, changes, scope.version)
  const stored: Stored = {
    type,
    entity: complete(type, { ...before, ...kept, ...settled(loaded, contained) }),
  }
  stamp(scope, resource, stored, 'update')
  yield* rulesOf(resource).prepare?.(scope, { resource, keys }, stored, values) ?? []
  const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
  yield* scope.store.update(resource, keys, stored, shape)
  yield* bind(scope, bindings, keys)
  yield* replaceContained(scope, keys, contained)
}

/** What an operation changes is the service's, and not in a body. */
function withoutOwn({ own }: Rules, body: Entity, changes: Entity): Entity {
  const sent = own?.filter((name) => Object.hasOwn(body, name)) ?? []
  return sent.length === 0
    ? changes
    : Object.fromEntries(Object.entries(changes).filter(([name]) => !sent.includes(name)))
}

/** The type that the body of a PATCH names; undefined if the stored one is to be taken (R20). */
function namedType(scope: Scope, resource: Resource, body: Entity, at: string): EntityType | undefined {
  const silent = !Object.hasOwn(body, '@odata.type') || body['@odata.type'] === null
  if (silent && resource.type.abstract && scope.switches.lenientPatchType) return undefined
  return readBodyType(body, resource.type, resource.concreteTypes, scope, at)
}

function typeChange(stored: EntityType): Error {
  return modelValidationFailure(
    `An entry with another type was found, but the stored entry is of type '${qualifiedName(stored)}'. The type of an entry cannot be changed.`,
  )
}

function* absentEntity(scope: Scope, location: Location): Work<Entity> {
  const { absent } = rulesOf(location.resource)
  return absent === undefined ? {} : ((yield* absent(scope, location)) ?? {})
}

export function* deleteEntity(scope: Scope, resource: Resource, keys: Keys): Work<void> {
  const { beforeDelete } = rulesOf(resource)
  if (scope.audit.isOn && resource.many) {
    const loaded = yield* scope.store.load(resource, keys)
    if (loaded !== undefined) Object.assign(scope.trace, { before: loaded.entity, type: loaded.type.name })
  }
  if (beforeDelete !== undefined) yield* beforeDelete(scope, { resource, keys })
  const followed = isFollowed(resource)
  if (yield* scope.store.remove(resource, keys, resource.many && !followed && !resource.shared)) {
    if (followed) yield* follow(scope, resource, keys.slice(0, -1))
    return
  }
  if (resource.many) throw yield* notToChange(scope, resource, keys)
  yield* requireParent(scope, resource, keys, 'read')
}
