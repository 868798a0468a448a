/** What lists of the service do in their own way: orders, and options that they do not take (B18, B19, B22). */
import { invalidQuery } from '../errors.js'
import type { Query } from '../odata/ast.js'
import { readQuery } from '../odata/query.js'
import type { RequestQuery } from '../odata/query.js'
import type { ListBehaviour } from '../services/live-lists.js'
import type { Task } from './task.js'

const NOTHING: ListBehaviour = {}

export function listBehaviour({ scope, resource }: Pick<Task, 'scope' | 'resource'>): ListBehaviour {
  return scope.profile.lists[resource.lowerPath] ?? NOTHING
}

/** The query of a list as the service takes it. */
export function asListed(task: Task, query: Query, pairs: RequestQuery['pairs']): Query {
  const own = listBehaviour(task)
  requireExpandable(own, 'list', query)
  const words = query.filter === undefined ? [] : wordsOf(pairs)
  if (query.filter !== undefined && own.notFiltered === 'anything') throw notTaken(words[0] ?? '', 'filter')
  const refused = own.notFiltered === 'anything' ? undefined : own.notFiltered?.find((name) => words.includes(name))
  if (refused !== undefined) throw notTaken(refused, 'filter')
  const ignores = own.ignoredInFilter !== undefined && words.includes(own.ignoredInFilter)
  const ordered =
    own.orderBy === undefined || query.orderBy.length > 0 ? query : { ...query, orderBy: orderOf(task, own) }
  return ignores ? { ...ordered, filter: undefined } : ordered
}

export function requireExpandable({ notExpanded }: ListBehaviour, at: 'list' | 'item', { expand }: Query): void {
  const refused = notExpanded?.[at]?.find((name) => expand.some((each) => each.name === name))
  if (refused !== undefined) throw notTaken(refused, 'expand')
}

/** The names in a filter, those in its texts left out. */
function wordsOf(pairs: RequestQuery['pairs']): string[] {
  const [, filter = ''] = pairs.find(([name]) => /^\$?filter$/i.test(name)) ?? []
  return filter.replace(/'(?:[^']|'')*'/g, '').match(/[a-z]\w*/gi) ?? []
}

function orderOf({ scope, exchange: { path } }: Task, { orderBy = '' }: ListBehaviour): Query['orderBy'] {
  return readQuery(`$orderby=${orderBy}`, { model: scope.model, path }).query.orderBy
}

function notTaken(name: string, option: string): Error {
  return invalidQuery(`The property '${name}' cannot be used in the $${option} query option.`)
}
