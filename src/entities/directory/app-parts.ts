/** What app registrations and service principals are made of. @see https://learn.microsoft.com/graph/api/resources/application */
import { beta, collection, Edm, nullable, of, withDefault } from '../../model/edm.js'
import { defineComplexType } from '../../model/declare.js'

export const appRole = defineComplexType({
  name: 'appRole',
  properties: {
    allowedMemberTypes: collection(Edm.String),
    description: nullable(Edm.String),
    displayName: nullable(Edm.String),
    id: Edm.Guid,
    isEnabled: withDefault(Edm.Boolean, true),
    origin: nullable(Edm.String),
    value: nullable(Edm.String),
  },
})

export const permissionScope = defineComplexType({
  name: 'permissionScope',
  properties: {
    adminConsentDescription: nullable(Edm.String),
    adminConsentDisplayName: nullable(Edm.String),
    id: Edm.Guid,
    isEnabled: withDefault(Edm.Boolean, true),
    origin: nullable(Edm.String),
    type: nullable(Edm.String),
    userConsentDescription: nullable(Edm.String),
    userConsentDisplayName: nullable(Edm.String),
    value: nullable(Edm.String),
  },
})

export const preAuthorizedApplication = defineComplexType({
  name: 'preAuthorizedApplication',
  properties: {
    appId: nullable(Edm.String),
    delegatedPermissionIds: collection(Edm.String),
  },
})

export const apiApplication = defineComplexType({
  name: 'apiApplication',
  properties: {
    acceptMappedClaims: nullable(Edm.Boolean),
    knownClientApplications: collection(Edm.Guid),
    oauth2PermissionScopes: collection(of(permissionScope)),
    preAuthorizedApplications: nullable(collection(of(preAuthorizedApplication))),
    requestedAccessTokenVersion: nullable(Edm.Int32),
  },
})

export const informationalUrl = defineComplexType({
  name: 'informationalUrl',
  properties: {
    logoUrl: nullable(Edm.String),
    marketingUrl: nullable(Edm.String),
    privacyStatementUrl: nullable(Edm.String),
    supportUrl: nullable(Edm.String),
    termsOfServiceUrl: nullable(Edm.String),
  },
})

export const optionalClaim = defineComplexType({
  name: 'optionalClaim',
  properties: {
    additionalProperties: collection(Edm.String),
    essential: withDefault(Edm.Boolean, false),
    name: Edm.String,
    source: nullable(Edm.String),
  },
})

export const optionalClaims = defineComplexType({
  name: 'optionalClaims',
  properties: {
    accessToken: collection(of(optionalClaim)),
    idToken: collection(of(optionalClaim)),
    saml2Token: collection(of(optionalClaim)),
  },
})

export const parentalControlSettings = defineComplexType({
  name: 'parentalControlSettings',
  properties: {
    countriesBlockedForMinors: collection(Edm.String),
    legalAgeGroupRule: nullable(Edm.String),
  },
})

export const resourceAccess = defineComplexType({
  name: 'resourceAccess',
  properties: {
    id: Edm.Guid,
    type: nullable(Edm.String),
  },
})

export const requiredResourceAccess = defineComplexType({
  name: 'requiredResourceAccess',
  properties: {
    resourceAccess: collection(of(resourceAccess)),
    resourceAppId: Edm.String,
  },
})

export const servicePrincipalLockConfiguration = defineComplexType({
  name: 'servicePrincipalLockConfiguration',
  properties: {
    allProperties: nullable(Edm.Boolean),
    credentialsWithUsageSign: nullable(Edm.Boolean),
    credentialsWithUsageVerify: nullable(Edm.Boolean),
    isEnabled: withDefault(Edm.Boolean, false),
    tokenEncryptionKeyId: nullable(Edm.Boolean),
  },
})

export const verifiedPublisher = defineComplexType({
  name: 'verifiedPublisher',
  properties: {
    addedDateTime: nullable(Edm.DateTimeOffset),
    displayName: nullable(Edm.String),
    verifiedPublisherId: nullable(Edm.String),
  },
})

export const implicitGrantSettings = defineComplexType({
  name: 'implicitGrantSettings',
  properties: {
    enableAccessTokenIssuance: nullable(Edm.Boolean),
    enableIdTokenIssuance: nullable(Edm.Boolean),
  },
})

export const redirectUriSettings = defineComplexType({
  name: 'redirectUriSettings',
  properties: {
    index: nullable(Edm.Int32),
    uri: nullable(Edm.String),
  },
})

export const webApplication = defineComplexType({
  name: 'webApplication',
  properties: {
    homePageUrl: nullable(Edm.String),
    implicitGrantSettings: withDefault(nullable(of(implicitGrantSettings)), {
      enableAccessTokenIssuance: false,
      enableIdTokenIssuance: false,
    }),
    logoutUrl: nullable(Edm.String),
    oauth2AllowImplicitFlow: beta(nullable(Edm.Boolean)),
    redirectUriSettings: collection(of(redirectUriSettings)),
    redirectUris: collection(Edm.String),
  },
})

export const spaApplication = defineComplexType({
  name: 'spaApplication',
  properties: { redirectUris: collection(Edm.String) },
})

export const publicClientApplication = defineComplexType({
  name: 'publicClientApplication',
  properties: { redirectUris: collection(Edm.String) },
})

export const samlSingleSignOnSettings = defineComplexType({
  name: 'samlSingleSignOnSettings',
  properties: { relayState: nullable(Edm.String) },
})
