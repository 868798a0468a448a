/**
 * The directory of identities, as sign-in and token verification need it: through prepared statements alone, so that a
 * server with an existing database starts, and signs in, without loading the Prisma client.
 */
import type { Announcements } from '../postgres/announcements.js'
import { createApplications } from './applications.js'
import type { Applications } from './applications.js'
import { createConsents } from './consents.js'
import type { Consents } from './consents.js'
import { createCredentials } from './credentials.js'
import type { Credentials } from './credentials.js'
import { ensureDevelopmentTenant } from './development.js'
import type { DevelopmentSecrets } from './development.js'
import { createDeviceCodes } from './device-codes.js'
import type { DeviceCodes } from './device-codes.js'
import { createSigningKeys } from './keys.js'
import type { SigningKeys } from './keys.js'
import { createSessions } from './sessions.js'
import type { Sessions } from './sessions.js'
import { createSettings } from './settings.js'
import type { Settings } from './settings.js'
import { createSignIns } from './sign-ins.js'
import type { SignIns } from './sign-ins.js'
import type { IdentityDeps } from './sql.js'
import { createTenants } from './tenants.js'
import type { Tenants } from './tenants.js'
import { createUsers } from './users.js'
import type { Users } from './users.js'

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
  readonly signIns: SignIns
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
    signIns: createSignIns(deps),
    ensureDevelopmentTenant: (secrets) => ensureDevelopmentTenant(deps, secrets),
  }
}
