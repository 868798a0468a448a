/** Where a request goes, and whether its caller may go there: the same for a socket and for a part of a batch. */
import { authorize } from '../auth/authorize.js'
import type { Caller } from '../auth/caller.js'
import type { ResourcePath } from '../odata/ast.js'
import { readResourcePath } from '../odata/resource-path.js'
import { profileAt } from '../services/profiles.js'
import { findOperation } from './operations.js'
import type { Operation } from './operations.js'
import type { GraphDeps } from './task.js'

export interface Route {
  readonly path: ResourcePath
  readonly operation: Operation
}

/** The path is read first, so that errors can name what they are about; then comes the operation, then the permission. */
export function routeFor(
  deps: GraphDeps,
  caller: Caller,
  method: string,
  pathname: string,
  onPath: (path: ResourcePath) => void,
): Route {
  const path = readResourcePath(deps.model, pathname)
  onPath(path)
  const { profile, switches } = deps.behaviourOf(caller)
  const manners = path.place === undefined ? profile : profileAt(profile, path.place.backend)
  const operation = findOperation(method, path, manners, switches)
  if (path.place !== undefined) {
    const { permissions, backend } = path.place
    authorize(caller, operation.writes ? permissions.write : permissions.read, backend)
  }
  return { path, operation }
}

export function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}
