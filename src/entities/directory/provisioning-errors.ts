/** What went wrong when objects were brought into a service. @see https://learn.microsoft.com/graph/api/resources/serviceprovisioningerror */
import { Edm, nullable } from '../../model/edm.js'
import { defineComplexType } from '../../model/declare.js'

export const onPremisesProvisioningError = defineComplexType({
  name: 'onPremisesProvisioningError',
  properties: {
    category: nullable(Edm.String),
    occurredDateTime: nullable(Edm.DateTimeOffset),
    propertyCausingError: nullable(Edm.String),
    value: nullable(Edm.String),
  },
})

export const serviceProvisioningError = defineComplexType({
  name: 'serviceProvisioningError',
  properties: {
    createdDateTime: nullable(Edm.DateTimeOffset),
    isResolved: nullable(Edm.Boolean),
    serviceInstance: nullable(Edm.String),
  },
})
