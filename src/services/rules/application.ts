/**
 * What the directory demands of app registrations, and where sign-in finds what they say: redirect URIs in one column,
 * certificates in a table.
 * @see https://learn.microsoft.com/graph/api/application-post-applications
 */
import { APPLICATION_DEFAULTS } from '../../entities/directory/applications.js'
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { columnsBesideComposed } from '../../store/layout/composed.js'
import { fold } from '../../store/sql/fold.js'
import { GRAPH_RESOURCE } from '../../store/identity/graph-resource.js'
import { scopeById } from '../../store/identity/graph-permissions.js'
import { all, first, run } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Rules } from './rules.js'
import type { Scope } from '../scope.js'
import { requireSupported, requireTokenSettings } from './app-settings.js'
import { keepCertificates } from './key-credentials.js'
import { requireValues } from './directory-object.js'
import { requireUniqueName, takenUniqueName } from './unique-name.js'

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
]

const KINDS = [
  ['web', 'web'],
  ['spa', 'spa'],
  ['publicClient', 'public'],
] as const

interface Redirects {
  readonly redirectUris: readonly string[]
}

export const application: Rules = {
  *prepare(scope, location, stored, body) {
    const { entity } = stored
    requireValues('Application', ['displayName'], location, body)
    requireSupported('Application', body)
    requireTokenSettings(body)
    yield* requireUniqueName(scope, 'Application', location, body)
    if (!AUDIENCES.includes(String(entity['signInAudience'])))
      throw directoryBadRequest("Invalid value specified for property 'signInAudience' of resource 'Application'.")
    for (const [name, value] of Object.entries(APPLICATION_DEFAULTS)) entity[name] ??= value
    if (location.keys.length === 0) {
      entity['appId'] = scope.newId()
      entity['publisherDomain'] = yield* domainOf(scope)
    }
    if (Object.hasOwn(body, 'identifierUris')) yield* requireOwnIdentifiers(scope, entity)
    stored.columns = {
      publicClient: entity['isFallbackPublicClient'] === true ? 1 : 0,
      redirectUris: JSON.stringify(redirectUrisOf(entity)),
      ...columnsBesideComposed(location.resource.type, entity),
      ...(Object.hasOwn(body, 'requiredResourceAccess') ? { requestedScopes: JSON.stringify(scopesOf(entity)) } : {}),
    }
  },

  duplicate: takenUniqueName,

  *after(scope, { keys }, { entity }, body) {
    if (keys.length > 0 && Object.hasOwn(body, 'displayName')) yield* renamePrincipal(scope, entity)
    if (Object.hasOwn(body, 'keyCredentials')) yield* keepCertificates(scope, entity)
  },
}

function* renamePrincipal({ store, tenantId }: Scope, { appId, displayName }: Entity): Work<void> {
  const name = displayName as string
  const mark = store.dialect.placeholder
  yield* run(
    `UPDATE "servicePrincipal" SET "displayName" = ${mark(1)}, "displayNameFolded" = ${mark(2)} WHERE "tenantId" = ${mark(3)} AND "appId" = ${mark(4)}`,
    [name, fold(name), tenantId, appId as string],
  )
}

function* domainOf({ store, tenantId }: Scope): Work<string | null> {
  const row = yield* first(`SELECT "defaultDomain" FROM "tenant" WHERE "id" = ${store.dialect.placeholder(1)}`, [
    tenantId,
  ])
  return (row?.[0] as string | undefined) ?? null
}

function redirectUrisOf(entity: Entity): object[] {
  return KINDS.flatMap(([property, type]) => {
    const { redirectUris } = (entity[property] ?? { redirectUris: [] }) as Redirects
    return redirectUris.map((uri) => ({ uri: requireRedirect(uri, property), type }))
  })
}

/** An answer must not be sent to a script, and not to where only a browser sees it. */
function requireRedirect(uri: string, property: string): string {
  if (URL.canParse(uri) && !uri.includes('#') && !/^(javascript|data|vbscript):/i.test(uri)) return uri
  throw directoryBadRequest(`Invalid value specified for property 'redirectUris' of resource '${RESOURCES[property]}'.`)
}

const RESOURCES: Readonly<Record<string, string>> = {
  web: 'WebApplication',
  spa: 'SpaApplication',
  publicClient: 'PublicClientApplication',
}

/** What `.default` stands for: the delegated permissions of Graph that the app asks for. */
function scopesOf(entity: Entity): string[] {
  const required = entity['requiredResourceAccess'] as {
    resourceAppId: string
    resourceAccess: { id: string; type: string | null }[]
  }[]
  return required
    .filter(({ resourceAppId }) => resourceAppId.toLowerCase() === GRAPH_RESOURCE)
    .flatMap(({ resourceAccess }) => resourceAccess)
    .filter(({ type }) => type === 'Scope')
    .flatMap(({ id }) => scopeById(id) ?? [])
    .filter((scope) => !['openid', 'profile', 'email', 'offline_access'].includes(scope))
}

/** An identifier that is an origin could be taken for this server's own name. */
const IDENTIFIER = /^(?:(?:api:\/\/|urn:)[\w.:/-]+|https:\/\/[\w.-]+\/[\w./-]+)$/

function* requireOwnIdentifiers({ store, tenantId }: Scope, entity: Entity): Work<void> {
  const uris = entity['identifierUris'] as string[]
  for (const uri of uris)
    if (!IDENTIFIER.test(uri))
      throw directoryBadRequest("Invalid value specified for property 'identifierUris' of resource 'Application'.")
  if (uris.length === 0) return
  const { placeholder } = store.dialect
  const rows = yield* all(
    `SELECT "identifierUris" FROM "application" WHERE "tenantId" = ${placeholder(1)} AND "id" <> ${placeholder(2)} AND "identifierUris" <> '[]'`,
    [tenantId, entity['id'] as string],
  )
  const taken = new Set(rows.flatMap(([json]) => JSON.parse(json as string) as string[]))
  if (uris.some((uri) => taken.has(uri)))
    throw directoryBadRequest('Another object with the same value for property identifierUris already exists.')
}
