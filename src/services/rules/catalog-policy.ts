/** Policies made of settings of the catalog number their settings in the order of the body (B47) and hide secrets (B48). */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { LostRace } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

const SETTINGS = 'settings'

export const catalogPolicy: Rules = {
  /** Of the template a body says the id; what else is told of it comes from the template (B44). */
  *prepare({ store, model }, _location, { entity }) {
    const reference = entity['templateReference'] as Entity | null | undefined
    const id = reference?.['templateId']
    if (typeof id !== 'string' || id === '') return
    const template = yield* store.load(model.resourceAt('deviceManagement/configurationPolicyTemplates'), [id])
    if (template === undefined) return
    const { displayName, displayVersion, templateFamily } = template.entity
    const told = { templateDisplayName: displayName, templateDisplayVersion: displayVersion, templateFamily }
    entity['templateReference'] = { ...reference, ...told }
  },

  contained(_scope, contained) {
    for (const { resource, items } of contained)
      if (resource.name === SETTINGS) for (const [i, { values }] of items.entries()) values['id'] = String(i)
    return contained
  },
}

/** A setting that is posted by itself gets the next number. */
export const catalogSetting: Rules = {
  *newId({ store }, { resource, keys }, { id }) {
    if (typeof id === 'string' && id !== '') return id
    if (resource.parent !== undefined) yield* store.takeTurn(resource.parent, keys)
    let number = 0
    while (yield* store.exists(resource, [...keys, String(number)])) number += 1
    return String(number)
  },

  /** Another request took the number meanwhile: the next one is tried. */
  duplicate: ({ resource }) => new LostRace(new Error(`two settings at once at ${resource.path}`)),

  *prepare(scope, _location, { entity }) {
    settle(scope, entity['settingInstance'], requireDefinition)
  },
}

/** Each setting of a tree names its definition (B56). */
function requireDefinition({ settingDefinitionId }: Entity): void {
  if (settingDefinitionId === '')
    throw backendRefusal("The 'settingDefinitionId' of a setting is empty.", 'settingDefinitionId')
}

/** A setting for several policies. */
export const reusableSetting: Rules = {
  *prepare(scope, _location, { entity }) {
    settle(scope, entity['settingInstance'])
  },
}

const SECRET = '#microsoft.graph.deviceManagementConfigurationSecretSettingValue'

/**
 * A token takes the place of each secret in a tree of settings; the secret itself is not kept, since no reader ever gets
 * it. A token that is sent back stays (B48). `check` may refuse any value of the tree.
 */
function settle(scope: Scope, node: unknown, check?: (value: Entity) => void): void {
  if (typeof node !== 'object' || node === null) return
  const value = node as Entity
  check?.(value)
  if (value['@odata.type'] === SECRET && value['valueState'] !== 'encryptedValueToken' && isText(value['value']))
    Object.assign(value, { value: scope.newId(), valueState: 'encryptedValueToken' })
  for (const name in value) settle(scope, value[name], check)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
