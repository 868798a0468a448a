/** The tenant itself. @see https://learn.microsoft.com/graph/api/resources/organization */
import { defineEntitySet } from '../../model/sets.js'
import { directory, organizationPermissions } from './backend.js'
import { beta, collection, computed, Edm, indexed, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEntityType, defineEnumType } from '../../model/declare.js'
import { assignedPlan, provisionedPlan } from './licenses.js'
import { directoryObject, shownWithout } from './directory-object.js'

export const certificateConnectorSetting = defineComplexType({
  name: 'certificateConnectorSetting',
  since: 'beta',
  properties: {
    certExpiryTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    connectorVersion: nullable(Edm.String),
    enrollmentError: nullable(Edm.String),
    lastConnectorConnectionTime: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
    lastUploadVersion: withDefault(Edm.Int32, 0),
    status: withDefault(Edm.Int32, 0),
  },
})

export const directorySizeQuota = defineComplexType({
  name: 'directorySizeQuota',
  since: 'beta',
  properties: {
    total: nullable(Edm.Int32),
    used: nullable(Edm.Int32),
  },
})

export const mdmAuthority = defineEnumType({
  name: 'mdmAuthority',
  members: { unknown: 0, intune: 1, sccm: 2, office365: 3 },
})

export const partnerTenantType = defineEnumType({
  name: 'partnerTenantType',
  members: {
    microsoftSupport: 0,
    syndicatePartner: 1,
    breadthPartner: 2,
    breadthPartnerDelegatedAdmin: 3,
    resellerPartnerDelegatedAdmin: 4,
    valueAddedResellerPartnerDelegatedAdmin: 5,
    unknownFutureValue: 6,
  },
})

export const privacyProfile = defineComplexType({
  name: 'privacyProfile',
  properties: {
    contactEmail: nullable(Edm.String),
    statementUrl: nullable(Edm.String),
  },
})

export const verifiedDomain = defineComplexType({
  name: 'verifiedDomain',
  properties: {
    capabilities: nullable(Edm.String),
    isDefault: nullable(Edm.Boolean),
    isInitial: nullable(Edm.Boolean),
    name: nullable(Edm.String),
    type: nullable(Edm.String),
  },
})

const properties = {
  assignedPlans: collection(of(assignedPlan)),
  businessPhones: collection(Edm.String),
  certificateConnectorSetting: beta(nullable(of(certificateConnectorSetting))),
  city: nullable(Edm.String),
  country: nullable(Edm.String),
  countryLetterCode: nullable(Edm.String),
  createdDateTime: computed(nullable(Edm.DateTimeOffset)),
  defaultUsageLocation: nullable(Edm.String),
  directorySizeQuota: beta(nullable(of(directorySizeQuota))),
  displayName: indexed(nullable(Edm.String)),
  isMultipleDataLocationsForServicesEnabled: beta(nullable(Edm.Boolean)),
  marketingNotificationEmails: collection(Edm.String),
  mobileDeviceManagementAuthority: withDefault(of(mdmAuthority), 'intune'),
  onPremisesLastPasswordSyncDateTime: beta(nullable(Edm.DateTimeOffset)),
  onPremisesLastSyncDateTime: nullable(Edm.DateTimeOffset),
  onPremisesSyncEnabled: nullable(Edm.Boolean),
  partnerTenantType: nullable(of(partnerTenantType)),
  postalCode: nullable(Edm.String),
  preferredLanguage: nullable(Edm.String),
  privacyProfile: nullable(of(privacyProfile)),
  provisionedPlans: collection(of(provisionedPlan)),
  securityComplianceNotificationMails: collection(Edm.String),
  securityComplianceNotificationPhones: collection(Edm.String),
  state: nullable(Edm.String),
  street: nullable(Edm.String),
  technicalNotificationMails: collection(Edm.String),
  tenantType: nullable(Edm.String),
  verifiedDomains: collection(of(verifiedDomain)),
}

/** Shown where it is selected alone (B205). */
const SHOWN = shownWithout(['mobileDeviceManagementAuthority'], properties)

export const organization = defineEntityType({
  name: 'organization',
  baseType: directoryObject,
  defaultSelection: { 'v1.0': SHOWN, beta: SHOWN },
  properties,
})

export default defineEntitySet({
  path: 'organization',
  entityType: organization,
  permissions: organizationPermissions,
  backend: directory,
  fixedMembers: true,
})
