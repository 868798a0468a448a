/**
 * Properties that Graph shows in one form and sign-in keeps in another: redirect URIs of an app in three places and in
 * one column, its secrets and certificates as credentials and as rows of their own, what a service principal has of its
 * app. Kept once, and composed by the statement that reads it. What is written goes the other way in the rules.
 */
import type { Entity } from '../../model/payload.js'
import type { EntityType } from '../../model/types.js'
import { identifier } from '../sql/dialect.js'
import type { Dialect } from '../sql/dialect.js'
import { GRAPH_RESOURCE } from '../identity/graph-resource.js'

type Compose = (dialect: Dialect, alias: string) => string

/** Only a subquery with a limit is sure to keep its order. */
const IN_ORDER = (order: string): string => `ORDER BY ${order} LIMIT 2000000000`

function array(dialect: Dialect, rows: string): string {
  return `('[' || ${dialect.joinJson(rows)} || ']')`
}

/** The redirect URIs of one kind, or of all, out of the JSON array in `column`. */
function redirectUris(dialect: Dialect, column: string, type?: 'web' | 'spa' | 'public'): string {
  const { textMember } = dialect
  const which = type === undefined ? '' : `WHERE ${textMember('element.value', 'type')} = '${type}' `
  const uri = dialect.jsonString(textMember('element.value', 'uri'))
  return array(
    dialect,
    `SELECT ${uri} AS json FROM ${dialect.elements(column, 'element')} ${which}${IN_ORDER('element.key')}`,
  )
}

function ofKind(type: 'spa' | 'public'): Compose {
  return (dialect, alias) => `('{"redirectUris":' || ${redirectUris(dialect, `${alias}."redirectUris"`, type)} || '}')`
}

/** The column holds all members but the last one. */
const web: Compose = (dialect, alias) => {
  const others = `substr(${alias}."web", 1, length(${alias}."web") - 1)`
  return `(${others} || ',"redirectUris":' || ${redirectUris(dialect, `${alias}."redirectUris"`, 'web')} || '}')`
}

const time = (column: string): string => `coalesce('"' || ${column} || 'Z"', 'null')`

function credentials(table: string, members: (dialect: Dialect) => string): Compose {
  return (dialect, alias) =>
    array(
      dialect,
      `SELECT ${members(dialect)} AS json FROM ${identifier(table)} c WHERE c."tenantId" = ${alias}."tenantId" ` +
        `AND c."appId" = ${alias}."appId" ${IN_ORDER('c."createdAt" DESC, c."keyId"')}`,
    )
}

const passwordCredentials = credentials(
  'applicationSecret',
  ({ jsonString }) =>
    `'{"customKeyIdentifier":null,"displayName":' || ${jsonString('c."displayName"')} || ',"endDateTime":' || ${time('c."expiresAt"')} || ` +
    `',"hint":' || ${jsonString('c."hint"')} || ',"keyId":"' || c."keyId" || '","secretText":null,"startDateTime":' || ${time('c."createdAt"')} || '}'`,
)

/** The thumbprint is kept in the form in which tokens have it. */
const keyCredentials = credentials(
  'applicationCertificate',
  ({ jsonString }) =>
    `'{"customKeyIdentifier":"' || replace(replace(c."sha1", '-', '+'), '_', '/') || '=","displayName":' || ${jsonString('c."displayName"')} || ` +
    `',"endDateTime":' || ${time('c."expiresAt"')} || ',"key":null,"keyId":"' || c."keyId" || '","startDateTime":' || ${time('c."createdAt"')} || ` +
    `',"type":"AsymmetricX509Cert","usage":"Verify"}'`,
)

/** A value of the app registration behind a service principal; NULL for Microsoft's own. */
function ofApplication(select: (dialect: Dialect) => string): Compose {
  return (dialect, alias) =>
    `(SELECT ${select(dialect)} FROM "application" p WHERE p."tenantId" = ${alias}."tenantId" AND p."appId" = ${alias}."appId")`
}

function orElse(compose: Compose, otherwise: (alias: string) => string): Compose {
  return (dialect, alias) => `coalesce(${compose(dialect, alias)}, ${otherwise(alias)})`
}

const scopes: Compose = (dialect, alias) =>
  `coalesce(${alias}."oauth2PermissionScopes", ${ofApplication(({ jsonMember }) => jsonMember('p."api"', 'oauth2PermissionScopes'))(dialect, alias)}, '[]')`

const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

const servicePrincipalNames: Compose = (dialect, alias) => {
  const own = `'["' || ${alias}."appId" || '"'`
  const further = ofApplication(
    () => `CASE WHEN p."identifierUris" = '[]' THEN ']' ELSE ',' || substr(p."identifierUris", 2) END`,
  )(dialect, alias)
  return `(${own} || coalesce(${further}, ',"https://graph.microsoft.com","https://graph.microsoft.com/"]'))`
}

const COMPUTED_COLUMNS: Readonly<Record<string, Readonly<Record<string, Compose>>>> = {
  application: {
    isFallbackPublicClient: (_dialect, alias) => `${alias}."publicClient"`,
    keyCredentials,
    passwordCredentials,
    publicClient: ofKind('public'),
    spa: ofKind('spa'),
    web,
  },
  servicePrincipal: {
    appDescription: ofApplication(() => 'p."description"'),
    appDisplayName: orElse(
      ofApplication(() => 'p."displayName"'),
      (alias) => `${alias}."displayName"`,
    ),
    appOwnerOrganizationId: (_dialect, alias) =>
      `CASE WHEN ${alias}."appId" = '${GRAPH_RESOURCE}' THEN '${MICROSOFT}' ELSE ${alias}."tenantId" END`,
    appRoles: (dialect, alias) =>
      `coalesce(${alias}."appRoles", ${ofApplication(() => 'p."appRoles"')(dialect, alias)}, '[]')`,
    keyCredentials: () => `'[]'`,
    oauth2PermissionScopes: scopes,
    passwordCredentials: () => `'[]'`,
    publishedPermissionScopes: scopes,
    replyUrls: orElse(
      ofApplication((dialect) => redirectUris(dialect, 'p."redirectUris"')),
      () => `'[]'`,
    ),
    servicePrincipalNames,
    signInAudience: orElse(
      ofApplication(() => 'p."signInAudience"'),
      () => `'AzureADMultipleOrgs'`,
    ),
  },
}

/** The value of a composed property of a row: JSON text of what is complex or a collection, else a plain value. */
export function composedValue(dialect: Dialect, typeName: string, name: string, alias: string): string {
  const compose = COMPUTED_COLUMNS[typeName]?.[name]
  if (compose === undefined) throw new Error(`${typeName}/${name} is composed of nothing`)
  return compose(dialect, alias)
}

/** Columns in which the rest of partly composed properties is kept; undefined for types that have none. */
export function columnsBesideComposed(type: EntityType, entity: Entity): Readonly<Record<string, string>> | undefined {
  if (type.name !== 'application') return undefined
  const { redirectUris: _composed, ...web } = (entity['web'] ?? type.properties['web']?.default) as Entity
  return { web: JSON.stringify(web) }
}
