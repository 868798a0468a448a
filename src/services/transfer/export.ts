import type { Model, Resource } from '../../model/model.js'
import { NAMESPACE } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import { EntityStore } from '../../store/query/entities.js'
import { GRAPH_RESOURCE } from '../../store/identity/graph-resource.js'
import { readApps } from '../../store/identity/export-apps.js'
import { readMemberships, readTenant, readUsers } from '../../store/identity/export.js'
import { splitKeys } from '../../store/layout/document-table.js'
import { listDocuments, listInside, listPage } from '../../store/query/export.js'
import type { EntityExport } from '../../store/query/export.js'
import { listReferences } from '../../store/query/references.js'
import type { Database, Work } from '../../store/work.js'
import { FORMAT, KIND } from './document.js'
import { typeOf } from './check-document.js'
import type { EntityPlace, TenantDocument } from './document.js'
import { containedResources, rootResources } from './resources.js'
import type { TextSink } from './spool.js'
import { isAsTold, knownOnly } from './told.js'

/** Items that are in memory at once; fewer where they contain others, of which there may be many. */
const AT_ONCE = 500
const CONTAINERS_AT_ONCE = 5

/**
 * Writes everything of a tenant, a {@link TenantDocument}. False if there is no such tenant. To be run in one moment of the
 * database.
 */
export function* exportTenant(
  model: Model,
  database: Pick<Database, 'provider'>,
  tenantId: string,
  sink: TextSink,
): Work<boolean> {
  const tenant = yield* readTenant(database, tenantId)
  if (tenant === undefined) return false
  const head = {
    intunite: KIND,
    format: FORMAT,
    tenant,
    apps: yield* readApps(database, tenantId),
    signIn: yield* readUsers(database, tenantId),
    memberships: yield* readMemberships(database, tenantId),
  } satisfies Omit<TenantDocument, 'entities'>
  sink.write(`${JSON.stringify(head).slice(0, -1)},"entities":`)
  const store = new EntityStore(database.provider, tenantId)
  const told: EntityPlace[] = []
  yield* writeEntities(model, store, sink, told)
  yield* writeDocuments(model, store, sink, told)
  yield* writeReferences(model, store, sink)
  writeTold(sink, told)
  sink.write('}')
  sink.flush()
  return true
}

function* writeEntities(model: Model, store: EntityStore, sink: TextSink, told: EntityPlace[]): Work<void> {
  let before = '{'
  for (const resource of rootResources(model)) {
    const opening = `${before}${JSON.stringify(resource.path)}:[`
    const list = listWriter(sink, opening)
    const limit = containedResources(resource).length === 0 ? AT_ONCE : CONTAINERS_AT_ONCE
    for (let after: string | undefined, more = true; more;) {
      const page = yield* listPage(store, resource, after, limit)
      const own = page.filter(isOwn)
      const inside = yield* contentsOf(store, resource, page)
      for (const each of own) {
        const document = annotated(withoutComposed(resource, each))
        for (const [name, entities] of inside.get(each.entity['id'] as string) ?? []) document[name] = entities
        list.write(JSON.stringify(document))
        const type = typeOf(resource, document)
        // Columns are always shown.
        if (type !== undefined && type !== resource.type && isAsTold(type, each.entity, allProperties(resource.type)))
          told.push({ path: resource.path, keys: [each.entity['id'] as string] })
      }
      after = page.at(-1)?.entity['id'] as string | undefined
      more = page.length === limit
    }
    if (list.close()) before = ','
  }
  sink.write(before === '{' ? '{}' : '}')
}

/** What the items of a page contain, by their id: the names of navigation properties, each with what it leads to. */
function* contentsOf(
  store: EntityStore,
  resource: Resource,
  page: readonly EntityExport[],
): Work<Map<string, [name: string, entities: Entity | Entity[]][]>> {
  const contents = new Map<string, [string, Entity | Entity[]][]>()
  const [first, last] = [page.at(0)?.entity['id'], page.at(-1)?.entity['id']]
  if (typeof first !== 'string' || typeof last !== 'string') return contents
  for (const child of containedResources(resource)) {
    const byParent = new Map<string, Entity[]>()
    for (const each of yield* listInside(store, child, first, last)) {
      const key = each.parentId ?? ''
      const others = byParent.get(key)
      if (others === undefined) byParent.set(key, [annotated(each)])
      else others.push(annotated(each))
    }
    for (const [parent, entities] of byParent) {
      const known = contents.get(parent) ?? []
      contents.set(parent, [...known, [child.name, child.many ? entities : (entities[0] as Entity)]])
    }
  }
  return contents
}

function* writeDocuments(model: Model, store: EntityStore, sink: TextSink, told: EntityPlace[]): Work<void> {
  const list = listWriter(sink, ',"documents":[')
  for (let after = 0, more = true; more;) {
    const page = yield* listDocuments(store, after, AT_ONCE)
    for (const { path, above, body } of page)
      if (!DIRECTORY_SETS.includes(path)) {
        const resource = model.resourceAt(path)
        const keys = splitKeys(resource, above)
        const entity = JSON.parse(body) as Entity
        const type = typeOf(resource, entity) ?? resource.type
        const isTold = isAsTold(type, entity)
        const text = isTold ? JSON.stringify(knownOnly(type, entity)) : body
        list.write(`{"path":${JSON.stringify(path)},"keys":${JSON.stringify(keys)},"entity":${text}}`)
        if (isTold) told.push({ path, keys: resource.many ? [...keys, String(entity['id'])] : keys })
      }
    after = page.at(-1)?.row ?? after
    more = page.length === AT_ONCE
  }
  list.close()
}

/** Domains, licences and roles name their tenant: each tenant makes its own. */
const DIRECTORY_SETS: readonly string[] = ['domains', 'subscribedSkus', 'directoryRoles']

function* writeReferences(model: Model, store: EntityStore, sink: TextSink): Work<void> {
  const list = listWriter(sink, ',"references":[')
  for (const { path, from, id } of yield* listReferences(store))
    list.write(JSON.stringify({ path, keys: splitKeys(model.resourceAt(path), from), id }))
  list.close()
}

function writeTold(sink: TextSink, told: readonly EntityPlace[]): void {
  const list = listWriter(sink, ',"asTold":[')
  for (const place of told) list.write(JSON.stringify(place))
  list.close()
}

/** Writes a list that is left out if it is empty; `opening` comes before its first element. */
function listWriter(sink: TextSink, opening: string) {
  let before = opening
  return {
    write(text: string): void {
      sink.write(before + text)
      before = ','
    },
    /** Whether there was anything. */
    close(): boolean {
      if (before === opening) return false
      sink.write(']')
      return true
    },
  }
}

/** Microsoft Graph is in every tenant from the beginning. */
function isOwn({ entity }: EntityExport): boolean {
  return entity['appId'] !== GRAPH_RESOURCE
}

/** What is composed of something else is in the document already, among the apps, or does not belong in it: secrets. */
function withoutComposed({ type }: Resource, { entity, ...others }: EntityExport): EntityExport {
  const properties = allProperties(type)
  const kept = Object.entries(entity).filter(([name]) => properties[name]?.composed !== true || name === 'web')
  return { ...others, entity: Object.fromEntries(kept) }
}

function annotated({ type, entity }: EntityExport): Entity {
  return type === undefined ? { ...entity } : { '@odata.type': `#${NAMESPACE}.${type}`, ...entity }
}
