/** Where a request goes, and whether its caller may go there: the same for a socket and for a part of a batch. */
import { authorize } from '../auth/authorize.js'
import type { Access } from '../auth/authorize.js'
import type { Caller } from '../auth/caller.js'
import { permissionsOf } from '../auth/permissions.js'
import { badRequest } from '../errors.js'
import type { ErrorSubject } from '../http/error-body.js'
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

/**
 * The path is read first, so that errors can name what they are about, as `asked` then says; then comes the operation,
 * then the permission.
 */
export function routeFor(
  deps: GraphDeps,
  caller: Caller,
  method: string,
  pathname: string,
  asked: { subject: ErrorSubject | undefined },
): Route {
  const path = readResourcePath(deps.model, pathname)
  asked.subject = { service: path.resource?.backend.service ?? '', path: path.canonical }
  const { profile, switches } = deps.behaviourOf(caller)
  const behaviour = path.resource === undefined ? profile : profileAt(profile, path.resource)
  const operation = findOperation(method, path, behaviour, switches)
  if (path.keys[0] === OWN_KEY && path.resource?.path.startsWith('users') === true)
    return routeFor(deps, caller, method, secondSegment(pathname, 'me', 2), asked)
  if (path.resource === undefined) return { path, operation }
  const { backend, ownItemOf } = path.resource
  if (ownItemOf !== undefined && caller.userId === undefined) throw badRequest(DELEGATED_ONLY)
  authorize(caller, permissionsOf(path, method, operation.writes), backend, accessOf(operation, path))
  if (ownItemOf === undefined) return { path, operation }
  return { path: readResourcePath(deps.model, secondSegment(pathname, `${ownItemOf}/${caller.userId}`, 1)), operation }
}

function accessOf({ name, writes }: Operation, { resource, operation }: ResourcePath): Access {
  if (!writes) return 'read'
  const own = name === 'update' || operation?.name === 'revokeSignInSessions'
  return own && resource?.ownItemOf !== undefined ? 'change own' : 'write'
}

/** What generated clients write where the caller's own key belongs. */
const OWN_KEY = 'me-token-to-replace'

const DELEGATED_ONLY = '/me request is only valid with delegated authentication flow.'

/** The path with other segments behind its version, in place of the first `count`. */
function secondSegment(pathname: string, replacement: string, segments: number): string {
  const [version, ...rest] = pathname.split('/').filter((segment) => segment !== '')
  return ['', version, replacement, ...rest.slice(segments)].join('/')
}

export function splitUrl(url: string): [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}
