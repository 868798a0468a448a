/** The tenant segment of a sign-in URL. @see https://learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints */
import type { FastifyRequest } from 'fastify'
import type { Identity } from '../store/identity/identity.js'
import type { Tenant } from '../store/identity/tenants.js'
import { EntraError } from './errors.js'

/** Names that leave it to the user's account which tenant it is. */
const SHARED = new Set(['common', 'organizations', 'consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'])

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i

export function isDomain(text: string): boolean {
  return DOMAIN.test(text)
}

export type TenantSegment =
  | { readonly kind: 'tenant'; readonly tenant: Tenant }
  | { readonly kind: 'shared'; readonly name: 'common' | 'organizations' | 'consumers' }

/** `error` is what an unknown tenant is called: `invalid_tenant` at discovery. */
export async function resolveTenant(
  identity: Pick<Identity, 'tenants'>,
  segment: string,
  error = 'invalid_request',
): Promise<TenantSegment> {
  const name = segment.toLowerCase()
  if (SHARED.has(name)) {
    const shared = name === 'common' || name === 'organizations' ? name : 'consumers'
    return { kind: 'shared', name: shared }
  }
  const tenant = GUID.test(name)
    ? await identity.tenants.find(name)
    : DOMAIN.test(name)
      ? await identity.tenants.findByDomain(name)
      : refuseName(segment)
  if (tenant === undefined) throw new EntraError(90002, [segment], { error })
  return { kind: 'tenant', tenant }
}

/** The tenant segment of a request, which is about that tenant from now on. */
export async function tenantSegment(
  identity: Pick<Identity, 'tenants'>,
  request: FastifyRequest<{ Params: { tenant: string } }>,
  error?: string,
): Promise<TenantSegment> {
  const segment = await resolveTenant(identity, request.params.tenant, error)
  if (segment.kind === 'tenant') request.tenantId = segment.tenant.id
  return segment
}

function refuseName(segment: string): never {
  throw new EntraError(900023, [segment])
}

/** For what needs a tenant and has no user who could have one. */
export function requireTenant(resolved: TenantSegment): Tenant {
  if (resolved.kind === 'shared') throw new EntraError(50059)
  return resolved.tenant
}
