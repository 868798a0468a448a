/** Which permissions a request asks for. Any one of a list is enough; least privileged first. */
import { permissionsAt } from '../model/facts/permission-map.js'
import type { Method, MethodPermissions } from '../model/facts/permission-map.js'
import type { Resource } from '../model/model.js'
import { changesNothing } from '../model/reading.js'
import type { EntityType, Operation } from '../model/types.js'
import type { ResourcePath } from '../odata/ast.js'

/** Of a path that has a resource. */
export function permissionsOf(path: ResourcePath, method: string, writes: boolean): MethodPermissions {
  const { resource, operation, type } = path
  if (resource === undefined) return { application: [], delegated: [] }
  const needed = neededAt(resource, operation, method, writes)
  if (type !== undefined && operation !== undefined && isRemoteAction(operation, type, needed)) return PRIVILEGED
  const changes = writes && (operation === undefined || !changesNothing(operation))
  return changes ? changing(needed) : needed
}

/** The map names permissions to read for some writes, such as `setScheduledActions`: they need one to read and write. */
function changing(needed: MethodPermissions): MethodPermissions {
  let writers = completed.get(needed)
  if (writers === undefined) {
    writers = { application: writersAmong(needed.application), delegated: writersAmong(needed.delegated) }
    completed.set(needed, writers)
  }
  return writers
}

const completed = new WeakMap<MethodPermissions, MethodPermissions>()

/** Permissions that allow more than reading; if there are none, those to read and write what the others read. */
function writersAmong(names: readonly string[]): readonly string[] {
  const writers = names.filter((name) => !READER.test(name))
  return writers.length > 0 ? writers : names.map((name) => name.replace(READER, '$1.ReadWrite.All'))
}

const READER = /^(DeviceManagement\w+|CloudPC)\.Read\.All$/

/** Answers by resource, operation and method: every request asks, and neither declarations nor the map change. */
const known = new WeakMap<Resource, Map<Operation | undefined, Map<string, MethodPermissions>>>()

function neededAt(
  resource: Resource,
  operation: Operation | undefined,
  method: string,
  writes: boolean,
): MethodPermissions {
  let ofResource = known.get(resource)
  if (ofResource === undefined) known.set(resource, (ofResource = new Map<Operation, Map<string, MethodPermissions>>()))
  let answers = ofResource.get(operation)
  if (answers === undefined) ofResource.set(operation, (answers = new Map<string, MethodPermissions>()))
  let needed = answers.get(method)
  if (needed === undefined) answers.set(method, (needed = declaredOrMapped(resource, operation, method, writes)))
  return needed
}

/**
 * What a declaration says counts for its set, and the map for everything below that the map tells apart: operations, and
 * what leads into another service.
 */
function declaredOrMapped(
  resource: Resource,
  operation: Operation | undefined,
  method: string,
  writes: boolean,
): MethodPermissions {
  const path = operation === undefined ? resource.path : `${resource.path}/${operation.name}`
  const { permissions } = resource
  const declared = permissions === undefined ? undefined : writes ? permissions.write : permissions.read
  const mapped =
    resource.link === undefined || declared === undefined
      ? permissionsAt(path, methodOf(method), declared === undefined ? '' : rootOf(resource).path)
      : undefined
  if (mapped !== undefined) return mapped
  if (declared === undefined) throw new Error(`${path}: neither a declaration nor the map names permissions`)
  return { application: declared, delegated: declared }
}

function rootOf(resource: Resource): Resource {
  return resource.kind === 'navigation' && resource.parent !== undefined ? rootOf(resource.parent) : resource
}

function methodOf(method: string): Method {
  return method === 'HEAD' ? 'GET' : (method as Method)
}

const PRIVILEGED_OPERATIONS = ['DeviceManagementManagedDevices.PrivilegedOperations.All']
const PRIVILEGED: MethodPermissions = { application: PRIVILEGED_OPERATIONS, delegated: PRIVILEGED_OPERATIONS }

/** The map lets readers call some of the actions on a device, and writers wipe it. The service does not. */
function isRemoteAction({ kind, binding, name }: Operation, type: EntityType, needed: MethodPermissions): boolean {
  if (kind !== 'action' || binding !== 'entity' || type.name !== 'managedDevice') return false
  return name === 'wipe' || needed.application.every((permission) => /\.Read\.All$/.test(permission))
}
