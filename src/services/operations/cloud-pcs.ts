/** What is asked about Cloud PCs, as far as it follows from what is stored of them. */
import { resourceNotFound } from '../../errors.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { ComplexType } from '../../model/types.js'
import { loadEach } from '../../store/query/bulk.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import { takeItems } from '../item-budget.js'
import { itemsAt, quoted } from '../items.js'
import { answering, nothingStored } from './answering.js'
import type { Effect } from './effect.js'
import { lastSaid } from './last-said.js'
import { emptyTable } from './report-tables.js'

const CLOUD_PCS = 'deviceManagement/virtualEndpoint/cloudPCs'
const SNAPSHOTS = 'deviceManagement/virtualEndpoint/snapshots'

/** Those of the members of a group, with a certain service plan. */
const getProvisionedCloudPCs = answering(function* ({ scope }, { groupId, servicePlanId }) {
  const { model, store } = scope
  const group = String(groupId)
  if (!(yield* store.exists(model.resourceAt('groups'), [group]))) throw resourceNotFound()
  const set = model.resourceAt(CLOUD_PCS)
  const filter = `status eq 'provisioned' and servicePlanId eq ${quoted(String(servicePlanId))}`
  const ids: string[] = []
  for (const { entity } of yield* itemsAt(scope, set, [], { filter, select: ['id', 'userPrincipalName'] })) {
    const named = `userPrincipalName eq ${quoted(String(entity['userPrincipalName']))}`
    const [user] = yield* itemsAt(scope, model.resourceAt('users'), [], { filter: named, select: ['id'] })
    if (user !== undefined && (yield* listGroupsOf(store, String(user.entity['id']))).includes(group))
      ids.push(String(entity['id']))
  }
  return { entities: { resource: set, keys: [] }, ids }
})

const retrieveSnapshots = answering(function* ({ scope, keys }) {
  const snapshots = scope.model.resourceAt(SNAPSHOTS)
  const filter = `cloudPcId eq ${quoted(keys.at(-1) ?? '')}`
  const found = yield* itemsAt(scope, snapshots, [], { filter, select: ['id'] })
  return { entities: { resource: snapshots, keys: [] }, ids: found.map(({ entity }) => String(entity['id'])) }
})

/** The last action is all that a Cloud PC tells of its actions. */
const retrieveCloudPCRemoteActionResults = answering(function* ({ scope, resource, keys }) {
  const last = (yield* scope.store.load(resource, keys))?.entity['lastRemoteActionResult'] ?? undefined
  return { value: last === undefined ? [] : [last] }
})

const retrieveFrontlineCloudPcDetail = answering(function* ({ scope, resource, keys }) {
  const stored = yield* scope.store.load(resource, keys)
  return { value: { frontlineCloudPcAvailability: stored?.entity['frontlineCloudPcAvailability'] ?? 'notApplicable' } }
})

const validateBulkResize = answering(function* ({ scope }, { cloudPcIds }) {
  const set = scope.model.resourceAt(CLOUD_PCS)
  const ids = (cloudPcIds ?? []) as string[]
  takeItems(scope.items, ids.length)
  const found = yield* loadEach(scope.store, set, ids, ['id'])
  const value = ids.map((cloudPcId) => ({
    cloudPcId,
    validationResult: found.has(cloudPcId) ? 'success' : 'cloudPcNotFound',
  }))
  return { value }
})

/** What an action beside the function was last called with, complete; `before` is what counts until then. */
const lastSaidOf = (action: string, parameter: string, before: Entity): Effect => ({
  plan(call) {
    const type = call.operation.returns?.type as ComplexType
    const told = (said: unknown): Entity => complete(type, { ...before, ...(said as Entity | null | undefined) })
    return lastSaid(action, parameter, told).plan(call)
  },
})

/** No Cloud PC is connected to, none has apps or profiles of its users, and no subscription of Azure belongs to a tenant. */
export const cloudPcs: Readonly<Record<string, Effect>> = {
  'cloudPC.getCloudPcConnectivityHistory': nothingStored,
  'cloudPC.getProvisionedCloudPCs': getProvisionedCloudPCs,
  'cloudPC.retrieveCloudPCRemoteActionResults': retrieveCloudPCRemoteActionResults,
  'cloudPC.retrieveFrontlineCloudPcDetail': retrieveFrontlineCloudPcDetail,
  'cloudPC.retrieveReviewStatus': lastSaidOf('setReviewStatus', 'reviewStatus', {
    inReview: false,
    userAccessLevel: 'unrestricted',
  }),
  'cloudPC.retrieveSnapshots': retrieveSnapshots,
  'cloudPC.validateBulkResize': validateBulkResize,
  'cloudPCUserSettingsPersistenceDetail.retrieveUserSettingsPersistenceProfiles': nothingStored,
  'cloudPcCloudApp.retrieveDiscoveredApps': nothingStored,
  'cloudPcDeviceImage.getSourceImages': nothingStored,
  'cloudPcProvisioningPolicy.retrievePolicyApplySchedule': lastSaidOf('schedulePolicyApplyTask', 'scheduledRule', {}),
  'cloudPcReports.getRealTimeRemoteConnectionLatency': emptyTable,
  'cloudPcReports.getRealTimeRemoteConnectionStatus': emptyTable,
  'cloudPcSnapshot.getStorageAccounts': nothingStored,
  'cloudPcSnapshot.getSubscriptions': nothingStored,
}
