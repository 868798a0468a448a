/**
 * The sign-in face: what Microsoft Entra ID serves under login.microsoftonline.com.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols
 */
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Identity } from '../store/identity.js'
import type { Clock, IdSource } from '../store/identity-sql.js'
import { DatabaseUnavailable } from '../store/work.js'
import { readBasic } from './basic.js'
import { createSecretChecker } from './client-secrets.js'
import { keySet, openIdConfiguration } from './discovery.js'
import { EntraError, errorBody } from './errors.js'
import type { Issuer } from './issuer.js'
import { acceptForms, formOf } from './parameters.js'
import { resolveTenant } from './tenants.js'
import { answerTokenRequest } from './token-endpoint.js'
import type { EntraDeps } from './token-request.js'
import { beginTrace, setHeaders, traceOf } from './trace.js'

export interface EntraOptions {
  readonly identity: Identity
  readonly issuer: Issuer
  readonly clock: Clock
  readonly newId: IdSource
}

interface TenantParams {
  Params: { tenant: string }
}

export function entra({ identity, issuer, clock, newId }: EntraOptions): FastifyPluginAsync {
  const deps: EntraDeps = { identity, issuer, jwt: issuer.jwt, clock, newId, secrets: createSecretChecker() }
  return async (app) => {
    acceptForms(app)
    app.addHook('onRequest', async (request, reply) => setHeaders(request, reply, beginTrace(request, clock, newId)))
    answerErrors(app)
    mountDiscovery(app, identity)
    mountToken(app, deps)
    app.all('/:tenant/oauth2/*', refuseUnknown)
  }
}

function mountDiscovery(app: FastifyInstance, identity: Identity): void {
  const resolve = ({ params }: FastifyRequest<TenantParams>) => resolveTenant(identity, params.tenant, 'invalid_tenant')
  for (const [version, path] of [[2, '/:tenant/v2.0/.well-known/openid-configuration'], [1, '/:tenant/.well-known/openid-configuration']] as const) {
    app.get<TenantParams>(path, async (request, reply) => {
      reflectOrigin(request, reply)
      return openIdConfiguration(await resolve(request), traceOf(request).origin, version)
    })
    onlyAccept(app, 'GET', path)
  }
  for (const path of ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys']) {
    app.get<TenantParams>(path, async (request, reply) => {
      reflectOrigin(request, reply)
      const resolved = await resolve(request)
      return keySet(await identity.keys.listPublished(), resolved, traceOf(request).origin)
    })
    onlyAccept(app, 'GET', path)
  }
}

function mountToken(app: FastifyInstance, deps: EntraDeps): void {
  for (const [version, path] of [[2, '/:tenant/oauth2/v2.0/token'], [1, '/:tenant/oauth2/token']] as const) {
    app.post<TenantParams>(path, async (request) => {
      const trace = traceOf(request)
      const segment = await resolveTenant(deps.identity, request.params.tenant)
      return answerTokenRequest(deps, {
        parameters: formOf(request.body),
        segment,
        segmentText: request.params.tenant,
        origin: trace.origin,
        version,
        basic: readBasic(request.headers.authorization),
        crossOrigin: request.headers.origin,
        trace,
      })
    })
    onlyAccept(app, 'POST', path)
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Whatever other verb comes to `path` is told which one would do, and preflights are answered. */
export function onlyAccept(app: FastifyInstance, accepted: 'GET' | 'POST', path: string): void {
  app.route({
    method: METHODS.filter((method) => method !== accepted),
    url: path,
    handler: (request) => {
      throw new EntraError(900561, [accepted, request.method])
    },
  })
  app.options(path, (request, reply) => {
    reflectOrigin(request, reply)
    void reply.header('access-control-allow-methods', `${accepted}, OPTIONS`)
    void reply.header('access-control-allow-headers', String(request.headers['access-control-request-headers'] ?? '*'))
    return reply.code(204).send()
  })
}

/** Discovery is public, for scripts in any page too. */
function reflectOrigin(request: FastifyRequest, reply: { header(name: string, value: string): unknown }): void {
  if (request.headers.origin === undefined) return
  reply.header('access-control-allow-origin', request.headers.origin)
  reply.header('vary', 'Origin')
}

function refuseUnknown(request: FastifyRequest): never {
  throw new EntraError(5000224, [request.method])
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const shown = asEntraError(error)
    if (shown === undefined) request.log.error(error)
    const answered = shown ?? new EntraError(90033, [], { status: 500, error: 'server_error' })
    const body = JSON.stringify(errorBody(answered, traceOf(request)))
    return reply.code(answered.status).headers(answered.headers).type('application/json; charset=utf-8').send(body)
  })
}

function asEntraError(error: FastifyError): EntraError | undefined {
  if (error instanceof EntraError) return error
  if (error instanceof DatabaseUnavailable) return new EntraError(90033, [], { headers: { 'retry-after': '1' }, cause: error })
  const status = error.statusCode ?? 500
  return status < 500 ? new EntraError(9002313, [], { status, cause: error }) : undefined
}
