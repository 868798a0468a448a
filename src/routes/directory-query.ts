/**
 * What the directory does not take of a query that Intune takes.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
import { directoryBadRequest, GraphError } from '../errors.js'
import type { Expression, Query } from '../odata/ast.js'
import type { Task } from './task.js'

/** Refuses what the directory would refuse; gives the query as it is answered. */
export function directoryQuery({ exchange, resource, scope }: Task, query: Query): Query {
  if (resource.backend.kind !== 'directory') return query
  if (query.skip !== undefined && query.skip > 0) throw directoryBadRequest("'$skip' is not supported by the service.")
  const eventual = String(exchange.headers['consistencylevel'] ?? '').toLowerCase() === 'eventual'
  if (eventual || !scope.switches.requireConsistencyLevel) return query
  if (query.search !== undefined)
    throw unsupported(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  const counts = exchange.path.target === 'count'
  const sorts = query.filter !== undefined && query.orderBy.length > 0
  if (counts || sorts || (query.filter !== undefined && isAdvanced(query.filter)))
    throw unsupported("The query needs the request header 'ConsistencyLevel: eventual'.")
  // A total is simply not given.
  return query.count ? { ...query, count: false } : query
}

function unsupported(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message)
}

/** `ne`, `not`, `endswith`, and counts of what is linked. */
function isAdvanced(expression: Expression): boolean {
  switch (expression.node) {
    case 'comparison':
      return expression.operator === 'ne' || isAdvanced(expression.left) || isAdvanced(expression.right)
    case 'and':
    case 'or':
    case 'arithmetic':
      return isAdvanced(expression.left) || isAdvanced(expression.right)
    case 'not':
    case 'count':
      return true
    case 'negate':
    case 'in':
      return isAdvanced(expression.operand)
    case 'call':
      return expression.name === 'endswith' || expression.arguments.some(isAdvanced)
    case 'any':
    case 'all':
      return expression.predicate !== undefined && isAdvanced(expression.predicate)
    case 'literal':
    case 'path':
    case 'isof':
      return false
  }
}
