import { readBehaviour } from '../../services/profiles.js'
import { madeUpDomain } from '../../services/transfer/transfer.js'
import type { Tenant } from '../../store/identity/tenants.js'
import { getTenant, isGuid, requireText, unlessTaken } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { DirectoryError, invalid, notFound } from './errors.js'

export interface TenantOptions {
  /** A GUID; made up unless given. */
  readonly id?: string | undefined
  readonly displayName?: string | undefined
  /** Made up from the id unless given. */
  readonly domain?: string | undefined
  readonly asksPassword?: boolean | undefined
  readonly userConsent?: boolean | undefined
  /** `documented`, `live`, with switches if need be; that of the server unless given. */
  readonly profile?: string | undefined
}

export interface ShownTenant {
  readonly id: string
  readonly displayName: string
  readonly defaultDomain: string
  readonly domains: readonly string[]
  readonly asksPassword: boolean
  readonly userConsent: boolean
  /** Null for that of the server. */
  readonly profile: string | null
  readonly createdDateTime: string
}

const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

export function tenantDirectory(deps: DirectoryDeps) {
  const { records, newId, identity } = deps
  const list = async (only?: string): Promise<ShownTenant[]> =>
    (await records.listTenants(only)).map(
      ({ domains, createdAt, id, displayName, defaultDomain, asksPassword, userConsent, profile }) => ({
        id,
        displayName,
        defaultDomain,
        domains: domains.map(({ domain }) => domain).sort(),
        asksPassword,
        userConsent,
        profile,
        createdDateTime: `${createdAt}Z`,
      }),
    )
  return {
    async create({
      id = newId(),
      displayName,
      domain,
      asksPassword,
      userConsent,
      profile,
    }: TenantOptions = {}): Promise<Tenant> {
      if (!isGuid(id)) throw invalid(`the id of a tenant must be a GUID, not '${id}'`)
      const tenantId = id.toLowerCase()
      const name = requireDomain(domain ?? madeUpDomain(tenantId))
      const made = {
        id: tenantId,
        displayName: requireText(displayName ?? name, 'the name of a tenant'),
        domain: name,
        asksPassword: asksPassword ?? false,
        userConsent: userConsent ?? true,
        profile,
      }
      requireProfile(profile)
      await unlessTaken(
        records.insertTenant(made),
        `there is a tenant with the id ${tenantId} or the domain ${name} already`,
      )
      return { ...made, defaultDomain: name, restored: 0 }
    },
    list: () => list(),
    find: (name: string): Promise<Tenant> => getTenant(deps, name),
    /** By id or domain. */
    async show(name: string): Promise<ShownTenant> {
      const { id } = await getTenant(deps, name)
      const [shown] = await list(id)
      if (shown === undefined) throw notFound('tenant', name, '')
      return shown
    },
    async update(
      name: string,
      changes: { displayName?: string; asksPassword?: boolean; userConsent?: boolean; profile?: string | null },
    ): Promise<void> {
      const { id } = await getTenant(deps, name)
      const texts =
        changes.displayName === undefined
          ? {}
          : { displayName: requireText(changes.displayName, 'the name of a tenant') }
      requireProfile(changes.profile)
      await records.updateTenant(id, { ...changes, ...texts })
      await identity.announceChange()
    },
    async addDomain(name: string, domain: string): Promise<void> {
      const { id } = await getTenant(deps, name)
      const added = requireDomain(domain)
      await unlessTaken(records.addDomain(id, added), `the domain ${added} belongs to a tenant already`)
    },
    /** The default domain is the tenant's for good. */
    async removeDomain(name: string, domain: string): Promise<void> {
      const { id, defaultDomain } = await getTenant(deps, name)
      const removed = domain.toLowerCase()
      if (removed === defaultDomain)
        throw new DirectoryError('exists', `${removed} is the default domain of the tenant and stays`)
      if (!(await records.deleteDomain(id, removed))) throw notFound('domain', domain, `of the tenant ${defaultDomain}`)
      await identity.announceChange()
    },
  }
}

function requireProfile(profile: string | null | undefined): void {
  if (typeof profile === 'string' && readBehaviour(profile) === undefined)
    throw invalid(
      `'${profile}' is no profile; it is documented or live, with switches if you like (live+strictAssignCast)`,
    )
}

function requireDomain(domain: string): string {
  const name = domain.toLowerCase()
  if (!DOMAIN.test(name)) throw invalid(`'${domain}' is no domain name such as contoso.test`)
  return name
}
