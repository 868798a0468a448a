/** Policies, apps and scripts as devices meet them: read from the documents of a tenant once, for all devices. */
import type { Resource } from '../../model/model.js'
import { durationSeconds } from '../../model/duration.js'
import { isObject } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Item, ItemReader } from '../items.js'
import { nameOf } from '../targeting/load.js'
import { textMember } from './members.js'
import type { App, CompliancePolicy, Policy, ScheduledAction, ScheduledActionType } from './outcomes/policy.js'
import { platformsOfFlags, platformsOfType } from './platform.js'
import { appSettings, catalogSettings, typedSettings } from './settings-of.js'

type Prepare = (reader: ItemReader, set: Resource, item: Item) => Work<Policy>

/** Undefined of a set that has no outcomes. */
export function* preparePolicy(reader: ItemReader, set: Resource, item: Item): Work<Policy | undefined> {
  const prepare = PREPARES[set.path]
  return prepare === undefined ? undefined : yield* prepare(reader, set, item)
}

function described({ type, entity }: Item) {
  return {
    id: String(entity['id']),
    name: nameOf(entity),
    version: typeof entity['version'] === 'number' ? entity['version'] : modifiedAt(entity),
    platforms: platformsOfType(type.name),
  }
}

/** What has no version is another one when it was written. */
function modifiedAt(entity: Entity): number {
  return Date.parse(String(entity['lastModifiedDateTime'])) || 0
}

function* childrenOf(reader: ItemReader, set: Resource, name: string, keys: readonly string[]): Work<Entity[]> {
  const child = set.children.get(name.toLowerCase())
  if (child === undefined) return []
  return (yield* itemsAt(reader, child, keys, { uncounted: true })).map(({ entity }) => entity)
}

const PREPARES: Readonly<Record<string, Prepare>> = {
  *'deviceManagement/deviceConfigurations'(_reader, _set, item) {
    return { kind: 'configuration', ...described(item), settings: typedSettings(item.type, item.entity) }
  },
  *'deviceAppManagement/mobileAppConfigurations'(_reader, _set, item) {
    return { kind: 'appConfiguration', ...described(item), settings: appSettings(item.entity) }
  },
  *'deviceManagement/configurationPolicies'(reader, set, item) {
    const id = String(item.entity['id'])
    const settings = catalogSettings(yield* childrenOf(reader, set, 'settings', [id]))
    return { kind: 'catalog', ...described(item), platforms: platformsOfFlags(item.entity), settings }
  },
  *'deviceManagement/groupPolicyConfigurations'(_reader, _set, item) {
    return { kind: 'configuration', ...described(item), platforms: ['windows'], settings: [] }
  },
  *'deviceManagement/deviceCompliancePolicies'(reader, set, item) {
    return yield* compliance(reader, set, item)
  },
  *'deviceManagement/compliancePolicies'(reader, set, item) {
    const id = String(item.entity['id'])
    const settings = catalogSettings(yield* childrenOf(reader, set, 'settings', [id]))
    const prepared = yield* compliance(reader, set, item)
    return { ...prepared, platforms: platformsOfFlags(item.entity), settings }
  },
  *'deviceAppManagement/mobileApps'(reader, set, item) {
    return yield* app(reader, set, item)
  },
  *'deviceManagement/deviceManagementScripts'(_reader, _set, item) {
    return { kind: 'script', ...described(item), platforms: ['windows'], agent: 'extension' }
  },
  *'deviceManagement/deviceShellScripts'(_reader, _set, item) {
    const seconds = durationSeconds(textMember(item.entity, 'executionFrequency')) ?? 0
    const everyMinutes = seconds > 0 ? seconds / 60 : undefined
    return { kind: 'script', ...described(item), platforms: ['macOS'], agent: 'mdm', everyMinutes }
  },
  *'deviceManagement/deviceHealthScripts'(reader, set, item) {
    const assignments = yield* childrenOf(reader, set, 'assignments', [String(item.entity['id'])])
    const repairs = item.entity['remediationScriptContent']
    return {
      kind: 'remediation',
      ...described(item),
      platforms: ['windows'],
      agent: 'extension',
      everyMinutes: minutesOf(assignments),
      remediates: typeof repairs === 'string' && repairs !== '',
    }
  },
  'deviceManagement/windowsFeatureUpdateProfiles': updateProfile,
  'deviceManagement/windowsQualityUpdateProfiles': updateProfile,
  'deviceManagement/windowsDriverUpdateProfiles': updateProfile,
}

function* updateProfile(_reader: ItemReader, _set: Resource, item: Item): Work<Policy> {
  return { kind: 'updateProfile', ...described(item), platforms: ['windows'], settings: [] }
}

const DAY = 24 * 60

/** The shortest schedule of its assignments; a day unless they say. */
function minutesOf(assignments: readonly Entity[]): number | undefined {
  const schedules = assignments.flatMap(({ runSchedule }) => (isObject(runSchedule) ? [runSchedule] : []))
  if (schedules.length === 0) return DAY
  const minutes = schedules.flatMap(({ '@odata.type': type, interval }) => {
    const count = typeof interval === 'number' && interval > 0 ? interval : 1
    if (String(type).endsWith('HourlySchedule')) return 60 * count
    return String(type).endsWith('DailySchedule') ? DAY * count : []
  })
  return minutes.length === 0 ? undefined : Math.min(...minutes)
}

const ACTIONS: ReadonlySet<string> = new Set<ScheduledActionType>([
  'noAction',
  'notification',
  'block',
  'retire',
  'wipe',
  'removeResourceAccessProfiles',
  'pushNotification',
  'remoteLock',
])

function* compliance(reader: ItemReader, set: Resource, item: Item): Work<CompliancePolicy> {
  const id = String(item.entity['id'])
  const actions: ScheduledAction[] = []
  const rules = set.children.get('scheduledactionsforrule')
  for (const rule of yield* childrenOf(reader, set, 'scheduledActionsForRule', [id])) {
    if (rules === undefined) break
    for (const each of yield* childrenOf(reader, rules, 'scheduledActionConfigurations', [id, String(rule['id'])])) {
      if (!ACTIONS.has(String(each['actionType']))) continue
      const template = each['notificationTemplateId']
      actions.push({
        id: String(each['id']),
        type: each['actionType'] as ScheduledActionType,
        hours: Number(each['gracePeriodHours'] ?? 0),
        ...(typeof template === 'string' && template !== '' && { templateId: template }),
      })
    }
  }
  return { kind: 'compliance', ...described(item), settings: typedSettings(item.type, item.entity), actions }
}

/** What the Windows agent installs; everything else comes with a check-in. */
const BY_AGENT = /^(win32|winGet)/
const OFFERS_REQUIRED = /^(iosStoreApp|iosVppApp|managedIOSStoreApp)$/
const OFFERS_DEVICES = /^(win32|winGet|androidManagedStore|androidForWork)/
const VERSIONS = ['displayVersion', 'productVersion', 'versionName', 'bundleVersion', 'versionNumber'] as const

function* app(reader: ItemReader, set: Resource, item: Item): Work<App> {
  const { type, entity } = item
  const relations = yield* childrenOf(reader, set, 'relationships', [String(entity['id'])])
  // What is shown of both ends is about the app that depends or supersedes.
  const own = relations.filter(({ targetType }) => targetType !== 'parent')
  const ofKind = (kind: string): Entity[] =>
    own.filter((each) => String(each['@odata.type']).toLowerCase().includes(kind))
  const version = VERSIONS.map((name) => entity[name]).find((value) => typeof value === 'string' && value !== '')
  return {
    kind: 'app',
    ...described(item),
    agent: BY_AGENT.test(type.name) ? 'extension' : 'mdm',
    appVersion: typeof version === 'string' ? version : '',
    publisher: textMember(entity, 'publisher'),
    dependsOn: ofKind('dependency').map(({ targetId, dependencyType }) => ({
      appId: String(targetId),
      installs: dependencyType === 'autoInstall',
    })),
    supersedes: ofKind('supersedence').map(({ targetId, supersedenceType }) => ({
      appId: String(targetId),
      uninstalls: supersedenceType === 'replace',
    })),
    offersRequired: OFFERS_REQUIRED.test(type.name),
    offersDevices: OFFERS_DEVICES.test(type.name),
  }
}
