/**
 * What Graph does with entity types beyond what their declaration says. A type without an entry here has the rules of the
 * shape of its resource.
 */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { Stored } from '../store/query/entities.js'
import type { Work } from '../store/work.js'
import { application } from './rules/application.js'
import { assignment } from './rules/assignment.js'
import { group, user } from './rules/directory-object.js'
import { appConfiguration } from './rules/mobile-app-configuration.js'
import { roleScopeTag } from './rules/role-scope-tag.js'
import { servicePrincipal } from './rules/service-principal.js'
import { singleValue } from './rules/single-value.js'
import { singleton } from './rules/singleton.js'
import { deviceStatus, userStatus } from './rules/status.js'
import { summary } from './rules/summary.js'
import type { HashedSecret, Location, Scope } from './scope.js'

export interface Rules {
  /** What of a body has to be hashed before the transaction begins: hashing takes longer than a transaction may wait. */
  hash?(body: unknown): Promise<HashedSecret> | undefined
  /** The key of a new entity; without this rule a new GUID. */
  newId?(scope: Scope, location: Location, entity: Entity): Work<string>
  /** Completes or refuses what is about to be stored. `body` holds what the client said. */
  prepare?(scope: Scope, location: Location, stored: Stored, body: Entity): Work<void>
  /** Writes what belongs into other tables, when the entity itself is stored. */
  after?(scope: Scope, location: Location, stored: Stored, body: Entity): Work<void>
  /** What a reader sees of a single-valued navigation with nothing stored. */
  absent?(scope: Scope, location: Location): Work<Entity>
  /** The error for a second one where there can be only one. */
  duplicate?(location: Location): Error
  /** Refuses what may not be deleted. */
  beforeDelete?(scope: Scope, location: Location): Work<void>
}

const rules: Readonly<Record<string, Rules>> = {
  deviceAppManagement: singleton,
  deviceManagement: singleton,
  managedDeviceMobileAppConfiguration: appConfiguration,
  managedDeviceMobileAppConfigurationAssignment: assignment,
  managedDeviceMobileAppConfigurationDeviceStatus: deviceStatus,
  managedDeviceMobileAppConfigurationUserStatus: userStatus,
  managedDeviceMobileAppConfigurationDeviceSummary: summary,
  managedDeviceMobileAppConfigurationUserSummary: summary,
  roleScopeTag,
  user,
  group,
  application,
  servicePrincipal,
}

const none: Rules = {}

/** The rules of what lives at a resource: those of its type, else those of its shape. */
export function rulesOf({ type, many, layout, refersTo }: Resource): Rules {
  const own = rules[type.name]
  if (own !== undefined) return own
  if (many && type.name.endsWith('Assignment')) return assignment
  return many || layout === 'table' || refersTo !== undefined ? none : singleValue
}
