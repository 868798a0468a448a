/**
 * Settings of apps that change how Entra signs in or issues tokens. Those that sign-in here obeys are checked for their
 * values; those that it cannot obey are refused, because an app that relies on them would work here and nowhere else.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-microsoft-graph-app-manifest
 */
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { groupMembershipClaimsIn } from '../../store/identity/applications.js'

/** The values of a setting that is kept for its name alone, and what is not done for the others. */
interface Unsupported {
  readonly path: readonly string[]
  readonly neutral: readonly unknown[]
  readonly reason: string
}

const ENCRYPTION = { neutral: [null], reason: 'tokens are not encrypted here' }

export const UNSUPPORTED: Readonly<Record<'Application' | 'ServicePrincipal', readonly Unsupported[]>> = {
  Application: [
    { path: ['tokenEncryptionKeyId'], ...ENCRYPTION },
    {
      path: ['isDeviceOnlyAuthSupported'],
      neutral: [null, false],
      reason: 'devices do not sign in without a user here',
    },
    {
      path: ['oauth2RequirePostResponse'],
      neutral: [false],
      reason: 'answers to an app are sent in the response mode that the app asks for',
    },
    {
      path: ['parentalControlSettings', 'countriesBlockedForMinors'],
      neutral: ['[]'],
      reason: 'minors sign in like other users here',
    },
    {
      path: ['parentalControlSettings', 'legalAgeGroupRule'],
      neutral: [null, 'Allow'],
      reason: 'minors sign in like other users here',
    },
  ],
  ServicePrincipal: [
    { path: ['tokenEncryptionKeyId'], ...ENCRYPTION },
    {
      path: ['preferredTokenSigningKeyThumbprint'],
      neutral: [null],
      reason: 'all tokens are signed with the key of the server',
    },
  ],
}

export function requireSupported(resource: keyof typeof UNSUPPORTED, body: Entity): void {
  for (const { path, neutral, reason } of UNSUPPORTED[resource]) {
    const value = path.reduce<unknown>((of, name) => (of as Entity | null | undefined)?.[name], body)
    if (value === undefined || neutral.includes(Array.isArray(value) ? JSON.stringify(value) : value)) continue
    throw directoryBadRequest(
      `Property '${path.join('.')}' of resource '${resource}' cannot be '${textOf(value)}': ${reason}.`,
      path.join('.'),
    )
  }
}

const GROUP_CLAIMS = new Set(['None', 'SecurityGroup', 'ApplicationGroup', 'DirectoryRole', 'All'])

/** Values of the settings that tokens follow. */
export function requireTokenSettings({ api, groupMembershipClaims }: Entity): void {
  const claims = groupMembershipClaims as string | null | undefined
  for (const claim of groupMembershipClaimsIn(claims ?? null))
    if (!GROUP_CLAIMS.has(claim)) throw invalid('groupMembershipClaims', claim)
  const version = (api as Entity | null | undefined)?.['requestedAccessTokenVersion'] ?? null
  if (version !== null && version !== 1 && version !== 2) throw invalid('api.requestedAccessTokenVersion', version)
}

function invalid(property: string, value: unknown): Error {
  return directoryBadRequest(
    `Invalid value '${textOf(value)}' specified for property '${property}' of resource 'Application'.`,
    property,
  )
}

/** As much of a value as a message can hold. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
