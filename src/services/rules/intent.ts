/**
 * Intents of a template whose settings are known have its category, with the same settings as the intent itself: a change at one
 * address is a change at the other (B59).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-deviceintent-devicemanagementintent
 */
import { categoriesOfTemplates } from '../../entities/catalog/intent-settings.js'
import type { SettingCategory } from '../../entities/catalog/intent-settings.js'
import { complete } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import type { Keys, Stored } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const SETTINGS = 'deviceManagement/intents/settings'
const CATEGORIES = 'deviceManagement/intents/categories'

export const intent: Rules = {
  /** Categories come from the template. */
  contained(_scope, contained, _occasion, { values }) {
    if (categoryOf(values['templateId']) === undefined) return contained
    return contained.filter(({ resource }) => resource.path !== CATEGORIES)
  },

  *after(scope, { keys }, { entity }) {
    const category = categoryOf(entity['templateId'])
    if (category === undefined) return 'unchanged'
    const intentId = entity['id'] as string
    const isNew = keys.length === 0
    if (isNew || !(yield* hasCategory(scope, intentId, category))) yield* addCategory(scope, intentId, category)
    return 'unchanged'
  },
}

function hasCategory({ model, store }: Scope, intentId: string, { id }: SettingCategory): Work<boolean> {
  return store.exists(model.resourceAt(CATEGORIES), [intentId, id])
}

/** Intents of databases from before there were categories get theirs with their next change. */
function* addCategory(scope: Scope, intentId: string, category: SettingCategory): Work<void> {
  const { model, store } = scope
  const { id, displayName } = category
  const { type } = model.resourceAt(CATEGORIES)
  const own = complete(type, { id, displayName, hasRequiredSetting: false })
  yield* store.insert(model.resourceAt(CATEGORIES), [intentId], { type, entity: own }, ID_ALONE)
  for (const setting of yield* itemsAt(scope, model.resourceAt(SETTINGS), [intentId]))
    if (isHeld(category, setting))
      yield* store.insert(model.resourceAt(`${CATEGORIES}/settings`), [intentId, id], setting, ID_ALONE)
}

export const settingInstance: Rules = {
  *after(scope, { resource, keys }, stored) {
    const other = yield* otherAddress(scope, resource, keys, stored)
    if (other === undefined) return 'unchanged'
    if (yield* scope.store.exists(other.resource, other.keys))
      yield* scope.store.update(other.resource, other.keys, stored, ID_ALONE)
    else yield* scope.store.insert(other.resource, other.keys.slice(0, -1), stored, ID_ALONE)
    return 'unchanged'
  },

  *beforeDelete(scope, { resource, keys }) {
    const stored = yield* scope.store.load(resource, keys)
    const other = stored && (yield* otherAddress(scope, resource, keys, stored))
    if (other !== undefined) yield* scope.store.remove(other.resource, other.keys)
  },
}

function categoryOf(templateId: unknown): SettingCategory | undefined {
  return typeof templateId === 'string' ? categoriesOfTemplates().get(templateId.toLowerCase()) : undefined
}

function isHeld({ settings }: SettingCategory, { entity }: Stored): boolean {
  return settings.some(({ definitionId }) => definitionId === entity['definitionId'])
}

/** Where a setting of an intent is found as well; undefined where it is in no category of a template. */
function* otherAddress(
  scope: Scope,
  { path }: Resource,
  [intentId = '', categoryId]: Keys,
  stored: Stored,
): Work<{ readonly resource: Resource; readonly keys: Keys } | undefined> {
  const isCategory = path === `${CATEGORIES}/settings`
  if (path !== SETTINGS && !isCategory) return undefined
  const { model, store } = scope
  const owner = yield* store.load(model.resourceAt('deviceManagement/intents'), [intentId], 'unlocked')
  const category = categoryOf(owner?.entity['templateId'])
  const id = stored.entity['id'] as string
  if (category === undefined) return undefined
  if (isCategory)
    return categoryId === category.id ? { resource: model.resourceAt(SETTINGS), keys: [intentId, id] } : undefined
  if (!isHeld(category, stored)) return undefined
  if (!(yield* hasCategory(scope, intentId, category))) yield* addCategory(scope, intentId, category)
  return { resource: model.resourceAt(`${CATEGORIES}/settings`), keys: [intentId, category.id, id] }
}
