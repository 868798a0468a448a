/**
 * Links that open the portal signed in as a user, once and for a short time. A link carries a code that is kept like an
 * authorization code but for a client that does not exist, so that no token endpoint redeems it.
 */
import type { Clock, IdSource } from '../store/identity/sql.js'
import type { Identity } from '../store/identity/identity.js'
import type { User } from '../store/identity/users.js'
import { PORTAL_PATH } from './portal-client.js'

const LINK = 'portal-link'

/** Milliseconds. */
export const LINK_LIFE = 5 * 60 * 1000

export const LINK_PATH = `${PORTAL_PATH}/open`

interface Deps {
  readonly identity: Identity
  readonly clock: Clock
  readonly newId: IdSource
}

export async function addPortalLink({ identity, clock, newId }: Deps, { id, tenantId }: User): Promise<string> {
  const signedInAt = clock(tenantId)
  const authTime = Math.floor(signedInAt / 1000)
  const grant = { appId: LINK, scope: '', authTime, signedInAt, method: 'none' } as const
  const code = await identity.credentials.addCode({ tenantId, userId: id, grant, family: newId(), life: LINK_LIFE })
  return `${LINK_PATH}?code=${code}`
}

/** Starts the session of a browser, for the first caller. */
export async function openPortalLink(
  { identity }: Pick<Deps, 'identity'>,
  code: string,
): Promise<{ readonly tenantId: string; readonly cookie: string } | undefined> {
  const kept = await identity.credentials.findCode(code)
  if (kept === undefined || kept.grant.appId !== LINK || kept.expired || kept.redeemed) return undefined
  const { tenantId, userId } = kept
  const user = await identity.users.find(tenantId, userId)
  if (user?.enabled !== true || !(await identity.credentials.redeemCode(code, tenantId))) return undefined
  return { tenantId, cookie: await identity.sessions.add(tenantId, userId) }
}
