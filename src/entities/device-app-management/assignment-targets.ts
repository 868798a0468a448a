/** Whom an assignment reaches. @see https://learn.microsoft.com/graph/api/resources/intune-shared-deviceandappmanagementassignmenttarget */
import { beta, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEnumType } from '../../model/declare.js'

export const deviceAndAppManagementAssignmentFilterType = defineEnumType({
  name: 'deviceAndAppManagementAssignmentFilterType',
  since: 'beta',
  members: { none: 0, include: 1, exclude: 2 },
})

export const deviceAndAppManagementAssignmentTarget = defineComplexType({
  name: 'deviceAndAppManagementAssignmentTarget',
  abstract: true,
  properties: {
    deviceAndAppManagementAssignmentFilterId: beta(nullable(Edm.String)),
    deviceAndAppManagementAssignmentFilterType: beta(
      withDefault(of(deviceAndAppManagementAssignmentFilterType), 'none'),
    ),
  },
})

export const allLicensedUsersAssignmentTarget = defineComplexType({
  name: 'allLicensedUsersAssignmentTarget',
  baseType: deviceAndAppManagementAssignmentTarget,
  properties: {},
})

export const allDevicesAssignmentTarget = defineComplexType({
  name: 'allDevicesAssignmentTarget',
  baseType: deviceAndAppManagementAssignmentTarget,
  properties: {},
})

export const configurationManagerCollectionAssignmentTarget = defineComplexType({
  name: 'configurationManagerCollectionAssignmentTarget',
  baseType: deviceAndAppManagementAssignmentTarget,
  properties: { collectionId: nullable(Edm.String) },
})

export const groupAssignmentTarget = defineComplexType({
  name: 'groupAssignmentTarget',
  baseType: deviceAndAppManagementAssignmentTarget,
  properties: { groupId: nullable(Edm.GuidText) },
})

export const exclusionGroupAssignmentTarget = defineComplexType({
  name: 'exclusionGroupAssignmentTarget',
  baseType: groupAssignmentTarget,
  properties: {},
})
