/**
 * People, and the accounts they sign in with. What mailboxes, licensing and custom security attributes add is not here.
 * @see https://learn.microsoft.com/graph/api/resources/user
 */
import { defineEntitySet } from '../../model/sets.js'
import { managedDevice } from '../device-management/managed-devices.js'
import { managedDevicesPermissions } from '../device-management/backend.js'
import { directory, usersPermissions } from './backend.js'
import { beta, collection, Edm, indexed, nullable, of, opaque, stamped, withDefault } from '../../model/edm.js'
import { defineAction, defineComplexType, defineEntityType, parameter, toLinked } from '../../model/declare.js'
import type { EntityType } from '../../model/types.js'
import { group } from './groups.js'
import { assignedLicense, assignedPlan, licenseAssignmentState, provisionedPlan } from './licenses.js'
import { onPremisesProvisioningError, serviceProvisioningError } from './provisioning-errors.js'
import { directoryObject, shownWithout } from './directory-object.js'
import { groupsOfUser, transitively } from './memberships.js'

export const authorizationInfo = defineComplexType({
  name: 'authorizationInfo',
  properties: {
    certificateUserIds: nullable(collection(Edm.String)),
  },
})

export const cloudRealtimeCommunicationInfo = defineComplexType({
  name: 'cloudRealtimeCommunicationInfo',
  since: 'beta',
  properties: {
    isSipEnabled: nullable(Edm.Boolean),
  },
})

export const deviceKey = defineComplexType({
  name: 'deviceKey',
  since: 'beta',
  properties: {
    deviceId: nullable(Edm.Guid),
    keyMaterial: nullable(Edm.Binary),
    keyType: nullable(Edm.String),
  },
})

export const employeeOrgData = defineComplexType({
  name: 'employeeOrgData',
  properties: {
    costCenter: nullable(Edm.String),
    division: nullable(Edm.String),
  },
})

export const objectIdentity = defineComplexType({
  name: 'objectIdentity',
  properties: {
    issuer: nullable(Edm.String),
    issuerAssignedId: nullable(Edm.String),
    signInType: nullable(Edm.String),
  },
})

export const onPremisesExtensionAttributes = defineComplexType({
  name: 'onPremisesExtensionAttributes',
  properties: {
    extensionAttribute1: nullable(Edm.String),
    extensionAttribute10: nullable(Edm.String),
    extensionAttribute11: nullable(Edm.String),
    extensionAttribute12: nullable(Edm.String),
    extensionAttribute13: nullable(Edm.String),
    extensionAttribute14: nullable(Edm.String),
    extensionAttribute15: nullable(Edm.String),
    extensionAttribute2: nullable(Edm.String),
    extensionAttribute3: nullable(Edm.String),
    extensionAttribute4: nullable(Edm.String),
    extensionAttribute5: nullable(Edm.String),
    extensionAttribute6: nullable(Edm.String),
    extensionAttribute7: nullable(Edm.String),
    extensionAttribute8: nullable(Edm.String),
    extensionAttribute9: nullable(Edm.String),
  },
})

export const onPremisesSipInfo = defineComplexType({
  name: 'onPremisesSipInfo',
  since: 'beta',
  properties: {
    isSipEnabled: withDefault(Edm.Boolean, false),
    sipDeploymentLocation: nullable(Edm.String),
    sipPrimaryAddress: nullable(Edm.String),
  },
})

export const passwordProfile = defineComplexType({
  name: 'passwordProfile',
  properties: {
    forceChangePasswordNextSignIn: nullable(Edm.Boolean),
    forceChangePasswordNextSignInWithMfa: nullable(Edm.Boolean),
    password: nullable(Edm.String),
  },
})

export const signInActivity = defineComplexType({
  name: 'signInActivity',
  properties: {
    lastNonInteractiveSignInDateTime: nullable(Edm.DateTimeOffset),
    lastNonInteractiveSignInRequestId: nullable(Edm.String),
    lastSignInDateTime: nullable(Edm.DateTimeOffset),
    lastSignInRequestId: nullable(Edm.String),
    lastSuccessfulSignInDateTime: nullable(Edm.DateTimeOffset),
    lastSuccessfulSignInRequestId: nullable(Edm.String),
  },
})

/** What v1.0 shows of a user unless a request selects something else. */
const SHOWN = [
  'id',
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const

const properties = {
  aboutMe: nullable(Edm.String),
  accountEnabled: withDefault(nullable(Edm.Boolean), true),
  ageGroup: nullable(Edm.String),
  assignedLicenses: collection(of(assignedLicense)),
  assignedPlans: collection(of(assignedPlan)),
  authorizationInfo: nullable(of(authorizationInfo)),
  birthday: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
  businessPhones: collection(Edm.String),
  city: nullable(Edm.String),
  cloudRealtimeCommunicationInfo: beta(nullable(of(cloudRealtimeCommunicationInfo))),
  companyName: nullable(Edm.String),
  consentProvidedForMinor: nullable(Edm.String),
  country: nullable(Edm.String),
  createdDateTime: stamped(nullable(Edm.DateTimeOffset), 'created'),
  creationType: nullable(Edm.String),
  department: nullable(Edm.String),
  deviceEnrollmentLimit: withDefault(Edm.Int32, 0),
  deviceKeys: beta(collection(of(deviceKey))),
  displayName: indexed(nullable(Edm.String)),
  employeeHireDate: nullable(Edm.DateTimeOffset),
  employeeId: nullable(Edm.String),
  employeeLeaveDateTime: nullable(Edm.DateTimeOffset),
  employeeOrgData: nullable(of(employeeOrgData)),
  employeeType: nullable(Edm.String),
  externalUserState: nullable(Edm.String),
  externalUserStateChangeDateTime: nullable(Edm.DateTimeOffset),
  faxNumber: nullable(Edm.String),
  givenName: nullable(Edm.String),
  hireDate: withDefault(Edm.DateTimeOffset, '0001-01-01T00:00:00Z'),
  identities: nullable(collection(of(objectIdentity))),
  imAddresses: nullable(collection(Edm.String)),
  infoCatalogs: beta(collection(Edm.String)),
  interests: nullable(collection(Edm.String)),
  isLicenseReconciliationNeeded: beta(nullable(Edm.Boolean)),
  isManagementRestricted: nullable(Edm.Boolean),
  isResourceAccount: nullable(Edm.Boolean),
  jobTitle: nullable(Edm.String),
  lastPasswordChangeDateTime: nullable(Edm.DateTimeOffset),
  legalAgeGroupClassification: nullable(Edm.String),
  licenseAssignmentStates: nullable(collection(of(licenseAssignmentState))),
  mail: indexed(nullable(Edm.String)),
  mailNickname: nullable(Edm.String),
  mobilePhone: nullable(Edm.String),
  mySite: nullable(Edm.String),
  officeLocation: nullable(Edm.String),
  onPremisesDistinguishedName: nullable(Edm.String),
  onPremisesDomainName: nullable(Edm.String),
  onPremisesExtensionAttributes: nullable(of(onPremisesExtensionAttributes)),
  onPremisesImmutableId: nullable(Edm.String),
  onPremisesLastSyncDateTime: nullable(Edm.DateTimeOffset),
  onPremisesProvisioningErrors: nullable(collection(of(onPremisesProvisioningError))),
  onPremisesSamAccountName: nullable(Edm.String),
  onPremisesSecurityIdentifier: nullable(opaque(Edm.String)),
  onPremisesSipInfo: beta(nullable(of(onPremisesSipInfo))),
  onPremisesSyncEnabled: nullable(Edm.Boolean),
  onPremisesUserPrincipalName: nullable(Edm.String),
  otherMails: collection(Edm.String),
  passwordPolicies: nullable(Edm.String),
  passwordProfile: nullable(of(passwordProfile)),
  pastProjects: nullable(collection(Edm.String)),
  postalCode: nullable(Edm.String),
  preferredDataLocation: nullable(Edm.String),
  preferredLanguage: nullable(Edm.String),
  preferredName: nullable(Edm.String),
  provisionedPlans: collection(of(provisionedPlan)),
  proxyAddresses: collection(Edm.String),
  refreshTokensValidFromDateTime: beta(nullable(Edm.DateTimeOffset)),
  responsibilities: nullable(collection(Edm.String)),
  schools: nullable(collection(Edm.String)),
  securityIdentifier: nullable(opaque(Edm.String)),
  serviceProvisioningErrors: nullable(collection(of(serviceProvisioningError))),
  showInAddressList: nullable(Edm.Boolean),
  signInActivity: nullable(of(signInActivity)),
  signInSessionsValidFromDateTime: nullable(Edm.DateTimeOffset),
  skills: nullable(collection(Edm.String)),
  state: nullable(Edm.String),
  streetAddress: nullable(Edm.String),
  surname: nullable(Edm.String),
  usageLocation: nullable(Edm.String),
  userPrincipalName: indexed(nullable(Edm.String)),
  userType: withDefault(nullable(Edm.String), 'Member'),
}

/** Shown only where it is selected. */
const HIDDEN = [
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
  'signInActivity',
  'deviceEnrollmentLimit',
]

/** A device says whose it is. */
const managedDevices = toLinked((): EntityType => managedDevice, {
  pairs: 'managedDevice',
  from: 'userId',
  to: 'id',
  livesAt: 'deviceManagement/managedDevices',
  permissions: managedDevicesPermissions,
})

export const user = defineEntityType({
  name: 'user',
  baseType: directoryObject,
  alternateKey: 'userPrincipalName',
  defaultSelection: { 'v1.0': SHOWN, beta: shownWithout(HIDDEN, properties) },
  properties,
  navigation: {
    memberOf: toLinked((): EntityType => group, groupsOfUser, { declaredAs: directoryObject }),
    transitiveMemberOf: toLinked((): EntityType => group, transitively(groupsOfUser), { declaredAs: directoryObject }),
    managedDevices,
  },
  operations: [defineAction('revokeSignInSessions', {}, { returns: parameter(Edm.Boolean.type) })],
})

export default defineEntitySet({
  path: 'users',
  entityType: user,
  permissions: usersPermissions,
  backend: directory,
})
