import type { Model, Resource } from '../../model/model.js'
import { NAMESPACE } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import { EntityStore } from '../../store/query/entities.js'
import { GRAPH_RESOURCE } from '../../store/identity/graph-resource.js'
import { readApps } from '../../store/identity/export-apps.js'
import { readMemberships, readTenant, readUsers } from '../../store/identity/export.js'
import { splitKeys } from '../../store/layout/document-table.js'
import { freezeMoment, listAll, listDocuments } from '../../store/query/export.js'
import type { DocumentExport, EntityExport } from '../../store/query/export.js'
import { listReferences } from '../../store/query/references.js'
import type { Database, Work } from '../../store/work.js'
import { FORMAT, KIND } from './document.js'
import type { StoredDocument, TenantDocument } from './document.js'
import { containedResources, rootResources } from './resources.js'

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
  for (const resource of rootResources(model)) {
    const whole = (yield* listAll(store, resource)).filter(isOwn).map((each) => withoutComposed(resource, each))
    const contained: [name: string, many: boolean, byParent: Map<string, Entity[]>][] = []
    for (const child of containedResources(resource))
      contained.push([child.name, child.many, byParent(yield* listAll(store, child))])
    if (whole.length === 0) continue
    entities[resource.path] = whole.map((each) => {
      const document = annotated(each)
      for (const [name, many, found] of contained) {
        const inside = found.get(each.entity['id'] as string)
        if (inside !== undefined) document[name] = many ? inside : inside[0]
      }
      return document
    })
  }
  const all = yield* listDocuments(store)
  const documents = all
    .filter(({ path }) => !DIRECTORY_SETS.includes(path))
    .map((found) => storedDocument(model, found))
  const references = (yield* listReferences(store)).map(({ path, from, id }) => ({
    path,
    keys: splitKeys(model.resourceAt(path), from),
    id,
  }))
  return {
    intunite: KIND,
    format: FORMAT,
    tenant,
    apps,
    signIn,
    memberships,
    entities,
    ...(documents.length > 0 && { documents }),
    ...(references.length > 0 && { references }),
  }
}

/** Domains, licences and roles name their tenant: each tenant makes its own. */
const DIRECTORY_SETS: readonly string[] = ['domains', 'subscribedSkus', 'directoryRoles']

function storedDocument(model: Model, { path, above, entity }: DocumentExport): StoredDocument {
  return { path, keys: splitKeys(model.resourceAt(path), above), entity }
}

/** Microsoft Graph is in every tenant from the beginning. */
function isOwn({ entity }: EntityExport): boolean {
  return entity['appId'] !== GRAPH_RESOURCE
}

/** What is composed of something else is in the document already, among the apps, or is no business of it: secrets. */
function withoutComposed({ type }: Resource, { entity, ...others }: EntityExport): EntityExport {
  const properties = allProperties(type)
  const kept = Object.entries(entity).filter(([name]) => properties[name]?.composed !== true || name === 'web')
  return { ...others, entity: Object.fromEntries(kept) }
}

function byParent(found: readonly EntityExport[]): Map<string, Entity[]> {
  const grouped = new Map<string, Entity[]>()
  for (const each of found) {
    const key = each.parentId ?? ''
    const others = grouped.get(key)
    if (others === undefined) grouped.set(key, [annotated(each)])
    else others.push(annotated(each))
  }
  return grouped
}

function annotated({ type, entity }: EntityExport): Entity {
  return type === undefined ? { ...entity } : { '@odata.type': `#${NAMESPACE}.${type}`, ...entity }
}
