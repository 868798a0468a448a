/** New tenants and app registrations, in one transaction and without the Prisma client: tests make them by the hundred. */
import type { Model, Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import { fold } from '../sql/fold.js'
import { GRAPH_RESOURCE } from './graph-resource.js'
import { statement, timeFrom } from './sql.js'
import { insertTenantContents } from './tenant-contents.js'
import type { IdentityDeps } from './sql.js'
import { tableOf, rowByColumn } from '../layout/tables.js'
import { run } from '../work.js'
import type { Work } from '../work.js'

export { GRAPH_RESOURCE }

/** What to do if there is such a row already: nothing, or to fail with a ConstraintViolation. */
export type WhenThere = 'skip' | 'fail'

export interface NewTenant {
  readonly id: string
  readonly displayName: string
  readonly domain: string
  readonly profile?: string | undefined
  readonly asksPassword?: boolean
  readonly userConsent?: boolean
}

export interface NewRole {
  readonly resourceId: string
  readonly role: string
}

export interface NewSecret {
  readonly keyId: string
  readonly hash: string
  readonly displayName?: string | undefined
  readonly expiresAt?: string | undefined
}

/** What the authorization endpoint may answer beside a code. */
export interface ImplicitGrants {
  readonly accessToken: boolean
  readonly idToken: boolean
}

export interface RedirectUri {
  readonly uri: string
  readonly type: 'web' | 'spa' | 'public'
}

export interface NewApplication {
  readonly tenantId: string
  readonly objectId: string
  readonly appId: string
  readonly servicePrincipalId: string
  readonly displayName: string
  readonly publicClient?: boolean
  readonly redirectUris?: readonly RedirectUri[]
  readonly identifierUris?: readonly string[]
  readonly requestedScopes?: readonly string[]
  readonly signInAudience?: string | undefined
  readonly implicit?: ImplicitGrants | undefined
  readonly roles?: readonly NewRole[]
  readonly secret?: NewSecret | undefined
}

function insert(table: string, columns: readonly string[], whenThere: WhenThere): string {
  const names = columns.map((column) => `"${column}"`).join(', ')
  const placeholders = columns.map((_, i) => `?${i + 1}`).join(', ')
  return `INSERT INTO "${table}" (${names}) VALUES (${placeholders})${whenThere === 'skip' ? ' ON CONFLICT DO NOTHING' : ''}`
}

export function* insertTenant(
  { model, database, clock }: IdentityDeps,
  tenant: NewTenant,
  whenThere: WhenThere,
): Work<void> {
  const { id, displayName, domain, profile, asksPassword = false, userConsent = true } = tenant
  const columns = ['id', 'displayName', 'defaultDomain', 'asksPassword', 'userConsent', 'createdAt', 'profile']
  const createdAt = timeFrom(clock, id)
  yield* run(statement(database, insert('tenant', columns, whenThere)), [
    id,
    displayName,
    domain,
    asksPassword ? 1 : 0,
    userConsent ? 1 : 0,
    createdAt,
    profile ?? null,
  ])
  yield* run(statement(database, insert('tenantDomain', ['domain', 'tenantId'], whenThere)), [domain, id])
  yield* insertTenantContents(model, database, { id, displayName, domain, createdAt })
}

export function* insertApplication(deps: IdentityDeps, made: NewApplication, whenThere: WhenThere): Work<void> {
  const { model, database, clock } = deps
  const { tenantId, appId, objectId, displayName, signInAudience = 'AzureADMyOrg' } = made
  const json = (value: readonly unknown[] | undefined): string => JSON.stringify(value ?? [])
  const registration = {
    tenantId,
    id: objectId,
    appId,
    displayName,
    displayNameFolded: fold(displayName),
    createdDateTime: timeFrom(clock, tenantId),
    folded: foldedApplication(model, { ...made, identifierUris: made.identifierUris ?? [], signInAudience }),
    signInAudience,
    ...(made.implicit === undefined ? {} : { web: JSON.stringify(webWith(made.implicit)) }),
    publicClient: made.publicClient === true ? 1 : 0,
    redirectUris: json(made.redirectUris),
    identifierUris: json(made.identifierUris),
    requestedScopes: json(made.requestedScopes),
  }
  yield* run(
    statement(database, insert('application', Object.keys(registration), whenThere)),
    Object.values(registration),
  )
  yield* insertServicePrincipal(deps, made, whenThere)
  for (const { resourceId, role } of made.roles ?? [])
    yield* insertRole(deps, { tenantId, appId, resourceId, role }, 'skip')
  if (made.secret !== undefined) yield* upsertSecret(deps, { tenantId, appId, ...made.secret })
}

/** `web` of an app as Graph shows it, without its redirect URIs, which have a column of their own. */
export function webWith({ accessToken, idToken }: ImplicitGrants, before: object = {}): object {
  return {
    homePageUrl: null,
    logoutUrl: null,
    oauth2AllowImplicitFlow: null,
    redirectUriSettings: [],
    ...before,
    implicitGrantSettings: { enableAccessTokenIssuance: accessToken, enableIdTokenIssuance: idToken },
  }
}

/** What an app is in its tenant. */
export function* insertServicePrincipal(
  { model, database }: IdentityDeps,
  {
    tenantId,
    appId,
    servicePrincipalId,
    displayName,
  }: Pick<NewApplication, 'tenantId' | 'appId' | 'servicePrincipalId' | 'displayName'>,
  whenThere: WhenThere,
): Work<void> {
  const principal = {
    tenantId,
    id: servicePrincipalId,
    appId,
    registeredAppId: appId,
    displayName,
    displayNameFolded: fold(displayName),
    folded: foldedServicePrincipal(model),
  }
  yield* run(
    statement(database, insert('servicePrincipal', Object.keys(principal), whenThere)),
    Object.values(principal),
  )
}

/** The folded texts of an app registration that have no column of their own; `before` are those that it had. */
export function foldedApplication(
  model: Model,
  app: { readonly signInAudience: string; readonly identifierUris: readonly string[] },
  before: string = foldedBlank(model, 'applications'),
): string {
  const changed = { identifierUris: app.identifierUris.map(fold), signInAudience: fold(app.signInAudience) }
  return JSON.stringify({ ...(JSON.parse(before) as object), ...changed })
}

export function foldedServicePrincipal(model: Model): string {
  return foldedBlank(model, 'servicePrincipals')
}

/** What Graph would write into `folded` for an entity of which nothing was said. */
function foldedBlank(model: Model, set: 'applications' | 'servicePrincipals'): string {
  const resource = model.resourceAt(set)
  let folded = blanks.get(resource)
  if (folded === undefined) {
    const row = rowByColumn(tableOf(resource), resource.type, { tenantId: '', id: '' }, complete(resource.type, {}))
    blanks.set(resource, (folded = row.get('folded') as string))
  }
  return folded
}

const blanks = new WeakMap<Resource, string>()

export function* insertRole(
  { database, clock }: IdentityDeps,
  { tenantId, appId, resourceId, role }: NewRole & { tenantId: string; appId: string },
  whenThere: WhenThere,
): Work<number> {
  const columns = ['tenantId', 'appId', 'resourceId', 'role', 'createdAt']
  const values = [tenantId, appId, resourceId, role, timeFrom(clock, tenantId)]
  return (yield* run(statement(database, insert('applicationRole', columns, whenThere)), values)).changes
}

/** A secret with a key that is there already takes the place of the other. */
export function* upsertSecret(
  { database, clock }: IdentityDeps,
  { tenantId, appId, keyId, hash, displayName, expiresAt }: NewSecret & { tenantId: string; appId: string },
): Work<void> {
  const columns = ['tenantId', 'appId', 'keyId', 'hash', 'displayName', 'expiresAt', 'createdAt']
  const sql = `${insert('applicationSecret', columns, 'fail')} ON CONFLICT ("tenantId", "appId", "keyId") DO UPDATE SET "hash" = ?4`
  yield* run(statement(database, sql), [
    tenantId,
    appId,
    keyId,
    hash,
    displayName ?? null,
    expiresAt ?? null,
    timeFrom(clock, tenantId),
  ])
}
