/**
 * What every tenant has from its first moment: an organization, which is the tenant itself, the scope tag 0, and
 * Microsoft Graph, whose permissions apps are granted.
 */
import { createHash } from 'node:crypto'
import { organization } from '../../entities/directory/organization.js'
import { roleScopeTag } from '../../entities/device-management/role-scope-tags.js'
import { servicePrincipal } from '../../entities/directory/service-principals.js'
import { model } from '../../entities/index.js'
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import { insertAll } from '../query/bulk.js'
import { dialectOf } from '../sql/dialect.js'
import { EntityStore } from '../query/entities.js'
import { GRAPH_APP_ROLES, GRAPH_SCOPES } from './graph-permissions.js'
import { GRAPH_RESOURCE } from './graph-resource.js'
import { tableOf, toRow } from '../layout/tables.js'
import { run } from '../work.js'
import type { Database, Work } from '../work.js'

export interface TenantFacts {
  readonly id: string
  readonly displayName: string
  readonly domain: string
  /** Stored form. */
  readonly createdAt: string
}

/** Adds what is missing. */
export function* insertTenantContents({ provider }: Pick<Database, 'provider'>, tenant: TenantFacts): Work<void> {
  const store = new EntityStore(provider, tenant.id)
  const self = complete(organization, {
    id: tenant.id,
    createdDateTime: `${tenant.createdAt}Z`,
    displayName: tenant.displayName,
    tenantType: 'AAD',
    verifiedDomains: [
      { capabilities: 'Email, Intune', isDefault: true, isInitial: true, name: tenant.domain, type: 'Managed' },
    ],
  })
  yield* insertAll(store, resourceAt('organization'), [{ keys: [], stored: { type: organization, entity: self } }])
  const everything = complete(roleScopeTag, {
    id: '0',
    displayName: 'Default',
    description: 'Default Role Scope Tag is auto assigned to objects.',
    isBuiltIn: true,
  })
  yield* insertAll(store, resourceAt('deviceManagement/roleScopeTags'), [
    { keys: [], stored: { type: roleScopeTag, entity: everything } },
  ])
  yield* insertGraph({ provider }, tenant.id)
}

/** Microsoft Graph as it is in the tenant. */
function* insertGraph({ provider }: Pick<Database, 'provider'>, tenantId: string): Work<void> {
  const { placeholder } = dialectOf(provider)
  const principal = complete(servicePrincipal, {
    id: graphIdIn(tenantId),
    appId: GRAPH_RESOURCE,
    displayName: 'Microsoft Graph',
  })
  const row = toRow(
    tableOf(resourceAt('servicePrincipals')),
    servicePrincipal,
    { tenantId, id: graphIdIn(tenantId) },
    principal,
  )
  row.set('appRoles', ROLES).set('oauth2PermissionScopes', SCOPES)
  const columns = [...row.keys()].map((name) => `"${name}"`).join(', ')
  const marks = [...row.keys()].map((_, i) => placeholder(i + 1)).join(', ')
  yield* run(`INSERT INTO "servicePrincipal" (${columns}) VALUES (${marks}) ON CONFLICT DO NOTHING`, [...row.values()])
}

const ROLES = JSON.stringify(GRAPH_APP_ROLES)
const SCOPES = JSON.stringify(GRAPH_SCOPES)

/** Another one in every tenant, and always the same there. */
function graphIdIn(tenantId: string): string {
  const hex = createHash('sha256').update(`${GRAPH_RESOURCE} ${tenantId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function resourceAt(path: string): Resource {
  const resource = model.resources.find((candidate) => candidate.path === path)
  if (resource === undefined) throw new Error(`nothing is declared at ${path}`)
  return resource
}
