/**
 * Notifications of enrolment: `notificationTemplates` of a new configuration name a channel with zeros for an id, and the
 * service makes a hidden template of messages for each, to which the texts are posted (B93).
 */
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { capital } from '../../model/words.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { stamp } from '../stamps.js'
import type { Scope } from '../scope.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const TEMPLATES = 'deviceManagement/notificationMessageTemplates'
const NAME = 'EnrollmentNotificationInternalMEO'
const WANTED = /^(email|push)_0{8}-0{4}-0{4}-0{4}-0{12}$/i
const MADE = /^(?:Email|Push)_(.+)$/

export function* makeMessages(scope: Scope, entity: Entity): Work<void> {
  const templates = entity['notificationTemplates']
  if (!Array.isArray(templates) || !templates.some((each) => WANTED.test(String(each)))) return
  const resource = scope.model.resourceAt(TEMPLATES)
  const made: unknown[] = []
  for (const each of templates) {
    const [, channel] = WANTED.exec(String(each)) ?? []
    if (channel === undefined) {
      made.push(each)
      continue
    }
    const id = scope.newId()
    const { brandingOptions = 'none' } = entity
    const values = { id, displayName: NAME, brandingOptions, defaultLocale: null }
    const stored = { type: resource.type, entity: complete(resource.type, values) }
    stamp(scope, resource, stored, 'create')
    yield* scope.store.insert(resource, [], stored, ID_ALONE)
    made.push(`${capital(channel.toLowerCase())}_${id}`)
  }
  Object.assign(entity, {
    notificationTemplates: made,
    brandingOptions: 'none',
    defaultLocale: null,
    templateType: '0',
  })
}

/** The templates go with the configuration that they were made for. */
export function* removeMessages({ store, model }: Scope, resource: Resource, keys: Keys): Work<void> {
  const configuration = yield* store.load(resource, keys)
  const templates = (configuration?.entity['notificationTemplates'] ?? []) as readonly unknown[]
  for (const each of templates) {
    const [, id] = MADE.exec(String(each)) ?? []
    const template = id === undefined ? undefined : yield* store.load(model.resourceAt(TEMPLATES), [id])
    if (id !== undefined && template?.entity['displayName'] === NAME)
      yield* store.remove(model.resourceAt(TEMPLATES), [id])
  }
}
