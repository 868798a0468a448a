/** Properties that the service sets by itself when an entity is stored. */
import type { EntityType, Property } from '../model/types.js'
import { propertyList } from '../model/inheritance.js'
import type { Stored } from '../store/query/entities.js'
import type { Scope } from './scope.js'

/** Times and counters that the service keeps (R5). */
export function stamp(scope: Scope, { type, entity }: Stored, occasion: 'create' | 'update'): void {
  const stamped = stampedOf(type)
  if (stamped.length === 0) return
  const now = `${scope.clock.now()}Z`
  for (const [name, { stamp }] of stamped) {
    if (stamp === 'modified' || (stamp === 'created' && occasion === 'create')) entity[name] = now
    if (stamp === 'revision') entity[name] = occasion === 'create' ? 1 : (entity[name] as number) + 1
  }
}

const stamped = new WeakMap<EntityType, readonly (readonly [name: string, property: Property])[]>()

/** The properties that the service keeps itself. */
function stampedOf(type: EntityType): readonly (readonly [name: string, property: Property])[] {
  let found = stamped.get(type)
  if (found === undefined) {
    found = propertyList(type).filter(([, { stamp }]) => stamp !== undefined)
    stamped.set(type, found)
  }
  return found
}

/** Times of the clock have more digits than JavaScript's; whole seconds are added to those before the point. */
export function later(time: string, seconds: number): string {
  const [whole = '', fraction = ''] = time.slice(0, -1).split('.')
  const moved = new Date(Date.parse(`${whole}Z`) + seconds * 1000)
  if (Number.isNaN(moved.getTime()) || moved.getUTCFullYear() > 9999) return '9999-12-31T23:59:59.9999999Z'
  return `${moved.toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`
}
