/**
 * `/oidc/userinfo` on the Graph host.
 * @see https://learn.microsoft.com/entra/identity-platform/userinfo
 */
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Admission } from '../auth/admission.js'
import { GraphError } from '../errors.js'
import type { Identity } from '../store/identity/identity.js'
import { pairwiseSubject } from './token-parts.js'

export interface UserInfoOptions {
  readonly identity: Pick<Identity, 'users'>
  readonly admission: Admission
}

export function userInfo({ identity, admission }: UserInfoOptions): FastifyPluginAsync {
  const answer = async (request: FastifyRequest): Promise<object> => {
    const { kind, tenantId, userId, appId, permissions } = await admission.admit(request)
    if (kind !== 'user' || userId === undefined || !permissions.has('openid'))
      throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
    const user = await identity.users.find(tenantId, userId)
    return {
      sub: pairwiseSubject(tenantId, appId, userId),
      name: user?.displayName,
      family_name: user?.surname,
      given_name: user?.givenName,
      email: permissions.has('email') ? user?.mail : undefined,
    }
  }
  return async (app: FastifyInstance) => {
    app.get('/oidc/userinfo', answer)
    app.post('/oidc/userinfo', answer)
  }
}
