/**
 * Members that follow from what an item contains: `isAssigned` from its assignments (B24), `settingCount` from its settings
 * (B43), `deployedAppCount` from its apps (B182). They are right when the item is made, and after every change of what it contains.
 */
import type { Resource } from '../model/model.js'
import { allNavigation, allProperties } from '../model/inheritance.js'
import type { Entity } from '../model/payload.js'
import type { EntityType } from '../model/types.js'
import { NO_QUERY } from '../odata/query.js'
import type { Keys, Stored } from '../store/query/entities.js'
import { countEntities } from '../store/query/queries.js'
import type { Work } from '../store/work.js'
import type { Contained } from './new-entity.js'
import type { Scope } from './scope.js'

interface Following {
  readonly member: string
  of(count: number): unknown
}

/** By the navigation property that they follow. */
const FOLLOWING: Readonly<Record<string, Following>> = {
  assignments: { member: 'isAssigned', of: (count) => count > 0 },
  apps: { member: 'deployedAppCount', of: (count) => count },
  settings: { member: 'settingCount', of: (count) => count },
}

const SHAPE = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const

/** Sets the members of a new item that will contain `contained`. */
export function settleNew({ type, entity }: Stored, contained: readonly Contained[]): void {
  for (const [name, { member, of }] of Object.entries(FOLLOWING))
    if (has(type, member) && Object.hasOwn(allNavigation(type), name))
      entity[member] = of(countIn(contained, name) ?? 0)
}

/** The members of an item that will contain `contained` in place of what it contains at the same navigation properties. */
export function settled({ type }: Stored, contained: readonly Contained[]): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const [name, { member, of }] of Object.entries(FOLLOWING)) {
    const count = countIn(contained, name)
    if (count !== undefined && has(type, member)) members[member] = of(count)
  }
  return members
}

/** What a body says of an item, without members that follow from what the item contains. */
export function withoutFollowing(type: EntityType, values: Entity): Entity {
  const follows = Object.entries(FOLLOWING).filter(
    ([name, { member }]) =>
      Object.hasOwn(values, member) && has(type, member) && Object.hasOwn(allNavigation(type), name),
  )
  if (follows.length === 0) return values
  const members = new Set(follows.map(([, { member }]) => member))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !members.has(name)))
}

function countIn(contained: readonly Contained[], name: string): number | undefined {
  return contained.find(({ resource }) => resource.name === name)?.items.length
}

/** Whether a member of what contains the items at a resource follows from them. */
export function isFollowed({ name, parent }: Resource): boolean {
  const following = Object.hasOwn(FOLLOWING, name) ? FOLLOWING[name] : undefined
  if (following === undefined || parent?.many !== true) return false
  return [parent.type, ...parent.concreteTypes].some((type) => has(type, following.member))
}

/** Sets the member of the item at `keys` after an item that it contains at `resource` has come or gone. */
export function* follow({ store }: Scope, resource: Resource, keys: Keys): Work<void> {
  const { name, parent } = resource
  const following = FOLLOWING[name]
  if (!isFollowed(resource) || parent === undefined || following === undefined) return
  const { member, of } = following
  const item = yield* store.load(parent, keys)
  if (item === undefined || !has(item.type, member)) return
  const value = of(yield* countEntities(store, resource, keys, NO_QUERY, undefined))
  if (item.entity[member] === value) return
  yield* store.update(parent, keys, { ...item, entity: { ...item.entity, [member]: value } }, SHAPE)
}

function has(type: EntityType, member: string): boolean {
  return Object.hasOwn(allProperties(type), member)
}
