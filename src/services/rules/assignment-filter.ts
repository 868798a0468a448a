/**
 * Assignment filters: the rule follows the grammar and speaks of what the platform has, the platform stays, and a filter
 * that an assignment names is not deleted (B30, B105 to B107). The reference's own example of a rule follows no grammar:
 * profile `documented` takes texts that speak of no property.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter
 */
import { backendRefusal } from '../../errors.js'
import { parseRule } from '../assignment-filters/grammar.js'
import { requirePlatform } from '../assignment-filters/properties.js'
import { RuleError } from '../rule-language/tokens.js'
import { isMentioned } from '../../store/query/mentions.js'
import type { Rules } from './rules.js'

/** What is meant as a rule, and not as any text. */
const COMPARES = /\b(?:device|app)\s*\./i

export const assignmentFilter: Rules = {
  *prepare({ store, profile }, { resource, keys }, { entity }, body) {
    const isAsSent = profile.ownMembers === 'as sent'
    if (isAsSent && !COMPARES.test(String(entity['rule']))) return
    const before = keys.length === 0 ? undefined : yield* store.load(resource, keys)
    if (!isAsSent && before !== undefined && before.entity['platform'] !== entity['platform'])
      throw backendRefusal('The platform of a filter cannot be changed.', 'platform')
    if (before !== undefined && !Object.hasOwn(body, 'rule')) return
    try {
      requirePlatform(parseRule(String(entity['rule'])), String(entity['platform']))
    } catch (error) {
      throw error instanceof RuleError
        ? backendRefusal(`The rule of the filter is not valid: ${error.message}`, 'rule')
        : error
    }
  },

  *beforeDelete({ store, model }, { keys: [id = ''] }) {
    const assignments = model.resources.filter(({ name, kind }) => kind === 'navigation' && name === 'assignments')
    if (yield* isMentioned(store, assignments, 'target', id))
      throw backendRefusal(`The filter '${id}' cannot be deleted: there are assignments that use it.`)
  },
}
