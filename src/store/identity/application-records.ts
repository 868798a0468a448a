/** App registrations as administrators see them: their credentials, permissions and grants. */
import { fold } from '../sql/fold.js'
import type { Prisma } from '../migrate/prisma.js'
import { all } from '../work.js'
import type { Work } from '../work.js'
import { foldedApplication, insertApplication, insertRole, upsertSecret, webWith } from './inserts.js'
import type { ImplicitGrants, NewApplication, NewSecret, RedirectUri } from './inserts.js'
import { inChunks, unlessThere } from './record-queries.js'
import { certificateBytes, thumbprint } from './self-signed.js'
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'

export interface ApplicationChanges {
  readonly displayName?: string | undefined
  readonly publicClient?: boolean | undefined
  readonly redirectUris?: readonly RedirectUri[] | undefined
  readonly identifierUris?: readonly string[] | undefined
  readonly requestedScopes?: readonly string[] | undefined
  readonly signInAudience?: string | undefined
  readonly implicit?: ImplicitGrants | undefined
  readonly enabled?: boolean | undefined
}

/** `prisma` loads the Prisma client at its first call. */
export function applicationRecords(deps: IdentityDeps, prisma: () => Promise<Prisma>) {
  const { model, database, clock } = deps
  return {
    async insertApplication(application: NewApplication): Promise<void> {
      await unlessThere(database.write(() => insertApplication(deps, application, 'fail')))
    },
    async listApplications(tenantId: string, appId?: string) {
      const client = await prisma()
      return inChunks((chunk) =>
        client.application.findMany({
          where: { tenantId, ...(appId === undefined ? {} : { appId }) },
          include: { servicePrincipal: true, roles: true, secrets: true, certificates: true, grants: true },
          orderBy: [{ displayNameFolded: 'asc' }, { id: 'asc' }],
          ...chunk,
        }),
      )
    },
    async listAppNames(tenantId: string): Promise<string[]> {
      const sql = statement(
        database,
        'SELECT "displayName" FROM "application" WHERE "tenantId" = ?1 ORDER BY "displayNameFolded"',
      )
      return (await database.read(() => all(sql, [tenantId]))).map(([name]) => name as string)
    },
    async updateApplication(tenantId: string, appId: string, changes: ApplicationChanges): Promise<void> {
      const { displayName, redirectUris, identifierUris, requestedScopes, publicClient, enabled, implicit } = changes
      const names = displayName === undefined ? {} : { displayName, displayNameFolded: fold(displayName) }
      const client = await prisma()
      const where = { tenantId, appId }
      await client.$transaction(async (tx) => {
        const before = await tx.application.findUnique({ where: { tenantId_appId: where } })
        if (before === null) return
        const identifiers = identifierUris ?? (JSON.parse(before.identifierUris) as string[])
        const signInAudience = changes.signInAudience ?? before.signInAudience
        const web =
          implicit === undefined ? {} : { web: JSON.stringify(webWith(implicit, JSON.parse(before.web) as object)) }
        await tx.application.updateMany({
          where,
          data: {
            ...names,
            ...(publicClient === undefined ? {} : { publicClient }),
            ...(redirectUris === undefined ? {} : { redirectUris: JSON.stringify(redirectUris) }),
            ...(requestedScopes === undefined ? {} : { requestedScopes: JSON.stringify(requestedScopes) }),
            identifierUris: JSON.stringify(identifiers),
            signInAudience,
            ...web,
            folded: foldedApplication(model, { signInAudience, identifierUris: identifiers }, before.folded),
          },
        })
        await tx.servicePrincipal.updateMany({
          where,
          data: { ...names, ...(enabled === undefined ? {} : { accountEnabled: enabled }) },
        })
      })
    },
    async deleteApplication(tenantId: string, appId: string): Promise<boolean> {
      return (await (await prisma()).application.deleteMany({ where: { tenantId, appId } })).count === 1
    },
    async addSecret(tenantId: string, appId: string, secret: NewSecret): Promise<void> {
      await database.write(() => upsertSecret(deps, { tenantId, appId, ...secret }))
    },
    async deleteSecret(tenantId: string, appId: string, keyId: string): Promise<boolean> {
      return (await (await prisma()).applicationSecret.deleteMany({ where: { tenantId, appId, keyId } })).count === 1
    },
    /** A PEM certificate, the first if there are several. */
    async addCertificate(
      tenantId: string,
      appId: string,
      keyId: string,
      pem: string,
      expiresAt: string,
    ): Promise<void> {
      const lines =
        certificateBytes(pem)
          .toString('base64')
          .match(/.{1,64}/g) ?? []
      const certificate = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
      const prints = { sha1: thumbprint(pem, 'sha1'), sha256: thumbprint(pem, 'sha256') }
      await unlessThere(
        (await prisma()).applicationCertificate.create({
          data: { tenantId, appId, keyId, certificate, ...prints, createdAt: timeFrom(clock, tenantId), expiresAt },
        }),
      )
    },
    async deleteCertificate(tenantId: string, appId: string, keyId: string): Promise<boolean> {
      return (
        (await (await prisma()).applicationCertificate.deleteMany({ where: { tenantId, appId, keyId } })).count === 1
      )
    },
    async addRoles(tenantId: string, appId: string, resourceId: string, roles: readonly string[]): Promise<void> {
      await database.write(function* (): Work<void> {
        for (const role of roles) yield* insertRole(deps, { tenantId, appId, resourceId, role }, 'skip')
      })
    },
    async deleteRoles(tenantId: string, appId: string, resourceId: string, roles: readonly string[]): Promise<number> {
      const where = { tenantId, appId, resourceId, role: { in: [...roles] } }
      return (await (await prisma()).applicationRole.deleteMany({ where })).count
    },
    /** `userId` is empty for grants to all users. */
    async deleteScopes(tenantId: string, appId: string, resourceId: string, userId: string, scopes: readonly string[]) {
      const where = { tenantId, appId, resourceId, userId, scope: { in: [...scopes] } }
      return (await (await prisma()).delegatedGrant.deleteMany({ where })).count
    },
  }
}
