/**
 * Messages to users of devices that do not comply: one message for each language, one of them the default (B113).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-notification-notificationmessagetemplate
 */
import { backendRefusal, conflict } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { itemsToChange } from '../items.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const notificationTemplate: Rules = {
  *prepare({ profile }, { keys }, { entity }, body) {
    if (profile.ownMembers === 'kept' && keys.length === 0 && Object.hasOwn(body, 'defaultLocale'))
      entity['defaultLocale'] = null
  },
}

export const localizedMessage: Rules = {
  *newId(_scope, { keys: [template = ''] }, entity) {
    return `${template}_${localeOf(entity)}`
  },

  *prepare({ store, profile }, { resource, keys }, { entity }, body) {
    if (profile.ownMembers === 'as sent') return
    const before = keys.length > 1 ? yield* store.load(resource, keys) : undefined
    entity['locale'] = before === undefined ? localeOf(entity) : before.entity['locale']
    if (before?.entity['isDefault'] === true && body['isDefault'] === false)
      throw backendRefusal(
        `The message '${String(entity['locale'])}' is the default; make another one the default.`,
        'isDefault',
      )
  },

  *after(scope, { resource, keys }, { entity }) {
    if (entity['isDefault'] !== true) return
    const [template = ''] = keys
    const { parent } = resource
    // Of two that become the default at once, the later one sees the other.
    if (parent !== undefined) yield* scope.store.takeTurn(parent, [template])
    yield* clearOtherDefaults(scope, resource, [template], entity['id'])
    const owner = parent && (yield* scope.store.load(parent, [template], 'beside'))
    if (parent === undefined || owner === undefined) return
    const changed = { ...owner, entity: { ...owner.entity, defaultLocale: localeOf(entity) } }
    yield* scope.store.update(parent, [template], changed, ID_ALONE)
  },

  duplicate: ({ keys: [template = ''] }) =>
    conflict(`The template '${template}' has a message in that language already.`),
}

function localeOf({ locale }: Entity): string {
  return String(locale).toLowerCase()
}

function* clearOtherDefaults(scope: Scope, resource: Resource, keys: Keys, id: unknown): Work<void> {
  for (const { keys: at, type, entity } of yield* itemsToChange(scope, resource, keys, { filter: 'isDefault eq true' }))
    if (entity['id'] !== id)
      yield* scope.store.update(resource, at, { type, entity: { ...entity, isDefault: false } }, ID_ALONE)
}
