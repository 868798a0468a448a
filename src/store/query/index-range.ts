/** Lists that are a range of an index. */
import type { Expression, Query, ValueType } from '../../odata/ast.js'
import { propertyOf, typeOf } from '../../odata/value-types.js'

/**
 * Whether the rows of a list are a range of the index that sorts them: the first sort key starts with a text, and no
 * other condition has an index. Then the same plan is the best one whatever the values are.
 */
export function isIndexRange({ filter, search, orderBy, expand }: Query): boolean {
  const key = orderBy[0] && propertyOf(orderBy[0].expression)
  if (key === undefined || filter === undefined || search !== undefined || expand.length > 0) return false
  const conditions = [...conjuncts(filter)]
  const others = conditions.filter((condition) => !isPrefixOf(key, condition))
  return others.length < conditions.length && others.every(comparesNoText)
}

function* conjuncts(filter: Expression): Iterable<Expression> {
  if (filter.node !== 'and') return void (yield filter)
  yield* conjuncts(filter.left)
  yield* conjuncts(filter.right)
}

function isPrefixOf(key: string, condition: Expression): boolean {
  if (condition.node !== 'call' || condition.name !== 'startswith') return false
  const [text, start] = condition.arguments
  return text !== undefined && propertyOf(text) === key && start?.node === 'literal'
}

/** Only texts have indexes. */
function comparesNoText(condition: Expression): boolean {
  if (condition.node !== 'comparison' || condition.right.node !== 'literal') return false
  return propertyOf(condition.left) !== undefined && INDEXED_NOWHERE.includes(typeOf(condition.left))
}

const INDEXED_NOWHERE: readonly ValueType[] = ['int32', 'int64', 'double', 'boolean', 'dateTimeOffset']
