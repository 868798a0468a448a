/** Settings: secrets and keys, and what opens what. */
import { Type } from 'typebox'
import type { Settings } from '../settings.js'

/** Secrets of the development tenant's two apps, known to everybody who read the documentation. */
export const WELL_KNOWN_SECRETS = { admin: 'intunite-admin-secret', reader: 'intunite-reader-secret' } as const

export const ADMISSION = {
  adminSecret: {
    env: 'INTUNITE_ADMIN_SECRET',
    flag: '--admin-secret',
    schema: Type.String({ minLength: 1 }),
    default: WELL_KNOWN_SECRETS.admin,
    placeholder: 'secret',
    help: 'Client secret of the app intunite-admin. Better set in the environment: flags show in the list of processes.',
    secret: true,
  },
  secretCommand: {
    env: 'INTUNITE_SECRET_COMMAND',
    flag: '--secret-command',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'command',
    help: 'Shell command that prints the secret of intunite-admin where the lines of the start are pasted. Containers set it.',
  },
  readerSecret: {
    env: 'INTUNITE_READER_SECRET',
    flag: '--reader-secret',
    schema: Type.String({ minLength: 1 }),
    default: WELL_KNOWN_SECRETS.reader,
    placeholder: 'secret',
    help: 'Client secret of the app intunite-reader. Better set in the environment.',
    secret: true,
  },
  trust: {
    env: 'INTUNITE_TRUST',
    flag: '--trust',
    schema: Type.String({ minLength: 2 }),
    placeholder: 'json',
    help: 'Further issuers whose tokens are accepted: a JSON array of { issuer, tenant, jwks or secret } (docs/identity.md).',
    secret: true,
  },
  control: {
    env: 'INTUNITE_CONTROL',
    flag: '--control',
    schema: Type.Enum(['loopback', 'anywhere', 'off']),
    default: 'loopback',
    placeholder: 'from',
    help: 'Whose connections the control face answers, if they have its key: those from this machine, all, or none.',
  },
  portal: {
    env: 'INTUNITE_PORTAL',
    flag: '--portal',
    schema: Type.Enum(['true', 'false']),
    default: 'true',
    placeholder: 'true|false',
    help: 'Whether the portal is served, under /_intunite/portal (docs/portal.md).',
  },
  controlKey: {
    env: 'INTUNITE_CONTROL_KEY',
    flag: '--control-key',
    schema: Type.String({ pattern: '^[!-~]{16,256}$', description: 'a text of 16 to 256 characters without spaces' }),
    placeholder: 'key',
    help: 'Key of the control face, instead of the one that is made at the first start (control.key in the data folder). Better set in the environment.',
    secret: true,
  },
} as const satisfies Settings
