/** The object of an enrolled device in the directory, and what it is to its user (L10). */
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { addReference } from '../../store/query/references.js'
import { amid } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { createEntity, updateEntity } from '../entities.js'
import type { Scope } from '../scope.js'
import { joinOf } from './enrol-templates.js'
import type { Template, WantedDevice } from './enrol-templates.js'
import { ID_ALONE } from '../../store/layout/shape.js'

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

const TRUSTS: Readonly<Record<string, string>> = {
  azureADJoined: 'AzureAd',
  azureADRegistered: 'Workplace',
  hybridAzureADJoined: 'ServerAd',
}

/** The object of the device in the directory: a new one, or that which Autopilot has made already. */
export function* putObject(scope: Scope, known: string | undefined, made: NewObject): Work<string> {
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
  yield* amid(updateEntity(scope, scope.model.resourceAt('devices'), [known], changes, ID_ALONE))
  return known
}

export function* linkUser(scope: Scope, objectId: string, userId: string): Work<void> {
  for (const name of ['registeredowners', 'registeredusers']) {
    const link = scope.model.resourceAt('devices').children.get(name)
    if (link?.referred !== undefined) yield* addReference(scope.store, link, [objectId], userId)
  }
}

/** Makes an item, as no client does. */
export function* create(scope: Scope, path: string, values: Entity, typeName?: string): Work<{ readonly id: string }> {
  const resource = scope.model.resourceAt(path)
  const type: EntityType = resource.concreteTypes.find(({ name }) => name === typeName) ?? resource.type
  return yield* createEntity(scope, resource, [], { type, values, bindings: [], contained: [] }, ID_ALONE, false)
}
