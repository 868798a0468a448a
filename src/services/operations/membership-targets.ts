/**
 * The groups into which devices come when they enrol (B51): set, told and taken back. What was set last is in the journal of
 * calls. A group that does not exist, or is not a static security group, is told and nothing is set.
 *
 * @see https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementconfigurationpolicy-setenrollmenttimedevicemembershiptarget
 */
import type { Entity } from '../../model/payload.js'
import { first } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import { answering } from './answering.js'
import type { Call, Effect } from './effect.js'
import { record } from './journal.js'

const SET = 'setEnrollmentTimeDeviceMembershipTarget'
const CLEAR = 'clearEnrollmentTimeDeviceMembershipTarget'
const TARGETS = 'enrollmentTimeDeviceMembershipTargets'

function targetIdsIn(parameters: Entity): string[] {
  const targets = (parameters[TARGETS] ?? []) as readonly Entity[]
  return targets.flatMap(({ targetId }) => (typeof targetId === 'string' ? [targetId] : []))
}

interface Status {
  readonly targetId: string
  readonly targetValidationErrorCode: string | null
}

function* statusOf(scope: Scope, targetId: string): Work<Status> {
  const group = yield* scope.store.load(scope.model.resourceAt('groups'), [targetId.toLowerCase()])
  const types = (group?.entity['groupTypes'] ?? []) as readonly string[]
  const isStatic = !types.includes('DynamicMembership')
  const problem =
    group === undefined ? 'securityGroupNotFound' : group.entity['securityEnabled'] !== true ? 'notSecurityGroup' : null
  return { targetId, targetValidationErrorCode: problem ?? (isStatic ? null : 'notStaticSecurityGroup') }
}

function* resultOf(scope: Scope, ids: readonly string[]): Work<{ validationSucceeded: boolean; statuses: Status[] }> {
  const statuses: Status[] = []
  for (const id of ids) statuses.push(yield* statusOf(scope, id))
  return { validationSucceeded: statuses.every((each) => each.targetValidationErrorCode === null), statuses }
}

function printed({ validationSucceeded, statuses }: { validationSucceeded: boolean; statuses: Status[] }): Entity {
  return { validationSucceeded, enrollmentTimeDeviceMembershipTargetValidationStatuses: statuses }
}

const setTargets = answering(function* (call, parameters) {
  const result = yield* resultOf(call.scope, targetIdsIn(parameters))
  if (result.validationSucceeded) yield* record(call)
  return { value: printed(result) }
})

const retrieveTargets = answering(function* (call) {
  return { value: printed(yield* resultOf(call.scope, yield* lastSet(call))) }
})

/** The answer is Boolean on a policy; on a profile there is none. */
const clearTargets = answering(function* (call) {
  yield* record(call)
  return call.operation.returns === undefined ? undefined : { value: true }
})

function* lastSet({ scope, path }: Call): Work<string[]> {
  const { placeholder } = scope.store.dialect
  const row = yield* first(
    `SELECT "operation", "parameters" FROM "operationCall" WHERE "tenantId" = ${placeholder(1)} AND "path" = ${placeholder(2)} ` +
      `AND "operation" IN ('${SET}', '${CLEAR}') ORDER BY "at" DESC, "id" DESC LIMIT 1`,
    [scope.tenantId, path],
  )
  return row?.[0] === SET ? targetIdsIn(JSON.parse(String(row[1])) as Entity) : []
}

export const membershipTargets: Readonly<Record<string, Effect>> = {
  [CLEAR]: clearTargets,
  [SET]: setTargets,
  retrieveEnrollmentTimeDeviceMembershipTarget: retrieveTargets,
}
