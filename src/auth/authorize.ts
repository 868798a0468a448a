/**
 * Whether an admitted caller may do what the request asks for. On behalf of a user both count: the permission of the app
 * and the role of the user. Directory and Intune answer differently.
 *
 * @see https://learn.microsoft.com/graph/permissions-overview
 */
import { GraphError } from '../errors.js'
import type { MethodPermissions } from '../model/facts/permission-map.js'
import type { Backend } from '../model/sets.js'
import type { Caller } from './caller.js'

const NO_APPLICATION_PERMISSIONS =
  'Application is not authorized to perform this operation as called in app only context but does not have application permissions configured.'

/** A user may change the own profile without a role. */
export type Access = 'read' | 'write' | 'change own'

/**
 * Any one of the permissions of the caller's kind is enough, and the refusal lists them. Where an app can have none, it lists
 * those that count on behalf of a user.
 */
export function authorize(
  caller: Caller,
  { application, delegated }: MethodPermissions,
  backend: Backend,
  access: Access,
): void {
  const needed = caller.kind === 'app' ? application : delegated
  const permitted = isEnough(caller.permissions, needed, backend)
  if (backend.kind === 'directory') {
    if (permitted && (access !== 'write' || caller.kind === 'app' || isAdministrator(caller))) return
    throw denied()
  }
  if (!permitted) throw forbidden(missing(caller, needed.length > 0 ? needed : delegated))
  if (caller.kind === 'user' && !roleAllows(caller, needed))
    throw forbidden('User is not authorized to perform this operation')
}

/** Whether permissions are enough where any one of `needed` is. */
export function isEnough(
  permissions: ReadonlySet<string>,
  needed: readonly string[],
  { kind }: Pick<Backend, 'kind'>,
): boolean {
  if (needed.some((permission) => permissions.has(permission))) return true
  return kind !== 'directory' && readsAndWrites(permissions, needed)
}

/** Some operations name a permission to read alone: the one to read and write is more than that. */
function readsAndWrites(permissions: ReadonlySet<string>, needed: readonly string[]): boolean {
  return needed.some(
    (name) => name.endsWith('.Read.All') && permissions.has(name.replace(/Read\.All$/, 'ReadWrite.All')),
  )
}

function missing({ kind, permissions }: Caller, needed: readonly string[]): string {
  if (kind === 'app' && permissions.size === 0) return NO_APPLICATION_PERMISSIONS
  return `Application is not authorized to perform this operation. Application must have one of the following scopes: ${needed.join(', ')}`
}

export function isAdministrator({ kind, intuneRole }: Caller): boolean {
  return kind === 'user' && intuneRole === 'administrator'
}

export function denied(): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

/** What a permission to read suffices for is a read, and so allowed to users who may only read. */
function roleAllows({ intuneRole = 'none' }: Caller, needed: readonly string[]): boolean {
  if (intuneRole === 'administrator') return true
  return intuneRole === 'readOnly' && needed.some((permission) => /\.Read(\.|$)/.test(permission))
}

function forbidden(text: string): GraphError {
  return new GraphError(403, 'Forbidden', text, { form: 'nested' })
}
