/** The directory's objects for devices, as far as compliance changes them (L80). */
import { loadEach } from '../../store/query/bulk.js'
import type { Work } from '../../store/work.js'
import type { Batch } from './batch.js'
import type { Draft } from './drafts.js'

const OBJECTS = 'devices'

/** Says whether the object of a device complies, where that has changed. */
export function* markCompliance(batch: Batch, { id }: Draft, isCompliant: boolean | undefined): Work<void> {
  const objectId = batch.world.devices.get(id)?.directoryId
  if (objectId === undefined || isCompliant === undefined) return
  if (batch.world.compliance.get(objectId) === isCompliant) return
  const { reader } = batch
  const objects = reader.model.resourceAt(OBJECTS)
  const found = (yield* loadEach(reader.store, objects, [objectId])).get(objectId)
  if (found === undefined) return
  batch.world.compliance.set(objectId, isCompliant)
  if (found.entity['isCompliant'] === isCompliant) return
  batch.put(objects, undefined, { ...found.entity, isCompliant, isManaged: true })
}
