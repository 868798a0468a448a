/** What becomes of a request for approval that holds a write (B119): another administrator decides, and the caller completes. */
import { backendRefusal, GraphError, resourceNotFound, UNSPECIFIED } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import type { Effect } from '../operations/effect.js'
import { answering } from '../operations/answering.js'
import { record } from '../operations/journal.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import { PROTECTIONS } from './protection.js'
import { callerOf, changeRequest, isOwn, openRequests, POLICIES, REQUESTS, subjectPart } from './requests.js'

/** The state that a request has to be in. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  approved: ['needsApproval'],
  rejected: ['needsApproval'],
  cancelled: ['needsApproval', 'approved'],
}

/** Who decided. Requests that a client has posted hold nothing, and anybody decides them. */
export function decided(scope: Pick<Scope, 'caller'>, request: Entity, status: string): Entity {
  if (request['requestor'] == null) return {}
  requireState(request, status)
  if (status !== 'cancelled' && isOwn(scope, request))
    throw new GraphError(403, 'Forbidden', 'A request is not decided by the one who made it.', { form: 'nested' })
  return { approver: callerOf(scope) }
}

function requireState({ status: current }: Entity, status: string): void {
  if (BEFORE[status]?.includes(String(current)) === true) return
  throw backendRefusal(`A request that is '${String(current)}' cannot become '${status}'.`, 'status')
}

const cancelMyRequest: Effect = {
  plan(call) {
    const { scope } = call
    const id = String(call.read()['id']).toLowerCase()
    return function* () {
      const found = yield* scope.store.load(scope.model.resourceAt(REQUESTS), [id])
      if (found === undefined) throw resourceNotFound()
      if (!isOwn(scope, found.entity)) throw new GraphError(403, 'Forbidden', UNSPECIFIED, { form: 'nested' })
      requireState(found.entity, 'cancelled')
      yield* changeRequest(scope, id, { status: 'cancelled' })
      yield* record(call)
      return undefined
    }
  },
}

/** Whether something waits for an approval, by its id. */
const retrieveRequestStatus = answering(function* ({ scope }, { entityId }) {
  const begins = subjectPart(scope.tenantId, String(entityId).toLowerCase())
  const open = yield* openRequests(scope)
  const found = open.find(({ entity }) => String(entity['id']).startsWith(begins))?.entity
  return {
    value: {
      requestId: found?.['id'] ?? null,
      requestStatus: found?.['status'] ?? 'unknown',
      requestExpirationDateTime: found?.['expirationDateTime'] ?? null,
      entityLocked: found !== undefined,
    },
  }
})

const onAll = (types: readonly unknown[]): { value: Entity[] } => ({
  value: types.map((policyType) => ({ policyType, policyPlatform: 'notApplicable' })),
})

const retrieveApprovableOperations = answering(function* () {
  return onAll(PROTECTIONS)
})

const retrieveOperationsRequiringApproval = answering(function* ({ scope }) {
  const policies = yield* itemsAt(scope, scope.model.resourceAt(POLICIES), [], { select: ['id', 'policyType'] })
  return onAll([...new Set(policies.map(({ entity }) => entity['policyType']))].sort())
})

export const approvals: Readonly<Record<string, Effect>> = {
  'operationApprovalPolicy.retrieveApprovableOperations': retrieveApprovableOperations,
  'operationApprovalPolicy.retrieveOperationsRequiringApproval': retrieveOperationsRequiringApproval,
  'operationApprovalRequest.cancelMyRequest': cancelMyRequest,
  'operationApprovalRequest.retrieveRequestStatus': retrieveRequestStatus,
}
