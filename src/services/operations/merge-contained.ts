/**
 * Actions that change some of what an item contains: `updateDefinitionValues {added, updated, deletedIds}` (B65), `update
 * {addedPolicySetItems, …}` (B117), `updateSettings {settings}` (B61). A list of entities is for the navigation property of
 * their type: `added…` holds new ones, `assignments` all that there are from now on, any other list those that are there by
 * their ids and new ones without; `deleted…` holds ids. What an item of `updated…` contains is changed and added likewise.
 */
import { memberAt } from '../../model/body-types.js'
import type { Resource } from '../../model/model.js'
import { requireKnownParameters } from '../../model/parameters.js'
import { requireEntity } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { mismatch } from '../../model/validation.js'
import { allNavigation } from '../../model/inheritance.js'
import type { EntityType, Operation } from '../../model/types.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { createEntity, deleteEntity, readChanges, readNewEntities, readNewEntity, updateEntity } from '../entities.js'
import { follow } from '../following.js'
import { takeItems } from '../item-budget.js'
import { notFound } from '../not-found.js'
import type { Changes } from '../entities.js'
import type { NewEntity } from '../new-entity.js'
import type { Keys } from '../../store/query/entities.js'
import type { Scope } from '../scope.js'
import type { Call, Effect, Result } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const merge: Effect = {
  fits: (operation, type) => targetsOf(operation, type).length > 0,

  plan(call) {
    const { scope, resource, keys } = call
    const changes = readAll(call)
    return function* (): Work<Result> {
      if ((yield* scope.store.load(resource, keys)) === undefined) throw notFound(resource, keys)
      yield* perform(scope, keys, changes)
      return undefined
    }
  },
}

function* perform(scope: Scope, keys: Keys, changes: readonly Merged[]): Work<void> {
  for (const { children, added, updated, deleted, replaces } of changes) {
    if (replaces) yield* scope.store.removeChildren(children, keys)
    for (const id of deleted) yield* amid(deleteEntity(scope, children, [...keys, id]))
    for (const { id, change, inside } of updated) {
      yield* amid(updateEntity(scope, children, [...keys, id], change, ID_ALONE))
      yield* perform(scope, [...keys, id], inside)
    }
    for (const item of added) yield* amid(createEntity(scope, children, keys, item, ID_ALONE))
    if (replaces) yield* follow(scope, children, keys)
  }
}

interface Target {
  readonly parameter: string
  readonly property: string
}

/** The lists of entities, each with the navigation property of their type. */
function targetsOf({ parameters }: Operation, type: EntityType): Target[] {
  return Object.entries(parameters).flatMap(([parameter, { type: item, collection }]) => {
    if (!collection || item.kind !== 'entity') return []
    const fitting = Object.entries(allNavigation(type)).filter(([, { target, many }]) => many && target === item)
    return fitting.slice(0, 1).map(([property]) => ({ parameter, property }))
  })
}

interface Updated {
  readonly id: string
  readonly change: Changes
  /** What it contains, where that is said as well. */
  readonly inside: readonly Merged[]
}

interface Merged {
  readonly children: Resource
  readonly added: readonly NewEntity[]
  readonly updated: readonly Updated[]
  readonly deleted: readonly string[]
  /** What is there goes first. */
  readonly replaces: boolean
}

function readAll(call: Call): Merged[] {
  const { operation, type, sent, resource } = call
  requireKnownParameters(operation, sent, call.scope)
  const targets = targetsOf(operation, type)
  const deletions = Object.keys(operation.parameters).filter((name) => name.startsWith('deleted'))
  const first = childrenOf(resource, targets[0]?.property ?? '')
  const lists = targets.map(({ parameter, property }) => readList(call, parameter, childrenOf(resource, property)))
  const deleted = deletions.flatMap((name) => readIds(call, name))
  return [{ children: first, added: [], updated: [], deleted, replaces: false }, ...lists]
}

function childrenOf(resource: Resource, property: string): Resource {
  const children = resource.children.get(property.toLowerCase())
  if (children === undefined) throw new Error(`${resource.path} has no ${property}`)
  return children
}

function readList({ scope, sent }: Call, parameter: string, children: Resource): Merged {
  const items = sent[parameter] ?? []
  const replaces = parameter === 'assignments' && Object.hasOwn(sent, parameter)
  if (replaces || parameter.startsWith('added')) {
    const added = readNewEntities(scope, children, parameter, items)
    return { children, added, updated: [], deleted: [], replaces }
  }
  return readItems(scope, children, parameter, items, parameter.startsWith('updated'))
}

/** Items that are there by their ids, and new ones without. */
function readItems(scope: Scope, children: Resource, at: string, items: unknown, goesIn: boolean): Merged {
  if (!Array.isArray(items)) throw mismatch(at, scope)
  const added: NewEntity[] = []
  const updated: Updated[] = []
  for (const [i, item] of (items as unknown[]).entries()) {
    const itemAt = memberAt(at, i)
    requireEntity(item, children.type, scope, itemAt)
    const id = Object.hasOwn(item, 'id') ? item['id'] : undefined
    if (typeof id !== 'string' || id === '') added.push(readNewEntity(scope, children, item, itemAt))
    else {
      const change = readChanges(scope, children, item, itemAt)
      updated.push({ id, change, inside: goesIn ? readInside(scope, children, item, itemAt) : [] })
    }
  }
  return { children, added, updated, deleted: [], replaces: false }
}

function readInside(scope: Scope, resource: Resource, item: Entity, at: string): Merged[] {
  return [...resource.children.values()].flatMap((children) => {
    const items = Object.hasOwn(item, children.name) ? item[children.name] : undefined
    const isContained = children.many && children.link === undefined && children.refersTo === undefined
    if (!isContained || items === null || items === undefined) return []
    if (Array.isArray(items)) takeItems(scope.items, items.length)
    return [readItems(scope, children, memberAt(at, children.name), items, true)]
  })
}

function readIds({ sent, scope }: Call, name: string): string[] {
  const ids = sent[name] ?? []
  if (!Array.isArray(ids) || !ids.every((id): id is string => typeof id === 'string')) throw mismatch(name, scope)
  return ids
}
