/** The commands: what they are for, what they read, and where they are. Nothing is loaded before it is called. */
import { Type } from 'typebox'
import { SETTINGS } from '../config.js'
import type { Settings } from '../settings.js'
import { AS_OF } from './as-of.js'

export interface Command {
  readonly summary: string
  readonly details: string
  readonly settings: Settings
  /** Runs the command to its end and gives the exit code. */
  readonly load: () => Promise<(argv: readonly string[]) => Promise<number>>
  /** The help of what has no settings of its own, by the words behind its name. */
  readonly help?: (rest: readonly string[]) => Promise<string>
}

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

export const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    summary: 'Start the server. This is what happens without a command.',
    details: 'Starts the server and goes on until it gets SIGINT (Ctrl+C) or SIGTERM.',
    settings: SETTINGS,
    load: async () => (await import('./serve.js')).serveCommand,
  },
  seed: {
    summary: 'Fill a tenant with an invented organization.',
    details: 'Fills a tenant with an invented organization: apps, groups, users, devices, configurations and statuses.',
    settings: SEED_SETTINGS,
    load: async () => (await import('./seed.js')).seedCommand,
  },
  token: {
    summary: 'Print an access token, for scripts.',
    details: 'Prints an access token, for an app or for a user.',
    settings: {},
    load: async () => (await import('./control/run.js')).tokenCommand,
    help: async () => (await import('./control/run.js')).tokenHelp(),
  },
  tenant: noun('tenant', 'Administer tenants; export, import, clone and empty them.'),
  app: noun('app', 'Administer apps, their secrets and certificates.'),
  user: noun('user', 'Administer users.'),
  group: noun('group', 'Administer groups and their members.'),
  grant: noun('grant', 'Administer what apps may do.'),
  keys: noun('keys', 'Administer the keys that sign tokens.'),
  completion: {
    summary: 'Print completion for bash, zsh or fish.',
    details: 'Prints completion for a shell: eval "$(intunite completion bash)"',
    settings: {},
    load: async () => (await import('./completion.js')).completionCommand,
  },
  ca: {
    summary: 'Show the private CA and how clients trust it; "ca export" writes it.',
    details:
      '"intunite ca" shows the private CA of --tls, and a line for each kind of client that is to trust it.\n"intunite ca export" writes its certificate. The server need not run.',
    settings: CA_SETTINGS,
    load: async () => (await import('./ca.js')).caCommand,
  },
}

/** What administers, on a running server or on the data itself. */
function noun(name: string, summary: string): Command {
  return {
    summary,
    details: summary,
    settings: {},
    load: async () => (await import('./control/run.js')).nounCommand(name),
    help: async (rest) => (await import('./control/run.js')).nounHelp(name, rest),
  }
}
