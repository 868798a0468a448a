/**
 * Managed devices that something happens to. Of a device, which has a hundred members, those are read that its life looks at; to
 * read another one is an error.
 */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { loadEach } from '../../store/query/bulk.js'
import { changeAll, changePlainly } from '../../store/query/change-all.js'
import type { BulkChange } from '../../store/query/change-all.js'
import type { EntityStore, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'

/** What check-ins change of most devices: a column each, of which nothing else follows. */
const CHANGED_OFTEN = ['complianceGracePeriodExpirationDateTime', 'complianceState', 'lastSyncDateTime'] as const

const READ = [
  ...CHANGED_OFTEN,
  'deviceActionResults',
  'deviceCategoryDisplayName',
  'deviceEnrollmentType',
  'deviceName',
  'deviceType',
  'enrolledDateTime',
  'enrollmentProfileName',
  'id',
  'jailBroken',
  'joinType',
  'managedDeviceOwnerType',
  'managementAgent',
  'managementState',
  'manufacturer',
  'model',
  'operatingSystem',
  'osVersion',
  'processorArchitecture',
  'skuFamily',
  'skuNumber',
  'userDisplayName',
  'userId',
  'userPrincipalName',
] as const

export interface Draft {
  readonly id: string
  readonly type: Stored['type']
  entity: Entity
  /** As it is in the database. */
  stored: Entity
}

/** Those of these devices that are there, by their ids. */
export function* loadDrafts(store: EntityStore, devices: Resource, ids: readonly string[]): Work<Map<string, Draft>> {
  const found = yield* loadEach(store, devices, ids, READ)
  return new Map(
    [...found].map(([id, { type, entity: read }]) => {
      const entity = withOthersUnread(devices, read)
      return [id, { id, type, entity, stored: entity }]
    }),
  )
}

export function changeDraft(devices: Resource, draft: Draft, members: Entity): void {
  draft.entity = withOthersUnread(devices, { ...draft.entity, ...members })
}

/** Writes what has changed. */
export function* writeDrafts(store: EntityStore, devices: Resource, drafts: readonly Draft[]): Work<void> {
  const changed = drafts
    .filter(({ entity, stored }) => entity !== stored)
    .map((draft) => ({ draft, members: changedMembers(draft) }))
  const isPlain = ({ members }: { members: Entity }): boolean =>
    Object.keys(members).every((name) => (CHANGED_OFTEN as readonly string[]).includes(name))
  const plain = changed.flatMap(({ draft: { id }, members }) =>
    isPlain({ members }) && Object.keys(members).length > 0 ? { id, members } : [],
  )
  const others = changed.filter((each) => !isPlain(each))
  const ids = others.map(({ draft: { id } }) => id)
  const found = ids.length === 0 ? undefined : yield* loadEach(store, devices, ids)
  const whole = others.flatMap(({ draft: { id }, members }): BulkChange[] => {
    const before = found?.get(id)
    if (before === undefined) return []
    return [{ id, before, stored: { ...before, entity: complete(before.type, { ...before.entity, ...members }) } }]
  })
  yield* changePlainly(store, devices, plain)
  yield* changeAll(store, devices, whole)
  for (const { draft } of changed) draft.stored = draft.entity
}

function changedMembers({ entity, stored }: Draft): Entity {
  return Object.fromEntries(Object.entries(entity).filter(([name, value]) => value !== stored[name]))
}

const UNREAD = new WeakMap<Resource, object>()

function withOthersUnread(devices: Resource, read: Entity): Entity {
  let unread = UNREAD.get(devices)
  if (unread === undefined) UNREAD.set(devices, (unread = unreadMembers(devices)))
  return Object.assign(Object.create(unread) as Entity, read)
}

function unreadMembers({ name, type }: Resource): object {
  const members = Object.keys(complete(type, {})).filter((each) => !(READ as readonly string[]).includes(each))
  const failing = (member: string): PropertyDescriptor => ({
    get() {
      throw new Error(`${member} of ${name} was not read`)
    },
  })
  return Object.defineProperties({}, Object.fromEntries(members.map((member) => [member, failing(member)])))
}
