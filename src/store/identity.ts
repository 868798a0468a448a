/**
 * The directory of identities, as sign-in and token verification need it: through prepared statements alone, so that a
 * server with an existing database starts, and signs in, without loading the Prisma client.
 */
import type { Announcements } from './announcements.js'
import { createApplications } from './identity-applications.js'
import type { Applications } from './identity-applications.js'
import { createConsents } from './identity-consents.js'
import type { Consents } from './identity-consents.js'
import { createCredentials } from './identity-credentials.js'
import type { Credentials } from './identity-credentials.js'
import { ensureDevelopmentTenant } from './identity-development.js'
import type { DevelopmentSecrets } from './identity-development.js'
import { createDeviceCodes } from './identity-device-codes.js'
import type { DeviceCodes } from './identity-device-codes.js'
import { createSigningKeys } from './identity-keys.js'
import type { SigningKeys } from './identity-keys.js'
import { createSessions } from './identity-sessions.js'
import type { Sessions } from './identity-sessions.js'
import { createSettings } from './identity-settings.js'
import type { Settings } from './identity-settings.js'
import type { IdentityDeps } from './identity-sql.js'
import { createTenants } from './identity-tenants.js'
import type { Tenants } from './identity-tenants.js'
import { createUsers } from './identity-users.js'
import type { Users } from './identity-users.js'

export interface Identity {
  readonly settings: Settings
  readonly keys: SigningKeys
  readonly tenants: Tenants
  readonly applications: Applications
  readonly users: Users
  readonly consents: Consents
  readonly credentials: Credentials
  readonly deviceCodes: DeviceCodes
  readonly sessions: Sessions
  ensureDevelopmentTenant(secrets: DevelopmentSecrets): Promise<void>
  /** Calls `listener` whenever tokens that were good may not be any more, by a change in this process or in another. */
  onChange(listener: () => void): void
  announceChange(): Promise<void>
}

/** `others` are the other processes on the same database, if there can be any. */
export function createIdentity(deps: IdentityDeps, others?: Announcements): Identity {
  const listeners: (() => void)[] = []
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const announceChange = async (): Promise<void> => {
    tell()
    await others?.announce()
  }
  return {
    onChange(listener) {
      listeners.push(listener)
      others?.listen(tell)
    },
    announceChange,
    settings: createSettings(deps),
    keys: createSigningKeys(deps, announceChange),
    tenants: createTenants(deps),
    applications: createApplications(deps),
    users: createUsers(deps),
    consents: createConsents(deps),
    credentials: createCredentials(deps),
    deviceCodes: createDeviceCodes(deps),
    sessions: createSessions(deps),
    ensureDevelopmentTenant: (secrets) => ensureDevelopmentTenant(deps, secrets),
  }
}
