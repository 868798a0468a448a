/**
 * The action `assign`: replaces the assignments of an item (R7, B23, B24). Which of its parameters fills which collection
 * follows from the declaration: the one whose items are of the type of the parameter's.
 *
 * @see https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfiguration-assign
 */
import { badRequest, GraphError } from '../../errors.js'
import { readBodyType } from '../../model/body-types.js'
import type { Resource } from '../../model/model.js'
import { requireKnownParameters } from '../../model/parameters.js'
import { complete, readBody, requireObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { allNavigation, allProperties } from '../../model/types.js'
import type { EntityType, Operation } from '../../model/types.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { notFound } from '../entities.js'
import { rulesOf } from '../rules.js'
import type { Scope } from '../scope.js'
import type { Call, Effect } from './effect.js'

export const assign: Effect = {
  fits: (operation, type) => collectionsOf(operation, type).size > 0,

  plan(call) {
    const { operation, scope, resource, keys } = call
    const replacements = readReplacements(call)
    return function* () {
      const item = yield* scope.store.load(resource, keys)
      if (item === undefined) throw notFound(resource, keys)
      requirePublished(item)
      for (const { children, values } of replacements) yield* replace(scope, children, keys, values)
      yield* markAssigned(scope, resource, keys, item, replacements)
      const [first] = replacements
      return operation.returns === undefined || first === undefined
        ? undefined
        : { entities: { resource: first.children, keys } }
    }
  },
}

/** The navigation property that each parameter replaces. */
function collectionsOf({ parameters }: Operation, type: EntityType): Map<string, string> {
  const found = new Map<string, string>()
  const navigation = Object.entries(allNavigation(type)).filter(([, { many, link }]) => many && link === undefined)
  for (const [name, parameter] of Object.entries(parameters)) {
    const fitting = navigation.filter(([, { target }]) => parameter.collection && target === parameter.type)
    const [property] = fitting.find(([each]) => each === 'assignments') ?? fitting[0] ?? []
    if (property !== undefined) found.set(name, property)
  }
  return found
}

interface Replacement {
  readonly children: Resource
  readonly values: readonly Entity[]
}

function readReplacements({ operation, type, scope, resource, sent }: Call): Replacement[] {
  requireKnownParameters(operation, sent)
  const collections = [...collectionsOf(operation, type)]
  const given = collections.filter(([parameter]) => Object.hasOwn(sent, parameter))
  if (given.length === 0) throw mismatch(collections[0]?.[0] ?? '')
  return given.map(([parameter, property]) => {
    const children = resource.children.get(property.toLowerCase())
    if (children === undefined) throw new Error(`${resource.path} has no ${property}`)
    const items = sent[parameter]
    if (!Array.isArray(items)) throw mismatch(parameter)
    return { children, values: items.map((item) => readAssignment(scope, children, item)) }
  })
}

function mismatch(name: string): Error {
  return badRequest(`Property ${name} in payload has a value that does not match schema.`, name)
}

function readAssignment(scope: Scope, children: Resource, item: unknown): Entity {
  requireObject(item)
  const type = readBodyType(item, children.type, children.concreteTypes, scope)
  return complete(type, readBody(item, type, 'create', scope))
}

function* replace(scope: Scope, children: Resource, keys: Keys, values: readonly Entity[]): Work<void> {
  const wanted = yield* byId(scope, children, keys, values)
  yield* scope.store.removeChildren(children, keys)
  const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
  for (const stored of wanted.values()) yield* scope.store.insert(children, keys, stored, shape)
}

/** Assignments with their ids; of several to the same target the last one wins. */
function* byId(scope: Scope, resource: Resource, keys: Keys, values: readonly Entity[]): Work<Map<string, Stored>> {
  const wanted = new Map<string, Stored>()
  const { newId, prepare } = rulesOf(resource)
  const location = { resource, keys }
  for (const value of values) {
    const id = newId === undefined ? scope.newId() : yield* newId(scope, location, value)
    const stored: Stored = { type: resource.type, entity: { ...value, id } }
    if (prepare !== undefined) yield* prepare(scope, location, stored, value)
    wanted.set(id, stored)
  }
  return wanted
}

/** Apps that are not published yet cannot be assigned (B29). */
function requirePublished({ entity }: Stored): void {
  if (entity['publishingState'] === 'notPublished')
    throw new GraphError(400, 'BadRequest', "Invalid operation: app's PublishingState is not 'Published'.", {
      form: 'nested',
    })
}

/** Items that say whether they are assigned say so from now on. Their version and times stay (R7). */
function* markAssigned(
  scope: Scope,
  resource: Resource,
  keys: Keys,
  { type, entity }: Stored,
  replacements: readonly Replacement[],
): Work<void> {
  if (!Object.hasOwn(allProperties(type), 'isAssigned')) return
  const isAssigned = replacements.some(({ values }) => values.length > 0)
  if (entity['isAssigned'] === isAssigned) return
  const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
  yield* scope.store.update(resource, keys, { type, entity: { ...entity, isAssigned } }, shape)
}
