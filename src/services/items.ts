/** The items at a resource, read page by page, for rules and effects that look at all of them. */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import { qualifiedName } from '../model/types.js'
import type { EntityType } from '../model/types.js'
import { readQuery } from '../odata/query.js'
import { readResourcePath } from '../odata/resource-path.js'
import type { Keys } from '../store/query/entities.js'
import { listEntities } from '../store/query/queries.js'
import type { ListOptions } from '../store/query/queries.js'
import type { Work } from '../store/work.js'
import type { Scope } from './scope.js'

const PAGE = 1000

/** What reading items takes of a scope. */
export type ItemReader = Pick<Scope, 'store' | 'model'>

export interface Wanted {
  /** In the words of beta. */
  readonly filter?: string | undefined
  /** No more than the first one in this order. */
  readonly firstBy?: string
  readonly select?: readonly string[]
  readonly casts?: readonly EntityType[]
  /** A part of a write whose work is not the client's choice. */
  readonly uncounted?: boolean
}

export interface Item {
  readonly type: EntityType
  readonly entity: Entity
}

export interface ItemPage {
  readonly items: readonly Item[]
  /** Where the next page begins; undefined after the last one. */
  readonly next: ListOptions['after']
}

/** All items; `keys` lead to what contains them. */
export function* itemsAt(scope: ItemReader, resource: Resource, keys: Keys, wanted: Wanted = {}): Work<Item[]> {
  const found: Item[] = []
  let after: ListOptions['after']
  do {
    const page = yield* pageAt(scope, resource, keys, wanted, after)
    found.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return found
}

/** An item with its keys, which no other transaction can change. */
export interface HeldItem extends Item {
  readonly keys: Keys
}

/**
 * Items that are going to be changed. A page is read without locks, so each item is read once more and locked: another
 * request may have changed it meanwhile, and then it need not be what was wanted any more.
 */
export function* itemsToChange(
  scope: ItemReader,
  resource: Resource,
  above: Keys,
  wanted: Wanted = {},
): Work<HeldItem[]> {
  const held: HeldItem[] = []
  for (const { entity } of yield* itemsAt(scope, resource, above, { ...wanted, select: ['id'] })) {
    const keys = [...above, entity['id'] as string]
    const stored = yield* scope.store.load(resource, keys)
    if (stored !== undefined) held.push({ ...stored, keys })
  }
  return held
}

export function* pageAt(
  scope: ItemReader,
  resource: Resource,
  keys: Keys,
  wanted: Wanted,
  after: ListOptions['after'],
): Work<ItemPage> {
  const { store, model } = scope
  const set = readResourcePath(model, '/beta')
  const path = { ...set, target: 'collection', resource, keys, type: resource.type } as const
  const { query } = readQuery(optionsOf(wanted), { model, path })
  const page = yield* listEntities(store, resource, keys, query, {
    shape: { version: 'beta', select: wanted.select, typeAnnotations: 'all' },
    contextBase: '',
    pageSize: PAGE,
    casts: wanted.casts,
    after,
    whole: true,
    uncounted: wanted.uncounted,
  })
  return {
    items: page.json.map((json) => itemOf(resource, JSON.parse(json) as Entity)),
    next: query.top === undefined ? page.next : undefined,
  }
}

function optionsOf({ filter, firstBy }: Wanted): string {
  const options = new URLSearchParams()
  if (filter !== undefined) options.set('$filter', filter)
  if (firstBy !== undefined) {
    options.set('$orderby', firstBy)
    options.set('$top', '1')
  }
  return options.toString()
}

function itemOf(resource: Resource, entity: Entity): Item {
  const name = entity['@odata.type']
  return { type: resource.concreteTypes.find((each) => name === `#${qualifiedName(each)}`) ?? resource.type, entity }
}

/** A text as a literal of a filter. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
