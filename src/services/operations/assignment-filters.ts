/**
 * What clients ask about assignment filters: whether a rule is one, and what it may speak of (B106).
 *
 * @see https://learn.microsoft.com/graph/api/intune-policyset-deviceandappmanagementassignmentfilter-validatefilter
 */
import type { Entity } from '../../model/payload.js'
import { parseRule } from '../assignment-filters/grammar.js'
import { propertiesOn, requirePlatform } from '../assignment-filters/properties.js'
import type { FilterProperty } from '../assignment-filters/properties.js'
import { notFound } from '../not-found.js'
import { RuleError } from '../rule-language/tokens.js'
import type { Effect } from './effect.js'

export const validateFilter: Effect = {
  plan(call) {
    const { rule, platform } = (call.read()['deviceAndAppManagementAssignmentFilter'] ?? {}) as Entity
    const result = { value: { isValidRule: isValid(rule, platform) } }
    return function* () {
      return result
    }
  },
}

function isValid(rule: unknown, platform: unknown): boolean {
  try {
    requirePlatform(parseRule(typeof rule === 'string' ? rule : ''), String(platform))
    return true
  } catch (error) {
    if (error instanceof RuleError) return false
    throw error
  }
}

/** Of the platform that a parameter names, or else that of the filter which the function is called on. */
export const supportedProperties: Effect = {
  plan({ operation, scope, resource, keys, read }) {
    const { platform } = read()
    return function* () {
      if (operation.binding === 'collection') return { value: propertiesOn(String(platform)).map(described) }
      const filter = yield* scope.store.load(resource, keys)
      if (filter === undefined) throw notFound(resource, keys)
      return { value: propertiesOn(String(filter.entity['platform'])).map(described) }
    }
  },
}

function described({ entity, name, operators, values }: FilterProperty): Entity {
  return {
    dataType: 'String',
    isCollection: false,
    name: `${entity}.${name}`,
    propertyRegexConstraint: null,
    supportedOperators: operators.map((operator) => GRAPH_OPERATORS[operator] ?? 'notSet'),
    supportedValues: values,
  }
}

/** Members of `assignmentFilterOperator`. */
const GRAPH_OPERATORS: Readonly<Record<string, string>> = {
  eq: 'equals',
  ne: 'notEquals',
  startsWith: 'startsWith',
  in: 'in',
  notIn: 'notIn',
  contains: 'contains',
  notContains: 'notContains',
  gt: 'greaterThan',
  ge: 'greaterThanOrEquals',
  lt: 'lessThan',
  le: 'lessThanOrEquals',
}

/** Filters are always on. */
export const filterState: Effect = {
  plan() {
    return function* () {
      return { value: { enabled: true } }
    }
  },
}
