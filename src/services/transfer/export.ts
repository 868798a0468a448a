import type { Model, Place } from '../../model/model.js'
import { NAMESPACE } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/types.js'
import { EntityStore } from '../../store/entities.js'
import { GRAPH_RESOURCE } from '../../store/graph-resource.js'
import { readApps } from '../../store/identity-whole-apps.js'
import { readMemberships, readTenant, readUsers } from '../../store/identity-whole.js'
import { freezeMoment, listAll } from '../../store/whole-places.js'
import type { WholeEntity } from '../../store/whole-places.js'
import type { Database, Work } from '../../store/work.js'
import { FORMAT, KIND } from './document.js'
import type { TenantDocument } from './document.js'
import { containedPlaces, rootPlaces } from './places.js'

/** Everything of a tenant as of one moment; undefined if there is none. To be run as a transaction. */
export function* exportTenant(
  model: Model,
  database: Pick<Database, 'provider'>,
  tenantId: string,
): Work<TenantDocument | undefined> {
  yield* freezeMoment(database)
  const tenant = yield* readTenant(database, tenantId)
  if (tenant === undefined) return undefined
  const apps = yield* readApps(database, tenantId)
  const signIn = yield* readUsers(database, tenantId)
  const memberships = yield* readMemberships(database, tenantId)
  const store = new EntityStore(database.provider, tenantId)
  const entities: Record<string, readonly Entity[]> = {}
  for (const place of rootPlaces(model)) {
    const whole = (yield* listAll(store, place)).filter(isOwn).map((each) => withoutComposed(place, each))
    const contained: [name: string, many: boolean, byParent: Map<string, Entity[]>][] = []
    for (const child of containedPlaces(place))
      contained.push([child.name, child.many, byParent(yield* listAll(store, child))])
    if (whole.length === 0) continue
    entities[place.path] = whole.map((each) => {
      const document = annotated(each)
      for (const [name, many, found] of contained) {
        const inside = found.get(each.entity['id'] as string)
        if (inside !== undefined) document[name] = many ? inside : inside[0]
      }
      return document
    })
  }
  return { intunite: KIND, format: FORMAT, tenant, apps, signIn, memberships, entities }
}

/** Microsoft Graph is in every tenant from the beginning. */
function isOwn({ entity }: WholeEntity): boolean {
  return entity['appId'] !== GRAPH_RESOURCE
}

/** What is composed of something else is in the document already, among the apps, or is no business of it: secrets. */
function withoutComposed({ type }: Place, { entity, ...others }: WholeEntity): WholeEntity {
  const properties = allProperties(type)
  const kept = Object.entries(entity).filter(([name]) => properties[name]?.composed !== true || name === 'web')
  return { ...others, entity: Object.fromEntries(kept) }
}

function byParent(found: readonly WholeEntity[]): Map<string, Entity[]> {
  const grouped = new Map<string, Entity[]>()
  for (const each of found) {
    const key = each.parentId ?? ''
    const others = grouped.get(key)
    if (others === undefined) grouped.set(key, [annotated(each)])
    else others.push(annotated(each))
  }
  return grouped
}

function annotated({ type, entity }: WholeEntity): Entity {
  return type === undefined ? { ...entity } : { '@odata.type': `#${NAMESPACE}.${type}`, ...entity }
}
