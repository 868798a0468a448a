/**
 * How the settings of an intent or a template differ from those of a template: `compare`, and what an intent has otherwise
 * than its own template, `getCustomizedSettings`. Settings are told apart by their definition.
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-compare
 */
import { resourceNotFound } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import { answering } from './answering.js'

const TEMPLATES = 'deviceManagement/templates'
const INTENTS = 'deviceManagement/intents'

/** By definition. */
type Settings = ReadonlyMap<string, Entity>

function* settingsIn(scope: Scope, path: string, id: string): Work<Settings> {
  const settings = yield* itemsAt(scope, scope.model.resourceAt(`${path}/settings`), [id])
  return new Map(settings.map(({ entity }) => [String(entity['definitionId']), entity]))
}

/** The JSON of a setting's value, which clients send as it is or as text. */
function jsonOf(setting: Entity | undefined): string | null {
  const { valueJson, value } = setting ?? {}
  if (typeof valueJson === 'string') return valueJson
  return value === undefined || value === null ? null : JSON.stringify(value)
}

export const compare = answering(function* ({ scope, resource, keys }, { templateId }) {
  const id = String(templateId)
  if (!(yield* scope.store.exists(scope.model.resourceAt(TEMPLATES), [id]))) throw resourceNotFound()
  const isIntent = resource.type.name === 'deviceManagementIntent'
  const current = yield* settingsIn(scope, isIntent ? INTENTS : TEMPLATES, keys.at(-1) ?? '')
  const other = yield* settingsIn(scope, TEMPLATES, id)
  const definitions = scope.model.resourceAt('deviceManagement/settingDefinitions')
  const value: Entity[] = []
  for (const definitionId of new Set([...current.keys(), ...other.keys()])) {
    const [before, after] = [current.get(definitionId), other.get(definitionId)]
    const [currentValueJson, newValueJson] = [jsonOf(before), jsonOf(after)]
    const definition = yield* scope.store.load(definitions, [definitionId])
    value.push({
      id: (before ?? after)?.['id'],
      displayName: definition?.entity['displayName'] ?? null,
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
  const id = keys.at(-1) ?? ''
  const intent = yield* scope.store.load(resource, keys)
  const own = yield* settingsIn(scope, INTENTS, id)
  const templateId = intent?.entity['templateId']
  const template =
    typeof templateId === 'string' ? yield* settingsIn(scope, TEMPLATES, templateId) : new Map<string, Entity>()
  const value: Entity[] = []
  for (const [definitionId, setting] of own) {
    const [defaultJson, customizedJson] = [jsonOf(template.get(definitionId)), jsonOf(setting)]
    if (customizedJson !== defaultJson) value.push({ definitionId, defaultJson, customizedJson })
  }
  return { value }
})
