import { isRevoked } from '../../auth/revocation.js'
import type { IntuneRole, User } from '../../store/identity/users.js'
import type { SignIn } from '../../store/identity/sign-ins.js'
import { hashSecret } from '../../store/identity/secret-hash.js'
import { getTenant, isGuid, requireText, unlessTaken } from './deps.js'
import type { DirectoryDeps } from './deps.js'
import { isPortal, PORTAL_NAME } from '../portal-client.js'
import { invalid, notFound } from './errors.js'

export interface UserOptions {
  /** With or without a domain; without one it is the tenant's. */
  readonly userPrincipalName: string
  readonly displayName?: string | undefined
  readonly givenName?: string | undefined
  readonly surname?: string | undefined
  readonly mail?: string | undefined
  readonly password?: string | undefined
  /** `none` unless given. */
  readonly intuneRole?: IntuneRole | undefined
  readonly id?: string | undefined
}

export interface UserUpdate {
  readonly enabled?: boolean | undefined
  readonly displayName?: string | undefined
  /** Null takes the password away. */
  readonly password?: string | null | undefined
  readonly intuneRole?: IntuneRole | undefined
}

export const INTUNE_ROLES: readonly IntuneRole[] = ['none', 'readOnly', 'administrator']

/** By id, principal name, or the part of it before the `@`. */
export async function getUser(deps: DirectoryDeps, tenantId: string, name: string): Promise<User> {
  const { users, tenants } = deps.identity
  const domain = (await tenants.find(tenantId))?.defaultDomain ?? ''
  const found =
    (await users.find(tenantId, name)) ??
    (await users.findByName(tenantId, name.includes('@') ? name : `${name}@${domain}`))
  if (found !== undefined) return found
  const others = await users.listEnabled(tenantId, 100)
  throw notFound(
    'user',
    name,
    `in the tenant ${domain}`,
    others.map(({ userPrincipalName }) => userPrincipalName),
  )
}

export function userDirectory(deps: DirectoryDeps) {
  const { records, newId } = deps
  const resolve = async (tenant: string, user: string) => getUser(deps, (await getTenant(deps, tenant)).id, user)
  return {
    async create(tenant: string, options: UserOptions) {
      const { id: tenantId, defaultDomain } = await getTenant(deps, tenant)
      const { userPrincipalName: sent, password, intuneRole = 'none', id = newId() } = options
      const userPrincipalName = sent.includes('@') ? sent : `${sent}@${defaultDomain}`
      if (!/^[^\s@'"<>&]{1,64}@[^\s@'"<>&]{1,255}$/.test(userPrincipalName))
        throw invalid(`'${sent}' is no user principal name such as mara@${defaultDomain}`)
      requireRole(intuneRole)
      if (!isGuid(id)) throw invalid(`the id of a user must be a GUID, not '${id}'`)
      const made = {
        tenantId,
        id: id.toLowerCase(),
        userPrincipalName,
        displayName: requireText(options.displayName ?? userPrincipalName.split('@')[0] ?? '', 'the name of a user'),
        givenName: options.givenName,
        surname: options.surname,
        mail: options.mail,
        intuneRole,
      }
      const passwordHash = password === undefined ? undefined : await hashSecret(password)
      await unlessTaken(records.insertUser({ ...made, passwordHash }), `there is a user ${userPrincipalName} already`)
      return { id: made.id, userPrincipalName, displayName: made.displayName, intuneRole }
    },
    list: async (tenant: string) => (await records.listUsers((await getTenant(deps, tenant)).id)).map(show),
    find: resolve,
    async show(tenant: string, user: string) {
      const { tenantId, id } = await resolve(tenant, user)
      const [found] = await records.listUsers(tenantId, id)
      if (found === undefined) throw notFound('user', user, `in the tenant ${tenant}`)
      return show(found)
    },
    async update(
      tenant: string,
      user: string,
      { password, intuneRole, displayName, enabled }: UserUpdate,
    ): Promise<void> {
      const { tenantId, id } = await resolve(tenant, user)
      if (intuneRole !== undefined) requireRole(intuneRole)
      const passwordHash = typeof password === 'string' ? await hashSecret(password) : password
      const name = displayName === undefined ? undefined : requireText(displayName, 'the name of a user')
      await records.updateUser(tenantId, id, { displayName: name, enabled, intuneRole, passwordHash })
    },
    /** Signs the user out everywhere: sessions, refresh tokens and access tokens are worth nothing from now on. */
    async revokeSessions(tenant: string, user: string): Promise<void> {
      const { tenantId, id } = await resolve(tenant, user)
      await records.revokeSessions(tenantId, id)
    },
    /** Browsers and apps that the user is signed in with. */
    async listSignIns(tenant: string, user: string) {
      const found = await resolve(tenant, user)
      const all = await deps.identity.signIns.list(found)
      const counting = all.filter(({ signedInAt }) => !isRevoked(found, signedInAt))
      return Promise.all(counting.map((signIn) => showSignIn(deps, found.tenantId, signIn)))
    },
    /** An access token that was issued before lasts to its end. */
    async endSignIn(tenant: string, user: string, id: string): Promise<void> {
      const found = await resolve(tenant, user)
      if (!(await deps.identity.signIns.end(found, id)))
        throw notFound('sign-in', id, `of the user ${found.userPrincipalName}`)
    },
    async delete(tenant: string, user: string): Promise<void> {
      const { tenantId, id } = await resolve(tenant, user)
      await records.deleteUser(tenantId, id)
    },
  }
}

type UserRecord = Awaited<ReturnType<DirectoryDeps['records']['listUsers']>>[number]

function show({
  id,
  userPrincipalName,
  displayName,
  mail,
  accountEnabled,
  intuneRole,
  passwordHash,
  groups,
}: UserRecord) {
  return {
    id,
    userPrincipalName,
    displayName,
    mail,
    enabled: accountEnabled,
    intuneRole: intuneRole as IntuneRole,
    hasPassword: passwordHash !== null,
    groups,
  }
}

async function showSignIn({ identity }: DirectoryDeps, tenantId: string, signIn: SignIn) {
  const { id, kind, appId, scope, signedInAt, usedAt, expiresAt } = signIn
  const times = {
    signedInDateTime: new Date(signedInAt).toISOString(),
    usedDateTime: `${usedAt}Z`,
    expiresDateTime: `${expiresAt}Z`,
  }
  if (appId === undefined) return { id, kind, ...times }
  const app = isPortal(appId) ? PORTAL_NAME : (await identity.applications.find(tenantId, appId))?.displayName
  return { id, kind, appId, app: app ?? appId, scope: scope ?? '', ...times }
}

function requireRole(role: string): void {
  if (!(INTUNE_ROLES as readonly string[]).includes(role))
    throw invalid(`the Intune role must be one of ${INTUNE_ROLES.join(', ')}, not '${role}'`)
}
