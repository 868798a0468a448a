import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readBasic } from './basic.js'
import { beginDevice } from './grants/device-code.js'
import { formOf } from './parameters.js'
import { tenantSegment } from './tenants.js'
import { answerTokenRequest } from './token-endpoint.js'
import type { EntraDeps, TokenRequest } from './token-request.js'
import { traceOf } from './trace.js'
import { onlyAccept, reflectOrigin } from './verbs.js'

interface TenantParams {
  Params: { tenant: string }
}

const ENDPOINTS = [
  [2, '/:tenant/oauth2/v2.0/token', answerTokenRequest],
  [1, '/:tenant/oauth2/token', answerTokenRequest],
  [2, '/:tenant/oauth2/v2.0/devicecode', beginDevice],
  [1, '/:tenant/oauth2/devicecode', beginDevice],
] as const

/** The endpoints that programs post forms to. */
export function mountToken(app: FastifyInstance, deps: EntraDeps): void {
  for (const [version, path, answer] of ENDPOINTS) {
    app.post<TenantParams>(path, async (request, reply) => {
      const asked = await readTokenRequest(deps, request, version)
      if (await isFromBrowserApp(deps, asked)) reflectOrigin(request, reply)
      return answer(deps, asked)
    })
    onlyAccept(app, ['POST'], path)
  }
}

/** Only pages of a browser app may read what the token endpoint says: their redirect URIs tell where they are. */
async function isFromBrowserApp(
  { identity }: EntraDeps,
  { crossOrigin, segment, parameters }: TokenRequest,
): Promise<boolean> {
  if (crossOrigin === undefined) return false
  // At a shared name nobody knows yet whose app it is; the grants look at the origin themselves.
  if (segment.kind === 'shared') return true
  const application = await identity.applications.find(segment.tenant.id, parameters.get('client_id') ?? '')
  return application?.redirectUris.some(({ uri, type }) => type === 'spa' && isAt(uri, crossOrigin)) ?? false
}

function isAt(uri: string, origin: string): boolean {
  return URL.canParse(uri) && new URL(uri).origin === origin
}

async function readTokenRequest(
  { identity }: EntraDeps,
  request: FastifyRequest<TenantParams>,
  version: 1 | 2,
): Promise<TokenRequest> {
  const trace = traceOf(request)
  return {
    parameters: formOf(request.body),
    segment: await tenantSegment(identity, request),
    segmentText: request.params.tenant,
    origin: trace.origin,
    version,
    basic: readBasic(request.headers.authorization),
    crossOrigin: request.headers.origin,
    trace,
  }
}
