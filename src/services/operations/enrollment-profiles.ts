/**
 * Actions on profiles by which Apple devices enrol (B100): one becomes the default of its platform, and devices of the program
 * are to enrol by it.
 *
 * @see https://learn.microsoft.com/graph/api/intune-enrollment-enrollmentprofile-setdefaultprofile
 */
import type { Resource } from '../../model/model.js'
import { allProperties } from '../../model/inheritance.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { notFound } from '../not-found.js'
import { showDefault } from '../rules/enrollment-profile.js'
import type { Scope } from '../scope.js'
import type { Effect } from './effect.js'
import { record } from './journal.js'
import { ID_ALONE } from '../../store/layout/shape.js'

/** There is no way to have no default again. A profile of a kind without defaults is only asked for. */
export const setDefaultProfile: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    return function* () {
      const profile = yield* scope.store.load(resource, keys)
      if (profile === undefined) throw notFound(resource, keys)
      if (!Object.hasOwn(allProperties(profile.type), 'isDefault')) yield* record(call)
      else yield* makeDefault(scope, resource, keys, profile.type.name)
      return undefined
    }
  },
}

function* makeDefault(scope: Scope, resource: Resource, keys: Keys, type: string): Work<void> {
  const program = keys.slice(0, -1)
  const siblings: (Stored & { readonly at: Keys })[] = []
  for (const sibling of yield* itemsAt(scope, resource, program)) {
    const at = [...program, sibling.entity['id'] as string]
    const stored = sibling.type.name === type ? yield* scope.store.load(resource, at) : undefined
    if (stored !== undefined) siblings.push({ ...stored, at })
  }
  for (const { at, ...stored } of siblings) {
    const changed = { ...stored, entity: { ...stored.entity, isDefault: at.at(-1) === keys.at(-1) } }
    if (changed.entity.isDefault !== stored.entity['isDefault'])
      yield* scope.store.update(resource, at, changed, ID_ALONE)
    yield* showDefault(scope, resource, program, changed)
  }
}

/** Devices of the program, by their id or serial number, are to enrol by the profile. */
export const updateDeviceProfileAssignment: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const wanted = new Set((call.read()['deviceIds'] ?? []) as readonly string[])
    return function* () {
      if (!(yield* scope.store.exists(resource, keys))) throw notFound(resource, keys)
      const program = keys.slice(0, -1)
      const devices = resource.parent?.children.get('importedappledeviceidentities')
      for (const { entity } of devices === undefined ? [] : yield* itemsAt(scope, devices, program)) {
        if (devices === undefined || ![entity['id'], entity['serialNumber']].some((each) => wanted.has(String(each))))
          continue
        const requested = {
          requestedEnrollmentProfileId: keys.at(-1),
          requestedEnrollmentProfileAssignmentDateTime: `${scope.clock.now()}Z`,
        }
        const at = [...program, entity['id'] as string]
        const device = yield* scope.store.load(devices, at)
        if (device === undefined) continue
        yield* scope.store.update(devices, at, { ...device, entity: { ...device.entity, ...requested } }, ID_ALONE)
      }
      return undefined
    }
  },
}
