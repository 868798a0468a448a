/**
 * `/_intunite/metrics`: what the server counts about itself, for Prometheus. It names no tenant and no id, but tells how
 * much is going on; so it answers this machine alone unless the installation says otherwise.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from '../read-config.js'
import { CONTENT_TYPE, exposition } from '../metrics/families.js'
import type { OwnNames } from '../http/own-names.js'
import type { Family } from '../metrics/families.js'
import type { Metrics } from '../metrics/metrics.js'
import type { Resource } from '../model/model.js'
import type { ResourcePath } from '../odata/ast.js'

export interface MetricsOptions {
  readonly own: Metrics
  /** The figures of all processes behind this address; those of this one unless there are others. */
  readonly collect?: (() => Promise<readonly Family[]>) | undefined
  readonly readers: 'loopback' | 'anywhere'
  /** The names of this machine, if they are known. */
  readonly ownNames?: OwnNames | undefined
}

export function metricsFace({ own, collect, readers, ownNames }: MetricsOptions) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onClose', async () => own.stop())
    app.get('/_intunite/metrics', async (request, reply) => {
      const isFromHere = isLocalConnection(request) && ownNames?.has(request) !== false
      if (readers === 'loopback' && !isFromHere)
        return reply
          .code(403)
          .send({ error: 'Metrics are for this machine alone; INTUNITE_METRICS=anywhere opens them.' })
      const families = collect === undefined ? own.families() : await collect()
      return reply.header('cache-control', 'no-store').type(CONTENT_TYPE).send(exposition(families))
    })
  }
}

/** A request through a proxy comes from elsewhere, as far as the server can tell. */
function isLocalConnection({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  return !forwarded && isLoopback(socket.remoteAddress ?? '')
}

export function observeRequest({ requests }: Metrics, request: FastifyRequest, status: number, ms: number): void {
  requests.observe(routeOfRequest(request), request.method, status, ms)
}

/** The template of its path: that of the router where nothing more is known. */
export function routeOfRequest({ admitted, routeOptions }: FastifyRequest): string {
  return admitted === undefined ? (routeOptions.url ?? 'none') : routeOf(admitted.path)
}

const known = new WeakMap<Resource, Map<string, string>>()

/** The path with names for ids, as documentation writes it; casts are left out. */
export function routeOf({ version, target, resource, operation }: ResourcePath): string {
  if (resource === undefined) return target === 'service' ? `/${version}` : `/${version}/$${target}`
  let routes = known.get(resource)
  if (routes === undefined) known.set(resource, (routes = new Map<string, string>()))
  const key = `${version} ${target} ${operation?.name ?? ''}`
  let route = routes.get(key)
  if (route === undefined) {
    const base = `/${version}/${patternOf(resource)}`
    const item = resource.many ? `${base}/{id}` : base
    const below = {
      collection: base,
      count: `${base}/$count`,
      entity: item,
      property: `${item}/{property}`,
      propertyValue: `${item}/{property}/$value`,
      operation: `${item}/${operation?.name}`,
    }
    route = below[target as keyof typeof below]
    routes.set(key, route)
  }
  return route
}

function patternOf({ parent, name, path }: Resource): string {
  if (parent === undefined) return path
  return `${patternOf(parent)}${parent.many ? '/{id}' : ''}/${name}`
}
