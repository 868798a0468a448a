/**
 * Enrolment configurations: ids say the kind, and every tenant has a default of most kinds that stays (B87, B88, B90).
 *
 * @see https://learn.microsoft.com/graph/api/resources/intune-onboarding-deviceenrollmentconfiguration
 */
import { backendRefusal } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { isDefault } from '../priorities.js'
import { assignment } from './assignment.js'
import { makeMessages, removeMessages } from './enrollment-messages.js'
import type { Work } from '../../store/work.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

/** The end of the id, and what beta tells of the kind, by type. */
const KINDS: Readonly<Record<string, readonly [suffix: string, kind: string]>> = {
  deviceEnrollmentLimitConfiguration: ['Limit', 'limit'],
  deviceEnrollmentPlatformRestrictionsConfiguration: ['PlatformRestrictions', 'platformRestrictions'],
  deviceEnrollmentPlatformRestrictionConfiguration: ['SinglePlatformRestriction', 'singlePlatformRestriction'],
  deviceEnrollmentWindowsHelloForBusinessConfiguration: ['WindowsHelloForBusiness', 'windowsHelloForBusiness'],
  deviceComanagementAuthorityConfiguration: [
    'DeviceComanagementAuthorityConfiguration',
    'deviceComanagementAuthorityConfiguration',
  ],
  deviceEnrollmentNotificationConfiguration: [
    'EnrollmentNotificationsConfiguration',
    'enrollmentNotificationsConfiguration',
  ],
  windows10EnrollmentCompletionPageConfiguration: [
    'Windows10EnrollmentCompletionPageConfiguration',
    'windows10EnrollmentCompletionPageConfiguration',
  ],
  windowsRestoreDeviceEnrollmentConfiguration: ['WindowsRestoreConfiguration', 'windowsRestore'],
}

export const enrollmentConfiguration: Rules = {
  composedId(guid, _keys, type) {
    const [suffix] = KINDS[type.name] ?? []
    return suffix === undefined ? guid : `${guid}_${suffix}`
  },

  *prepare(scope, { keys }, { type, entity }, body) {
    const { profile, model, tenantId } = scope
    const id = keys.at(-1)
    yield* requireApps(scope, body)
    if (id === undefined) yield* makeMessages(scope, entity)
    if (id !== undefined && isDefault({ id })) {
      const own = model.builtIn(tenantId).flatMap(({ entities }) => entities)
      const before = own.find((each) => each['id'] === id) ?? {}
      for (const name of ['displayName', 'description'])
        if (Object.hasOwn(body, name) && body[name] !== before[name]) throw fixed(id, name)
      entity['version'] = 0
      return
    }
    const [, kind] = KINDS[type.name] ?? []
    if (
      kind !== undefined &&
      (profile.ownMembers === 'kept' || (id === undefined && !Object.hasOwn(body, 'deviceEnrollmentConfigurationType')))
    )
      entity['deviceEnrollmentConfigurationType'] = kind
  },

  *beforeDelete(scope, { resource, keys }) {
    const [id = ''] = keys
    if (isDefault({ id })) throw backendRefusal(`The default enrollment configuration '${id}' cannot be deleted.`)
    if (id.endsWith('_EnrollmentNotificationsConfiguration')) yield* removeMessages(scope, resource, keys)
  },
}

/** Defaults reach everybody, and nobody else. */
export const enrollmentAssignment: Rules = {
  ...assignment,
  *prepare(scope, location, stored, body) {
    const [id = ''] = location.keys
    if (isDefault({ id })) throw backendRefusal(`The default enrollment configuration '${id}' cannot be assigned.`)
    yield* assignment.prepare?.(scope, location, stored, body) ?? []
  },
}

function fixed(id: string, name: string): Error {
  return backendRefusal(
    `The property '${name}' of the default enrollment configuration '${id}' cannot be changed.`,
    name,
  )
}

const APPS = 'deviceAppManagement/mobileApps'

/** The apps that an enrolment page waits for have to be there (B94). */
function* requireApps({ profile, store, model }: Scope, { selectedMobileAppIds: ids }: Entity): Work<void> {
  if (profile.enrollmentApps !== 'existing' || !Array.isArray(ids)) return
  for (const id of ids)
    if (typeof id !== 'string' || !(yield* store.exists(model.resourceAt(APPS), [id.toLowerCase()])))
      throw backendRefusal(`There is no app '${String(id)}' in 'selectedMobileAppIds'.`, 'selectedMobileAppIds')
}
