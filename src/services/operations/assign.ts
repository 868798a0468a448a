/**
 * The action `assign`: replaces all assignments of an item (R7).
 * @see https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfiguration-assign
 */
import { badRequest } from '../../errors.js'
import { readBodyType } from '../../model/body-types.js'
import { complete, readBody, requireObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { notFound } from '../entities.js'
import { rulesOf } from '../rules.js'
import type { Scope } from '../scope.js'
import type { Effect } from './effect.js'

export const assign: Effect = {
  plan({ scope, resource, keys, body }) {
    const assignments = readAssignments(scope, resource, body)
    return () => replaceAssignments(scope, resource, keys, assignments)
  },
}

/** The assignments in the body of the action. */
function readAssignments(scope: Scope, resource: Resource, body: unknown): readonly Entity[] {
  requireObject(body)
  const children = assignmentsOf(resource)
  const sent = Object.hasOwn(body, 'assignments') ? body['assignments'] : undefined
  if (!Array.isArray(sent)) throw badRequest('Property assignments in payload has a value that does not match schema.')
  const unknown = Object.keys(body).find((name) => name !== 'assignments' && !name.includes('@odata.'))
  if (unknown !== undefined)
    throw badRequest(
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation 'assign'.`,
    )
  return sent.map((item: unknown): Entity => {
    requireObject(item)
    const type = readBodyType(item, children.type, children.concreteTypes, scope)
    return complete(type, readBody(item, type, 'create', scope))
  })
}

function* replaceAssignments(scope: Scope, resource: Resource, keys: Keys, values: readonly Entity[]): Work<void> {
  const children = assignmentsOf(resource)
  if ((yield* scope.store.load(resource, keys)) === undefined) throw notFound(resource, keys)
  const wanted = yield* byId(scope, children, keys, values)
  yield* scope.store.removeChildren(children, keys)
  const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
  for (const entity of wanted.values())
    yield* scope.store.insert(children, keys, { type: children.type, entity }, shape)
}

function assignmentsOf(resource: Resource): Resource {
  const children = resource.children.get('assignments')
  if (children === undefined) throw new Error(`${resource.path} has no assignments`)
  return children
}

/** Assignments with their ids; of several to the same target the last one wins. */
function* byId(scope: Scope, resource: Resource, keys: Keys, values: readonly Entity[]): Work<Map<string, Entity>> {
  const wanted = new Map<string, Entity>()
  const { newId } = rulesOf(resource.type.name)
  for (const value of values) {
    const id = newId === undefined ? scope.newId() : yield* newId(scope, { resource, keys }, value)
    wanted.set(id, { ...value, id })
  }
  return wanted
}
