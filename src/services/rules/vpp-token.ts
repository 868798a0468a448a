/**
 * Tokens of Apple's volume purchase: the token itself is written and never shown, and says when it expires (B172).
 * @see https://learn.microsoft.com/graph/api/resources/intune-onboarding-vpptoken
 */
import { readDateTimeOffset } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { Rules } from './rules.js'

export const vppToken: Rules = {
  *prepare({ clock, profile }, _location, { entity }, body) {
    if (typeof body['token'] !== 'string') return
    const read = readToken(body['token'])
    // A text that is no token is nothing to hide.
    if (read !== undefined || profile.ownMembers === 'kept') entity['token'] = null
    const token = read ?? {}
    const expires = typeof token['expDate'] === 'string' ? readDateTimeOffset(token['expDate']) : undefined
    if (expires !== undefined && !Object.hasOwn(body, 'expirationDateTime'))
      entity['expirationDateTime'] = `${expires}Z`
    if (typeof token['orgName'] === 'string') entity['organizationName'] ??= token['orgName']
    if (Object.hasOwn(body, 'state')) return
    entity['state'] = expires !== undefined && expires < clock.now() ? 'expired' : 'valid'
  },
}

/** Apple gives it as JSON in base64. */
function readToken(text: string): Entity | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as Entity) : undefined
  } catch {
    return undefined
  }
}
