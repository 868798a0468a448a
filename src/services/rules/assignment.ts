/** Assignments are named after the policy and what they reach (R8, B26). */
import { conflict, GraphError, modelValidationFailure } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { allProperties } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import type { Work } from '../../store/work.js'
import { platformsOf, platformsOfFilter } from '../platforms.js'
import type { Rules } from './rules.js'
import type { Location, Scope } from '../scope.js'

/** The groups that stand for everybody. They are the same in every tenant. */
const ALL_USERS = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
const ALL_DEVICES = 'adadadad-808e-44e2-905a-0b7873a8a531'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What app protection and configurations of managed apps are assigned by. */
const OF_MANAGED_APPS = 'targetedManagedAppPolicyAssignment'

const UNREADABLE = 'Must specify valid information for parsing in the string.'

/** What an assignment reaches, as a part of its id. */
export function targetId(assignment: Entity): string {
  const target = (assignment['target'] ?? null) as Entity | null
  if (target === null) throw modelValidationFailure(UNREADABLE, 'target')
  switch (target['@odata.type']) {
    case '#microsoft.graph.allLicensedUsersAssignmentTarget':
      return ALL_USERS
    case '#microsoft.graph.allDevicesAssignmentTarget':
      return ALL_DEVICES
    default: {
      const id = target['groupId'] ?? target['collectionId']
      if (typeof id !== 'string' || id === '') throw modelValidationFailure(UNREADABLE, 'target')
      return id
    }
  }
}

/** A target of the abstract type, where a profile takes it, does not say what it is. */
function isUnnamed({ target }: Entity): boolean {
  return (target as Entity | null)?.['@odata.type'] === '#microsoft.graph.deviceAndAppManagementAssignmentTarget'
}

function isExclusion({ target }: Entity): boolean {
  return (target as Entity | null)?.['@odata.type'] === '#microsoft.graph.exclusionGroupAssignmentTarget'
}

/** How the families of policies make ids of their assignments, by type of assignment; the others say policy and target. */
const IDS: Readonly<Record<string, (policy: string, target: string, assignment: Entity) => string>> = {
  [OF_MANAGED_APPS]: (_policy, target, assignment) => `${target}_${isExclusion(assignment) ? 'excl' : 'incl'}`,
  mobileAppAssignment: (_policy, target, assignment) =>
    `${target}_${INTENTS.indexOf(assignment['intent'] as string)}_${isExclusion(assignment) ? 1 : 0}`,
  windowsAutopilotDeploymentProfileAssignment: (policy, target, assignment) =>
    `${policy}_${target}_${isExclusion(assignment) ? 1 : 0}`,
}

const INTENTS = ['available', 'required', 'uninstall', 'availableWithoutEnrollment']

/** The id of an assignment of the policy, or of another item, that it belongs to. */
export function assignmentId({ name }: EntityType, policy: string, entity: Entity, target = targetId(entity)): string {
  return IDS[name]?.(policy, target, entity) ?? `${policy}_${target}`
}

export const assignment: Rules = {
  *newId(scope, location, entity) {
    const policy = policyIdOf(location)
    const { type } = location.resource
    if (Object.hasOwn(allProperties(type), 'target'))
      return assignmentId(type, policy, entity, isUnnamed(entity) ? scope.newId() : targetId(entity))
    return typeof entity['targetGroupId'] === 'string' ? `${policy}_${entity['targetGroupId']}` : scope.newId()
  },

  *prepare(scope, location, { type, entity }) {
    const properties = allProperties(type)
    if (Object.hasOwn(properties, 'target')) {
      if (!isUnnamed(entity)) targetId(entity)
      yield* requireFilter(scope, location, type, entity['target'] as Entity)
    }
    if (scope.profile.policySetSources === 'kept' && entity['source'] === 'policySets') return
    if (Object.hasOwn(properties, 'source')) entity['source'] = 'direct'
    else if (scope.profile.policySetSources === 'kept' && typeof entity['sourceId'] === 'string') return
    if (Object.hasOwn(properties, 'sourceId'))
      entity['sourceId'] = type.name === OF_MANAGED_APPS ? NOBODY : policyIdOf(location)
  },

  duplicate: (location) => conflict(`'${policyIdOf(location)}' already has an assignment to that target.`),
}

/** The item that an assignment, or a collection of assignments, belongs to. */
function policyIdOf({ resource, keys }: Location): string {
  return keys[depthOf(resource.parent) - 1] ?? ''
}

function depthOf(resource: Resource | undefined): number {
  return resource === undefined ? 0 : depthOf(resource.parent) + (resource.many ? 1 : 0)
}

/**
 * A filter that does not exist is refused, in words that speak of scope tags, as is one of another platform (B27), and one for
 * managed apps where devices are targeted (L47).
 */
function* requireFilter(scope: Scope, location: Location, { name }: EntityType, target: Entity): Work<void> {
  const id = target['deviceAndAppManagementAssignmentFilterId']
  if (typeof id !== 'string' || id === NOBODY) return
  const filters = scope.model.resourceAt('deviceManagement/assignmentFilters')
  const found = yield* scope.store.load(filters, [id.toLowerCase()], 'unlocked')
  if (found?.entity['assignmentFilterManagementType'] === 'apps' && name !== OF_MANAGED_APPS)
    throw modelValidationFailure(`The filter ${id} is for managed apps, and cannot be used here.`, 'target')
  if (scope.profile.assignmentFilters === 'any text') return
  if (found !== undefined) return yield* requirePlatformOf(scope, location, id, String(found.entity['platform']))
  throw new GraphError(400, 'BadRequest', `Scope Tags validation failed : Filters ${id} , Validated filters `, {
    form: 'nested',
  })
}

/** A filter is of the platform of what it is used for, where that is for one (B27). */
function* requirePlatformOf(scope: Scope, { resource, keys }: Location, id: string, platform: string): Work<void> {
  if (resource.parent === undefined) return
  const item = yield* scope.store.load(resource.parent, keys.slice(0, depthOf(resource.parent)), 'unlocked')
  if (item === undefined) return
  const reached = platformsOfFilter(platform)
  const platforms = platformsOf(item.type, item.entity)
  if (reached.length === 0 || platforms.length === 0 || platforms.some((each) => reached.includes(each))) return
  throw modelValidationFailure(`The filter ${id} is for ${platform}, and cannot be used here.`, 'target')
}
