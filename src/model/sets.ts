/** Where entities live: the root singletons and entity sets of the service, and who may touch them. */
import type { Version } from './edm.js'
import type { EntityType } from './types.js'

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
  readonly flavour: 'intune' | 'directory'
  /** Path of the backend as its error messages print it, for example `AppLifecycle_2607/StatelessAppMetadataFEService`. */
  readonly service: string
}

export interface EntitySet {
  readonly kind: 'entitySet'
  /** Path from the service root, for example `deviceAppManagement/mobileAppConfigurations`. */
  readonly path: string
  readonly entityType: EntityType
  /** Concrete types that the set may hold besides `entityType` itself. */
  readonly derivedTypes: readonly EntityType[]
  readonly since: Version
  readonly permissions: Permissions
  readonly backend: Backend
  /** Set by the service alone: no POST, PATCH or DELETE. */
  readonly readOnly: boolean
}

export interface Singleton {
  readonly kind: 'singleton'
  readonly path: string
  readonly entityType: EntityType
  readonly since: Version
  readonly permissions: Permissions
  readonly backend: Backend
}

export type Declaration = EntitySet | Singleton

export function defineEntitySet(
  declared: Pick<EntitySet, 'path' | 'entityType' | 'permissions' | 'backend'> & Partial<EntitySet>,
): EntitySet {
  return Object.freeze({ kind: 'entitySet', derivedTypes: [], since: 'v1.0', readOnly: false, ...declared })
}

export function defineSingleton(
  declared: Pick<Singleton, 'path' | 'entityType' | 'permissions' | 'backend'> & Partial<Singleton>,
): Singleton {
  return Object.freeze({ kind: 'singleton', since: 'v1.0', ...declared })
}
