import { pathOf } from '../pattern.js'
import type { RequestEntry } from '../entry.js'
import { grouped, hintOf, itemIn, senderOf } from './hint.js'
import type { Finder } from './hint.js'

/** As many reads of the items of one list, one after the other. */
const MANY = 5

/** Milliseconds between the list and the last of them. */
const SOON = 60_000

/** A list, and then a read for each of its items: one request with `$expand` or `$select` does the same, or one batch. */
export const nPlusOne: Finder = (entries) => {
  const reads = entries.filter(({ method, status, batch }) => method === 'GET' && status < 400 && batch === undefined)
  const lists = grouped(reads, (entry) => `${senderOf(entry)} ${pathOf(entry.url)}`)
  const groups = grouped(reads, (entry) => {
    const item = itemIn(entry.url)
    return item && `${senderOf(entry)} ${item.template}`
  })
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    const item = first && itemIn(first.url)
    if (item === undefined || first === undefined) return []
    const list = lists.get(`${senderOf(first)} ${item.set}`)?.find(({ id }) => id < first.id)
    const soon = own.filter(({ at }) => list !== undefined && Date.parse(at) - Date.parse(list.at) < SOON)
    if (new Set(soon.map((entry) => itemIn(entry.url)?.key)).size < MANY) return []
    return [hintOf('n-plus-one', messageOf(item.set, item.below, soon), soon)]
  })
}

function messageOf(set: string, below: string, own: readonly RequestEntry[]): string {
  const instead =
    below === ''
      ? `the list can give the same members with $select`
      : `the list can bring ${below.slice(1)} along with $expand=${below.slice(1).split('/')[0]}`
  return `${set} was listed and then ${own.length} of its items were read one by one (${set}/{id}${below}): ${instead}, and $batch takes 20 requests at once.`
}
