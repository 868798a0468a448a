/**
 * What the tools of Intune call beside Intune, as documents: conditional access, terms of use, devices and roles of the
 * directory, licences, domains, logs and the root of reports. Types: src/model/facts/neighbours.ts; permissions: the map beside it.
 */
import type { Types } from '../../model/hierarchy.js'
import { defineEntitySet, defineSingleton } from '../../model/sets.js'
import type { Declaration, EntitySet } from '../../model/sets.js'
import type { EntityType } from '../../model/types.js'
import { devices } from '../device-management/backend.js'
import { directory } from './backend.js'

export function neighbours(types: Types): Declaration[] {
  // A model without the facts has none of them.
  if (types.find('identityContainer') === undefined) return []
  const facts = (path: string, type: string) =>
    ({ path, entityType: types.find(type) as EntityType, backend: directory, layout: 'document' }) as const
  const set = (path: string, type: string, facets: Partial<EntitySet> = {}): EntitySet =>
    defineEntitySet({ ...facts(path, type), ...facets })
  return [
    set('agreements', 'agreement', { storedWith: 'identityGovernance/termsOfUse/agreements' }),
    defineSingleton({ ...facts('auditLogs', 'auditLogRoot'), readOnly: true }),
    set('devices', 'device'),
    set('directoryRoles', 'directoryRole', { fixedMembers: true }),
    set('domains', 'domain', { fixedMembers: true }),
    defineSingleton(facts('identity', 'identityContainer')),
    defineSingleton(facts('identityGovernance', 'identityGovernance')),
    // What Intune answers for in it. The reports of other services are no part of it.
    defineSingleton({ ...facts('reports', 'reportRoot'), backend: devices }),
    set('subscribedSkus', 'subscribedSku', { readOnly: true }),
  ]
}
