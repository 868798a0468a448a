/** Properties that the service sets by itself when an entity is stored. */
import type { Resource } from '../model/model.js'
import type { EntityType, Property } from '../model/types.js'
import { propertyList } from '../model/inheritance.js'
import type { Stored } from '../store/query/entities.js'
import type { Scope } from './scope.js'

/** The length of a time without fraction and zone. */
const WHOLE = '0000-00-00T00:00:00'.length

/** Times and counters that the service keeps (R5). */
export function stamp(
  scope: Scope,
  { lowerPath }: Resource,
  { type, entity }: Stored,
  occasion: 'create' | 'update',
): void {
  const stamped = stampedOf(type)
  if (stamped.length === 0) return
  const now = `${scope.clock.now()}Z`
  const modified = scope.profile.wholeSeconds.has(lowerPath) ? `${now.slice(0, WHOLE)}Z` : now
  for (const [name, { stamp }] of stamped) {
    if (stamp === 'modified') entity[name] = modified
    if (stamp === 'created' && occasion === 'create') entity[name] = now
    if (stamp === 'revision') entity[name] = occasion === 'create' ? 1 : (entity[name] as number) + 1
  }
}

/**
 * The answer to a POST tells both times with all digits, also where later reads show whole seconds (B3), and of what the
 * service does right afterwards that it is still to be done.
 */
export function asCreated({ profile, clock }: Scope, { lowerPath }: Resource, json: string): string {
  const begun = (profile.begins[lowerPath] ?? []).reduce((text, [done, begins]) => text.replace(done, begins), json)
  if (!profile.wholeSeconds.has(lowerPath)) return begun
  const [, created = `${clock.now()}Z`] = /"createdDateTime":"([^"]+)"/.exec(begun) ?? []
  return begun.replace(/("lastModifiedDateTime":")[^"]+/, `$1${created}`)
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
