/**
 * Members that follow from what an item contains: `isAssigned` from its assignments (B24), `settingCount` from its settings
 * (B43), `deployedAppCount` from its apps (B182), the
 * status of a policy set (B117). They are right when the item is made, and after every change of what it contains.
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
import { ID_ALONE } from '../store/layout/shape.js'

interface Following {
  readonly member: string
  of(count: number): unknown
  /** The one type that has it, where others have a member of that name that does not follow. */
  readonly type?: string
  /** Whether a client may say it as well, where the profile takes the service's own members as they are sent. */
  readonly said?: true
}

/** By the navigation property that they follow. */
type Followed = readonly (readonly [navigation: string, following: Following])[]

const FOLLOWING: Followed = [
  ['assignments', { member: 'isAssigned', of: (count) => count > 0 }],
  [
    'assignments',
    { member: 'status', of: (count) => (count > 0 ? 'success' : 'notAssigned'), type: 'policySet', said: true },
  ],
  ['apps', { member: 'deployedAppCount', of: (count) => count }],
  ['settings', { member: 'settingCount', of: (count) => count }],
]

const followed = new WeakMap<EntityType, Followed>()

/** What follows at items of a type from what they contain at a navigation property. */
function followingOf(type: EntityType): Followed {
  let found = followed.get(type)
  if (found === undefined) {
    found = FOLLOWING.filter(
      ([name, { member, type: only }]) =>
        (only === undefined || only === type.name) &&
        Object.hasOwn(allProperties(type), member) &&
        Object.hasOwn(allNavigation(type), name),
    )
    followed.set(type, found)
  }
  return found
}

/** Sets the members of a new item that will contain `contained`; `values` is what the client says of it. */
export function settleNew(
  { profile }: Scope,
  { type, entity }: Stored,
  values: Entity,
  contained: readonly Contained[],
): void {
  for (const [name, { member, of, said }] of followingOf(type))
    if (said !== true || profile.ownMembers === 'kept' || !Object.hasOwn(values, member))
      entity[member] = of(countIn(contained, name) ?? 0)
}

/** The members of an item that will contain `contained` in place of what it contains at the same navigation properties. */
export function settled({ type }: Stored, contained: readonly Contained[]): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const [name, { member, of }] of followingOf(type)) {
    const count = countIn(contained, name)
    if (count !== undefined) members[member] = of(count)
  }
  return members
}

/** What a body says of an item, without members that follow from what the item contains. */
export function withoutFollowing({ profile }: Scope, type: EntityType, values: Entity): Entity {
  const follows = followingOf(type)
    .filter(([, { said }]) => said !== true || profile.ownMembers === 'kept')
    .map(([, { member }]) => member)
  if (!follows.some((member) => Object.hasOwn(values, member))) return values
  return Object.fromEntries(Object.entries(values).filter(([name]) => !follows.includes(name)))
}

function countIn(contained: readonly Contained[], name: string): number | undefined {
  return contained.find(({ resource }) => resource.name === name)?.items.length
}

/** Whether a member of what contains the items at a resource follows from them. */
export function isFollowed({ name, parent }: Resource): boolean {
  if (parent?.many !== true || !FOLLOWING.some(([navigation]) => navigation === name)) return false
  return [parent.type, ...parent.concreteTypes].some((type) => followingOf(type).some(([each]) => each === name))
}

/** Sets the members of the item at `keys` after an item that it contains at `resource` has come or gone. */
export function* follow({ store }: Scope, resource: Resource, keys: Keys): Work<void> {
  const { name, parent } = resource
  if (parent === undefined || !isFollowed(resource)) return
  const item = yield* store.load(parent, keys, 'beside')
  const following = item === undefined ? [] : followingOf(item.type).filter(([navigation]) => navigation === name)
  if (item === undefined || following.length === 0) return
  const count = yield* countEntities(store, resource, keys, NO_QUERY, undefined)
  const values = Object.fromEntries(following.map(([, { member, of }]) => [member, of(count)]))
  if (Object.entries(values).every(([member, value]) => item.entity[member] === value)) return
  yield* store.update(parent, keys, { ...item, entity: { ...item.entity, ...values } }, ID_ALONE)
}
