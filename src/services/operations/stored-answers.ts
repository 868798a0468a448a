/** Functions that look at what is stored. Those that need more than that are not imitated: see unknown.ts. */
import type { Entity } from '../../model/payload.js'
import type { Shape } from '../../store/layout/shape.js'
import { countBy } from '../../store/query/lookups.js'
import { readSecret } from '../../store/query/policy-secrets.js'
import { resourceNotFound } from '../../errors.js'
import { readDateTimeOffset } from '../../model/date-time.js'
import { unreadable } from '../../model/validation.js'
import { getSingle } from '../entities.js'
import { itemsAt, quoted } from '../items.js'
import { answering, nothingStored } from './answering.js'
import type { Effect } from './effect.js'
import { lastSaid } from './last-said.js'

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

const REMEDIATED: Shape = { version: 'beta', select: ['issueRemediatedDeviceCount'], typeAnnotations: 'none' }

/** B84 */
const getRemediationSummary = answering(function* ({ scope, resource, keys }) {
  const summaries = resource.children.get('runsummary')
  const scripts = yield* itemsAt(scope, resource, keys, { select: ['id'] })
  if (summaries === undefined) return { value: { scriptCount: scripts.length, remediatedDeviceCount: 0 } }
  let remediatedDeviceCount = 0
  for (const { entity } of scripts) {
    const summary = yield* getSingle(scope, summaries, [...keys, entity['id'] as string], REMEDIATED)
    remediatedDeviceCount += (JSON.parse(summary) as { issueRemediatedDeviceCount: number }).issueRemediatedDeviceCount
  }
  return { value: { scriptCount: scripts.length, remediatedDeviceCount } }
})

/** B84: scripts of Microsoft are in a tenant, or are not. */
const areGlobalScriptsAvailable = answering(function* ({ scope, resource, keys }) {
  const found = yield* itemsAt(scope, resource, keys, {
    filter: 'isGlobalScript eq true',
    firstBy: 'id',
    select: ['id'],
  })
  return { value: found.length > 0 ? 'enabled' : 'notConfigured' }
})

/** B84 */
const getGlobalScriptHighestAvailableVersion = answering(function* ({ scope, resource, keys }) {
  const script = yield* scope.store.load(resource, keys)
  const version = script?.entity['highestAvailableVersion'] ?? script?.entity['version']
  return typeof version === 'string' ? { value: version } : undefined
})

/** B84: no device has ever remediated anything. */
const getRemediationHistory = answering(function* () {
  return { value: { lastModifiedDateTime: null, historyData: [] } }
})

const getPolicySummary = answering(function* () {
  return {
    value: {
      targetedDeviceCount: 0,
      compliantDeviceCount: 0,
      nonCompliantDeviceCount: 0,
      failedDeviceCount: 0,
      pendingDeviceCount: 0,
      enforcedDeviceCount: 0,
    },
  }
})

/** B172: what apps of volume purchase say of their licences, by the token they come from. */
const getLicensesForApp = answering(function* ({ scope, resource, keys }, { bundleId }) {
  const apps = yield* itemsAt(scope, scope.model.resourceAt('deviceAppManagement/mobileApps'), [])
  const licensed = apps.filter(
    ({ entity }) => entity['vppTokenId'] !== undefined && entity['bundleId'] === bundleId && bundleId !== null,
  )
  const value: Entity[] = []
  for (const tokenId of new Set(licensed.map(({ entity }) => entity['vppTokenId']))) {
    const token = typeof tokenId === 'string' ? yield* scope.store.load(resource, [...keys, tokenId]) : undefined
    const own = licensed.filter(({ entity }) => entity['vppTokenId'] === tokenId).map(({ entity }) => entity)
    const sum = (name: string): number => own.reduce((total, each) => total + Number(each[name] ?? 0), 0)
    const used = sum('usedLicenseCount')
    value.push({
      vppTokenId: tokenId,
      appleId: token?.entity['appleId'] ?? own[0]?.['vppTokenAppleId'] ?? null,
      organizationName: token?.entity['organizationName'] ?? own[0]?.['vppTokenOrganizationName'] ?? null,
      availableLicenseCount: Math.max(sum('totalLicenseCount') - used, 0),
      usedLicenseCount: used,
    })
  }
  return { value }
})

/** How many tokens of volume purchase end before a time, which the declaration takes as a text. */
const getExpiringVppTokenCount: Effect = {
  plan(call) {
    const text = (call.read()['expiringBeforeDateTime'] ?? '') as string
    const before = readDateTimeOffset(text)
    if (before === undefined) throw unreadable(text, 'Edm.DateTimeOffset', call.scope, 'expiringBeforeDateTime')
    return function* () {
      const tokens = call.scope.model.resourceAt('deviceAppManagement/vppTokens')
      const filter = `expirationDateTime lt ${before}Z`
      const found = yield* itemsAt(call.scope, tokens, [], { filter, select: ['id'] })
      return { value: found.length }
    }
  },
}

/** Devices find the way to enrolment from the domains that the tenant has verified. */
const verifyWindowsEnrollmentAutoDiscovery = answering(function* ({ scope }, { domainName }) {
  const organization = yield* scope.store.load(scope.model.resourceAt('organization'), [scope.tenantId])
  const domains = (organization?.entity['verifiedDomains'] ?? []) as Entity[]
  const wanted = String(domainName).toLowerCase()
  return { value: domains.some(({ name }) => String(name).toLowerCase() === wanted) }
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

/** All of another set. */
const allOf = (path: string): Effect =>
  answering(function* ({ scope }) {
    return { entities: { resource: scope.model.resourceAt(path), keys: [] } }
  })

const LEAVES = 'deviceManagement/cloudCertificationAuthorityLeafCertificate'

/** What an item contains at a navigation property; null where that is a single value that nobody has made. */
const contained = (name: string): Effect =>
  answering(function* ({ scope, resource, keys }) {
    const child = resource.children.get(name)
    if (child === undefined) return undefined
    if (child.many) return { entities: { resource: child, keys } }
    return (yield* scope.store.exists(child, keys)) ? { entity: { resource: child, keys } } : undefined
  })

const leafBySerialNumber = answering(function* ({ scope }, { certificateSerialNumber: serial }) {
  const leaves = scope.model.resourceAt(LEAVES)
  const filter = `serialNumber eq ${quoted(String(serial))}`
  const [leaf] = yield* itemsAt(scope, leaves, [], { filter, firstBy: 'id', select: ['id'] })
  if (leaf === undefined) return undefined
  return { entity: { resource: leaves, keys: [String(leaf.entity['id'])] } }
})

/** Profiles of this kind are all for Windows 10X. */
const queryByPlatformType = answering(function* ({ resource, keys }, { platformType }) {
  const isTheirs = platformType === 'windows10XProfile' || platformType === 'all'
  return isTheirs ? { entities: { resource, keys } } : { value: [] }
})

const retrieveCloudPcCountByStatus = answering(function* ({ scope, resource, keys }) {
  const counts = yield* countBy(scope.store, resource, keys, 'status')
  return { value: [...counts].map(([status, count]) => ({ status, count })) }
})

export const storedAnswers: Readonly<Record<string, Effect>> = {
  'androidManagedStoreAccountEnterpriseSettings.retrieveStoreLayout': lastSaid(
    'setStoreLayout',
    'storeLayoutType',
    (said) => said ?? 'basic',
  ),
  'certificateConnectorDetails.getHealthMetrics': nothingStored,
  'certificateConnectorDetails.getHealthMetricTimeSeries': nothingStored,
  'cloudCertificationAuthority.getAllCloudCertificationAuthority': getAll,
  'cloudCertificationAuthority.getAllCloudCertificationAuthorityLeafCertificates': allOf(LEAVES),
  'cloudCertificationAuthority.getCloudCertificationAuthorityVersion': contained('activeversion'),
  'cloudCertificationAuthority.getCloudCertificationAuthorityVersions': contained('versions'),
  'cloudCertificationAuthority.searchCloudCertificationAuthorityLeafCertificateBySerialNumber': leafBySerialNumber,
  'configManagerCollection.getPolicySummary': getPolicySummary,
  'depOnboardingSetting.getExpiringVppTokenCount': getExpiringVppTokenCount,
  'deviceHealthScript.areGlobalScriptsAvailable': areGlobalScriptsAvailable,
  'deviceHealthScript.getGlobalScriptHighestAvailableVersion': getGlobalScriptHighestAvailableVersion,
  'deviceHealthScript.getRemediationHistory': getRemediationHistory,
  'deviceManagementResourceAccessProfileBase.queryByPlatformType': queryByPlatformType,
  'deviceManagement.verifyWindowsEnrollmentAutoDiscovery': verifyWindowsEnrollmentAutoDiscovery,
  'managedDevice.appDiagnostics': nothingStored,
  'managedDevice.retrievePowerliftAppDiagnosticsDetails': nothingStored,
  'managedDeviceWindowsOperatingSystemImage.getAllManagedDeviceWindowsOSImages': getAll,
  'microsoftTunnelServer.getHealthMetrics': nothingStored,
  'microsoftTunnelServer.getHealthMetricTimeSeries': nothingStored,
  'tenantAttachRBAC.getState': lastSaid('enable', 'enable', (said) => ({ enabled: said === true })),
  'vppToken.getLicensesForApp': getLicensesForApp,
  'cloudPC.retrieveCloudPcCountByStatus': retrieveCloudPcCountByStatus,
  'cloudPcAuditEvent.getAuditActivityTypes': valuesOf('activityType'),
  'deviceConfiguration.getOmaSettingPlainTextValue': getOmaSettingPlainTextValue,
  'deviceHealthScript.getRemediationSummary': getRemediationSummary,
  'managedAppRegistration.getUserIdsWithFlaggedAppRegistration': valuesOf(
    'userId',
    () => "flaggedReasons/any(r:r ne 'none')",
  ),
  'operationApprovalRequest.retrieveMyRequestById': retrieveMyRequestById,
  'operationApprovalRequest.retrieveMyRequests': retrieveMyRequests,
  'privilegeManagementElevationRequest.getAllElevationRequests': getAll,
  hasPayloadLinks,
}
