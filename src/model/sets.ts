/** Where entities live: the root singletons and entity sets of the service, and who may touch them. */
import type { EntityType, Layout, Version } from './types.js'

/** Any one of the listed application permissions or delegated scopes is enough. */
export interface Permissions {
  readonly read: readonly string[]
  readonly write: readonly string[]
}

/**
 * The service behind the Graph gateway that answers for a set. Intune's speak of themselves in error messages;
 * the directory has its own error codes.
 */
export interface Backend {
  readonly kind: 'intune' | 'directory'
  /** Path of the backend as its error messages print it, for example `AppLifecycle_2607/StatelessAppMetadataFEService`. */
  readonly service: string
  /** Paths of other services, behind navigation properties of a singleton, by their names. */
  readonly parts?: Readonly<Record<string, string>>
  /** What this service does whatever the profile says, because documentation and live service agree on it. */
  readonly behaviour?: Partial<ServiceBehaviour>
}

/** How a service answers where services differ. Profiles have all of it, a single service may insist on some. */
export interface ServiceBehaviour {
  /** Status of a POST that makes an entity. */
  readonly createStatus: 201 | 200
  /** Status of a successful PATCH; 204 has no body (R1). */
  readonly updateStatus: 200 | 204
  /** `Prefer: return=representation` brings the body back. */
  readonly representsUpdates: boolean
  /** Status of a successful DELETE, without body (R1). */
  readonly deleteStatus: 204 | 200
  /** Status of an action without return value (R1). */
  readonly actionStatus: 204 | 200
  /** Routes that are documented and that the service does not have (R1). */
  readonly missingRoutes: readonly Route[]
  /** What only a derived type has, behind an item that was not cast to it (B12). */
  readonly uncastMembers: 'found' | 'refused'
  /** Answer to a method that a known route does not have (R19). */
  readonly unsupportedMethod: 405 | 'no route'
  /** Which entities say their `@odata.type` (R23). */
  readonly typeAnnotations: 'all' | 'derived'
}

/** Methods at places of the resource tree. */
export interface Route {
  readonly methods: readonly string[]
  readonly target: 'collection' | 'entity' | 'count' | 'operation'
  /** Names from the service root without keys, behind them that of an operation; `*` stands for any beginning. */
  readonly paths: readonly string[]
  readonly except?: readonly string[]
  /** Only where the collection itself is cast, or an item above it to an abstract type. */
  readonly casts?: 'collection' | 'abstract'
  /** Only where an operation is named with its namespace. */
  readonly qualified?: true
}

export interface EntitySet {
  readonly kind: 'entitySet'
  /** Path from the service root, for example `deviceAppManagement/mobileAppConfigurations`. */
  readonly path: string
  readonly entityType: EntityType
  /** Concrete types that the set may hold besides `entityType` itself. */
  readonly derivedTypes: readonly EntityType[]
  readonly since: Version
  /** Absent: those of Graph's permission map. */
  readonly permissions?: Permissions
  readonly backend: Backend
  /** Set by the service alone: no POST, PATCH or DELETE. */
  readonly readOnly: boolean
  /** Which entities there are is the service's business: no POST, no DELETE. */
  readonly fixedMembers: boolean
  readonly layout: Layout
  /** Another address of the set at this path: its items are stored there. */
  readonly storedWith?: string
  /** Nothing lives here: items of the sets at these paths are found by their ids, and deleted, but neither listed nor made. */
  readonly itemsOf?: readonly string[]
}

export interface Singleton {
  readonly kind: 'singleton'
  readonly path: string
  readonly entityType: EntityType
  readonly since: Version
  /** Absent: those of Graph's permission map. */
  readonly permissions?: Permissions
  readonly backend: Backend
  /** Set by the service alone, with all that is below. */
  readonly readOnly: boolean
  /** Another name for the caller's own item of the set at this path: `/me` is the user who calls. */
  readonly ownItemOf?: string
  readonly layout: Layout
}

export type Declaration = EntitySet | Singleton

export function defineEntitySet(
  declared: Pick<EntitySet, 'path' | 'entityType' | 'backend'> & Partial<EntitySet>,
): EntitySet {
  return Object.freeze({
    kind: 'entitySet',
    derivedTypes: [],
    since: 'v1.0',
    readOnly: false,
    fixedMembers: false,
    layout: 'table',
    ...declared,
  })
}

export function defineSingleton(
  declared: Pick<Singleton, 'path' | 'entityType' | 'backend'> & Partial<Singleton>,
): Singleton {
  return Object.freeze({ kind: 'singleton', since: 'v1.0', readOnly: false, layout: 'table', ...declared })
}
