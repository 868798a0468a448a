/**
 * Enrolment (L10 to L17): a managed device with its object in the directory, and what it is to its user; or, where a restriction
 * refuses it, a line among the enrolment failures.
 */
import type { Entity } from '../../model/payload.js'
import { listGroupsOf } from '../../store/query/memberships.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { updateEntity } from '../entities.js'
import { itemsAt, quoted } from '../items.js'
import type { Scope } from '../scope.js'
import { assignmentsOf } from '../targeting/load.js'
import { reaches } from '../targeting/targets.js'
import { findRegistered, markEnrolled } from './autopilot.js'
import { MANAGED_DEVICES } from './batch.js'
import { create, linkUser, putObject } from './enrol-objects.js'
import { CORPORATE, joinOf, serialOf, TEMPLATES } from './enrol-templates.js'
import type { Template, WantedDevice } from './enrol-templates.js'
import { countsForLimit, refusalOf } from './enrolment-rules.js'
import type { RestrictionItem } from './enrolment-rules.js'
import { LifeError } from './errors.js'
import type { LifeEvent } from './events.js'
import { recalculation } from './feed.js'
import { textMember } from './members.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export interface Enrolled {
  readonly id: string
  readonly name: string
}

export interface Refused {
  readonly name: string
  readonly reason: string
}

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
  const declared = APPLE.test(wanted.platform) ? yield* findDeclared(scope, serial) : undefined
  const isCompany = wanted.ownership === 'company' || autopilot !== undefined
  const enrollmentType = wanted.enrollmentType ?? template.enrollment[isCompany ? 0 : 1]
  const isCorporate = isCompany || declared !== undefined || CORPORATE.test(enrollmentType)
  const ownership = wanted.ownership ?? (isCorporate ? 'company' : template.ownership)
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
    // Linux names no user by this, and says nothing of compliance (L9).
    userPrincipalName: wanted.platform === 'linux' ? '' : (user?.['userPrincipalName'] ?? ''),
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
  if (declared !== undefined) yield* markDeclared(scope, declared, now)
  const at = scope.clock.milliseconds()
  return {
    outcome: { id, name },
    events: [recalculation(at, 'managedDevices', id, true), recalculation(at, 'devices', objectId)],
  }
}

const APPLE = /^(ios|ipados|macos)$/
const DECLARED = 'deviceManagement/importedDeviceIdentities'

/** The identity by which an administrator has said beforehand that a device is the company's (L11). */
function* findDeclared(scope: Scope, serial: string): Work<string | undefined> {
  const filter = `importedDeviceIdentifier eq ${quoted(serial)} and importedDeviceIdentityType eq 'serialNumber'`
  const [found] = yield* itemsAt(scope, scope.model.resourceAt(DECLARED), [], { filter, select: ['id'] })
  return found === undefined ? undefined : String(found.entity['id'])
}

function* markDeclared(scope: Scope, id: string, now: string): Work<void> {
  const early = { enrollmentState: 'enrolled', lastContactedDateTime: now }
  const changes = { body: {}, named: undefined, early, bindings: [] }
  yield* amid(updateEntity(scope, scope.model.resourceAt(DECLARED), [id], changes, ID_ALONE))
}

function* findUser(scope: Scope, named: string): Work<Entity> {
  const begins = named.includes('@') ? '' : ` or startsWith(userPrincipalName, ${quoted(`${named}@`)})`
  const filter = `id eq ${quoted(named.toLowerCase())} or userPrincipalName eq ${quoted(named)}${begins}`
  const [found, other] = yield* itemsAt(scope, scope.model.resourceAt('users'), [], { filter })
  if (found === undefined) throw new LifeError(`the tenant has no user '${named}'`, 'notFound')
  if (other !== undefined)
    throw new LifeError(`the tenant has several users '${named}': name one by its whole userPrincipalName`)
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
    const includesUser = reaches(yield* assignmentsOf(scope, { set, id }), groups, ['allUsers'])
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
