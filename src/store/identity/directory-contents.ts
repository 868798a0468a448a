/** What every tenant has of the directory beside its organization, if the model has such sets. */
import { createHash } from 'node:crypto'
import type { Model } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import { insertAll } from '../query/bulk.js'
import type { EntityStore } from '../query/entities.js'
import type { Work } from '../work.js'

/** A domain, a licence for Intune and the roles that administrate it. */
export function* insertDirectory(
  model: Model,
  store: EntityStore,
  { id, domain, displayName }: TenantFacts,
): Work<void> {
  for (const [name, entities] of Object.entries({
    domains: [
      {
        id: domain,
        authenticationType: 'Managed',
        isAdminManaged: true,
        isDefault: true,
        isInitial: true,
        isRoot: true,
        isVerified: true,
        passwordNotificationWindowInDays: 14,
        passwordValidityPeriodInDays: 2147483647,
        supportedServices: ['Intune'],
      },
    ],
    subscribedSkus: [{ id: `${id}_${INTUNE.skuId}`, accountId: id, accountName: displayName, ...INTUNE }],
    directoryRoles: Object.entries(ROLE_TEMPLATES).map(([roleTemplateId, [name, description]]) => ({
      id: idIn(id, roleTemplateId),
      displayName: name,
      description,
      roleTemplateId,
    })),
  })) {
    const resource = model.roots.get(name.toLowerCase())
    if (resource?.layout !== 'document') continue
    const rows = entities.map((entity) => ({ type: resource.type, entity: complete(resource.type, entity) }))
    yield* insertAll(
      store,
      resource,
      rows.map((stored) => ({ keys: [], stored })),
    )
  }
}

/** @see https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const INTUNE = {
  appliesTo: 'User',
  capabilityStatus: 'Enabled',
  consumedUnits: 0,
  prepaidUnits: { enabled: 100, lockedOut: 0, suspended: 0, warning: 0 },
  servicePlans: [
    {
      appliesTo: 'User',
      provisioningStatus: 'Success',
      servicePlanId: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5',
      servicePlanName: 'INTUNE_A',
    },
  ],
  skuId: '061f9ace-7d42-4136-88ac-31dc755f143f',
  skuPartNumber: 'INTUNE_A',
  subscriptionIds: [],
}

/** @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const ROLE_TEMPLATES: Readonly<Record<string, readonly [name: string, description: string]>> = {
  '62e90394-69f5-4237-9190-012177145e10': ['Global Administrator', 'Manages everything in the tenant.'],
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': ['Global Reader', 'Reads everything in the tenant.'],
  '3a2c62db-5318-420d-8d74-23affee5d9d5': ['Intune Administrator', 'Manages everything in Intune.'],
}

/** Another one in every tenant, and always the same there. */
export function idIn(tenantId: string, known: string): string {
  const hex = createHash('sha256').update(`${known} ${tenantId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export interface TenantFacts {
  readonly id: string
  readonly displayName: string
  readonly domain: string
  /** Stored form. */
  readonly createdAt: string
}
