/** The app registrations of one tenant as a whole, without their secrets. */
import type { Model } from '../../model/model.js'
import { insertValues } from '../query/bulk.js'
import { dialectOf } from '../sql/dialect.js'
import { fold } from '../sql/fold.js'
import type { RedirectUri } from './inserts.js'
import { foldedApplication, foldedServicePrincipal } from './inserts.js'
import { select, stored, time, timeOrNull, truth } from './export-columns.js'
import { thumbprint } from './self-signed.js'
import { all } from '../work.js'
import type { Database, SqlValue, Work } from '../work.js'

type Provider = Pick<Database, 'provider'>

export interface AppExport {
  readonly appId: string
  readonly objectId: string
  /** Null for an app that has not been in the tenant yet. */
  readonly servicePrincipalId: string | null
  readonly displayName: string
  readonly description: string | null
  readonly signInAudience: string
  readonly enabled: boolean
  readonly publicClient: boolean
  readonly createdDateTime: string
  readonly identifierUris: readonly string[]
  readonly redirectUris: readonly RedirectUri[]
  readonly requestedScopes: readonly string[]
  readonly certificates: readonly {
    readonly keyId: string
    /** PEM, without a private key. */
    readonly certificate: string
    readonly displayName: string | null
    readonly createdDateTime: string
    readonly expiresDateTime: string | null
  }[]
  readonly applicationPermissions: readonly {
    readonly resourceId: string
    readonly permission: string
    readonly createdDateTime: string
  }[]
  readonly delegatedPermissions: readonly {
    readonly resourceId: string
    readonly permission: string
    /** Null for all users. */
    readonly userId: string | null
    readonly createdDateTime: string
  }[]
}

export function* readApps(database: Provider, tenantId: string): Work<AppExport[]> {
  const rows = function* (table: string, columns: readonly string[], order: readonly string[]) {
    const found = yield* all(select(database, table, ['appId', ...columns], ['appId', ...order]), [tenantId])
    const byApp = new Map<string, (readonly SqlValue[])[]>()
    for (const [appId, ...row] of found) byApp.set(appId as string, [...(byApp.get(appId as string) ?? []), row])
    return byApp
  }
  const certificates = yield* rows(
    'applicationCertificate',
    ['keyId', 'certificate', 'displayName', 'createdAt', 'expiresAt'],
    ['keyId'],
  )
  const roles = yield* rows('applicationRole', ['resourceId', 'role', 'createdAt'], ['resourceId', 'role'])
  const grants = yield* rows(
    'delegatedGrant',
    ['resourceId', 'scope', 'userId', 'createdAt'],
    ['resourceId', 'userId', 'scope'],
  )
  const principals = yield* rows('servicePrincipal', ['id', 'accountEnabled'], [])
  const applications = yield* rows(
    'application',
    [
      'id',
      'displayName',
      'description',
      'signInAudience',
      'publicClient',
      'createdDateTime',
      'identifierUris',
      'redirectUris',
      'requestedScopes',
    ],
    [],
  )
  return [...applications].flatMap(([appId, [row = []]]) => {
    const [principal] = principals.get(appId) ?? []
    const [objectId, displayName, description, signInAudience, publicClient, created, identifiers, redirects, scopes] =
      row
    return [
      {
        appId,
        objectId: objectId as string,
        servicePrincipalId: (principal?.[0] as string | undefined) ?? null,
        displayName: displayName as string,
        description: description as string | null,
        signInAudience: signInAudience as string,
        enabled: principal === undefined || truth(principal[1]),
        publicClient: truth(publicClient),
        createdDateTime: time(created),
        identifierUris: JSON.parse(identifiers as string) as string[],
        redirectUris: JSON.parse(redirects as string) as RedirectUri[],
        requestedScopes: JSON.parse(scopes as string) as string[],
        certificates: (certificates.get(appId) ?? []).map(([keyId, certificate, name, createdAt, expiresAt]) => ({
          keyId: keyId as string,
          certificate: certificate as string,
          displayName: name as string | null,
          createdDateTime: time(createdAt),
          expiresDateTime: timeOrNull(expiresAt),
        })),
        applicationPermissions: (roles.get(appId) ?? []).map(([resourceId, role, createdAt]) => ({
          resourceId: resourceId as string,
          permission: role as string,
          createdDateTime: time(createdAt),
        })),
        delegatedPermissions: (grants.get(appId) ?? []).map(([resourceId, scope, userId, createdAt]) => ({
          resourceId: resourceId as string,
          permission: scope as string,
          userId: userId === '' ? null : (userId as string),
          createdDateTime: time(createdAt),
        })),
      },
    ]
  })
}

/** Gives the count of new rows; what is there already stays. */
export function* insertApps(
  model: Model,
  database: Provider,
  tenantId: string,
  apps: readonly AppExport[],
): Work<number> {
  const add = function* (table: string, key: readonly string[], rows: readonly Record<string, SqlValue>[]) {
    const [columns] = rows
    if (columns === undefined) return 0
    const values = rows.map((row) => [tenantId, ...Object.values(row)])
    const names = ['tenantId', ...Object.keys(columns)]
    return yield* insertValues({ dialect: dialectOf(database.provider) }, table, names, ['tenantId', ...key], values)
  }
  let added = yield* add(
    'application',
    ['id'],
    apps.map((app) => applicationRow(model, app)),
  )
  yield* add(
    'servicePrincipal',
    ['id'],
    apps.flatMap((app) => principalRows(model, app)),
  )
  added += yield* add(
    'applicationCertificate',
    ['appId', 'keyId'],
    apps.flatMap(({ appId, certificates }) =>
      certificates.map(({ keyId, certificate, displayName, createdDateTime, expiresDateTime }) => ({
        appId,
        keyId,
        certificate,
        sha1: thumbprint(certificate, 'sha1'),
        sha256: thumbprint(certificate, 'sha256'),
        displayName,
        createdAt: stored(createdDateTime),
        expiresAt: stored(expiresDateTime),
      })),
    ),
  )
  added += yield* add(
    'applicationRole',
    ['appId', 'resourceId', 'role'],
    apps.flatMap(({ appId, applicationPermissions }) =>
      applicationPermissions.map(({ resourceId, permission, createdDateTime }) => ({
        appId,
        resourceId,
        role: permission,
        createdAt: stored(createdDateTime),
      })),
    ),
  )
  added += yield* add(
    'delegatedGrant',
    ['appId', 'resourceId', 'userId', 'scope'],
    apps.flatMap(({ appId, delegatedPermissions }) =>
      delegatedPermissions.map(({ resourceId, permission, userId, createdDateTime }) => ({
        appId,
        resourceId,
        userId: userId ?? '',
        scope: permission,
        createdAt: stored(createdDateTime),
      })),
    ),
  )
  return added
}

function applicationRow(model: Model, app: AppExport): Record<string, SqlValue> {
  return {
    id: app.objectId,
    appId: app.appId,
    displayName: app.displayName,
    displayNameFolded: fold(app.displayName),
    description: app.description,
    signInAudience: app.signInAudience,
    identifierUris: JSON.stringify(app.identifierUris),
    createdDateTime: stored(app.createdDateTime),
    folded: foldedApplication(model, app),
    publicClient: app.publicClient ? 1 : 0,
    redirectUris: JSON.stringify(app.redirectUris),
    requestedScopes: JSON.stringify(app.requestedScopes),
  }
}

function principalRows(model: Model, app: AppExport): Record<string, SqlValue>[] {
  const { servicePrincipalId, appId, displayName, enabled } = app
  if (servicePrincipalId === null) return []
  return [
    {
      id: servicePrincipalId,
      appId,
      registeredAppId: appId,
      displayName,
      displayNameFolded: fold(displayName),
      accountEnabled: enabled ? 1 : 0,
      servicePrincipalType: 'Application',
      folded: foldedServicePrincipal(model),
    },
  ]
}
