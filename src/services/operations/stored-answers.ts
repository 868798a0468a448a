/** Functions that look at what is stored. Those that need more than that are not imitated: see unknown.ts. */
import type { Entity } from '../../model/payload.js'
import { countBy } from '../../store/query/lookups.js'
import { readSecret } from '../../store/query/policy-secrets.js'
import type { Work } from '../../store/work.js'
import { resourceNotFound } from '../../errors.js'
import { requireBound } from '../presence.js'
import { itemsAt, quoted } from '../items.js'
import type { Call, Effect, Result } from './effect.js'

type Answer = (call: Call, parameters: Entity) => Work<Result>

function answering(answer: Answer): Effect {
  return {
    plan(call) {
      const parameters = call.read()
      return function* () {
        const { scope, resource, keys, operation } = call
        yield* requireBound(scope, { resource, keys }, operation.binding)
        return yield* answer(call, parameters)
      }
    },
  }
}

/** Every value that a property of the items has, or of those that a filter leaves. */
const valuesOf = (property: string, filter: (parameters: Entity) => string | undefined = () => undefined): Effect =>
  answering(function* ({ scope, resource, keys }, parameters) {
    const chosen = filter(parameters)
    const select = ['id', property]
    const values =
      chosen === undefined
        ? [...(yield* countBy(scope.store, resource, keys, property)).keys()]
        : (yield* itemsAt(scope, resource, keys, { filter: chosen, select })).map(({ entity }) => entity[property])
    const texts = values.filter((value): value is string => typeof value === 'string' && value !== '')
    return { value: [...new Set(texts)].sort() }
  })

/** B40, B75: whether a policy set holds a payload. */
const hasPayloadLinks = answering(function* ({ scope }, { payloadIds }) {
  const sets = scope.model.resourceAt('deviceAppManagement/policySets')
  const value: Entity[] = []
  for (const payloadId of (payloadIds ?? []) as string[]) {
    const filter = `items/any(i:i/payloadId eq ${quoted(payloadId)})`
    const hasLink = (yield* itemsAt(scope, sets, [], { filter, firstBy: 'id', select: ['id'] })).length > 0
    value.push({ payloadId, hasLink, error: null, sources: hasLink ? ['policySets'] : [] })
  }
  return { value }
})

/** B33, B34: the text of an encrypted setting, of which the configuration shows a reference alone. */
const getOmaSettingPlainTextValue = answering(function* (
  { scope, resource, keys },
  { secretReferenceValueId: wanted },
) {
  const json = yield* scope.store.find(resource, keys, { version: 'beta', select: undefined, typeAnnotations: 'none' })
  const { omaSettings = [] } = JSON.parse(json ?? '{}') as { omaSettings?: Entity[] | null }
  const setting = omaSettings?.find((each) => each['secretReferenceValueId'] === wanted && wanted !== null)
  const text = setting === undefined ? undefined : yield* readSecret(scope.store, wanted as string)
  if (setting === undefined || text === undefined) throw resourceNotFound()
  const isXml = String(setting['@odata.type']).endsWith('omaSettingStringXml')
  return { value: isXml ? Buffer.from(text, 'base64').toString() : text }
})

/** B84 */
const getRemediationSummary = answering(function* ({ scope, resource, keys }) {
  const summaries = resource.children.get('runsummary')
  const scripts = yield* itemsAt(scope, resource, keys, { select: ['id'] })
  let remediatedDeviceCount = 0
  for (const { entity } of summaries === undefined ? [] : scripts) {
    const at = [...keys, entity['id'] as string]
    const shape = { version: 'beta', select: ['issueRemediatedDeviceCount'], typeAnnotations: 'none' } as const
    const summary = summaries === undefined ? undefined : yield* scope.store.find(summaries, at, shape)
    remediatedDeviceCount +=
      (JSON.parse(summary ?? '{}') as { issueRemediatedDeviceCount?: number }).issueRemediatedDeviceCount ?? 0
  }
  return { value: { scriptCount: scripts.length, remediatedDeviceCount } }
})

const getNonCompliantSettings = answering(function* ({ scope, resource, keys }) {
  const states = resource.children.get('devicecompliancepolicystates')
  if (states === undefined) return { value: [] }
  const found = yield* itemsAt(scope, states, keys, { select: ['id', 'settingStates'] })
  const settings = found.flatMap(({ entity }) => (entity['settingStates'] ?? []) as Entity[])
  return { value: settings.filter(({ state }) => state === 'nonCompliant') }
})

const getLoggedOnManagedDevices = answering(function* ({ scope, keys }) {
  const devices = scope.model.resourceAt('deviceManagement/managedDevices')
  const filter = `usersLoggedOn/any(u:u/userId eq ${quoted(keys.at(-1) ?? '')})`
  const found = yield* itemsAt(scope, devices, [], { filter, select: ['id'] })
  return { entities: { resource: devices, keys: [] }, ids: found.map(({ entity }) => entity['id'] as string) }
})

/** Requests of the caller. */
const retrieveMyRequests = answering(function* ({ scope, resource, keys }) {
  const { userId, appId } = scope.caller
  const filter =
    userId === undefined ? `requestor/application/id eq ${quoted(appId)}` : `requestor/user/id eq ${quoted(userId)}`
  const found = yield* itemsAt(scope, resource, keys, { filter, select: ['id'] })
  return { entities: { resource, keys }, ids: found.map(({ entity }) => entity['id'] as string) }
})

const retrieveMyRequestById: Effect = {
  plan({ read, resource, keys }) {
    const id = read()['id'] as string
    return function* () {
      return { entity: { resource, keys: [...keys, id] } }
    }
  },
}

/** All that there are where the item is. */
const getAll = answering(function* ({ resource, keys }) {
  return { entities: { resource, keys: keys.slice(0, -1) } }
})

const retrieveCloudPcCountByStatus = answering(function* ({ scope, resource, keys }) {
  const counts = yield* countBy(scope.store, resource, keys, 'status')
  return { value: [...counts].map(([status, count]) => ({ status, count })) }
})

export const storedAnswers: Readonly<Record<string, Effect>> = {
  'cloudPC.retrieveCloudPcCountByStatus': retrieveCloudPcCountByStatus,
  'cloudPcAuditEvent.getAuditActivityTypes': valuesOf('activityType'),
  'deviceConfiguration.getOmaSettingPlainTextValue': getOmaSettingPlainTextValue,
  'deviceHealthScript.getRemediationSummary': getRemediationSummary,
  'managedAppRegistration.getUserIdsWithFlaggedAppRegistration': valuesOf(
    'userId',
    () => "flaggedReasons/any(r:r ne 'none')",
  ),
  'managedDevice.getNonCompliantSettings': getNonCompliantSettings,
  'operationApprovalRequest.retrieveMyRequestById': retrieveMyRequestById,
  'operationApprovalRequest.retrieveMyRequests': retrieveMyRequests,
  'privilegeManagementElevationRequest.getAllElevationRequests': getAll,
  'user.getLoggedOnManagedDevices': getLoggedOnManagedDevices,
  hasPayloadLinks,
}
