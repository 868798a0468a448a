/**
 * The rows of reports, read from what the tenant has stored, a page at a time: a table reads all pages in its transaction, an
 * export each in one of its own, so that it holds nobody up.
 */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { pageAt } from '../items.js'
import type { ItemPage, ItemReader, Wanted } from '../items.js'

/** Reads the next page; undefined after the last one. */
export type Pages = () => Work<readonly Entity[] | undefined>

/** How many items are looked at in one transaction for what each of them contains. */
const PARENTS = 100

/** Rows after which a page ends. */
const ROWS = 500

export const noPages: Pages = function* () {
  return undefined
}

/** The items at a place; `keys` lead to what contains them. */
export function pagesOf(scope: ItemReader, resource: Resource, keys: readonly string[], wanted: Wanted = {}): Pages {
  let after: ItemPage['next']
  let isDone = false
  return function* () {
    if (isDone) return undefined
    const page = yield* pageAt(scope, resource, keys, wanted, after)
    after = page.next
    isDone = after === undefined
    return page.items.map(({ entity }) => entity)
  }
}

/** A row for each of what the items of `parents` have below them. */
export function pagesBelow(
  parents: Pages,
  below: (parent: Entity) => Pages,
  join: (parent: Entity, row: Entity) => Work<Entity>,
): Pages {
  const waiting: Entity[] = []
  let inner: { readonly parent: Entity; readonly pages: Pages } | undefined
  return function* () {
    const rows: Entity[] = []
    for (let looked = 0; rows.length < ROWS && looked < PARENTS;) {
      if (inner === undefined) {
        if (waiting.length === 0) waiting.push(...((yield* parents()) ?? []))
        const parent = waiting.shift()
        if (parent === undefined) return rows.length > 0 ? rows : undefined
        inner = { parent, pages: below(parent) }
        looked++
      }
      const page = yield* inner.pages()
      for (const row of page ?? []) rows.push(yield* join(inner.parent, row))
      if (page === undefined) inner = undefined
    }
    return rows
  }
}

/** One after the other. */
export function joined(first: Pages, second: Pages): Pages {
  let isSecond = false
  return function* () {
    if (!isSecond) {
      const page = yield* first()
      if (page !== undefined) return page
      isSecond = true
    }
    return yield* second()
  }
}

/** All rows as one page. */
export function once(rows: () => Work<readonly Entity[]>): Pages {
  let isDone = false
  return function* () {
    if (isDone) return undefined
    isDone = true
    return yield* rows()
  }
}

export function mapped(pages: Pages, map: (row: Entity) => Work<Entity>): Pages {
  return function* () {
    const page = yield* pages()
    if (page === undefined) return undefined
    const rows: Entity[] = []
    for (const row of page) rows.push(yield* map(row))
    return rows
  }
}

/** One row for all rows that are equal in some members, with their number. */
export function grouped(pages: Pages, members: readonly string[], count: string): Pages {
  let isDone = false
  return function* () {
    if (isDone) return undefined
    const groups = new Map<string, Entity>()
    for (let page = yield* pages(); page !== undefined; page = yield* pages())
      for (const row of page) {
        const name = JSON.stringify(members.map((member) => row[member]))
        const group = groups.get(name)
        if (group === undefined) groups.set(name, { ...row, [count]: 1 })
        else group[count] = (group[count] as number) + 1
      }
    isDone = true
    return [...groups.values()]
  }
}
