import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Identity } from '../store/identity/identity.js'
import { graphOriginOf } from '../http/origin.js'
import { cloudMetadata, instanceDiscovery, userRealm } from './discovery-extras.js'
import { keySet, openIdConfiguration } from './discovery.js'
import { explain } from './errors.js'
import { PAGE_HEADERS } from './pages/layout.js'
import { messagePage } from './pages/others.js'
import { parseQuery } from './parameters.js'
import { resolveTenant } from './tenants.js'
import { traceOf } from './trace.js'
import { onlyAccept, reflectOrigin } from './verbs.js'

interface TenantParams {
  Params: { tenant: string }
}

const CONFIGURATIONS = [
  [2, '/:tenant/v2.0/.well-known/openid-configuration'],
  [1, '/:tenant/.well-known/openid-configuration'],
] as const

export function mountDiscovery(app: FastifyInstance, identity: Identity): void {
  const resolve = ({ params }: FastifyRequest<TenantParams>) => resolveTenant(identity, params.tenant, 'invalid_tenant')
  for (const [version, path] of CONFIGURATIONS) {
    app.get<TenantParams>(path, async (request, reply) => {
      reflectOrigin(request, reply)
      return openIdConfiguration(await resolve(request), traceOf(request).origin, version)
    })
    onlyAccept(app, ['GET'], path)
  }
  for (const path of ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys']) {
    app.get<TenantParams>(path, async (request, reply) => {
      reflectOrigin(request, reply)
      const resolved = await resolve(request)
      return keySet(await identity.keys.listPublished(), resolved, traceOf(request).origin)
    })
    onlyAccept(app, ['GET'], path)
  }
  app.get('/common/discovery/instance', async (request, reply) => {
    reflectOrigin(request, reply)
    return instanceDiscovery(parseQuery(request.url), traceOf(request).origin)
  })
  onlyAccept(app, ['GET'], '/common/discovery/instance')
  // Clients differ in how they write it.
  app.get<{ Params: { name: string } }>('/common/:realm(^[Uu]ser[Rr]ealm$)/:name', async ({ params }) =>
    userRealm(identity, params.name),
  )
  onlyAccept(app, ['GET'], '/common/:realm(^[Uu]ser[Rr]ealm$)/:name')
  app.get('/metadata/endpoints', async (request) => {
    const { origin } = traceOf(request)
    return cloudMetadata(origin, graphOriginOf(origin))
  })
  // The Azure CLI looks for subscriptions after it has signed in; there are none.
  for (const path of ['/subscriptions', '/tenants']) app.get(path, async () => ({ value: [] }))
  app.get('/error', async ({ url }, reply) => {
    const number = Number(parseQuery(url).get('code') ?? Number.NaN)
    const text = explain(number)
    const html = messagePage(
      text === undefined ? 'Unknown error' : `AADSTS${number}`,
      text ?? 'There is no explanation of this number here.',
    )
    return reply
      .code(text === undefined ? 404 : 200)
      .headers(PAGE_HEADERS)
      .send(html)
  })
}
