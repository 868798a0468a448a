/**
 * An estimate of what a query costs for each row, in steps; a step is what it takes to compare two values, some 0.1 µs.
 * Texts and collections are not known when a query is read, so lengths are assumed. What matters is how they combine:
 * collections inside of collections multiply, and so do long texts that are put together or searched for.
 */
import { invalidQuery } from '../errors.js'
import type { Expression, Path, Query, SearchExpression } from './ast.js'
import { LIMITS } from './limits.js'

/** Members of a collection, characters of a stored text and text properties of a row, as long as nothing is known. */
const MEMBERS = 32
const CHARACTERS = 32
const TEXTS = 16

/** To find one row that belongs to another. */
const NAVIGATION = 20
/** Characters that are copied or compared in one step. */
const AT_ONCE = 64

const known = new WeakMap<object, number>()

/** Steps to find out whether a row is wanted; 0 where all are. */
export function stepsOfConditions(query: Pick<Query, 'filter' | 'search'>): number {
  const { filter, search } = query
  if (filter === undefined && search === undefined) return 0
  let steps = known.get(query)
  if (steps === undefined) {
    steps = (filter === undefined ? 0 : stepsOf(filter)) + (search === undefined ? 0 : stepsOfSearch(search))
    known.set(query, steps)
  }
  return steps
}

/** Steps to find out where a row comes in the order. */
export function stepsOfOrder({ orderBy }: Pick<Query, 'orderBy'>): number {
  return orderBy.reduce((steps, { expression }) => steps + stepsOf(expression), 0)
}

/** What the queries of one request may still cost. */
export interface StepBudget {
  left: number
}

export function newStepBudget(): StepBudget {
  return { left: LIMITS.steps }
}

/** Refuses a query that no row could be asked in reasonable time, alone or with the others of its request. */
export function requireEffort(steps: number, budget: StepBudget | undefined): void {
  if (steps > LIMITS.steps)
    throw invalidQuery(
      `The work limit of '${LIMITS.steps}' steps for each row has been exceeded. Collections inside of collections ` +
        'multiply, and so do long texts.',
    )
  if (budget === undefined) return
  if (steps > budget.left)
    throw invalidQuery(
      `The work limit of '${LIMITS.steps}' steps for each row has been exceeded by the requests of the batch together.`,
    )
  budget.left -= steps
}

/** Steps for each row on all levels. */
export function stepsOfQuery(query: Query): number {
  const own = stepsOfConditions(query) + stepsOfOrder(query)
  return query.expand.reduce((steps, { query: below }) => steps + stepsOfQuery(below), own)
}

function stepsOf(expression: Expression): number {
  switch (expression.node) {
    case 'literal':
      return 1
    case 'path':
      return stepsOfPath(expression)
    case 'comparison':
    case 'and':
    case 'or':
    case 'arithmetic':
      return 1 + stepsOf(expression.left) + stepsOf(expression.right)
    case 'not':
    case 'negate':
      return 1 + stepsOf(expression.operand)
    case 'in':
      return 1 + stepsOf(expression.operand) + expression.items.length / 16
    case 'isof':
      return 1 + (expression.path === undefined ? 1 : stepsOfPath(expression.path))
    case 'any':
    case 'all':
      return stepsOfMembers(expression.path, expression.predicate)
    case 'count':
      return stepsOfMembers(expression.path, expression.filter)
    case 'call': {
      const steps = expression.arguments.reduce((sum, argument) => sum + stepsOf(argument), 1)
      return steps + stepsOfTexts(expression)
    }
  }
}

function stepsOfPath({ steps }: Path): number {
  return steps.reduce((sum, { step }) => sum + (step === 'navigation' ? NAVIGATION : 1), 1)
}

function stepsOfMembers(path: Path, each: Expression | undefined): number {
  return stepsOfPath(path) + MEMBERS * (1 + (each === undefined ? 0 : stepsOf(each)))
}

function stepsOfTexts({ name, arguments: given }: Extract<Expression, { node: 'call' }>): number {
  const lengths = given.map(lengthOf)
  const [text = 0, part = 0] = lengths
  // Each place of the text may be the beginning of the part.
  if (name === 'contains' || name === 'indexof') return (text * (1 + part / AT_ONCE)) / AT_ONCE
  return lengths.reduce((sum, length) => sum + length, 0) / AT_ONCE
}

/** Characters of a text. */
function lengthOf(expression: Expression): number {
  if (expression.node === 'path') return CHARACTERS
  if (expression.node === 'literal') return typeof expression.value === 'string' ? expression.value.length : 1
  if (expression.node !== 'call') return 1
  const lengths = expression.arguments.map(lengthOf)
  return expression.name === 'concat' ? lengths.reduce((sum, length) => sum + length, 0) : (lengths[0] ?? 1)
}

function stepsOfSearch(search: SearchExpression): number {
  switch (search.node) {
    case 'term':
      return (search.property === undefined ? TEXTS : 1) * (2 + search.text.length / AT_ONCE)
    case 'not':
      return 1 + stepsOfSearch(search.operand)
    case 'and':
    case 'or':
      return 1 + stepsOfSearch(search.left) + stepsOfSearch(search.right)
  }
}
