/**
 * Statuses carry the id of the device or user they are about (R21); clients join on it. The documented bodies name
 * neither, so it is looked up by device name or user principal name.
 */
import type { Entity } from '../../model/payload.js'
import type { Rules } from './rules.js'
import type { Location, Scope } from '../scope.js'
import { conflict } from '../../errors.js'
import { fold } from '../../store/sql/fold.js'
import type { Work } from '../../store/work.js'
import { lookUp } from '../../store/query/lookups.js'

function* subjectId(scope: Scope, setPath: string, property: string, name: unknown): Work<string> {
  if (typeof name !== 'string') return scope.newId()
  return (yield* lookUp(scope.store, scope.model.resourceAt(setPath), 'id', property, fold(name))) ?? scope.newId()
}

function* composedId(scope: Scope, { keys }: Location, subject: Work<string>): Work<string> {
  return `${scope.tenantId}_${keys[0]}_${yield* subject}`
}

const duplicate: Rules['duplicate'] = ({ resource, keys }) =>
  conflict(
    `The mobile app configuration '${keys[0]}' already has an entry for that subject in ${resource.name}. Use PATCH to change it.`,
  )

export const deviceStatus: Rules = {
  newId: (scope: Scope, location: Location, entity: Entity) =>
    composedId(
      scope,
      location,
      subjectId(scope, 'deviceManagement/managedDevices', 'deviceName', entity['deviceDisplayName']),
    ),
  duplicate,
}

export const userStatus: Rules = {
  newId: (scope: Scope, location: Location, entity: Entity) =>
    composedId(scope, location, subjectId(scope, 'users', 'userPrincipalName', entity['userPrincipalName'])),
  duplicate,
}
