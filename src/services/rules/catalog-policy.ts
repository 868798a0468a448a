/** Policies made of settings of the catalog number their settings in the order of the body (B47) and hide secrets (B48). */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { mentionsOf } from '../../store/query/mentions.js'
import { LostRace } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { itemsAt, quoted } from '../items.js'
import type { Location, Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { requireTemplateIds } from './template-ids.js'

const SETTINGS = 'settings'

export const catalogPolicy: Rules = {
  usesCatalog: (body) => templateOf(body) !== undefined,

  /** Of the template a body says the id; what else is told of it comes from the template (B44). */
  *prepare(scope, { resource, keys }, { entity }, body) {
    const { store, profile } = scope
    const before = keys.length > 0 && profile.ownMembers === 'kept' ? yield* store.load(resource, keys) : undefined
    const { creationSource: source = null, technologies } = before?.entity ?? {}
    // A PUT without it would take an enrolment policy of Apple away from its token (B42).
    if (isOfEnrolment(technologies) && typeof source === 'string' && source !== entity['creationSource'])
      throw backendRefusal(`'creationSource' of the policy is '${source}' and has to be repeated.`, 'creationSource')
    const id = templateOf(entity)
    if (id === undefined) return
    const template = yield* templateAt(scope, id)
    if (template === undefined) {
      if (profile.templateIds === 'as sent' || !Object.hasOwn(body, 'templateReference')) return
      throw backendRefusal(`The template '${id}' does not exist.`, 'templateReference')
    }
    const { displayName, displayVersion, templateFamily } = template
    const told = { templateDisplayName: displayName, templateDisplayVersion: displayVersion, templateFamily }
    entity['templateReference'] = { ...(entity['templateReference'] as Entity), ...told }
  },

  contained(_scope, contained) {
    for (const { resource, items } of contained)
      if (resource.name === SETTINGS) for (const [i, { values }] of items.entries()) values['id'] = String(i)
    return contained
  },
}

const isOfEnrolment = (technologies: unknown): boolean => String(technologies).split(',').includes('enrollment')

/** The template that a policy says it is made of. */
function templateOf(policy: unknown): string | undefined {
  const reference = (policy as Entity | null | undefined)?.['templateReference'] as Entity | null | undefined
  const id = reference?.['templateId']
  return typeof id === 'string' && id !== '' ? id : undefined
}

/** A template by its id, or what the catalog tells of another version of it (B50). */
function* templateAt({ model, store }: Scope, id: string): Work<Entity | undefined> {
  const templates = model.resourceAt('deviceManagement/configurationPolicyTemplates')
  const exact = yield* store.load(templates, [id], 'unlocked')
  if (exact !== undefined) return exact.entity
  const [, baseId, version] = /^([0-9a-f-]{36})_([1-9]\d{0,3})$/i.exec(id) ?? []
  if (baseId === undefined) return undefined
  const filter = `baseId eq ${quoted(baseId.toLowerCase())}`
  const [other] = yield* itemsAt({ model, store }, templates, [], { filter, firstBy: 'id' })
  return other && { ...other.entity, displayVersion: `Version ${version}` }
}

/** A setting that is posted by itself gets the next number. */
export const catalogSetting: Rules = {
  newId: (scope, location, { id }) => (typeof id === 'string' && id !== '' ? id : nextNumber(scope, location)),

  /** Another request took the number meanwhile: the next one is tried. */
  duplicate: ({ resource }) => new LostRace(new Error(`two settings at once at ${resource.path}`)),

  prepare(scope, location, { entity }) {
    const instance = entity['settingInstance']
    if (scope.profile.templateIds === 'of the template') return prepareByTemplate(scope, location, instance)
    settle(scope, instance, requireDefinition)
    return undefined
  },
}

function* nextNumber({ store }: Scope, { resource, keys }: Location): Work<string> {
  if (resource.parent !== undefined) yield* store.takeTurn(resource.parent, keys)
  let number = 0
  while (yield* store.exists(resource, [...keys, String(number)])) number += 1
  return String(number)
}

function* prepareByTemplate(scope: Scope, { resource, keys }: Location, instance: unknown): Work<void> {
  if (resource.parent !== undefined)
    yield* requireTemplateIds(scope, { resource: resource.parent, keys: keys.slice(0, 1) }, instance)
  settle(scope, instance, requireDefinition)
}

/** Each setting of a tree names its definition (B56). */
function requireDefinition({ settingDefinitionId }: Entity): void {
  if (settingDefinitionId === '')
    throw backendRefusal("The 'settingDefinitionId' of a setting is empty.", 'settingDefinitionId')
}

/** Whose settings refer to reusable ones. */
const REFERRING = ['deviceManagement/compliancePolicies/settings', 'deviceManagement/configurationPolicies/settings']

/** A setting for several policies, which counts them (B85). */
export const reusableSetting: Rules = {
  found: {
    *referencingConfigurationPolicyCount({ store, model, profile }, { keys: [id = ''] }) {
      const settings = REFERRING.map((path) => model.resourceAt(path))
      const policies = new Set((yield* mentionsOf(store, settings, 'settingInstance', id)).map(({ above }) => above))
      return policies.size === 0 && profile.ownMembers === 'as sent' ? undefined : policies.size
    },
  },

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
