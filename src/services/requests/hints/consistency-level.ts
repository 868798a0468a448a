import type { RequestEntry } from '../entry.js'
import { pathOf } from '../pattern.js'
import { grouped, hintOf, optionsOf, senderOf } from './hint.js'
import type { Finder } from './hint.js'

/** Sets of the directory: what follows is asked of them alone. */
const DIRECTORY =
  /^\/(v1\.0|beta)\/(users|groups|devices|applications|servicePrincipals|directoryObjects|contacts|administrativeUnits)(\/|$)/i

/**
 * Advanced queries of the directory without the header that they need.
 * @see https://learn.microsoft.com/graph/aad-advanced-queries
 */
export const consistencyLevel: Finder = (entries) => {
  const missing = entries.filter((entry) => entry.method === 'GET' && isAdvanced(entry) && !isEventual(entry))
  return [...grouped(missing, (entry) => `${senderOf(entry)} ${pathOf(entry.url)}`).values()].map((own) => {
    const message = `${pathOf(own[0]?.url ?? '')} was asked for with ${reasonOf(own[0] as RequestEntry)} and without the header ConsistencyLevel: eventual, which Graph wants there: it refuses the request or leaves the option out.`
    return hintOf('consistency-level', message, own)
  })
}

function isAdvanced(entry: RequestEntry): boolean {
  return DIRECTORY.test(pathOf(entry.url)) && reasonOf(entry) !== undefined
}

function isEventual({ headers }: RequestEntry): boolean {
  return headers?.['consistencylevel']?.toLowerCase() === 'eventual'
}

function reasonOf({ url }: RequestEntry): string | undefined {
  const options = optionsOf(url)
  const filter = options.get('$filter') ?? ''
  if (options.has('$search')) return '$search'
  if (/^true$/i.test(options.get('$count') ?? '')) return '$count'
  if (/\/\$count$/.test(pathOf(url))) return '$count'
  if (/\bne\b|\bnot\b|\bendswith\s*\(/i.test(filter.replace(/'[^']*'/g, ''))) return 'ne, not or endsWith in $filter'
  if (filter !== '' && options.has('$orderby')) return '$filter and $orderby together'
  return undefined
}
