/** A model with operations of every kind, over tables that there are anyhow. */
import { collection, computed, Edm, indexed, nullable, of, opaque, withDefault } from '../../src/model/edm.js'
import applications from '../../src/entities/directory/applications.js'
import groups from '../../src/entities/directory/groups.js'
import organization from '../../src/entities/directory/organization.js'
import servicePrincipals from '../../src/entities/directory/service-principals.js'
import users from '../../src/entities/directory/users.js'
import { assemble } from '../../src/entities/index.js'
import type { Facts } from '../../src/model/facts/facts.js'
import { createTypes } from '../../src/model/facts/types.js'
import { typesOf } from '../../src/model/hierarchy.js'
import type { Model } from '../../src/model/model.js'
import { defineEntitySet, defineSingleton } from '../../src/model/sets.js'
import {
  defineAction,
  defineComplexType,
  defineEntityType,
  defineEnumType,
  defineFunction,
  parameter,
} from '../../src/model/declare.js'
import type { EntityType, PrimitiveType } from '../../src/model/types.js'
import { devices, roles } from '../../src/entities/device-management/backend.js'
import { deviceManagement } from '../../src/entities/device-management/device-management.js'
import { managedDevice } from '../../src/entities/device-management/managed-devices.js'

const text = Edm.String.type
const stream: PrimitiveType = { kind: 'primitive', name: 'Edm.Stream' }

const mode = defineEnumType({ name: 'sampleMode', members: { quick: 0, full: 1 } })

const options = defineComplexType({
  name: 'sampleOptions',
  properties: { label: Edm.String, retries: nullable(Edm.Int32), modes: collection(of(mode)) },
})

const tag: EntityType = defineEntityType({
  name: 'roleScopeTag',
  since: 'beta',
  key: 'opaque',
  properties: {
    id: computed(opaque(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    description: nullable(Edm.String),
    isBuiltIn: computed(withDefault(Edm.Boolean, false)),
  },
  operations: () => [
    defineFunction('hasCustomRoleScopeTag', {}, parameter(Edm.Boolean.type), { binding: 'collection' }),
    defineAction(
      'getRoleScopeTagsById',
      { roleScopeTagIds: parameter(text, { collection: true, nullable: true }) },
      { binding: 'collection', returns: parameter(() => tag, { collection: true, nullable: true }) },
    ),
    defineFunction('names', {}, parameter(text, { collection: true }), { binding: 'collection' }),
    defineFunction('nameOf', { language: parameter(text) }, parameter(text, { nullable: true })),
    defineFunction('score', { factor: parameter(Edm.Int32.type) }, parameter(Edm.Int32.type)),
    defineAction('touch', {}),
    defineAction('configure', {
      level: parameter(Edm.Int32.type),
      mode: parameter(mode, { nullable: true }),
      options: parameter(options, { nullable: true }),
      names: parameter(text, { collection: true, nullable: true }),
      tags: parameter(() => tag, { collection: true, nullable: true }),
      password: parameter(text, { nullable: true }),
    }),
    defineAction(
      'report',
      { select: parameter(text, { collection: true, nullable: true }) },
      {
        binding: 'collection',
        returns: parameter(stream, { nullable: true }),
      },
    ),
  ],
})

const device = defineEntityType({
  name: 'managedDevice',
  properties: managedDevice.properties,
  operations: [
    defineAction('wipe', { keepUserData: parameter(Edm.Boolean.type, { nullable: true }) }),
    defineAction('deprovision', { deprovisionReason: parameter(text) }),
    defineFunction('getFileVaultKey', {}, parameter(text, { nullable: true })),
  ],
})

const root = defineEntityType({
  name: 'deviceManagement',
  properties: deviceManagement.properties,
  operations: [
    defineFunction(
      'getRoleScopeTagsByIds',
      { ids: parameter(text, { collection: true, nullable: true }) },
      parameter(() => tag, { collection: true, nullable: true }),
      { since: 'beta' },
    ),
    defineFunction('scopedForResource', { resource: parameter(text, { nullable: true }) }, parameter(Edm.Boolean.type)),
    defineFunction('getEffectivePermissions', {}, parameter(text, { collection: true })),
    defineFunction(
      'getEffectivePermissions',
      { scope: parameter(text, { nullable: true }) },
      parameter(options, { collection: true }),
    ),
  ],
})

const declarations = [
  applications,
  groups,
  organization,
  servicePrincipals,
  users,
  defineSingleton({ path: 'deviceManagement', entityType: root, backend: devices }),
  defineEntitySet({ path: 'deviceManagement/roleScopeTags', since: 'beta', entityType: tag, backend: roles }),
  defineEntitySet({ path: 'deviceManagement/managedDevices', entityType: device, backend: devices }),
]

const noFacts: Facts = {
  names: () => [],
  bases: () => new Map(),
  entityType: () => undefined,
  complexType: () => undefined,
  enumType: () => undefined,
  operations: () => [],
}

/** Users lead to devices: to those that are declared here. */
const written = [...typesOf(declarations).filter(({ name }) => name !== device.name), device]

export const operationModel: Model = assemble(
  declarations,
  createTypes(written, { properties: {}, types: {} }, noFacts),
)
