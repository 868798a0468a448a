/**
 * Compliance policies say what becomes of devices that do not comply: one rule with one `block` among its actions
 * (B70 to B72). The reference shows policies that are created without; profile `live` refuses these as the service does.
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancescheduledactionforrule-create
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { LostRace } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Contained } from '../new-entity.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

const RULES = 'scheduledActionsForRule'
const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

export const compliancePolicy: Rules = {
  contained({ profile }, contained, occasion) {
    const rules = contained.find(({ resource }) => resource.name === RULES)
    if (rules === undefined) {
      if (occasion === 'new' && profile.complianceActions === 'one block') throw notOneBlock()
      return contained
    }
    requireOneBlock(rules)
    return contained.map((each) => (each === rules ? joined(rules) : each))
  },
}

function requireOneBlock({ items }: Contained): void {
  const actions = items.flatMap(({ contained }) => contained.flatMap(({ items }) => items))
  if (actions.filter(({ values }) => values['actionType'] === 'block').length !== 1) throw notOneBlock()
}

function notOneBlock(): Error {
  return backendRefusal('Compliance policy must have one and only one block scheduled action', RULES)
}

/** A policy has one rule, whatever the number of rules in the body (B71). */
function joined({ resource, items }: Contained): Contained {
  const [first, ...others] = items
  if (first === undefined || others.length === 0) return { resource, items }
  const [actions] = first.contained
  if (actions === undefined) return { resource, items: [first] }
  const all = items.flatMap(({ contained }) => contained.flatMap(({ items }) => items))
  return { resource, items: [{ ...first, contained: [{ ...actions, items: all }] }] }
}

/** The rule of a policy has the id of the policy, and no name (B71). */
export const complianceRule: Rules = {
  *newId({ store, newId }, { resource, keys }) {
    const [policy = ''] = keys
    if (resource.parent !== undefined) yield* store.takeTurn(resource.parent, keys)
    return (yield* store.exists(resource, [...keys, policy])) ? newId() : policy
  },

  /** Another request took the id of the policy meanwhile. */
  duplicate: ({ resource }) => new LostRace(new Error(`two rules at once at ${resource.path}`)),

  *prepare({ profile }, _location, { entity }) {
    if (profile.complianceActions === 'one block') entity['ruleName'] = null
  },
}

/** An action without a message has the template of zeros; a message needs a template that exists (B71, B72). */
export const complianceAction: Rules = {
  *prepare(scope, _location, { entity }) {
    const template = entity['notificationTemplateId']
    if (template === null || template === '') entity['notificationTemplateId'] = NO_TEMPLATE
    else if (scope.profile.complianceActions === 'one block') yield* requireTemplate(scope, entity)
  },
}

function* requireTemplate({ store, model }: Scope, { actionType, notificationTemplateId: id }: Entity): Work<void> {
  if (actionType !== 'notification') return
  const templates = model.resourceAt('deviceManagement/notificationMessageTemplates')
  if (yield* store.exists(templates, [id as string])) return
  throw backendRefusal(`The notification template '${String(id)}' does not exist.`, 'notificationTemplateId')
}
