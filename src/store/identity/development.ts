/**
 * The well-known development tenant, so that samples and continuous integration need no lookup; as Azurite has a
 * well-known account. Everything here may run in several processes at once.
 */
import { EntityStore } from '../query/entities.js'
import { hasSomeOfEach } from '../query/lookups.js'
import { GRAPH_RESOURCE, insertApplication, insertTenant } from './inserts.js'
import type { NewApplication } from './inserts.js'
import { statement } from './sql.js'
import { renewContents } from './tenant-contents.js'
import type { IdentityDeps } from './sql.js'
import { hashSecret, matchesHash } from './secret-hash.js'
import { one } from '../work.js'
import type { Work } from '../work.js'

export { GRAPH_RESOURCE }

export const DEVELOPMENT = Object.freeze({
  tenantId: '00000000-0000-4000-a000-000000000001',
  domain: 'intunite.test',
  displayName: 'Intunite development',
  adminAppId: '00000000-0000-4000-a000-0000000000a1',
  readerAppId: '00000000-0000-4000-a000-0000000000a2',
  adminSecret: 'intunite-admin-secret',
  readerSecret: 'intunite-reader-secret',
})

export interface DevelopmentSecrets {
  readonly adminSecret: string
  readonly readerSecret: string
}

interface DevelopmentApp {
  readonly appId: string
  readonly objectId: string
  readonly servicePrincipalId: string
  readonly displayName: string
  /** Key of the secret that start-up settings decide; further secrets have keys of their own. */
  readonly keyId: string
  readonly roles: readonly string[]
}

const ADMIN: DevelopmentApp = {
  appId: DEVELOPMENT.adminAppId,
  objectId: '00000000-0000-4000-a000-0000000000b1',
  servicePrincipalId: '00000000-0000-4000-a000-0000000000c1',
  displayName: 'intunite-admin',
  keyId: '00000000-0000-4000-a000-0000000000d1',
  roles: [
    'Agreement.ReadWrite.All',
    'AgreementAcceptance.Read.All',
    'Application.ReadWrite.All',
    'AuditLog.Read.All',
    'CloudPC.ReadWrite.All',
    'Device.ReadWrite.All',
    'DeviceManagementApps.ReadWrite.All',
    'DeviceManagementCloudCA.ReadWrite.All',
    'DeviceManagementConfiguration.ReadWrite.All',
    'DeviceManagementManagedDevices.PrivilegedOperations.All',
    'DeviceManagementManagedDevices.ReadWrite.All',
    'DeviceManagementRBAC.ReadWrite.All',
    'DeviceManagementScripts.ReadWrite.All',
    'DeviceManagementServiceConfig.ReadWrite.All',
    'Directory.ReadWrite.All',
    'Domain.ReadWrite.All',
    'Group.ReadWrite.All',
    'Organization.ReadWrite.All',
    'Policy.Read.All',
    'Policy.ReadWrite.ConditionalAccess',
    'RoleManagement.ReadWrite.Directory',
    'User.ReadWrite.All',
  ],
}

/** What the admin app may do: all that this service knows of. */
export const ADMIN_ROLES = ADMIN.roles

const READER: DevelopmentApp = {
  appId: DEVELOPMENT.readerAppId,
  objectId: '00000000-0000-4000-a000-0000000000b2',
  servicePrincipalId: '00000000-0000-4000-a000-0000000000c2',
  displayName: 'intunite-reader',
  keyId: '00000000-0000-4000-a000-0000000000d2',
  roles: [
    'Agreement.Read.All',
    'AgreementAcceptance.Read.All',
    'Application.Read.All',
    'AuditLog.Read.All',
    'CloudPC.Read.All',
    'Device.Read.All',
    'DeviceManagementApps.Read.All',
    'DeviceManagementCloudCA.Read.All',
    'DeviceManagementConfiguration.Read.All',
    'DeviceManagementManagedDevices.Read.All',
    'DeviceManagementRBAC.Read.All',
    'DeviceManagementScripts.Read.All',
    'DeviceManagementServiceConfig.Read.All',
    'Directory.Read.All',
    'Domain.Read.All',
    'Group.Read.All',
    'Organization.Read.All',
    'Policy.Read.All',
    'RoleManagement.Read.Directory',
    'User.Read.All',
  ],
}

/** What the reader app may do: read all of it. */
export const READER_ROLES = READER.roles

/** Makes what is missing of the tenant and its two apps, and gives them the secrets of this start. */
export async function ensureDevelopmentTenant(deps: IdentityDeps, secrets: DevelopmentSecrets): Promise<void> {
  const { database } = deps
  const [adminHash, readerHash, complete] = await Promise.all([
    changedHash(deps, ADMIN, secrets.adminSecret),
    changedHash(deps, READER, secrets.readerSecret),
    isComplete(deps),
  ])
  if (adminHash === undefined && readerHash === undefined && complete) return
  await database.write(function* (): Work<void> {
    yield* insertTenant(
      deps,
      { id: DEVELOPMENT.tenantId, displayName: DEVELOPMENT.displayName, domain: DEVELOPMENT.domain },
      'skip',
    )
    yield* insertApplication(deps, toApplication(ADMIN, adminHash), 'skip')
    yield* insertApplication(deps, toApplication(READER, readerHash), 'skip')
    yield* renewContents(deps.model, database)
  })
}

function toApplication({ roles, keyId, ...app }: DevelopmentApp, hash: string | undefined): NewApplication {
  return {
    ...app,
    tenantId: DEVELOPMENT.tenantId,
    roles: roles.map((role) => ({ resourceId: GRAPH_RESOURCE, role })),
    secret: hash === undefined ? undefined : { keyId, hash, displayName: 'set at start' },
  }
}

/** The hash to store; undefined if the stored one is of the same secret. */
async function changedHash(
  { database }: IdentityDeps,
  app: DevelopmentApp,
  secret: string,
): Promise<string | undefined> {
  const select = statement(
    database,
    `SELECT "hash" FROM "applicationSecret" WHERE "tenantId" = ?1 AND "appId" = ?2 AND "keyId" = ?3`,
  )
  const row = await database.read(() => one(select, [DEVELOPMENT.tenantId, app.appId, app.keyId]))
  if (row !== undefined && (await matchesHash(secret, row[0] as string))) return undefined
  return hashSecret(secret)
}

/** Whether every role that this version knows is there, and what Intune brings; then so is everything else. */
async function isComplete({ database, model }: IdentityDeps): Promise<boolean> {
  const select = statement(database, `SELECT count(*) FROM "applicationRole" WHERE "tenantId" = ?1 AND "appId" = ?2`)
  const count = async ({ appId, roles }: DevelopmentApp): Promise<boolean> => {
    const row = await database.read(() => one(select, [DEVELOPMENT.tenantId, appId]))
    return Number(row?.[0] ?? 0) >= roles.length
  }
  const entities = new EntityStore(database.provider, DEVELOPMENT.tenantId)
  const sets = model.builtIn(DEVELOPMENT.tenantId).flatMap(({ path }) => model.findResource(path) ?? [])
  const found = await Promise.all([count(ADMIN), count(READER), database.read(() => hasSomeOfEach(entities, sets))])
  return found.every((each) => each)
}
