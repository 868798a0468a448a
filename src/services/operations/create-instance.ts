/**
 * `createInstance` of a template: an intent with the settings of the template, those of `settingsDelta` in place of the
 * ones with the same definition (B58).
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementtemplate-createinstance
 */
import { readParameters } from '../../model/parameters.js'
import type { Entity } from '../../model/payload.js'
import type { Resource } from '../../model/model.js'
import { amid } from '../../store/work.js'
import { createEntity, readNewEntities } from '../entities.js'
import type { NewEntity } from '../new-entity.js'
import { notFound } from '../not-found.js'
import { itemsAt } from '../items.js'
import type { Call, Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const INTENTS = 'deviceManagement/intents'

export const createInstance: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const intents = scope.model.resourceAt(INTENTS)
    const settings = childOf(intents, 'settings')
    const { delta, parameters } = readAll(call, settings)
    const replaced = new Set(delta.map(({ values }) => values['definitionId']))
    return function* () {
      const template = yield* scope.store.load(resource, keys, 'unlocked')
      if (template === undefined) throw notFound(resource, keys)
      const kept = (yield* itemsAt(scope, childOf(resource, 'settings'), keys))
        .filter(({ entity }) => !replaced.has(entity['definitionId']))
        .map(({ type, entity }): NewEntity => ({ type, values: entity, bindings: [], contained: [] }))
      const values = {
        displayName: template.entity['displayName'],
        ...present(parameters),
        templateId: template.entity['id'],
      }
      const contained = [{ resource: settings, items: [...kept, ...delta] }]
      const intent = { type: intents.type, values, bindings: [], contained }
      const { id } = yield* amid(createEntity(scope, intents, [], intent, ID_ALONE))
      return { entity: { resource: intents, keys: [id] } }
    }
  },
}

/** The list of settings goes by either of two names. */
function readAll({ operation, sent, scope }: Call, settings: Resource): { delta: NewEntity[]; parameters: Entity } {
  const { settings: older, settingsDelta = older ?? [], ...others } = sent
  const name = Object.hasOwn(sent, 'settingsDelta') ? 'settingsDelta' : 'settings'
  const delta = readNewEntities(scope, settings, name, settingsDelta)
  const { settingsDelta: _read, ...parameters } = readParameters(operation, { ...others, settingsDelta: [] }, scope)
  return { delta, parameters }
}

function present(values: Entity): Entity {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

function childOf(resource: Resource, name: string): Resource {
  const child = resource.children.get(name.toLowerCase())
  if (child === undefined) throw new Error(`${resource.path} has no ${name}`)
  return child
}
