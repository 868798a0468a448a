/**
 * Actions that replace what an item contains: `assign` its assignments (R7, B23, B24), `scheduleActionsForRules` the actions
 * of a compliance policy, `targetApps` the apps of a protection. Which parameter fills which navigation property follows
 * from the declaration: the one whose items are of the parameter's type. A parameter with the name of a property sets it.
 *
 * @see https://learn.microsoft.com/graph/api/intune-apps-manageddevicemobileappconfiguration-assign
 */
import { backendRefusal } from '../../errors.js'
import { requireKnownParameters } from '../../model/parameters.js'
import type { Entity } from '../../model/payload.js'
import { mismatch } from '../../model/validation.js'
import { allNavigation, allProperties } from '../../model/inheritance.js'
import type { EntityType, Operation } from '../../model/types.js'
import { replaceContained } from '../contained.js'
import type { Contained } from '../new-entity.js'
import { readNewEntities } from '../entities.js'
import { settled } from '../following.js'
import { requirePublished } from '../rules/mobile-app-assignment.js'
import { rulesOf } from '../rules/registry.js'
import { notFound } from '../not-found.js'
import type { Call, Effect } from './effect.js'

export const replacement: Effect = {
  fits: (operation, type) => collectionsOf(operation, type).size > 0,

  plan(call) {
    const { operation, scope, resource, keys } = call
    const sent = readContainedParameters(call)
    const values = readValues(call)
    const item = { resource, type: call.type, values }
    if (operation.name === 'assign') refuseTwice(sent)
    const contained = rulesOf(resource).contained?.(scope, sent, 'replaced', item) ?? sent
    return function* () {
      const item = yield* scope.store.load(resource, keys)
      if (item === undefined) throw notFound(resource, keys)
      if (operation.name === 'assign') requirePublished(item)
      yield* replaceContained(scope, keys, contained)
      const entity = { ...item.entity, ...values, ...settled(item, contained) }
      const shape = { version: scope.version, select: ['id'], typeAnnotations: 'none' } as const
      if (Object.entries(entity).some(([name, value]) => item.entity[name] !== value))
        yield* scope.store.update(resource, keys, { type: item.type, entity }, shape)
      const [first] = contained
      return operation.returns === undefined || first === undefined
        ? undefined
        : { entities: { resource: first.resource, keys } }
    }
  },
}

/**
 * Whom a list of assignments names twice, it is refused (L29): a group is assigned to a policy once, to an app once for each intent.
 * The text is not the service's, which is not known. A target that does not say what it is (B27) names nobody.
 */
function refuseTwice(contained: readonly Contained[]): void {
  const seen = new Set<string>()
  for (const { resource, items } of contained)
    for (const { values } of items) {
      const target = (values['target'] ?? {}) as Readonly<Record<string, string | undefined>>
      const { '@odata.type': type, groupId, collectionId } = target
      if (type === undefined || type === ABSTRACT) continue
      const id = groupId ?? collectionId
      const named = JSON.stringify([resource.path, type, id?.toLowerCase(), values['intent']])
      if (seen.has(named))
        throw backendRefusal(
          id === undefined
            ? `'${type}' is assigned twice.`
            : `The ${groupId === undefined ? 'collection' : 'group'} '${id}' is assigned twice.`,
          resource.name,
        )
      seen.add(named)
    }
}

const ABSTRACT = '#microsoft.graph.deviceAndAppManagementAssignmentTarget'

/** The navigation property that each parameter replaces. */
function collectionsOf({ parameters }: Operation, type: EntityType): Map<string, string> {
  const found = new Map<string, string>()
  const navigation = Object.entries(allNavigation(type)).filter(
    ([, { many, link, refersTo }]) => many && link === undefined && refersTo === undefined,
  )
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!parameter.collection || parameter.type.kind !== 'entity') continue
    const fitting = navigation.filter(([, { target }]) => target === parameter.type)
    const [property] = fitting.find(([each]) => each === 'assignments') ?? fitting[0] ?? []
    if (property !== undefined) found.set(name, property)
  }
  return found
}

/** At least one of the collections must be there; those that are not stay as they are. */
function readContainedParameters({ operation, type, scope, resource, sent }: Call): Contained[] {
  requireKnownParameters(operation, sent, scope)
  const collections = [...collectionsOf(operation, type)]
  const given = collections.filter(([parameter]) => Object.hasOwn(sent, parameter))
  if (given.length === 0) throw mismatch(collections[0]?.[0] ?? '', scope)
  return given.map(([parameter, property]) => {
    const children = resource.children.get(property.toLowerCase())
    if (children === undefined) throw new Error(`${resource.path} has no ${property}`)
    return { resource: children, items: readNewEntities(scope, children, parameter, sent[parameter]) }
  })
}

/** What further parameters say of the item itself: the `appGroupType` of `targetApps`. */
function readValues({ operation, type, sent, read }: Call): Entity {
  const properties = allProperties(type)
  const names = Object.keys(operation.parameters).filter(
    (name) => Object.hasOwn(properties, name) && Object.hasOwn(sent, name) && sent[name] !== null,
  )
  if (names.length === 0) return {}
  const values = read()
  return Object.fromEntries(names.map((name) => [name, values[name]]))
}
