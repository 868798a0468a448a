/**
 * Rules that narrow an assignment down to some of the devices it reaches.
 * @see https://learn.microsoft.com/graph/api/resources/intune-policyset-deviceandappmanagementassignmentfilter
 */
import { defineEntitySet } from '../../model/sets.js'
import { assignmentFilters, configurationPermissions } from './backend.js'
import {
  collection,
  computed,
  Edm,
  indexed,
  notBlank,
  nullable,
  of,
  opaque,
  stamped,
  withDefault,
} from '../../model/edm.js'
import { defineComplexType, defineEntityType, defineEnumType } from '../../model/declare.js'
import { devicePlatformType } from './device-platform.js'
import { deviceAndAppManagementAssignmentFilterType } from '../device-app-management/assignment-targets.js'

export const associatedAssignmentPayloadType = defineEnumType({
  name: 'associatedAssignmentPayloadType',
  since: 'beta',
  members: {
    unknown: 0,
    deviceConfigurationAndCompliance: 1,
    application: 2,
    androidEnterpriseApp: 3,
    enrollmentConfiguration: 4,
    groupPolicyConfiguration: 5,
    zeroTouchDeploymentDeviceConfigProfile: 6,
    androidEnterpriseConfiguration: 7,
    deviceFirmwareConfigurationInterfacePolicy: 8,
    resourceAccessPolicy: 9,
    win32app: 10,
    deviceManagmentConfigurationAndCompliancePolicy: 11,
  },
})

export const payloadByFilter = defineComplexType({
  name: 'payloadByFilter',
  since: 'beta',
  properties: {
    assignmentFilterType: withDefault(of(deviceAndAppManagementAssignmentFilterType), 'none'),
    groupId: nullable(opaque(Edm.String)),
    payloadId: nullable(opaque(Edm.String)),
    payloadType: withDefault(of(associatedAssignmentPayloadType), 'unknown'),
  },
})

export const assignmentFilterManagementType = defineEnumType({
  name: 'assignmentFilterManagementType',
  since: 'beta',
  members: { devices: 0, apps: 1, unknownFutureValue: 2 },
})

export const deviceAndAppManagementAssignmentFilter = defineEntityType({
  name: 'deviceAndAppManagementAssignmentFilter',
  since: 'beta',
  properties: {
    id: computed(opaque(Edm.String)),
    createdDateTime: stamped(Edm.DateTimeOffset, 'created'),
    lastModifiedDateTime: stamped(Edm.DateTimeOffset, 'modified'),
    displayName: indexed(notBlank(Edm.String)),
    description: nullable(Edm.String),
    platform: of(devicePlatformType),
    rule: notBlank(Edm.String),
    roleScopeTags: withDefault(nullable(collection(Edm.String)), ['0']),
    payloads: nullable(collection(of(payloadByFilter))),
    assignmentFilterManagementType: withDefault(of(assignmentFilterManagementType), 'devices'),
  },
})

export const assignmentFilterPayloadType = defineEnumType({
  name: 'assignmentFilterPayloadType',
  since: 'beta',
  members: { notSet: 0, enrollmentRestrictions: 1 },
})

/** A filter that says for what it is meant. */
export const payloadCompatibleAssignmentFilter = defineEntityType({
  name: 'payloadCompatibleAssignmentFilter',
  since: 'beta',
  baseType: deviceAndAppManagementAssignmentFilter,
  properties: {
    payloadType: withDefault(of(assignmentFilterPayloadType), 'notSet'),
  },
})

export default defineEntitySet({
  path: 'deviceManagement/assignmentFilters',
  since: 'beta',
  entityType: deviceAndAppManagementAssignmentFilter,
  derivedTypes: [payloadCompatibleAssignmentFilter],
  permissions: configurationPermissions,
  backend: assignmentFilters,
})
