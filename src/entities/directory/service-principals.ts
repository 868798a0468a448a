/**
 * What apps are in the tenant: own ones, and Microsoft Graph, whose permissions are read here by clients that grant them.
 * @see https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
import {
  beta,
  collection,
  composed,
  computed,
  Edm,
  indexed,
  nullable,
  of,
  opaque,
  withDefault,
} from '../../model/edm.js'
import { defineEntitySet } from '../../model/sets.js'
import { defineEntityType, toLinked } from '../../model/declare.js'
import type { EntityType } from '../../model/types.js'
import { appRole, informationalUrl, permissionScope, samlSingleSignOnSettings, verifiedPublisher } from './app-parts.js'
import { directory, applicationsPermissions } from './backend.js'
import { keyCredential, passwordCredential } from './credentials.js'
import { directoryObject } from './directory-object.js'
import { group } from './groups.js'
import { memberships, transitively } from './memberships.js'

/** What an app registration says is not said again: it is composed. */
export const servicePrincipal = defineEntityType({
  name: 'servicePrincipal',
  baseType: directoryObject,
  namedKeys: ['appId'],
  properties: {
    accountEnabled: withDefault(nullable(Edm.Boolean), true),
    alternativeNames: collection(Edm.String),
    appDescription: computed(composed(nullable(Edm.String))),
    appDisplayName: computed(composed(nullable(Edm.String))),
    appId: opaque(nullable(Edm.String)),
    appOwnerOrganizationId: computed(composed(nullable(Edm.Guid))),
    appRoleAssignmentRequired: withDefault(Edm.Boolean, false),
    appRoles: computed(composed(collection(of(appRole)))),
    applicationTemplateId: computed(nullable(Edm.String)),
    description: nullable(Edm.String),
    disabledByMicrosoftStatus: computed(nullable(Edm.String)),
    displayName: indexed(nullable(Edm.String)),
    homepage: nullable(Edm.String),
    info: nullable(of(informationalUrl)),
    keyCredentials: computed(composed(collection(of(keyCredential)))),
    loginUrl: nullable(Edm.String),
    logoutUrl: nullable(Edm.String),
    notes: nullable(Edm.String),
    notificationEmailAddresses: collection(Edm.String),
    oauth2PermissionScopes: computed(composed(collection(of(permissionScope)))),
    passwordCredentials: computed(composed(collection(of(passwordCredential)))),
    preferredSingleSignOnMode: nullable(Edm.String),
    preferredTokenSigningKeyThumbprint: nullable(Edm.String),
    publishedPermissionScopes: beta(computed(composed(collection(of(permissionScope))))),
    replyUrls: computed(composed(collection(Edm.String))),
    samlSingleSignOnSettings: nullable(of(samlSingleSignOnSettings)),
    servicePrincipalNames: computed(composed(collection(Edm.String))),
    servicePrincipalType: withDefault(nullable(Edm.String), 'Application'),
    signInAudience: computed(composed(nullable(Edm.String))),
    tags: collection(Edm.String),
    tokenEncryptionKeyId: nullable(Edm.Guid),
    verifiedPublisher: nullable(of(verifiedPublisher)),
  },
  navigation: {
    memberOf: toLinked((): EntityType => group, memberships, { declaredAs: directoryObject }),
    transitiveMemberOf: toLinked((): EntityType => group, transitively(memberships), { declaredAs: directoryObject }),
  },
})

export default defineEntitySet({
  path: 'servicePrincipals',
  entityType: servicePrincipal,
  permissions: applicationsPermissions,
  backend: directory,
})
