/**
 * Assignment filters: the rule follows the grammar and speaks of what the platform has, the platform stays, and a filter
 * that an assignment names is not deleted (B30, B105 to B107). The reference's own example of a rule follows no grammar:
 * profile `documented` takes texts that speak of no property.
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter
 */
import { backendRefusal } from '../../errors.js'
import type { Model, Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { parseRule } from '../assignment-filters/grammar.js'
import { requirePlatform } from '../assignment-filters/properties.js'
import { RuleError } from '../rule-language/tokens.js'
import { isMentioned, mentionsOf } from '../../store/query/mentions.js'
import type { Location, Scope } from '../scope.js'
import { targetId } from './assignment.js'
import type { Rules } from './rules.js'

/** What kind of thing uses a filter, by the set that it is in. */
const PAYLOADS: Readonly<Record<string, string>> = {
  compliancePolicies: 'deviceManagmentConfigurationAndCompliancePolicy',
  configurationPolicies: 'deviceManagmentConfigurationAndCompliancePolicy',
  deviceCompliancePolicies: 'deviceConfigurationAndCompliance',
  deviceConfigurations: 'deviceConfigurationAndCompliance',
  deviceEnrollmentConfigurations: 'enrollmentConfiguration',
  groupPolicyConfigurations: 'groupPolicyConfiguration',
  mobileApps: 'application',
}

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

  foundIfNamed: { payloads: payloadsOf },

  *beforeDelete({ store, model }, { keys: [id = ''] }) {
    if (yield* isMentioned(store, assignmentsIn(model), 'target', id))
      throw backendRefusal(`The filter '${id}' cannot be deleted: there are assignments that use it.`)
  },
}

function assignmentsIn({ resources }: Model): readonly Resource[] {
  return resources.filter(({ name, kind }) => kind === 'navigation' && name === 'assignments')
}

/** The assignments that use a filter (B107). */
function* payloadsOf({ store, model, profile }: Scope, { keys: [id = ''] }: Location): Work<Entity[] | undefined> {
  const payloads: Entity[] = []
  for (const { path, above, json } of yield* mentionsOf(store, assignmentsIn(model), 'target', id)) {
    const stored = JSON.parse(json) as Entity
    const target = (stored['target'] ?? stored) as Entity
    if (String(target['deviceAndAppManagementAssignmentFilterId']).toLowerCase() !== id) continue
    payloads.push({
      payloadId: above,
      payloadType: PAYLOADS[path.split('/').at(-2) ?? ''] ?? 'unknown',
      groupId: targetId({ target }),
      assignmentFilterType: target['deviceAndAppManagementAssignmentFilterType'] ?? 'none',
    })
  }
  return payloads.length === 0 && profile.ownMembers === 'as sent' ? undefined : payloads
}
