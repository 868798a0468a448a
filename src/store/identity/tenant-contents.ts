/**
 * What every tenant has from its first moment: an organization, which is the tenant itself, the scope tag 0,
 * what Intune brings, and Microsoft Graph, whose permissions apps are granted.
 */
import type { Model, Resource } from '../../model/model.js'
import { qualifiedName } from '../../model/types.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { insertAll } from '../query/bulk.js'
import { rowsOfIntact } from '../query/export.js'
import type { BulkRow } from '../query/bulk.js'
import { dialectOf } from '../sql/dialect.js'
import { EntityStore } from '../query/entities.js'
import { GRAPH_APP_ROLES, GRAPH_SCOPES } from './graph-permissions.js'
import { GRAPH_RESOURCE } from './graph-resource.js'
import { idIn, insertDirectory } from './directory-contents.js'
import { layoutOf } from '../layout/layout-of.js'
import { tableOf, rowByColumn } from '../layout/tables.js'
import { all, run } from '../work.js'
import type { Database, Work } from '../work.js'
import type { TenantFacts } from './directory-contents.js'

/** Adds what is missing; documents that Intune brings only where they may be missing. */
export function* insertTenantContents(
  model: Model,
  { provider }: Pick<Database, 'provider'>,
  tenant: TenantFacts,
  { documents = true }: { readonly documents?: boolean } = {},
): Work<void> {
  const store = new EntityStore(provider, tenant.id)
  yield* insertOne(store, model.resourceAt('organization'), {
    id: tenant.id,
    createdDateTime: `${tenant.createdAt}Z`,
    displayName: tenant.displayName,
    tenantType: 'AAD',
    verifiedDomains: [
      { capabilities: 'Email, Intune', isDefault: true, isInitial: true, name: tenant.domain, type: 'Managed' },
    ],
  })
  yield* insertOne(store, model.resourceAt('deviceManagement/roleScopeTags'), {
    id: '0',
    displayName: 'Default',
    description: 'Default Role Scope Tag is auto assigned to objects.',
    isBuiltIn: true,
  })
  yield* insertBuiltIn(model, store, documents)
  yield* insertDirectory(model, store, tenant)
  yield* insertGraph(model, { provider }, tenant.id)
}

function* insertBuiltIn(model: Model, store: EntityStore, documents = true): Work<void> {
  for (const { resource, rows } of builtIn(model, store.tenantId).sets)
    if (documents || resource.layout !== 'document') yield* insertAll(store, resource, rows)
}

/** The rows of the documents that Intune brings, if none of them is missing or changed. */
export function rowsOfBuiltIn(model: Model, store: EntityStore): Work<readonly number[]> {
  return rowsOfIntact(store, builtIn(model, store.tenantId).bodies)
}

interface BuiltIn {
  readonly sets: readonly BuiltInRows[]
  /** Of documents, by path and id. */
  readonly bodies: ReadonlyMap<string, ReadonlyMap<string, string>>
}

interface BuiltInRows {
  readonly resource: Resource
  readonly rows: readonly BulkRow[]
}

/** Tenants whose rows are remembered: a test resets the same one again and again. */
const REMEMBERED = 2

const known = new WeakMap<Model, Map<string, BuiltIn>>()

function builtIn(model: Model, tenantId: string): BuiltIn {
  const ofTenants = known.get(model) ?? new Map<string, BuiltIn>()
  known.set(model, ofTenants)
  let found = ofTenants.get(tenantId)
  if (found === undefined) {
    const sets = model.builtIn(tenantId).flatMap(({ path, entities }) => {
      const resource = model.findResource(path)
      return resource === undefined
        ? []
        : [{ resource, rows: entities.flatMap((entity) => builtInRow(resource, entity)) }]
    })
    found = { sets, bodies: bodiesOf(sets, tenantId) }
    const [oldest] = ofTenants.keys()
    if (oldest !== undefined && ofTenants.size >= REMEMBERED) ofTenants.delete(oldest)
    ofTenants.set(tenantId, found)
  }
  return found
}

function bodiesOf(sets: readonly BuiltInRows[], tenantId: string): Map<string, Map<string, string>> {
  const bodies = new Map<string, Map<string, string>>()
  for (const { resource, rows } of sets) {
    if (resource.layout !== 'document') continue
    const layout = layoutOf(resource)
    const column = (name: string): number => layout.columns.indexOf(name)
    for (const { stored } of rows) {
      const values = layout.row(tenantId, [], stored.type, stored.entity)
      const [path, id, body] = ['path', 'id', 'body'].map((name) => String(values[column(name)])) as [
        string,
        string,
        string,
      ]
      bodies.set(path, (bodies.get(path) ?? new Map<string, string>()).set(id, body))
    }
  }
  return bodies
}

function builtInRow(resource: Resource, entity: Entity): BulkRow[] {
  const name = entity['@odata.type']
  const type = resource.concreteTypes.find((each) => `#${qualifiedName(each)}` === name) ?? resource.type
  return type.abstract ? [] : [{ keys: [], stored: { type, entity: Object.freeze(complete(type, entity)) } }]
}

function* insertOne(store: EntityStore, resource: Resource, entity: Entity): Work<void> {
  const { type } = resource
  yield* insertAll(store, resource, [{ keys: [], stored: { type, entity: complete(type, entity) } }])
}

/** Microsoft Graph as it is in the tenant. */
function* insertGraph(model: Model, { provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  const { placeholder } = dialectOf(provider)
  const resource = model.resourceAt('servicePrincipals')
  const id = idIn(tenantId, GRAPH_RESOURCE)
  const principal = complete(resource.type, { id, appId: GRAPH_RESOURCE, displayName: 'Microsoft Graph' })
  const row = rowByColumn(tableOf(resource), resource.type, { tenantId, id }, principal)
  row.set('appRoles', ROLES).set('oauth2PermissionScopes', SCOPES)
  const columns = [...row.keys()].map((name) => `"${name}"`).join(', ')
  const placeholders = [...row.keys()].map((_, i) => placeholder(i + 1)).join(', ')
  yield* run(`INSERT INTO "servicePrincipal" (${columns}) VALUES (${placeholders}) ON CONFLICT DO NOTHING`, [
    ...row.values(),
  ])
}

/** Brings what Graph and Intune offer up to date in all tenants: a later version may know more. */
export function* renewContents(model: Model, { provider }: Pick<Database, 'provider'>): Work<void> {
  const { placeholder } = dialectOf(provider)
  for (const [id] of yield* all('SELECT "id" FROM "tenant"', []))
    yield* insertBuiltIn(model, new EntityStore(provider, id as string))
  yield* run(
    `UPDATE "servicePrincipal" SET "appRoles" = ${placeholder(1)}, "oauth2PermissionScopes" = ${placeholder(2)} WHERE "appId" = ${placeholder(3)} AND ("appRoles" <> ${placeholder(1)} OR "oauth2PermissionScopes" <> ${placeholder(2)})`,
    [ROLES, SCOPES, GRAPH_RESOURCE],
  )
}

const ROLES = JSON.stringify(GRAPH_APP_ROLES)

const SCOPES = JSON.stringify(GRAPH_SCOPES)
