/**
 * Something in every set of the model that a request may add to, so that each list, cast and path below an item can be
 * tried: one entity of each concrete type in the sets below the roots, and one in what those contain. Names are invented,
 * everything else is what the type begins with.
 */
import type { Model, Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { allNavigation, allProperties } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import type { BulkRow } from '../../store/query/bulk.js'
import type { Random } from './random.js'

/** The entities of one set, those that contain others before them. */
export interface Stock {
  readonly resource: Resource
  readonly rows: readonly BulkRow[]
}

interface Item {
  readonly type: EntityType
  readonly keys: readonly string[]
}

/** Entities that are seeded already and may contain others, by the path of their set. */
export type Seeded = ReadonlyMap<string, readonly { readonly id: string; readonly type: string }[]>

export function makeInventory(random: Random, model: Model, seeded: Seeded): Stock[] {
  const stock: Stock[] = []
  const items = new Map<Resource, readonly Item[]>()
  for (const resource of model.resources) {
    const known = seeded.get(resource.path)
    if (known !== undefined)
      items.set(
        resource,
        known.flatMap((item) => itemOf(resource, item)),
      )
    if (!isStocked(resource)) continue
    const rows = containers(resource, items).flatMap((keys) => newRows(random, resource, keys))
    if (rows.length === 0) continue
    stock.push({ resource, rows })
    const added = rows.map(({ keys, stored }) => ({ type: stored.type, keys: [...keys, String(stored.entity['id'])] }))
    items.set(resource, [...(items.get(resource) ?? []), ...added])
  }
  return stock
}

function itemOf(resource: Resource, { id, type }: { readonly id: string; readonly type: string }): Item[] {
  const concrete = resource.concreteTypes.find(({ name }) => name === type) ?? resource.concreteTypes[0]
  return concrete === undefined ? [] : [{ type: concrete, keys: [id] }]
}

/** Sets of documents that a client may add to; Windows 365 is a service of its own. */
function isStocked({ layout, many, creatable, path, ownItemOf }: Resource): boolean {
  if (layout !== 'document' || !many || !creatable || ownItemOf !== undefined) return false
  return !/^deviceManagement\/virtualEndpoint\//.test(path)
}

/** The keys of items that may contain what is at `resource`, one for each type that declares it; no keys at the top. */
function containers(resource: Resource, items: ReadonlyMap<Resource, readonly Item[]>): readonly (readonly string[])[] {
  let parent = resource.parent
  let name = resource.name
  while (parent !== undefined && !parent.many) [name, parent] = [parent.name, parent.parent]
  if (parent === undefined) return [[]]
  const targetOf = ({ type }: Item): EntityType | undefined => allNavigation(type)[name]?.target
  const first = new Map<EntityType, readonly string[]>()
  for (const item of items.get(parent) ?? []) {
    const target = targetOf(item)
    if (target !== undefined && !first.has(target)) first.set(target, item.keys)
  }
  return [...first.values()]
}

function newRows(random: Random, resource: Resource, keys: readonly string[]): BulkRow[] {
  const types = keys.length === 0 ? resource.concreteTypes : resource.concreteTypes.slice(0, 1)
  return types.map((type) => ({ keys, stored: { type, entity: newEntity(random, type) } }))
}

function newEntity(random: Random, type: EntityType): Entity {
  const created = random.timeAgo(300, 30)
  const entity: Entity = { id: random.guid() }
  for (const [name, { stamp }] of Object.entries(allProperties(type))) {
    if (stamp === 'created' || stamp === 'modified') entity[name] = created
    else if (stamp === 'revision') entity[name] = 1
    else if (NAMES.has(name)) entity[name] = `Contoso ${words(type.name)}`
  }
  return complete(type, entity)
}

const NAMES: ReadonlySet<string> = new Set(['displayName', 'name', 'deviceName', 'deviceDisplayName', 'appDisplayName'])

/** `windows10CustomConfiguration` as `windows10 custom configuration`. */
function words(typeName: string): string {
  return (typeName.split('.').at(-1) ?? typeName).replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
