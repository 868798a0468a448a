/**
 * Imports of Autopilot devices (B98). The service takes a moment for each: a read that comes after it finds the import
 * done, and the device among the Autopilot devices, or an error if that had the device already.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-enrollment-importedwindowsautopilotdeviceidentity
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt, itemsToChange, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const IMPORTS = 'deviceManagement/importedWindowsAutopilotDeviceIdentities'
export const IDENTITIES = 'deviceManagement/windowsAutopilotDeviceIdentities'
/** Milliseconds that an import takes. */
const TAKES = 2000

export const BEGUN = {
  deviceImportStatus: 'unknown',
  deviceRegistrationId: '',
  deviceErrorCode: 0,
  deviceErrorName: '',
}
/** The tenant has the device already: its serial number. */
export const TAKEN = { deviceImportStatus: 'error', deviceErrorCode: 806, deviceErrorName: 'ZtdDeviceAlreadyAssigned' }

export const autopilotImport: Rules = {
  *prepare({ clock, newId, profile }, { keys }, { entity }, body) {
    if (keys.length > 0) return
    if (profile.ownMembers === 'kept' || typeof body['importId'] !== 'string')
      entity['importId'] = timedId(clock.milliseconds(), newId())
    if (profile.ownMembers === 'kept' || !Object.hasOwn(body, 'state')) entity['state'] = { ...BEGUN }
    // The hash is used and not kept.
    if (profile.ownMembers === 'kept') entity['hardwareIdentifier'] = null
  },

  *settle(scope) {
    yield* settleImports(scope)
  },
}

export const autopilotDevice: Rules = {
  *settle(scope) {
    yield* settleImports(scope)
  },
}

/** Imports that are not done. */
export const UNDONE = "state/deviceImportStatus in ('unknown','pending') and importId ne null"

/** Does what is due. In a tenant that lives, that is an event of its own (services/life/autopilot). */
function* settleImports(scope: Scope): Work<void> {
  if (scope.life !== undefined) return
  const imports = scope.model.resourceAt(IMPORTS)
  for (const { keys, type, entity } of yield* itemsToChange(scope, imports, [], { filter: UNDONE })) {
    if (!isDue(scope, entity) || !isUndone(entity)) continue
    const state = yield* register(scope, scope.model.resourceAt(IDENTITIES), entity)
    yield* scope.store.update(imports, keys, { type, entity: { ...entity, state: { ...BEGUN, ...state } } }, ID_ALONE)
  }
}

function isUndone({ state }: Entity): boolean {
  return ['unknown', 'pending'].includes(String((state as Entity | null)?.['deviceImportStatus']))
}

function isDue({ clock, switches }: Scope, { importId }: Entity): boolean {
  return switches.immediateProcessing || clock.milliseconds() >= timeOf(String(importId)) + TAKES
}

/** Makes the device, and gives the state of the import. */
function* register(scope: Scope, devices: Resource, imported: Entity): Work<Entity> {
  const { serialNumber, groupTag, productKey, assignedUserPrincipalName } = imported
  const filter = `serialNumber eq ${quoted(String(serialNumber))}`
  if (typeof serialNumber === 'string' && (yield* itemsAt(scope, devices, [], { filter, select: ['id'] })).length > 0)
    return TAKEN
  const { type } = devices
  const id = scope.newId()
  const values = { id, serialNumber, groupTag, productKey, userPrincipalName: assignedUserPrincipalName ?? '' }
  yield* scope.store.insert(devices, [], { type, entity: complete(type, values) }, ID_ALONE)
  return { deviceImportStatus: 'complete', deviceRegistrationId: id }
}

const TIMED_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID of version 7: it begins with the time at which it was made. */
function timedId(milliseconds: number, random: string): string {
  const time = milliseconds.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

/** An id that a client chose tells no time: such an import is due at once. */
export function timeOf(id: string): number {
  if (!TIMED_ID.test(id)) return 0
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
