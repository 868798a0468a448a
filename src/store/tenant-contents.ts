/** What every tenant has from its first moment: an organization, which is the tenant itself, and the scope tag 0. */
import { organization } from '../entities/directory/organization.js'
import { roleScopeTag } from '../entities/device-management/role-scope-tags.js'
import { model } from '../entities/index.js'
import type { Place } from '../model/model.js'
import { complete } from '../model/payload.js'
import { insertAll } from './bulk.js'
import { EntityStore } from './entities.js'
import type { Database, Work } from './work.js'

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
  yield* insertAll(store, placeAt('organization'), [{ keys: [], stored: { type: organization, entity: self } }])
  const everything = complete(roleScopeTag, {
    id: '0',
    displayName: 'Default',
    description: 'Default Role Scope Tag is auto assigned to objects.',
    isBuiltIn: true,
  })
  yield* insertAll(store, placeAt('deviceManagement/roleScopeTags'), [
    { keys: [], stored: { type: roleScopeTag, entity: everything } },
  ])
}

function placeAt(path: string): Place {
  const place = model.places.find((candidate) => candidate.path === path)
  if (place === undefined) throw new Error(`nothing is declared at ${path}`)
  return place
}
