/** Whether a user or device satisfies the rule of a dynamic group (L36, L37). Texts are compared without letter case. */
import type { Entity } from '../../model/payload.js'
import type { Comparison, Condition, MembershipRule, Operator, Quantified, Subject, Value } from './grammar.js'
import { patternOf } from './patterns.js'
import { propertyOf, valueOf } from './properties.js'

/** What a rule may ask beside the members of a user or device. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly managerId: string | null
  /** Ids of groups that the user or device is in directly, in lower case. */
  readonly groupIds: ReadonlySet<string>
}

export function satisfies(rule: MembershipRule, entity: Entity, surroundings: Surroundings): boolean {
  if (rule.kind === 'directReports') return surroundings.managerId?.toLowerCase() === rule.managerId
  return holds(rule.condition, rule.subject, entity, surroundings)
}

function holds(condition: Condition, subject: Subject, entity: Entity, surroundings: Surroundings): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.terms.every((term) => holds(term, subject, entity, surroundings))
    case 'or':
      return condition.terms.some((term) => holds(term, subject, entity, surroundings))
    case 'not':
      return !holds(condition.term, subject, entity, surroundings)
    case 'any':
    case 'all':
      return holdsForItems(condition, subject, entity, surroundings)
    case 'comparison': {
      const property = propertyOf(subject, condition.property)
      if (property === undefined) throw new Error(`${condition.property} is not a property of a ${subject}`)
      const actual = valueOf(property, entity)
      if (property.kind === 'dateTime') return compareTimes(actual, condition, surroundings.now)
      return Array.isArray(actual) ? compareTexts(actual, condition) : compare(actual, condition)
    }
  }
}

function holdsForItems(
  { kind, property: name, condition }: Quantified,
  subject: Subject,
  entity: Entity,
  surroundings: Surroundings,
): boolean {
  const property = propertyOf(subject, name)
  if (property === undefined) throw new Error(`${name} is not a property of a ${subject}`)
  if (property.kind === 'groups') {
    const ids = condition.kind === 'comparison' ? (condition.value as readonly string[]) : []
    return ids.some((id) => surroundings.groupIds.has(id.toLowerCase()))
  }
  const items = (valueOf(property, entity) ?? []) as readonly unknown[]
  const satisfied = (item: unknown): boolean => holdsForItem(condition, item)
  return kind === 'any' ? items.some(satisfied) : items.every(satisfied)
}

function holdsForItem(condition: Condition, item: unknown): boolean {
  if (condition.kind === 'and') return condition.terms.every((term) => holdsForItem(term, item))
  if (condition.kind === 'or') return condition.terms.some((term) => holdsForItem(term, item))
  if (condition.kind === 'not') return !holdsForItem(condition.term, item)
  if (condition.kind !== 'comparison') throw new Error('collections of items are not nested')
  const actual = condition.property === '_' ? item : (item as Entity | null)?.[condition.property]
  return compare(actual, condition)
}

/** What each negative operator denies. */
const DENIED: Readonly<Partial<Record<Operator, Operator>>> = {
  ne: 'eq',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  notContains: 'contains',
  notMatch: 'match',
  notIn: 'in',
}

/** A collection satisfies a comparison if one of its texts does, and a denial if none has what it denies. */
function compareTexts(actual: readonly unknown[], { operator, value }: Comparison): boolean {
  const denied = DENIED[operator]
  if (denied !== undefined) return !compareTexts(actual, { operator: denied, value } as Comparison)
  if (value === null) return actual.length === 0
  return actual.some((each) => compareText(each, operator, value))
}

function compare(actual: unknown, { operator, value }: Pick<Comparison, 'operator' | 'value'>): boolean {
  const denied = DENIED[operator]
  return denied === undefined ? compareText(actual, operator, value) : !compareText(actual, denied, value)
}

function compareText(actual: unknown, operator: Operator, value: Value): boolean {
  if (value === null) return actual === null || actual === undefined || actual === ''
  if (actual === null || actual === undefined) return false
  const own = textOf(actual)
  if (Array.isArray(value)) return value.some((each) => isSame(own, String(each)))
  const other = textOf(value)
  switch (operator) {
    case 'eq':
      return isSame(own, other)
    case 'startsWith':
      return folded(own).startsWith(folded(other))
    case 'endsWith':
      return folded(own).endsWith(folded(other))
    case 'contains':
      return folded(own).includes(folded(other))
    case 'match':
      return patternOf(other).matcher(own).find()
    default:
      throw new Error(`-${operator} does not compare texts`)
  }
}

function compareTimes(actual: unknown, { operator, value }: Comparison, now: number): boolean {
  if (value === null) return (actual === null) === (operator === 'eq')
  const own = typeof actual === 'string' ? Date.parse(actual) : Number.NaN
  const other = typeof value === 'string' ? Date.parse(value) : now + (value as { readonly fromNow: number }).fromNow
  switch (operator) {
    case 'eq':
      return own === other
    case 'ne':
      return own !== other
    case 'le':
      return own <= other
    case 'ge':
      return own >= other
    default:
      throw new Error(`-${operator} does not compare times`)
  }
}

function isSame(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

function folded(text: string): string {
  return text.toLowerCase()
}

/** Truths and numbers as they are written. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
