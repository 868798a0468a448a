/** The default branding stays, with its name, and reaches everybody (B116). */
import { backendRefusal } from '../../errors.js'
import { DEFAULT_BRANDING } from '../../entities/built-in/branding.js'
import { allProperties } from '../../model/inheritance.js'
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import type { Keys } from '../../store/query/entities.js'
import { assignment } from './assignment.js'
import type { Rules } from './rules.js'

/** What a POST says; the rest takes a PATCH. */
const TAKEN = ['profileName', 'profileDescription', 'roleScopeTagIds']

const FIXED = ['profileName', 'profileDescription', 'isDefaultProfile', 'disableClientTelemetry']

export const brandingProfile: Rules = {
  *prepare({ store, profile }, { resource, keys }, { type, entity }, body) {
    const before = keys.length === 0 ? undefined : yield* store.load(resource, keys)
    if (before === undefined) {
      if (profile.ownMembers === 'kept') overlook(type, entity, body)
      return
    }
    const changed = FIXED.find((name) => Object.hasOwn(body, name) && body[name] !== before.entity[name])
    if (isDefault(keys) && changed !== undefined)
      throw backendRefusal(`The property '${changed}' of the default branding cannot be changed.`, changed)
  },

  *beforeDelete(_scope, { keys }) {
    if (isDefault(keys)) throw backendRefusal('The default branding cannot be deleted.')
  },
}

/** Everybody whom no other branding reaches sees the default. */
export const brandingAssignment: Rules = {
  ...assignment,
  *prepare(scope, location, stored, body) {
    if (isDefault(location.keys)) throw backendRefusal('The default branding cannot be assigned.')
    yield* assignment.prepare?.(scope, location, stored, body) ?? []
  },
}

/** There is one, whatever another profile says of itself. */
function isDefault([id]: Keys): boolean {
  return id === DEFAULT_BRANDING
}

/** What a POST does not take is as if it had not been said. */
function overlook(type: EntityType, entity: Entity, body: Entity): void {
  const properties = allProperties(type)
  for (const name of Object.keys(body))
    if (!TAKEN.includes(name) && properties[name]?.computed === false) entity[name] = properties[name].default ?? null
  entity['isDefaultProfile'] = false
}
