/**
 * Whether a device satisfies the rule of a filter. A property that the device has not reported gives no answer, and no
 * answer never becomes a definite one unless another term decides.
 */
import { compareVersions } from '../versions.js'
import type { Comparison, Rule } from './grammar.js'

/** Undefined is "not evaluated". */
export type Verdict = boolean | undefined

/** The value of a property by its name in lower case, `device.model`; undefined if the device has not reported it. */
export type Reported = (property: string) => string | null | undefined

export function evaluate(rule: Rule, reported: Reported): Verdict {
  if (rule.kind === 'comparison') return compare(rule, reported)
  const decided = rule.kind === 'or'
  let open = false
  for (const term of rule.terms) {
    const verdict = evaluate(term, reported)
    if (verdict === decided) return decided
    open ||= verdict === undefined
  }
  return open ? undefined : !decided
}

function compare({ entity, property, operator, value }: Comparison, reported: Reported): Verdict {
  const actual = reported(`${entity}.${property}`.toLowerCase())
  if (actual === undefined) return undefined
  if (value === null) return operator === 'ne' ? actual !== null && actual !== '' : actual === null || actual === ''
  const own = (actual ?? '').toLowerCase()
  if (typeof value !== 'string') {
    const listed = value.some((each) => each.toLowerCase() === own)
    return operator === 'in' ? listed : !listed
  }
  const other = value.toLowerCase()
  if (property.toLowerCase() === 'operatingsystemversion') return byVersion(own, other, operator)
  switch (operator) {
    case 'eq':
      return own === other
    case 'ne':
      return own !== other
    case 'startsWith':
      return own.startsWith(other)
    case 'contains':
      return own.includes(other)
    case 'notContains':
      return !own.includes(other)
    default:
      return undefined
  }
}

function byVersion(own: string, other: string, operator: Comparison['operator']): Verdict {
  const order = compareVersions(own, other)
  switch (operator) {
    case 'eq':
      return order === 0
    case 'ne':
      return order !== 0
    case 'gt':
      return order > 0
    case 'ge':
      return order >= 0
    case 'lt':
      return order < 0
    case 'le':
      return order <= 0
    default:
      return undefined
  }
}
