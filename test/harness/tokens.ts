/** Tokens that the issuer would not write, signed with the key that it would use. */
import { randomUUID } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import type { Store } from '../../src/store/store.js'

/** What an app-only access token for Graph says, with the given application permissions. */
export function appClaims(tenantId: string, roles: readonly string[]): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  const appId = randomUUID()
  return {
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + 3600,
    appid: appId,
    idtyp: 'app',
    oid: appId,
    sub: appId,
    tid: tenantId,
    ver: '1.0',
    ...(roles.length === 0 ? {} : { roles: [...roles] }),
  }
}

/** What the access token of a signed-in user says, with the delegated permissions in `scp`. */
export function userClaims(tenantId: string, oid: string, scp: string): JWTPayload {
  return { ...appClaims(tenantId, []), idtyp: 'user', oid, scp }
}

/** Signed with the active key of the installation, unless `header` names another one. */
export async function signToken(
  store: Store,
  claims: JWTPayload,
  header: Record<string, unknown> = {},
): Promise<string> {
  const { kid, privateKey } = await store.identity.keys.getActive()
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid, ...header })
    .sign(await importPKCS8(privateKey, 'RS256'))
}

/** Three parts put together without any key. */
export function joinToken(header: object, claims: object, signature = ''): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}
