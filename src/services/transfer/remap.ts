/** A document of one tenant as that of another one. */
import type { Entity } from '../../model/payload.js'
import type { Lists } from './document.js'
import type { OpenDocument } from './open-document.js'

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
export function remapTenant(document: OpenDocument, { id, domain, displayName }: Remapping): OpenDocument {
  const { tenant } = document
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
  const keysOf = (keys: readonly string[]): string[] => keys.map((key) => text('id', key))
  const elements: { readonly [N in keyof Lists]: (element: Lists[N]) => Lists[N] } = {
    signIn: (user) => user,
    memberships: (member) => member,
    documents: (each) => ({ ...each, keys: keysOf(each.keys), entity: mapped('', each.entity) as Entity }),
    asTold: ({ path, keys }) => ({ path, keys: keysOf(keys) }),
    references: ({ path, keys, id: other }) => ({ path, keys: keysOf(keys), id: text('id', other) }),
  }
  return {
    apps: document.apps,
    paths: document.paths,
    tenant: {
      ...tenant,
      id,
      defaultDomain: domain,
      domains: domain === tenant.defaultDomain ? tenant.domains : [domain],
      displayName: displayName ?? tenant.displayName,
    },
    *entities(path) {
      for (const entity of document.entities(path)) {
        const moved = mapped('', entity) as Entity
        yield path === 'organization' ? organizationOf(moved, domain, displayName) : moved
      }
    },
    *list<N extends keyof Lists>(name: N): Generator<Lists[N]> {
      for (const element of document.list(name)) yield elements[name](element)
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
