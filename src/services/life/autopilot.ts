/**
 * Imports of Autopilot devices (L87, L88): each is complete after a while, or an error; with the synchronization after that, the
 * device is among the Autopilot devices, and in the directory with its marks.
 */
import { createHash } from 'node:crypto'
import { dateTimeFromClock } from '../../model/date-time.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { loadEach } from '../../store/query/bulk.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { ItemReader } from '../items.js'
import { refreshMemberships } from '../membership-rules/apply.js'
import { BEGUN, IDENTITIES, IMPORTS, TAKEN, timeOf, UNDONE } from '../rules/autopilot-import.js'
import type { Batch } from './batch.js'
import { lifeEvent } from './events.js'
import type { LifeEvent } from './events.js'
import { recalculation } from './feed.js'
import { textMember } from './members.js'
import { eventsOfKind } from './queue.js'
import { ID_ALONE } from '../../store/layout/shape.js'

/** What becomes of imports: they begin, are complete, and each device comes with a synchronization. */
export function* importJob(batch: Batch, event: LifeEvent): Work<void> {
  const { at, cause } = event
  if (cause === 'begin') return yield* change(batch, yield* imports(batch), () => ({ deviceImportStatus: 'pending' }))
  if (cause === 'import') return yield* finish(batch, at)
  if (cause !== 'sync') return yield* synchronize(batch, event)
  const { reader } = batch
  for (const waiting of yield* eventsOfKind(reader.store.dialect, batch.tenantId, 'importJob'))
    if (waiting.cause.startsWith(DEVICE) && !batch.events.isDropped(waiting)) {
      batch.events.drop(waiting)
      yield* synchronize(batch, { ...waiting, at })
    }
}

const DEVICE = 'device '

function* imports({ reader }: Batch): Work<Entity[]> {
  const found = yield* itemsAt(reader, reader.model.resourceAt(IMPORTS), [], { filter: UNDONE })
  return found.map(({ entity }) => entity)
}

function* change(batch: Batch, found: readonly Entity[], stateOf: (imported: Entity) => Entity): Work<void> {
  const { store, model } = batch.reader
  const set = model.resourceAt(IMPORTS)
  const ids = found.map(({ id }) => String(id))
  for (const [id, { type, entity }] of yield* loadEach(store, set, ids)) {
    const state = { ...BEGUN, ...(entity['state'] as Entity | null), ...stateOf(entity) }
    yield* store.update(set, [id], { type, entity: { ...entity, state } }, ID_ALONE)
  }
}

function* finish(batch: Batch, at: number): Work<void> {
  const { autopilotImport, autopilotSync } = batch.settings.delays
  const due = (yield* imports(batch)).filter(({ importId }) => timeOf(String(importId)) + autopilotImport <= at)
  const taken = yield* takenSerials(batch, due)
  const states = new Map<string, Entity>()
  for (const imported of due) {
    const serial = textMember(imported, 'serialNumber').toLowerCase()
    const isTaken = serial !== '' && taken.has(serial)
    const id = idFrom(batch.tenantId, String(imported['id']))
    states.set(String(imported['id']), isTaken ? TAKEN : { deviceImportStatus: 'complete', deviceRegistrationId: id })
    if (isTaken) continue
    taken.add(serial)
    const { serialNumber, groupTag, productKey, assignedUserPrincipalName: user } = imported
    const facts = { id, serialNumber, groupTag, productKey, userPrincipalName: user ?? '' }
    batch.events.add(lifeEvent(at + autopilotSync, 'importJob', { cause: `${DEVICE}${id}`, facts }))
  }
  yield* change(batch, due, ({ id }) => states.get(String(id)) ?? {})
}

/** Serial numbers that the tenant has, or is about to have. */
function* takenSerials(batch: Batch, due: readonly Entity[]): Work<Set<string>> {
  const { reader, tenantId } = batch
  const taken = new Set<string>()
  for (const { cause, facts } of yield* eventsOfKind(reader.store.dialect, tenantId, 'importJob'))
    if (cause.startsWith(DEVICE)) taken.add(textMember(facts, 'serialNumber').toLowerCase())
  const identities = reader.model.resourceAt(IDENTITIES)
  for (const imported of due) {
    const serial = textMember(imported, 'serialNumber')
    const filter = `serialNumber eq ${quoted(serial)}`
    if ((yield* itemsAt(reader, identities, [], { filter, select: ['id'], firstBy: 'id' })).length > 0)
      taken.add(serial.toLowerCase())
  }
  return taken
}

export interface Registered {
  readonly identity: Entity
  /** Its object in the directory, if that is still there. */
  readonly objectId: string | undefined
}

/** The Autopilot device with a serial number. */
export function* findRegistered(scope: ItemReader, serialNumber: string): Work<Registered | undefined> {
  const identities = scope.model.resourceAt(IDENTITIES)
  const [found] = yield* itemsAt(scope, identities, [], { filter: `serialNumber eq ${quoted(serialNumber)}` })
  if (found === undefined) return undefined
  const deviceId = textMember(found.entity, 'azureAdDeviceId')
  const wanted = { filter: `deviceId eq ${quoted(deviceId)}`, select: ['id'] }
  const [object] = deviceId === '' ? [] : yield* itemsAt(scope, scope.model.resourceAt('devices'), [], wanted)
  return { identity: found.entity, objectId: object && String(object.entity['id']) }
}

/** The device has enrolled (L88). */
export function* markEnrolled(scope: ItemReader, { identity }: Registered, enrolled: Entity): Work<void> {
  const { store, model } = scope
  const set = model.resourceAt(IDENTITIES)
  const id = String(identity['id'])
  const stored = yield* store.load(set, [id])
  if (stored === undefined) return
  const entity = { ...stored.entity, enrollmentState: 'enrolled', ...enrolled }
  yield* store.update(set, [id], { ...stored, entity }, ID_ALONE)
}

/** The same in every run. */
function idFrom(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The device is among the Autopilot devices, and in the directory by its serial number (L40, L88). */
function* synchronize(batch: Batch, { at, facts }: LifeEvent): Work<void> {
  const { store, model } = batch.reader
  const identities = model.resourceAt(IDENTITIES)
  const objects = model.resourceAt('devices')
  const { id, serialNumber, groupTag } = facts as Readonly<Record<string, string | null>>
  if (id == null || (yield* store.exists(identities, [id]))) return
  const objectId = idFrom(id, 'object')
  const deviceId = idFrom(id, 'device')
  const object = complete(objects.type, {
    id: objectId,
    deviceId,
    displayName: serialNumber,
    accountEnabled: true,
    operatingSystem: 'Windows',
    operatingSystemVersion: '',
    trustType: 'AzureAd',
    profileType: 'RegisteredDevice',
    isManaged: false,
    isCompliant: false,
    alternativeSecurityIds: [],
    physicalIds: [`[ZTDId]:${id}`, ...(groupTag == null || groupTag === '' ? [] : [`[OrderID]:${groupTag}`])],
    registrationDateTime: `${dateTimeFromClock(at, 0)}Z`,
  })
  yield* store.insert(objects, [], { type: objects.type, entity: object }, ID_ALONE)
  const clock = { now: () => dateTimeFromClock(at, 0), milliseconds: () => at }
  yield* refreshMemberships({ store, model, clock }, 'device', object)
  const values = {
    ...facts,
    enrollmentState: 'notContacted',
    azureActiveDirectoryDeviceId: deviceId,
    azureAdDeviceId: deviceId,
    displayName: '',
  }
  yield* store.insert(identities, [], { type: identities.type, entity: complete(identities.type, values) }, ID_ALONE)
  batch.events.add(recalculation(at, 'devices', objectId))
}
