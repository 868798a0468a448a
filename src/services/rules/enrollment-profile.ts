/**
 * Profiles by which Apple devices enrol (B100): their ids begin with that of the program, and the one that is the default of
 * its platform is shown where the program refers to it.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-enrollment-depenrollmentbaseprofile
 */
import { backendRefusal } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { EntityType } from '../../model/types.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { optionalValue } from './single-value.js'
import { ID_ALONE } from '../../store/layout/shape.js'

/** Screens that no profile may leave out. */
const ALWAYS_SHOWN = ['Privacy', 'Registration']

export const enrollmentProfile: Rules = {
  ...optionalValue,

  composedId: (guid, [program = '']) => `${program}_${guid}`,

  *prepare(_scope, _location, { entity }) {
    const skipped = (entity['enabledSkipKeys'] ?? []) as readonly string[]
    const refused = skipped.find((key) => ALWAYS_SHOWN.includes(key))
    if (refused !== undefined)
      throw backendRefusal(`'${refused}' in 'enabledSkipKeys' is a screen that cannot be skipped.`, 'enabledSkipKeys')
  },

  *after(scope, { resource, keys }, stored) {
    if (resource.many) yield* showDefault(scope, resource, keys.slice(0, 1), stored)
  },

  *beforeDelete(scope, { resource, keys }) {
    const stored = resource.many ? yield* scope.store.load(resource, keys) : undefined
    if (stored === undefined) return
    const without = { ...stored, entity: { ...stored.entity, isDefault: false } }
    yield* showDefault(scope, resource, keys.slice(0, 1), without)
  },
}

/**
 * Shows a profile of the program where that refers to its default, or no longer: after what several say at once, what the last
 * of them says. Profiles are locked before it, never after.
 */
export function* showDefault(scope: Scope, profiles: Resource, program: Keys, { type, entity }: Stored): Work<void> {
  const place = placeOf(profiles, type)
  if (place?.parent === undefined) return
  yield* scope.store.takeTurn(place.parent, program)
  const shown = yield* scope.store.load(place, program)
  if (entity['isDefault'] !== true && shown?.entity['id'] !== entity['id']) return
  yield* scope.store.remove(place, program)
  if (entity['isDefault'] === true) yield* scope.store.insert(place, program, { type, entity }, ID_ALONE)
}

/** Where a program refers to the default profile of a type. */
function placeOf({ parent }: Resource, type: EntityType): Resource | undefined {
  return [...(parent?.children.values() ?? [])].find((child) => !child.many && child.type === type)
}
