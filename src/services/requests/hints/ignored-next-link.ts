import { MORE } from '../entry.js'
import type { RequestEntry } from '../entry.js'
import { pathOf } from '../pattern.js'
import { grouped, hintOf, optionsOf, senderOf } from './hint.js'
import type { Finder } from './hint.js'

/** A page with a link to the next one, and the client never follows it: it works with the first page alone. */
export const ignoredNextLink: Finder = (entries) => {
  const reads = entries.filter(({ method }) => method === 'GET')
  return [...grouped(reads, (entry) => `${senderOf(entry)} ${pathOf(entry.url)}`).values()].flatMap((own) => {
    const ignored = own.filter((entry, i) => hasMore(entry) && !own.slice(i + 1).some(isNextPage))
    // A client that asks for a number of items and takes those has what it wants.
    const surprised = ignored.filter(({ url }) => !optionsOf(url).has('$top'))
    const [first] = surprised
    if (first === undefined) return []
    const message = `${pathOf(first.url)} was answered with a page and @odata.nextLink, which was not followed: the rest of the list was not read. Follow @odata.nextLink until there is none.`
    return [hintOf('ignored-next-link', message, surprised)]
  })
}

function hasMore({ headers }: RequestEntry): boolean {
  return headers?.[MORE] !== undefined
}

function isNextPage({ url }: RequestEntry): boolean {
  const options = optionsOf(url)
  return options.has('$skiptoken') || options.has('$skip')
}
