/** @see https://learn.microsoft.com/graph/api/resources/group */
import { defineEntitySet } from '../../model/sets.js'
import { directory, groupsPermissions } from './backend.js'
import { beta, collection, Edm, indexed, nullable, of, opaque, stamped, withDefault } from '../../model/edm.js'
import { defineComplexType, defineEntityType, defineEnumType, toLinked, toMany } from '../../model/declare.js'
import type { EntityType } from '../../model/types.js'
import { user } from './users.js'
import { assignedLicense, licenseProcessingState } from './licenses.js'
import { onPremisesProvisioningError, serviceProvisioningError } from './provisioning-errors.js'
import { directoryObject, shownWithout } from './directory-object.js'
import { members, memberships, transitively } from './memberships.js'

export const groupAccessType = defineEnumType({
  name: 'groupAccessType',
  since: 'beta',
  members: { none: 0, private: 1, secret: 2, public: 3 },
})

export const assignedLabel = defineComplexType({
  name: 'assignedLabel',
  properties: {
    displayName: nullable(Edm.String),
    labelId: nullable(Edm.String),
  },
})

export const membershipRuleProcessingStatusDetails = defineEnumType({
  name: 'membershipRuleProcessingStatusDetails',
  since: 'beta',
  members: { NotStarted: 0, Running: 1, Failed: 2, Succeeded: 3, UnsupportedFutureValue: 4 },
})

export const membershipRuleProcessingStatus = defineComplexType({
  name: 'membershipRuleProcessingStatus',
  since: 'beta',
  properties: {
    errorMessage: nullable(Edm.String),
    lastMembershipUpdated: nullable(Edm.DateTimeOffset),
    status: nullable(of(membershipRuleProcessingStatusDetails)),
  },
})

export const writebackConfiguration = defineComplexType({
  name: 'writebackConfiguration',
  since: 'beta',
  properties: {
    isEnabled: nullable(Edm.Boolean),
  },
})

export const groupWritebackConfiguration = defineComplexType({
  name: 'groupWritebackConfiguration',
  since: 'beta',
  baseType: writebackConfiguration,
  properties: {
    onPremisesGroupType: nullable(Edm.String),
  },
})

const properties = {
  accessType: beta(nullable(of(groupAccessType))),
  allowExternalSenders: nullable(Edm.Boolean),
  assignedLabels: nullable(collection(of(assignedLabel))),
  assignedLicenses: nullable(collection(of(assignedLicense))),
  autoSubscribeNewMembers: nullable(Edm.Boolean),
  classification: nullable(Edm.String),
  createdByAppId: beta(nullable(Edm.String)),
  createdDateTime: stamped(nullable(Edm.DateTimeOffset), 'created'),
  description: nullable(Edm.String),
  displayName: indexed(nullable(Edm.String)),
  expirationDateTime: nullable(Edm.DateTimeOffset),
  groupTypes: collection(Edm.String),
  hasMembersWithLicenseErrors: nullable(Edm.Boolean),
  hideFromAddressLists: nullable(Edm.Boolean),
  hideFromOutlookClients: nullable(Edm.Boolean),
  infoCatalogs: beta(collection(Edm.String)),
  isArchived: nullable(Edm.Boolean),
  isAssignableToRole: nullable(Edm.Boolean),
  isFavorite: beta(nullable(Edm.Boolean)),
  isManagementRestricted: nullable(Edm.Boolean),
  isSubscribedByMail: nullable(Edm.Boolean),
  licenseProcessingState: nullable(of(licenseProcessingState)),
  mail: nullable(Edm.String),
  mailEnabled: withDefault(nullable(Edm.Boolean), false),
  mailNickname: nullable(Edm.String),
  membershipRule: nullable(Edm.String),
  membershipRuleProcessingState: nullable(Edm.String),
  membershipRuleProcessingStatus: beta(nullable(of(membershipRuleProcessingStatus))),
  onPremisesDomainName: nullable(Edm.String),
  onPremisesLastSyncDateTime: nullable(Edm.DateTimeOffset),
  onPremisesNetBiosName: nullable(Edm.String),
  onPremisesProvisioningErrors: nullable(collection(of(onPremisesProvisioningError))),
  onPremisesSamAccountName: nullable(Edm.String),
  onPremisesSecurityIdentifier: nullable(opaque(Edm.String)),
  onPremisesSyncEnabled: nullable(Edm.Boolean),
  organizationId: beta(nullable(Edm.String)),
  preferredDataLocation: nullable(Edm.String),
  preferredLanguage: nullable(Edm.String),
  proxyAddresses: collection(Edm.String),
  renewedDateTime: nullable(Edm.DateTimeOffset),
  resourceBehaviorOptions: beta(collection(Edm.String)),
  resourceProvisioningOptions: beta(collection(Edm.String)),
  securityEnabled: withDefault(nullable(Edm.Boolean), true),
  securityIdentifier: nullable(opaque(Edm.String)),
  serviceProvisioningErrors: nullable(collection(of(serviceProvisioningError))),
  theme: nullable(Edm.String),
  uniqueName: indexed(nullable(Edm.String)),
  unseenConversationsCount: beta(nullable(Edm.Int32)),
  unseenCount: nullable(Edm.Int32),
  unseenMessagesCount: beta(nullable(Edm.Int32)),
  visibility: nullable(Edm.String),
  writebackConfiguration: beta(nullable(of(groupWritebackConfiguration))),
}

/** Shown only where it is selected. */
const HIDDEN = [
  'membershipRuleProcessingStatus',
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isSubscribedByMail',
  'unseenCount',
  'hasMembersWithLicenseErrors',
  'isArchived',
  'assignedLicenses',
  'licenseProcessingState',
  'unseenConversationsCount',
  'unseenMessagesCount',
  'accessType',
  'isFavorite',
]

const declared = { declaredAs: directoryObject }

export const group: EntityType<typeof properties, typeof directoryObject> = defineEntityType({
  name: 'group',
  baseType: directoryObject,
  namedKeys: ['uniqueName'],
  defaultSelection: { 'v1.0': shownWithout(HIDDEN, properties), beta: shownWithout(HIDDEN, properties) },
  properties,
  navigation: {
    members: toLinked(directoryObject, members, declared),
    transitiveMembers: toLinked(directoryObject, transitively(members), declared),
    memberOf: toLinked((): EntityType => group, memberships, declared),
    transitiveMemberOf: toLinked((): EntityType => group, transitively(memberships), declared),
    owners: toMany((): EntityType => user, { ...declared, refersTo: 'users' }),
  },
})

export default defineEntitySet({
  path: 'groups',
  entityType: group,
  permissions: groupsPermissions,
  backend: directory,
})
