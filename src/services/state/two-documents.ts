/** What differs between two exported tenants, without a database. */
import type { Model } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { OpenDocument } from '../transfer/open-document.js'
import { containedResources } from '../transfer/resources.js'
import type { Json, JsonObject } from './compare.js'
import { diffStates, nameIn, withNames } from './diff.js'
import type { DiffOptions, Item } from './diff.js'
import { itemOf } from './items.js'
import { translated } from './same-names.js'
import type { Difference } from './snapshots.js'

/** Where the tenants are not the same one, objects are matched by set and name. */
export function differenceOfDocuments(
  model: Model,
  one: OpenDocument,
  other: OpenDocument,
  options: DiffOptions,
): Difference {
  const [before, own] = [itemsOf(model, one), itemsOf(model, other)]
  const aliases = new Map([
    [other.tenant.id, one.tenant.id],
    [other.tenant.defaultDomain, one.tenant.defaultDomain],
  ])
  const after = one.tenant.id === other.tenant.id ? own : translated(own, before, aliases)
  const names = new Map<string, string>()
  for (const { id, below, entity } of [...after, ...before]) {
    const name = below.length === 0 ? nameIn(entity) : undefined
    for (const key of [id, entity['appId']])
      if (typeof key === 'string' && name !== undefined && !names.has(key)) names.set(key, name)
  }
  return { changes: withNames(diffStates(before, after, options), names), names: Object.fromEntries(names) }
}

function itemsOf(model: Model, document: OpenDocument): Item[] {
  const { tenant, apps } = document
  const items: Item[] = [{ set: 'tenant', id: undefined, below: [], entity: jsonOf(tenant) }]
  for (const path of document.paths) {
    const resource = model.resourceAt(path)
    const contained = containedResources(resource)
    for (const entity of document.entities(path)) {
      const inside = new Set(contained.map(({ name }) => name))
      const own = Object.fromEntries(Object.entries(entity).filter(([name]) => !inside.has(name)))
      items.push(itemOf({ resource, keys: [], entity: own }))
      for (const child of contained) {
        const within = entity[child.name]
        for (const each of (Array.isArray(within) ? within : within === undefined ? [] : [within]) as Entity[])
          items.push(itemOf({ resource: child, keys: [entity['id'] as string], entity: each }))
      }
    }
  }
  for (const { path, keys, entity } of document.list('documents'))
    items.push(itemOf({ resource: model.resourceAt(path), keys, entity }))
  for (const app of apps) items.push(besides('applications', app.objectId, 'signIn', undefined, jsonOf(app)))
  for (const user of document.list('signIn')) items.push(besides('users', user.id, 'signIn', undefined, jsonOf(user)))
  for (const member of document.list('memberships')) {
    const id = member.memberId ?? member.userId ?? ''
    items.push(besides('groups', member.groupId, 'members', id, jsonOf(member)))
  }
  for (const { path, keys, id } of document.list('references')) {
    const { set, id: key, below } = itemOf({ resource: model.resourceAt(path), keys, entity: { id } })
    items.push({ set, id: key, below, entity: { id } })
  }
  return items
}

/** What is known of an object besides what Graph shows of it. */
function besides(set: string, id: string, name: string, key: string | undefined, entity: JsonObject): Item {
  return { set, id, below: [{ name, id: key }], entity }
}

function jsonOf(value: object): JsonObject {
  return value as Readonly<Record<string, Json>>
}
