/**
 * Enrolment (L10 to L17): a managed device with its object in the directory, and what it is to its user; or, where a restriction
 * refuses it, a line among the enrolment failures.
 */
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { addReference } from '../../store/query/references.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import type { Work } from '../../store/work.js'
import { createEntity, updateEntity } from '../entities.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import { assignmentsOf } from '../targeting/load.js'
import { findRegistered, markEnrolled } from './autopilot.js'
import { MANAGED_DEVICES } from './batch.js'
import { chanceOf } from './chance.js'
import { countsForLimit, refusalOf } from './enrolment-rules.js'
import type { EnrolmentPlatform, RestrictionItem } from './enrolment-rules.js'
import { LifeError } from './errors.js'
import type { LifeEvent } from './events.js'
import { recalculation } from './feed.js'
import { textMember } from './members.js'

export interface WantedDevice {
  readonly platform: EnrolmentPlatform
  /** By id or principal name. */
  readonly user?: string | undefined
  readonly name?: string | undefined
  readonly ownership?: 'company' | 'personal' | undefined
  readonly enrollmentType?: string | undefined
  readonly model?: string | undefined
  readonly manufacturer?: string | undefined
  readonly osVersion?: string | undefined
  readonly serialNumber?: string | undefined
  readonly category?: string | undefined
  readonly enrollmentProfileName?: string | undefined
}

export interface Enrolled {
  readonly id: string
  readonly name: string
}

export interface Refused {
  readonly name: string
  readonly reason: string
}

interface Template {
  readonly operatingSystem: string
  readonly deviceType: string
  readonly manufacturer: string
  readonly model: string
  readonly osVersion: string
  readonly prefix: string
  readonly enrollment: readonly [company: string, personal: string]
  /** Whose it is, where nothing else says (L11). */
  readonly ownership: 'company' | 'personal'
}

const TEMPLATES: Readonly<Record<EnrolmentPlatform, Template>> = {
  windows: {
    operatingSystem: 'Windows',
    deviceType: 'windowsRT',
    manufacturer: 'Fabrikam',
    model: 'Book 14',
    osVersion: '10.0.26100.3194',
    prefix: 'PC',
    enrollment: ['windowsAzureADJoin', 'userEnrollment'],
    ownership: 'personal',
  },
  ios: {
    operatingSystem: 'iOS',
    deviceType: 'iPhone',
    manufacturer: 'Apple',
    model: 'iPhone 16',
    osVersion: '18.3.1',
    prefix: 'IPHONE',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
    ownership: 'personal',
  },
  ipados: {
    operatingSystem: 'iPadOS',
    deviceType: 'iPad',
    manufacturer: 'Apple',
    model: 'iPad Air',
    osVersion: '18.3.1',
    prefix: 'IPAD',
    enrollment: ['appleBulkWithUser', 'appleUserEnrollment'],
    ownership: 'personal',
  },
  macos: {
    operatingSystem: 'macOS',
    deviceType: 'macMDM',
    manufacturer: 'Apple',
    model: 'MacBook Air',
    osVersion: '15.3.1',
    prefix: 'MAC',
    enrollment: ['appleBulkWithUser', 'userEnrollment'],
    ownership: 'personal',
  },
  android: {
    operatingSystem: 'AndroidEnterprise',
    deviceType: 'androidEnterprise',
    manufacturer: 'Northwind',
    model: 'Trail 6',
    osVersion: '15.0',
    prefix: 'ANDROID',
    enrollment: ['androidEnterpriseFullyManaged', 'androidEnterpriseFullyManaged'],
    ownership: 'company',
  },
  androidWorkProfile: {
    operatingSystem: 'AndroidForWork',
    deviceType: 'androidForWork',
    manufacturer: 'Northwind',
    model: 'Trail 6',
    osVersion: '15.0',
    prefix: 'ANDROID',
    enrollment: ['userEnrollment', 'userEnrollment'],
    ownership: 'personal',
  },
  linux: {
    operatingSystem: 'Linux',
    deviceType: 'linux',
    manufacturer: 'Fabrikam',
    model: 'Book 14',
    osVersion: '24.04',
    prefix: 'LINUX',
    enrollment: ['userEnrollment', 'userEnrollment'],
    ownership: 'personal',
  },
}

/** Ways of enrolment by which a device is the company's whatever else is said (L11). */
const CORPORATE =
  /^(windowsAutoEnrollment|windowsBulk|windowsCoManagement|deviceEnrollmentManager|appleBulk|windowsAzureADJoinUsingDeviceAuth)/

const ID_ALONE = { version: 'beta', select: ['id'], typeAnnotations: 'none' } as const

/** Enrols one device at the moment of the scope's clock. `n` numbers those of one request. */
export function* enrol(
  scope: Scope,
  wanted: WantedDevice,
  { n, seed }: { readonly n: number; readonly seed: number },
): Work<{ readonly outcome: Enrolled | Refused; readonly events: readonly LifeEvent[] }> {
  const user = wanted.user === undefined ? undefined : yield* findUser(scope, wanted.user)
  const template = TEMPLATES[wanted.platform]
  const serial = wanted.serialNumber ?? serialOf(seed, wanted.platform, scope.clock.milliseconds(), n)
  const autopilot = wanted.platform === 'windows' ? yield* findRegistered(scope, serial) : undefined
  const isCompany = wanted.ownership === 'company' || autopilot !== undefined
  const enrollmentType = wanted.enrollmentType ?? template.enrollment[isCompany ? 0 : 1]
  const ownership = wanted.ownership ?? (isCompany || CORPORATE.test(enrollmentType) ? 'company' : template.ownership)
  const name = wanted.name ?? `${template.prefix}-${serial.slice(-6)}`
  const osVersion = wanted.osVersion ?? template.osVersion
  const manufacturer = wanted.manufacturer ?? template.manufacturer
  const reason = refusalOf(
    {
      platform: wanted.platform,
      ownership,
      osVersion,
      manufacturer,
      enrollmentType,
      hasUser: user !== undefined,
      enrolled: user === undefined ? 0 : yield* countDevices(scope, String(user['id'])),
    },
    yield* restrictionsFor(scope, user),
  )
  const now = `${scope.clock.now()}Z`
  if (reason !== undefined) {
    yield* fail(scope, { now, name, reason, osVersion, enrollmentType, template, user })
    return { outcome: { name, reason }, events: [] }
  }
  const registered = autopilot?.objectId === undefined ? undefined : autopilot
  const azureADDeviceId = registered === undefined ? scope.newId() : textMember(registered.identity, 'azureAdDeviceId')
  const objectId = yield* putObject(scope, registered?.objectId, {
    azureADDeviceId,
    name,
    osVersion,
    manufacturer,
    ownership,
    enrollmentType,
    template,
    wanted,
    now,
  })
  if (user !== undefined) yield* linkUser(scope, objectId, String(user['id']))
  const values: Entity = {
    userId: user?.['id'] ?? '',
    userPrincipalName: user?.['userPrincipalName'] ?? '',
    userDisplayName: user?.['displayName'] ?? '',
    emailAddress: user?.['mail'] ?? user?.['userPrincipalName'] ?? '',
    deviceName: name,
    managedDeviceName: `${textMember(user ?? {}, 'userPrincipalName').split('@')[0] ?? ''}_${template.operatingSystem}_${serial}`,
    ownerType: ownership,
    managedDeviceOwnerType: ownership,
    enrolledDateTime: now,
    lastSyncDateTime: now,
    operatingSystem: template.operatingSystem,
    osVersion,
    deviceType: template.deviceType,
    model: wanted.model ?? template.model,
    manufacturer,
    serialNumber: serial,
    // Linux says nothing of compliance (L9).
    complianceState: 'unknown',
    jailBroken: /^(ios|ipados|android)/.test(wanted.platform) ? 'False' : 'Unknown',
    managementAgent: 'mdm',
    managementState: 'managed',
    deviceRegistrationState: 'registered',
    deviceEnrollmentType: enrollmentType,
    azureADRegistered: true,
    aadRegistered: true,
    azureADDeviceId,
    azureActiveDirectoryDeviceId: azureADDeviceId,
    joinType: joinOf(wanted.platform, enrollmentType),
    isEncrypted: true,
    isSupervised: /^appleBulk/.test(enrollmentType),
    deviceCategoryDisplayName: wanted.category ?? null,
    enrollmentProfileName: wanted.enrollmentProfileName ?? null,
  }
  const { id } = yield* create(scope, MANAGED_DEVICES, { ...values, autopilotEnrolled: autopilot !== undefined })
  if (autopilot !== undefined)
    yield* markEnrolled(scope, autopilot, {
      managedDeviceId: id,
      lastContactedDateTime: now,
      model: wanted.model ?? template.model,
      manufacturer,
      ...(user !== undefined && { userPrincipalName: user['userPrincipalName'] }),
    })
  const at = scope.clock.milliseconds()
  return {
    outcome: { id, name },
    events: [recalculation(at, 'managedDevices', id, true), recalculation(at, 'devices', objectId)],
  }
}

function joinOf(platform: EnrolmentPlatform, enrollmentType: string): string {
  if (platform !== 'windows') return 'azureADRegistered'
  if (enrollmentType === 'windowsCoManagement' || enrollmentType === 'windowsBulkAzureDomainJoin')
    return 'hybridAzureADJoined'
  return enrollmentType === 'userEnrollment' ? 'azureADRegistered' : 'azureADJoined'
}

const TRUSTS: Readonly<Record<string, string>> = {
  azureADJoined: 'AzureAd',
  azureADRegistered: 'Workplace',
  hybridAzureADJoined: 'ServerAd',
}

/** Ten digits that are the same in every run. */
function serialOf(seed: number, ...of: readonly (string | number)[]): string {
  return `SN${String(Math.floor(chanceOf(seed)('serial', ...of) * 1e10)).padStart(10, '0')}`
}

function* findUser(scope: Scope, named: string): Work<Entity> {
  const filter = `id eq ${quoted(named.toLowerCase())} or userPrincipalName eq ${quoted(named)}`
  const [found] = yield* itemsAt(scope, scope.model.resourceAt('users'), [], { filter })
  if (found === undefined) throw new LifeError(`the tenant has no user '${named}'`, 'notFound')
  return found.entity
}

function* countDevices(scope: Scope, userId: string): Work<number> {
  const devices = yield* itemsAt(scope, scope.model.resourceAt(MANAGED_DEVICES), [], {
    filter: `userId eq ${quoted(userId)}`,
    select: ['id', 'deviceEnrollmentType'],
  })
  return devices.filter(({ entity }) => countsForLimit(String(entity['deviceEnrollmentType']))).length
}

function* restrictionsFor(scope: Scope, user: Entity | undefined): Work<RestrictionItem[]> {
  const set = scope.model.resourceAt('deviceManagement/deviceEnrollmentConfigurations')
  const groups = new Set(user === undefined ? [] : yield* listGroupsOf(scope.store, String(user['id'])))
  const found: RestrictionItem[] = []
  for (const { type, entity } of yield* itemsAt(scope, set, [])) {
    const id = String(entity['id'])
    const assignments = yield* assignmentsOf(scope, { set, id })
    const includesUser =
      assignments.some(
        ({ target }) => target.kind === 'allUsers' || (target.kind === 'group' && groups.has(target.groupId)),
      ) && !assignments.some(({ target }) => target.kind === 'exclusion' && groups.has(target.groupId))
    found.push({ id, priority: Number(entity['priority'] ?? 0), includesUser, type: type.name, entity })
  }
  return found
}

interface Failed {
  readonly now: string
  readonly name: string
  readonly reason: string
  readonly osVersion: string
  readonly enrollmentType: string
  readonly template: Template
  readonly user: Entity | undefined
}

/** One row among the enrolment failures (L16). */
function* fail(scope: Scope, { now, reason, osVersion, enrollmentType, template, user }: Failed): Work<void> {
  yield* create(
    scope,
    'deviceManagement/troubleshootingEvents',
    {
      correlationId: scope.newId(),
      eventDateTime: now,
      enrollmentType,
      failureCategory: 'enrollmentRestrictionsEnforced',
      failureReason: reason,
      operatingSystem: template.operatingSystem,
      osVersion,
      userId: user?.['id'] ?? null,
    },
    'enrollmentTroubleshootingEvent',
  )
}

interface NewObject {
  readonly azureADDeviceId: string
  readonly name: string
  readonly osVersion: string
  readonly manufacturer: string
  readonly ownership: string
  readonly enrollmentType: string
  readonly template: Template
  readonly wanted: WantedDevice
  readonly now: string
}

/** The object of the device in the directory: a new one, or that which Autopilot has made already. */
function* putObject(scope: Scope, known: string | undefined, made: NewObject): Work<string> {
  const { azureADDeviceId, name, osVersion, manufacturer, ownership, enrollmentType, template, wanted, now } = made
  const values = {
    accountEnabled: true,
    displayName: name,
    operatingSystem: template.operatingSystem,
    operatingSystemVersion: osVersion,
    manufacturer,
    model: wanted.model ?? template.model,
    deviceOwnership: ownership === 'company' ? 'Company' : 'Personal',
    trustType: TRUSTS[joinOf(wanted.platform, enrollmentType)] ?? null,
    isManaged: true,
    isCompliant: false,
    managementType: 'MDM',
    mdmAppId: '0000000a-0000-0000-c000-000000000000',
    enrollmentProfileName: wanted.enrollmentProfileName ?? null,
    deviceCategory: wanted.category ?? null,
    registrationDateTime: now,
    approximateLastSignInDateTime: now,
  }
  if (known === undefined)
    return (yield* create(scope, 'devices', { ...values, deviceId: azureADDeviceId, alternativeSecurityIds: [] })).id
  const changes = { body: {}, named: undefined, early: values, bindings: [] }
  yield* updateEntity(scope, scope.model.resourceAt('devices'), [known], changes, ID_ALONE)
  return known
}

function* linkUser(scope: Scope, objectId: string, userId: string): Work<void> {
  for (const name of ['registeredowners', 'registeredusers']) {
    const link = scope.model.resourceAt('devices').children.get(name)
    if (link?.referred !== undefined) yield* addReference(scope.store, link, [objectId], userId)
  }
}

function* create(scope: Scope, path: string, values: Entity, typeName?: string): Work<{ readonly id: string }> {
  const resource = scope.model.resourceAt(path)
  const type: EntityType = resource.concreteTypes.find(({ name }) => name === typeName) ?? resource.type
  return yield* createEntity(scope, resource, [], { type, values, bindings: [], contained: [] }, ID_ALONE, false)
}
