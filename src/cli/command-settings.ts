/** The settings of commands that have their own. */
import { Type } from 'typebox'
import { SETTINGS } from '../config.js'
import type { Settings } from '../settings.js'
import { AS_OF } from './as-of.js'

/** What `intunite seed` needs to find the database, and its own options. */
export const SEED_SETTINGS = {
  size: {
    flag: '--size',
    schema: Type.Enum(['small', 'large']),
    default: 'small',
    placeholder: 'size',
    help: 'small: 20 devices, 12 users, 9 configurations. large: 10000 devices, 5000 users, 500 configurations.',
  },
  seed: {
    flag: '--seed',
    schema: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
    default: 1,
    placeholder: 'number',
    help: 'What chance starts from. The same number gives the same organization, down to ids and times.',
  },
  asOf: AS_OF,
  tenant: {
    flag: '--tenant',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'tenant',
    help: 'Tenant to fill, by id or domain: the development tenant unless given. It must be empty.',
  },
  data: SETTINGS.data,
  databaseUrl: SETTINGS.databaseUrl,
  adminSecret: SETTINGS.adminSecret,
  readerSecret: SETTINGS.readerSecret,
} as const satisfies Settings

/** What `intunite ca` needs to find the CA, and the options of `intunite ca export`. */
export const CA_SETTINGS = {
  format: {
    flag: '--format',
    schema: Type.Enum(['pem', 'der', 'p12', 'bundle']),
    default: 'pem',
    placeholder: 'name',
    help: 'pem; der, for Windows; p12, a truststore for Java; bundle, with the public roots.',
  },
  out: {
    flag: '--out',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'file',
    help: 'File to write to; standard output without it.',
  },
  data: SETTINGS.data,
  databaseUrl: SETTINGS.databaseUrl,
  tlsNames: SETTINGS.tlsNames,
} as const satisfies Settings
