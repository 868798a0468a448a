/**
 * The sign-in face: what Microsoft Entra ID serves under login.microsoftonline.com.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { Identity } from '../store/identity/identity.js'
import type { Clock, IdSource } from '../store/identity/sql.js'
import { createSecretChecker } from './client-secrets.js'
import { EntraError, errorBody } from './errors.js'
import { failureOf } from './failure.js'
import type { Issuer } from './issuer.js'
import { mountBrowser } from './mount-browser.js'
import { mountDiscovery } from './mount-discovery.js'
import { mountToken } from './mount-token.js'
import { acceptForms } from './parameters.js'
import type { EntraDeps } from './token-request.js'
import { beginTrace, setHeaders, traceOfFailure } from './trace.js'

export interface EntraOptions {
  readonly identity: Identity
  readonly issuer: Issuer
  readonly clock: Clock
  readonly newId: IdSource
  readonly portal: boolean
}

export function entra({ identity, issuer, clock, newId, portal }: EntraOptions): FastifyPluginAsync {
  const deps: EntraDeps = { identity, issuer, jwt: issuer.jwt, clock, newId, secrets: createSecretChecker(), portal }
  return async (app) => {
    acceptForms(app)
    app.addHook('onRequest', async (request, reply) => setHeaders(request, reply, beginTrace(request, clock, newId)))
    app.addHook('onSend', (request, _reply, payload, done) => {
      if (request.noted !== undefined && typeof payload === 'string' && payload.startsWith('{'))
        request.noted.answer = payload
      done()
    })
    answerErrors(app, deps)
    mountDiscovery(app, identity)
    mountToken(app, deps)
    mountBrowser(app, deps)
    app.all('/:tenant/oauth2/*', refuseUnknown)
  }
}

function refuseUnknown(): never {
  throw new EntraError(5000224)
}

function answerErrors(app: FastifyInstance, deps: EntraDeps): void {
  app.setErrorHandler<Error>((error, request, reply) => {
    const answered = failureOf(request, error)
    const body = JSON.stringify(errorBody(answered, traceOfFailure(request, deps)))
    return reply.code(answered.status).headers(answered.headers).type('application/json; charset=utf-8').send(body)
  })
}
