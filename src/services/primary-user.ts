/**
 * The primary user of a device: a reference that the device itself keeps, with what it shows of the user (B120).
 * @see https://learn.microsoft.com/mem/intune/remote-actions/find-primary-user
 */
import { directoryResourceNotFound } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { Keys } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { notFound } from './not-found.js'
import type { Scope } from './scope.js'
import { ID_ALONE } from '../store/layout/shape.js'

/** `keys` lead to the device at `devices`; without an id it has no user afterwards. False if it had none before. */
export function* setPrimaryUser(scope: Scope, devices: Resource, keys: Keys, id: string | undefined): Work<boolean> {
  const { store, model } = scope
  const device = yield* store.load(devices, keys)
  if (device === undefined) throw notFound(devices, keys)
  const user = id === undefined ? undefined : yield* store.load(model.resourceAt('users'), [id])
  if (id !== undefined && user === undefined) throw directoryResourceNotFound(id)
  const shown: Entity = {
    userId: id ?? null,
    userPrincipalName: user?.entity['userPrincipalName'] ?? '',
    userDisplayName: user?.entity['displayName'] ?? null,
    emailAddress: user?.entity['mail'] ?? null,
  }
  yield* store.update(devices, keys, { ...device, entity: { ...device.entity, ...shown } }, ID_ALONE)
  return (device.entity['userId'] ?? null) !== null
}
