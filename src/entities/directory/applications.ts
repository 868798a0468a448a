/** App registrations, and what sign-in knows of them. @see https://learn.microsoft.com/graph/api/resources/application */
import {
  collection,
  composed,
  computed,
  Edm,
  indexed,
  nullable,
  of,
  opaque,
  stamped,
  withDefault,
} from '../../model/edm.js'
import { defineEntitySet } from '../../model/sets.js'
import { defineAction, defineEntityType, parameter } from '../../model/declare.js'
import {
  apiApplication,
  appRole,
  informationalUrl,
  optionalClaims,
  parentalControlSettings,
  publicClientApplication,
  requiredResourceAccess,
  servicePrincipalLockConfiguration,
  spaApplication,
  verifiedPublisher,
  webApplication,
} from './app-parts.js'
import { applicationsPermissions, directory } from './backend.js'
import { keyCredential, passwordCredential } from './credentials.js'
import { directoryObject } from './directory-object.js'

/** What columns hold of an app that was not made through Graph; the defaults of the table say the same. */
export const APPLICATION_DEFAULTS = {
  api: {
    acceptMappedClaims: null,
    knownClientApplications: [],
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
    requestedAccessTokenVersion: null,
  },
  info: {
    logoUrl: null,
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
  },
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  verifiedPublisher: { addedDateTime: null, displayName: null, verifiedPublisherId: null },
  web: {
    homePageUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    logoutUrl: null,
    oauth2AllowImplicitFlow: null,
    redirectUriSettings: [],
    redirectUris: [],
  },
} as const

export const application = defineEntityType({
  name: 'application',
  baseType: directoryObject,
  namedKeys: ['appId', 'uniqueName'],
  properties: {
    api: withDefault(nullable(of(apiApplication)), copy(APPLICATION_DEFAULTS.api)),
    appId: computed(opaque(nullable(Edm.String))),
    appRoles: collection(of(appRole)),
    applicationTemplateId: computed(nullable(Edm.String)),
    createdDateTime: stamped(nullable(Edm.DateTimeOffset), 'created'),
    defaultRedirectUri: nullable(Edm.String),
    description: nullable(Edm.String),
    disabledByMicrosoftStatus: computed(nullable(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    groupMembershipClaims: nullable(Edm.String),
    identifierUris: collection(Edm.String),
    info: withDefault(nullable(of(informationalUrl)), copy(APPLICATION_DEFAULTS.info)),
    isDeviceOnlyAuthSupported: nullable(Edm.Boolean),
    isFallbackPublicClient: composed(nullable(Edm.Boolean)),
    keyCredentials: composed(collection(of(keyCredential))),
    notes: nullable(Edm.String),
    oauth2RequirePostResponse: withDefault(Edm.Boolean, false),
    optionalClaims: nullable(of(optionalClaims)),
    parentalControlSettings: withDefault(
      nullable(of(parentalControlSettings)),
      copy(APPLICATION_DEFAULTS.parentalControlSettings),
    ),
    passwordCredentials: computed(composed(collection(of(passwordCredential)))),
    publicClient: composed(withDefault(nullable(of(publicClientApplication)), { redirectUris: [] })),
    publisherDomain: computed(nullable(Edm.String)),
    requiredResourceAccess: collection(of(requiredResourceAccess)),
    samlMetadataUrl: nullable(Edm.String),
    serviceManagementReference: nullable(Edm.String),
    servicePrincipalLockConfiguration: nullable(of(servicePrincipalLockConfiguration)),
    signInAudience: withDefault(nullable(Edm.String), 'AzureADMyOrg'),
    spa: composed(withDefault(nullable(of(spaApplication)), { redirectUris: [] })),
    tags: collection(Edm.String),
    tokenEncryptionKeyId: nullable(Edm.Guid),
    uniqueName: indexed(nullable(Edm.String)),
    verifiedPublisher: computed(
      withDefault(nullable(of(verifiedPublisher)), copy(APPLICATION_DEFAULTS.verifiedPublisher)),
    ),
    web: composed(withDefault(nullable(of(webApplication)), copy(APPLICATION_DEFAULTS.web))),
  },
  operations: [
    defineAction(
      'addPassword',
      { passwordCredential: parameter(passwordCredential, { nullable: true }) },
      { returns: parameter(passwordCredential) },
    ),
    defineAction('removePassword', { keyId: parameter(Edm.Guid.type) }),
  ],
})

/** A value that defaults may share, without its `readonly`. */
function copy<T>(value: T): Mutable<T> {
  return value as Mutable<T>
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly [] ? never[] : Mutable<T[K]> }

export default defineEntitySet({
  path: 'applications',
  entityType: application,
  permissions: applicationsPermissions,
  backend: directory,
})
