/** A document of one tenant as that of another one. */
import type { Entity } from '../../model/payload.js'
import type { TenantDocument } from './document.js'

export interface Remapping {
  readonly id: string
  /** The default domain; another one than before is the only one. */
  readonly domain: string
  readonly displayName?: string | undefined
}

/**
 * Ids that are the tenant's, or begin with it (`{tenant}_{policy}`), become the new tenant's, and so do sign-in names in
 * the tenant's domains. Other texts stay, whatever they mention.
 */
export function remapTenant(document: TenantDocument, { id, domain, displayName }: Remapping): TenantDocument {
  const { tenant, entities } = document
  const domains = new Set([tenant.defaultDomain, ...tenant.domains])
  const text = (name: string, value: string): string => {
    if (/^id$|Id$/.test(name) && (value === tenant.id || value.startsWith(`${tenant.id}_`)))
      return id + value.slice(tenant.id.length)
    if (/userPrincipalName$/i.test(name)) {
      const at = value.lastIndexOf('@')
      if (at >= 0 && domains.has(value.slice(at + 1).toLowerCase())) return `${value.slice(0, at)}@${domain}`
    }
    return value
  }
  const mapped = (name: string, value: unknown): unknown => {
    if (typeof value === 'string') return text(name, value)
    if (Array.isArray(value)) return value.map((element) => mapped(name, element))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, mapped(member, inner)]))
  }
  const moved = Object.fromEntries(
    Object.entries(entities).map(([path, list]) => [path, list.map((entity) => mapped('', entity) as Entity)]),
  )
  const documents = document.documents?.map(({ path, keys, entity }) => ({
    path,
    keys: keys.map((key) => text('id', key)),
    entity: mapped('', entity) as Entity,
  }))
  const references = document.references?.map(({ path, keys, id: other }) => ({
    path,
    keys: keys.map((key) => text('id', key)),
    id: text('id', other),
  }))
  return {
    ...document,
    ...(documents === undefined ? {} : { documents }),
    ...(references === undefined ? {} : { references }),
    tenant: {
      ...tenant,
      id,
      defaultDomain: domain,
      domains: domain === tenant.defaultDomain ? tenant.domains : [domain],
      displayName: displayName ?? tenant.displayName,
    },
    entities: {
      ...moved,
      ...(moved['organization'] === undefined
        ? {}
        : { organization: moved['organization'].map((self) => organizationOf(self, domain, displayName)) }),
    },
  }
}

function organizationOf(self: Entity, domain: string, displayName: string | undefined): Entity {
  const verified = Array.isArray(self['verifiedDomains']) ? (self['verifiedDomains'] as Entity[]) : []
  const [first] = verified.filter(({ isDefault }) => isDefault === true).concat(verified)
  const named = displayName === undefined ? {} : { displayName }
  return first === undefined || first['name'] === domain
    ? { ...self, ...named }
    : { ...self, ...named, verifiedDomains: [{ ...first, name: domain }] }
}
