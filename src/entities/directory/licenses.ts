/** Licenses and plans, of users, groups and the organization. @see https://learn.microsoft.com/graph/api/resources/assignedlicense */
import { collection, Edm, nullable } from '../../model/edm.js'
import { defineComplexType } from '../../model/declare.js'

export const assignedLicense = defineComplexType({
  name: 'assignedLicense',
  properties: {
    disabledPlans: collection(Edm.Guid),
    skuId: nullable(Edm.Guid),
  },
})

export const assignedPlan = defineComplexType({
  name: 'assignedPlan',
  properties: {
    assignedDateTime: nullable(Edm.DateTimeOffset),
    capabilityStatus: nullable(Edm.String),
    service: nullable(Edm.String),
    servicePlanId: nullable(Edm.Guid),
  },
})

export const licenseAssignmentState = defineComplexType({
  name: 'licenseAssignmentState',
  properties: {
    assignedByGroup: nullable(Edm.String),
    disabledPlans: nullable(collection(Edm.Guid)),
    error: nullable(Edm.String),
    lastUpdatedDateTime: nullable(Edm.DateTimeOffset),
    skuId: nullable(Edm.Guid),
    state: nullable(Edm.String),
  },
})

export const provisionedPlan = defineComplexType({
  name: 'provisionedPlan',
  properties: {
    capabilityStatus: nullable(Edm.String),
    provisioningStatus: nullable(Edm.String),
    service: nullable(Edm.String),
  },
})

export const licenseProcessingState = defineComplexType({
  name: 'licenseProcessingState',
  properties: {
    state: nullable(Edm.String),
  },
})
