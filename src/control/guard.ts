/**
 * Who may use the control face: callers with the key of the server, for everything; and people who are signed in to the
 * portal, for what concerns their own tenant, as far as their role goes.
 */
import type { FastifyRequest } from 'fastify'
import type { Admission } from '../auth/admission.js'
import type { Caller } from '../auth/caller.js'
import { isPortal } from '../entra/portal-client.js'
import { GraphError } from '../errors.js'
import type { OwnNames } from '../http/own-names.js'
import type { Identity } from '../store/identity/identity.js'
import { isControlKey, KEY_HEADER } from './key.js'
import { Problem } from './problem.js'
import type { ControlRoute } from './routes.js'

export interface GuardOptions {
  readonly key: string
  /** Whose connections are answered if they bring the key. */
  readonly from: 'loopback' | 'anywhere'
  /** Admits people from the portal; nobody unless given. */
  readonly portal?:
    { readonly admission: Admission; readonly ownNames: OwnNames; readonly identity: Identity } | undefined
}

export type Guard = (request: FastifyRequest, route: ControlRoute | undefined) => Promise<void>

export function createGuard({ key, from, portal }: GuardOptions): Guard {
  const isRight = isControlKey(key)
  return async (request, route) => {
    if (
      request.headers[KEY_HEADER] === undefined &&
      request.headers.authorization !== undefined &&
      portal !== undefined
    )
      return admitFromPortal(portal, request, route)
    if (from === 'loopback' && !isLocal(request))
      throw new Problem(403, 'the control face answers only connections from its own machine (INTUNITE_CONTROL)')
    if (!isRight(request.headers[KEY_HEADER]))
      throw new Problem(
        401,
        `the header ${KEY_HEADER} must hold the key of this server, which is in control.key in its data folder`,
      )
  }
}

async function admitFromPortal(
  { admission, ownNames, identity }: NonNullable<GuardOptions['portal']>,
  request: FastifyRequest,
  route: ControlRoute | undefined,
): Promise<void> {
  if (!ownNames.has(request))
    throw new Problem(
      421,
      'the portal is served under the names of this server alone; add the name with INTUNITE_TLS_NAMES',
    )
  const caller = await admitted(admission, request)
  if (caller.kind !== 'user' || !isPortal(caller.appId))
    throw new Problem(
      403,
      'a token counts here only if its user signed in to the portal; others bring the key of this server',
    )
  request.tenantId = caller.tenantId
  if (route === undefined) return
  if (route.access === 'key')
    throw new Problem(403, 'this needs the key of this server, which is in control.key in its data folder')
  for (const name of tenantsIn(request))
    if ((await tenantId(identity, name)) !== caller.tenantId)
      throw new Problem(403, 'people who are signed in to the portal may use their own tenant alone')
  const { intuneRole = 'none' } = caller
  if (intuneRole === 'administrator' || (intuneRole === 'readOnly' && route.access === 'reader')) return
  throw new Problem(
    403,
    intuneRole === 'readOnly'
      ? 'this changes the tenant, and the role of the user is to read (readOnly)'
      : 'the user has no role in Intune; an administrator can give one: intunite user update … --role readOnly',
  )
}

async function admitted(admission: Admission, request: FastifyRequest): Promise<Caller> {
  try {
    return await admission.admit(request)
  } catch (error) {
    if (error instanceof GraphError) throw new Problem(401, error.message)
    throw error
  }
}

/** Every tenant that the request names: that of the path, and a second one to compare with. */
function tenantsIn({ params, query }: FastifyRequest): string[] {
  const { tenant } = params as { tenant?: string }
  const { with: other } = query as { with?: unknown }
  return [tenant ?? '', ...(other === undefined ? [] : [other].flat().map(String))]
}

async function tenantId({ tenants }: Identity, name: string): Promise<string | undefined> {
  const known = name.toLowerCase()
  return ((await tenants.find(known)) ?? (await tenants.findByDomain(known)))?.id
}

/** Both ends of the connection, and the client that a trusted proxy names, are this machine. */
function isLocal({ socket, ip }: FastifyRequest): boolean {
  return [socket.remoteAddress, ip].every((address) => /^(::1|(::ffff:)?127(\.\d+){3})$/.test(address ?? ''))
}
