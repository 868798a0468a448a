/** Which permissions a request of the journal needed: read from its method and path as the request itself was. */
import { permissionsOf } from '../auth/permissions.js'
import { GraphError } from '../errors.js'
import type { Model } from '../model/model.js'
import type { Backend } from '../model/sets.js'
import { readResourcePath } from '../odata/resource-path.js'
import { profileAt } from '../services/profiles.js'
import type { Behaviour } from '../services/profiles.js'
import type { RequestEntry } from '../services/requests/entry.js'
import { routeOf } from './metrics.js'
import { findOperation } from './operations.js'
import { splitUrl } from './route.js'

export interface Needed {
  /** The path with names for ids. */
  readonly route: string
  readonly backend: Backend
  /** Any one of them is enough; least privileged first. */
  readonly permissions: readonly string[]
}

/** Undefined for what needs none, and for what no route leads to. */
export function neededBy(
  model: Model,
  { profile, switches }: Behaviour,
  { method, url, kind }: Pick<RequestEntry, 'method' | 'url' | 'kind'>,
): Needed | undefined {
  const [pathname] = splitUrl(url)
  if (kind === undefined || !/^\/(v1\.0|beta)\//i.test(pathname)) return undefined
  try {
    const path = readResourcePath(model, pathname)
    const { resource } = path
    if (resource === undefined) return undefined
    const { writes } = findOperation(method, path, profileAt(profile, resource), switches)
    const { application, delegated } = permissionsOf(path, method, writes)
    const permissions = kind === 'app' ? application : delegated
    return { route: routeOf(path), backend: resource.backend, permissions }
  } catch (error) {
    if (error instanceof GraphError) return undefined
    throw error
  }
}
