/**
 * How the settings of an intent or a template differ from those of a template: `compare`, and what an intent has otherwise
 * than its own template, `getCustomizedSettings`. Settings are told apart by their definition.
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-compare
 */
import { resourceNotFound } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import { answering } from './answering.js'

const TEMPLATES = 'deviceManagement/templates'
const AT_ONCE = 50

/** By definition. */
type Settings = ReadonlyMap<string, Entity>

/** The settings of an intent or a template. */
function* settingsOf(scope: Scope, { path }: Resource, keys: Keys): Work<Settings> {
  const settings = yield* itemsAt(scope, scope.model.resourceAt(`${path}/settings`), keys)
  return new Map(settings.map(({ entity }) => [String(entity['definitionId']), entity]))
}

/** The JSON of a setting's value, which clients send as it is or as text. */
function jsonOf(setting: Entity | undefined): string | null {
  const { valueJson, value } = setting ?? {}
  if (typeof valueJson === 'string') return valueJson
  return value === undefined || value === null ? null : JSON.stringify(value)
}

/** What definitions are called, many at a time. */
function* namesOf(scope: Scope, ids: readonly string[]): Work<ReadonlyMap<unknown, unknown>> {
  const definitions = scope.model.resourceAt('deviceManagement/settingDefinitions')
  const names = new Map<unknown, unknown>()
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE).map(quoted)
    const wanted = { filter: `id in (${some.join(',')})`, select: ['id', 'displayName'] }
    for (const { entity } of yield* itemsAt(scope, definitions, [], wanted))
      names.set(entity['id'], entity['displayName'])
  }
  return names
}

export const compare = answering(function* ({ scope, resource, keys }, { templateId }) {
  const templates = scope.model.resourceAt(TEMPLATES)
  const id = String(templateId)
  if (!(yield* scope.store.exists(templates, [id]))) throw resourceNotFound()
  const current = yield* settingsOf(scope, resource, keys)
  const other = yield* settingsOf(scope, templates, [id])
  const definitions = new Set([...current.keys(), ...other.keys()])
  const names = yield* namesOf(scope, [...definitions])
  const value: Entity[] = []
  for (const definitionId of definitions) {
    const [before, after] = [current.get(definitionId), other.get(definitionId)]
    const [currentValueJson, newValueJson] = [jsonOf(before), jsonOf(after)]
    value.push({
      id: (before ?? after)?.['id'],
      displayName: names.get(definitionId) ?? null,
      definitionId,
      currentValueJson,
      newValueJson,
      comparisonResult:
        before && after ? (currentValueJson === newValueJson ? 'equal' : 'notEqual') : before ? 'removed' : 'added',
    })
  }
  return { value }
})

export const getCustomizedSettings = answering(function* ({ scope, resource, keys }) {
  const own = yield* settingsOf(scope, resource, keys)
  const templateId = (yield* scope.store.load(resource, keys))?.entity['templateId']
  const templates = scope.model.resourceAt(TEMPLATES)
  const template: Settings =
    typeof templateId === 'string' ? yield* settingsOf(scope, templates, [templateId]) : new Map<string, Entity>()
  const value: Entity[] = []
  for (const [definitionId, setting] of own) {
    const [defaultJson, customizedJson] = [jsonOf(template.get(definitionId)), jsonOf(setting)]
    if (customizedJson !== defaultJson) value.push({ definitionId, defaultJson, customizedJson })
  }
  return { value }
})
