import type { Tenant } from '../../store/identity-tenants.js'
import { readBehaviour } from '../../services/profiles.js'
import { getTenant, isGuid, requireText, unlessTaken } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { invalid } from './errors.js'

export interface TenantOptions {
  /** A GUID; made up unless given. */
  readonly id?: string | undefined
  readonly displayName?: string | undefined
  /** Made up from the id unless given. */
  readonly domain?: string | undefined
  readonly asksPassword?: boolean | undefined
  readonly userConsent?: boolean | undefined
}

export interface ShownTenant {
  readonly id: string
  readonly displayName: string
  readonly defaultDomain: string
  readonly domains: readonly string[]
  readonly asksPassword: boolean
  readonly userConsent: boolean
  readonly createdDateTime: string
}

const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/

export function tenantDirectory(deps: DirectoryDeps, erase: (tenantId: string) => Promise<void>) {
  const { records, newId, identity } = deps
  const list = async (): Promise<ShownTenant[]> =>
    (await records.listTenants()).map(
      ({ domains, createdAt, id, displayName, defaultDomain, asksPassword, userConsent }) => ({
        id,
        displayName,
        defaultDomain,
        domains: domains.map(({ domain }) => domain).sort(),
        asksPassword,
        userConsent,
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
    }: TenantOptions = {}): Promise<Tenant> {
      if (!isGuid(id)) throw invalid(`the id of a tenant must be a GUID, not '${id}'`)
      const tenantId = id.toLowerCase()
      const name = requireDomain(domain ?? `t${tenantId.replaceAll('-', '')}.intunite.test`)
      const made = {
        id: tenantId,
        displayName: requireText(displayName ?? name, 'the name of a tenant'),
        domain: name,
        asksPassword: asksPassword ?? false,
        userConsent: userConsent ?? true,
      }
      await unlessTaken(
        records.insertTenant(made),
        `there is a tenant with the id ${tenantId} or the domain ${name} already`,
      )
      return { ...made, defaultDomain: name, profile: undefined }
    },
    list,
    /** By id or domain. */
    async show(name: string): Promise<ShownTenant> {
      const { id } = await getTenant(deps, name)
      const shown = (await list()).find((tenant) => tenant.id === id)
      if (shown === undefined) throw invalid(`the tenant '${name}' was deleted meanwhile`)
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
      if (typeof changes.profile === 'string' && readBehaviour(changes.profile) === undefined)
        throw invalid(
          `'${changes.profile}' is no profile; it is documented or live, with switches if you like (live+strictAssignCast)`,
        )
      await records.updateTenant(id, { ...changes, ...texts })
      identity.announceChange()
    },
    async addDomain(name: string, domain: string): Promise<void> {
      const { id } = await getTenant(deps, name)
      const added = requireDomain(domain)
      await unlessTaken(records.addDomain(id, added), `the domain ${added} belongs to a tenant already`)
    },
    async delete(name: string): Promise<void> {
      const { id } = await getTenant(deps, name)
      await erase(id)
      await records.deleteTenant(id)
      identity.announceChange()
    },
  }
}

function requireDomain(domain: string): string {
  const name = domain.toLowerCase()
  if (!DOMAIN.test(name)) throw invalid(`'${domain}' is no domain name such as contoso.test`)
  return name
}
