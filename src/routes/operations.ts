/** Which operation a method on a path is, if it is one (section "route table" of the reference pages). */
import { methodNotAllowed, noRoute, notSupported, segmentNotFound } from '../errors.js'
import type { GraphError } from '../errors.js'
import type { Resource } from '../model/model.js'
import { takesReferences } from '../model/resources.js'
import type { ResourcePath } from '../odata/ast.js'
import { isMissing } from './missing-routes.js'
import type { Profile, Switches } from '../services/profiles.js'

export type OperationName =
  | 'service document'
  | 'metadata'
  | 'batch'
  | 'list'
  | 'create'
  | 'get'
  | 'create single'
  | 'update'
  | 'replace'
  | 'delete'
  | 'count'
  | 'property'
  | 'update property'
  | 'property value'
  | 'action'
  | 'function'
  | 'function count'
  | 'list references'
  | 'get reference'
  | 'add reference'
  | 'remove reference'

export interface Operation {
  readonly name: OperationName
  /** Needs the permission to write. */
  readonly writes: boolean
}

/** Policies of the settings catalog are replaced as a whole, by PUT (B41, B55, B78, B85). */
const REPLACEABLE: ReadonlySet<string> = new Set([
  'deviceManagementCompliancePolicy',
  'deviceManagementConfigurationPolicy',
  'deviceManagementInventoryPolicy',
  'deviceManagementReusablePolicySetting',
])

/** Properties that are changed by PATCH at their own paths (B118, B203). */
const CHANGED_ALONE: ReadonlySet<string> = new Set([
  'deviceManagement/dataProcessorServiceForWindowsFeaturesOnboarding',
  'deviceManagement/managedDeviceCleanupSettings',
])

/** Actions of the metadata that the service answers by GET (B51). */
const CALLED_BY_GET: ReadonlySet<string> = new Set(['retrieveEnrollmentTimeDeviceMembershipTarget'])

type Methods = Readonly<Partial<Record<string, OperationName>>>

const NO_METHODS: Methods = {}

const READS: ReadonlySet<OperationName> = new Set([
  'service document',
  'metadata',
  'list',
  'get',
  'count',
  'property',
  'property value',
  'function',
  'function count',
  'list references',
  'get reference',
])

/** Whether it needs the permission to write. */
export function isWrite(name: OperationName, { operation }: Pick<ResourcePath, 'operation'>): boolean {
  return !READS.has(name) && operation?.reads !== true
}

/** The operation, or the error for a route that does not exist. HEAD is GET without a body. */
export function findOperation(method: string, path: ResourcePath, profile: Profile, switches: Switches): Operation {
  if (path.uncast !== undefined && profile.uncastMembers === 'refused') throw segmentNotFound(path.uncast)
  const unsupported = profile.notSupported.find((each) => isAtOrBelow(path.resource, each))
  if (unsupported !== undefined) throw notSupported(unsupported)
  const own = methodsOf(path)
  const referred = profile.changesReferred ? methodsOfReferred(path) : NO_METHODS
  const asked = method === 'HEAD' ? 'GET' : method
  const name = own[asked] ?? referred[asked]
  const missing = name === undefined ? false : missingRoute(method, path, profile, switches)
  if (name !== undefined && !missing) return { name, writes: isWrite(name, path) }
  if (path.resource === undefined || (profile.unsupportedMethod === 405 && !missing))
    throw methodNotAllowed(allowed({ ...referred, ...own }))
  throw noRouteFor(method, path)
}

function isAtOrBelow(resource: Resource | undefined, path: string): boolean {
  return resource !== undefined && (resource.path === path || resource.path.startsWith(`${path}/`))
}

export function allowed(methods: Methods): string[] {
  const names = Object.keys(methods)
  return names.includes('GET') ? ['GET', 'HEAD', ...names.filter((name) => name !== 'GET')] : names
}

export function methodsOf(path: ResourcePath): Methods {
  const { resource, target } = path
  if (target === 'service') return { GET: 'service document' }
  if (target === 'metadata') return { GET: 'metadata' }
  if (target === 'batch') return { POST: 'batch' }
  if (resource === undefined) throw segmentNotFound(path.canonical)
  switch (target) {
    case 'collection':
      if (resource.itemsOf !== undefined) return {}
      return resource.creatable ? { GET: 'list', POST: 'create' } : { GET: 'list' }
    case 'entity':
      if (resource.readOnly) return { GET: 'get' }
      if (resource.itemsOf !== undefined) return { GET: 'get', DELETE: 'delete' }
      if (!resource.deletable) return { GET: 'get', PATCH: 'update' }
      if (resource.many && REPLACEABLE.has(resource.type.name))
        return { GET: 'get', PATCH: 'update', PUT: 'replace', DELETE: 'delete' }
      if (resource.many || !resource.creatable) return { GET: 'get', PATCH: 'update', DELETE: 'delete' }
      return { GET: 'get', POST: 'create single', PATCH: 'update', DELETE: 'delete' }
    case 'count':
      if (resource.itemsOf !== undefined) return {}
      return { GET: 'count' }
    case 'property':
      return isChangedAlone(path) ? { GET: 'property', PATCH: 'update property' } : { GET: 'property' }
    case 'propertyValue':
      return { GET: 'property value' }
    case 'operation':
      if (path.operation?.kind === 'function') return { GET: 'function' }
      return path.operation !== undefined && CALLED_BY_GET.has(path.operation.name)
        ? { GET: 'function', POST: 'action' }
        : { POST: 'action' }
    case 'operationCount':
      return { GET: 'function count' }
    case 'collectionReference':
      if (!takesReferences(resource)) return { GET: 'list references' }
      if (resource.declaredAs !== undefined) return { GET: 'list references', POST: 'add reference' }
      return { GET: 'list references', POST: 'add reference', DELETE: 'remove reference' }
    case 'entityReference':
      if (!takesReferences(resource)) return { GET: 'get reference' }
      if (resource.many) return { GET: 'get reference', DELETE: 'remove reference' }
      return { GET: 'get reference', POST: 'add reference', PUT: 'add reference', DELETE: 'remove reference' }
  }
}

function isChangedAlone({ resource, properties }: ResourcePath): boolean {
  return properties.length === 1 && CHANGED_ALONE.has(`${resource?.path}/${properties[0]?.name}`)
}

/**
 * What an item of Intune refers to is made, changed and deleted by the path that leads to it, unless tenants share it; so are
 * the devices of a user.
 */
function methodsOfReferred({ resource, target }: ResourcePath): Methods {
  if (resource === undefined || !isChangedThere(resource)) return {}
  if (target === 'entity') return { PATCH: 'update', DELETE: 'delete' }
  return target === 'collection' ? { POST: 'create' } : {}
}

function isChangedThere({ link, referred, namedIn, backend }: Resource): boolean {
  if (link !== undefined) return link.livesAt !== undefined
  return backend.kind === 'intune' && namedIn === undefined && referred?.creatable === true && !referred.shared
}

function missingRoute(
  method: string,
  path: ResourcePath,
  { missingRoutes }: Profile,
  { strictAssignCast }: Switches,
): boolean {
  if (isMissing(method, path, missingRoutes)) return true
  const plainAssign = path.operation?.name === 'assign' && !path.qualifiedOperation
  return plainAssign && strictAssignCast && path.resource?.backend.kind === 'intune'
}

function noRouteFor(method: string, path: ResourcePath): GraphError {
  const service = path.resource?.backend.service ?? ''
  const action = path.operation === undefined ? '' : `/microsoft.management.services.api.${path.operation.name}`
  const canonical = path.operation === undefined ? path.canonical : path.canonical.replace(/\/[^/]*$/, action)
  return noRoute(path.template, method, `${service}/${canonical}`)
}
