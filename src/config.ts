/**
 * Every setting of the server, declared once: how it is called in the environment and on the command line, what it may be, what it
 * is for. Reading, checking, `--help` and docs/settings.md come from this table.
 */
import { Type } from 'typebox'
import { BEHAVIOUR_PATTERN } from './services/profiles.js'
import type { Settings, Values } from './settings.js'
import { CACHE_BYTES } from './store/sqlite/read-cache.js'
import { QUERY_TIMEOUT } from './store/work.js'

/** Secrets of the development tenant's two apps, known to everybody who read the documentation. */
export const WELL_KNOWN_SECRETS = { admin: 'intunite-admin-secret', reader: 'intunite-reader-secret' } as const

/** Room for the largest app that Intune takes, and more. */
export const CONTENT_BYTES = 64 * 2 ** 30

/** A tenant with a hundred thousand devices fits. */
const IMPORT_BYTES = 512 * 2 ** 20

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const SETTINGS = {
  host: {
    env: 'INTUNITE_HOST',
    flag: '--host',
    schema: Type.String({ pattern: '^[^\\s/]+$', description: 'a host name or an IP address' }),
    default: '127.0.0.1',
    placeholder: 'address',
    help: 'Address to listen on. Anything but loopback needs secrets of your own.',
  },
  port: {
    env: 'INTUNITE_PORT',
    flag: '--port',
    schema: Type.Integer({ minimum: 0, maximum: 65_535 }),
    default: 8080,
    placeholder: 'number',
    help: 'Port to listen on; 0 takes a free one.',
  },
  data: {
    env: 'INTUNITE_DATA',
    flag: '--data',
    schema: Type.String({ minLength: 1 }),
    default: './data',
    placeholder: 'folder',
    help: 'Folder of the SQLite database. It is made when it is missing.',
  },
  content: {
    env: 'INTUNITE_CONTENT',
    flag: '--content',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'folder',
    help: 'Folder of the content that is uploaded for apps: content in the data folder unless set. Processes that share a database share it, too.',
  },
  contentBytes: {
    env: 'INTUNITE_CONTENT_BYTES',
    flag: '--content-bytes',
    schema: Type.Integer({ minimum: 0, maximum: 2 ** 50 }),
    default: CONTENT_BYTES,
    placeholder: 'number',
    help: 'The most bytes that a tenant may have uploaded as content of apps.',
  },
  importBytes: {
    env: 'INTUNITE_IMPORT_BYTES',
    flag: '--import-bytes',
    schema: Type.Integer({ minimum: 0, maximum: 2 ** 50 }),
    default: IMPORT_BYTES,
    placeholder: 'number',
    help: 'The most bytes that the document of a tenant may have which is imported over HTTP.',
  },
  databaseUrl: {
    env: 'DATABASE_URL',
    flag: '--database-url',
    schema: Type.String({
      pattern: '^postgres(ql)?://[^\\s]+$',
      description: 'a PostgreSQL URL (postgresql://user:password@host:5432/database)',
    }),
    placeholder: 'url',
    help: 'PostgreSQL instead of SQLite: postgresql://user:password@host:5432/database.',
    secret: true,
  },
  poolSize: {
    env: 'INTUNITE_POOL_SIZE',
    flag: '--pool-size',
    schema: Type.Integer({ minimum: 2, maximum: 1000 }),
    default: 10,
    placeholder: 'number',
    help: 'Connections to PostgreSQL, at most. Migrations need two.',
  },
  cacheBytes: {
    env: 'INTUNITE_CACHE_BYTES',
    flag: '--cache-bytes',
    schema: Type.Integer({ minimum: 0, maximum: 2 ** 40 }),
    default: CACHE_BYTES,
    placeholder: 'number',
    help: 'Memory for results read from SQLite, in bytes; 0 keeps none. PostgreSQL is asked every time.',
  },
  queryTimeout: {
    env: 'INTUNITE_QUERY_TIMEOUT',
    flag: '--query-timeout',
    schema: Type.Integer({ minimum: 1, maximum: 3600 }),
    default: QUERY_TIMEOUT,
    placeholder: 'seconds',
    help: 'How long a read may take that has to look at many rows; then it is stopped and answered with 503.',
  },
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
  seed: {
    env: 'INTUNITE_SEED',
    flag: '--seed',
    schema: Type.Enum(['none', 'small', 'large']),
    default: 'none',
    implied: 'small',
    placeholder: 'size',
    help: 'Fill the development tenant with an invented organization, if it is empty. --seed alone means small.',
  },
  profile: {
    env: 'INTUNITE_PROFILE',
    flag: '--profile',
    schema: Type.String({
      pattern: BEHAVIOUR_PATTERN,
      description: 'documented or live, with switches if you like (live+strictAssignCast)',
    }),
    default: 'documented',
    placeholder: 'name',
    help: "Whose behaviour to imitate: Microsoft's documentation, or the live service where it differs; +name and -name turn single switches on and off (docs/profiles.md).",
  },
  model: {
    env: 'INTUNITE_MODEL',
    flag: '--model',
    schema: Type.String({ minLength: 1 }),
    repeatable: true,
    placeholder: 'file',
    help: 'A file of CSDL (XML or JSON) with sets, types and operations to add; may be given several times. beta:file is for beta only (docs/model.md).',
  },
  pageSize: {
    env: 'INTUNITE_PAGE_SIZE',
    flag: '--page-size',
    schema: Type.Integer({ minimum: 1, maximum: 100_000 }),
    default: 1000,
    placeholder: 'number',
    help: 'Items in a page of a list when the request does not say ($top).',
  },
  maxTop: {
    env: 'INTUNITE_MAX_TOP',
    flag: '--max-top',
    schema: Type.Integer({ minimum: 1, maximum: 100_000 }),
    default: 1000,
    placeholder: 'number',
    help: 'The highest $top that a request may ask for.',
  },
  auditEvents: {
    env: 'INTUNITE_AUDIT_EVENTS',
    flag: '--audit-events',
    schema: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    default: 10_000,
    placeholder: 'number',
    help: 'Audit events that a tenant keeps; 0 notes none.',
  },
  history: {
    env: 'INTUNITE_HISTORY',
    flag: '--history',
    schema: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    default: 10_000,
    placeholder: 'number',
    help: 'Changes that a tenant keeps for the history of its objects; 0 keeps none.',
  },
  historyDays: {
    env: 'INTUNITE_HISTORY_DAYS',
    flag: '--history-days',
    schema: Type.Integer({ minimum: 1, maximum: 36_500 }),
    default: 90,
    placeholder: 'days',
    help: 'Days for which a tenant keeps them, by its clock.',
  },
  tls: {
    env: 'INTUNITE_TLS',
    flag: '--tls',
    implied: '1',
    schema: Type.Enum(['0', '1']),
    default: '0',
    placeholder: '1',
    help: 'Also serve HTTPS, with a private CA that is kept in the data folder (tls/ca.pem); clients have to trust it.',
  },
  tlsPort: {
    env: 'INTUNITE_TLS_PORT',
    flag: '--tls-port',
    schema: Type.Integer({ minimum: 0, maximum: 65_535 }),
    default: 8443,
    placeholder: 'number',
    help: 'Port for HTTPS; 0 takes a free one.',
  },
  tlsNames: {
    env: 'INTUNITE_TLS_NAMES',
    flag: '--tls-names',
    schema: Type.String({
      pattern: '^[A-Za-z0-9.:-]+( *, *[A-Za-z0-9.:-]+)*$',
      description: 'a list of host names and addresses, separated by commas',
    }),
    placeholder: 'names',
    help: "Further names of the server, besides localhost, intunite and the names of Microsoft's services: they are in the certificate, and the server answers to them while a well-known secret counts.",
  },
  tlsCert: {
    env: 'INTUNITE_TLS_CERT',
    flag: '--cert',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'file',
    help: 'A certificate of your own (PEM, with its chain) instead of the private CA. Goes with the key.',
  },
  tlsKey: {
    env: 'INTUNITE_TLS_KEY',
    flag: '--key',
    schema: Type.String({ minLength: 1 }),
    placeholder: 'file',
    help: 'The private key of that certificate (PEM).',
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
  controlKey: {
    env: 'INTUNITE_CONTROL_KEY',
    flag: '--control-key',
    schema: Type.String({ pattern: '^[!-~]{16,256}$', description: 'a text of 16 to 256 characters without spaces' }),
    placeholder: 'key',
    help: 'Key of the control face, instead of the one that is made at the first start (control.key in the data folder). Better set in the environment.',
    secret: true,
  },
  trustProxy: {
    env: 'INTUNITE_TRUST_PROXY',
    flag: '--trust-proxy',
    schema: Type.String({
      pattern:
        '^(true|false|([0-9a-fA-F:.]+(/\\d+)?|loopback|linklocal|uniquelocal)(, *([0-9a-fA-F:.]+(/\\d+)?|loopback|linklocal|uniquelocal))*)$',
      description: 'true, false or a list of addresses and networks (loopback, 10.0.0.0/8)',
    }),
    default: 'false',
    placeholder: 'who',
    help: 'Whose X-Forwarded-… headers to believe: true, false, or addresses and networks, separated by commas.',
  },
  workers: {
    env: 'INTUNITE_WORKERS',
    flag: '--workers',
    schema: Type.Integer({ minimum: 1, maximum: 256 }),
    default: 1,
    placeholder: 'number',
    help: 'Processes that serve side by side on the same port; more than one needs PostgreSQL (docs/scaling.md).',
  },
  metrics: {
    env: 'INTUNITE_METRICS',
    flag: '--metrics',
    schema: Type.Enum(['loopback', 'anywhere', 'off']),
    default: 'loopback',
    placeholder: 'who',
    help: 'Whose connections /_intunite/metrics answers: those from this machine (loopback) or all; off counts nothing.',
  },
  closeTimeout: {
    env: 'INTUNITE_CLOSE_TIMEOUT',
    flag: '--close-timeout',
    schema: Type.Integer({ minimum: 0, maximum: 3600 }),
    default: 8,
    placeholder: 'seconds',
    help: 'How long running requests may take to finish when the server is told to stop.',
  },
  logLevel: {
    env: 'INTUNITE_LOG_LEVEL',
    flag: '--log-level',
    schema: Type.Enum([...LOG_LEVELS]),
    default: 'info',
    placeholder: 'level',
    help: `The least that is logged: ${LOG_LEVELS.join(', ')}.`,
  },
  logFormat: {
    env: 'INTUNITE_LOG_FORMAT',
    flag: '--log-format',
    schema: Type.Enum(['auto', 'json', 'pretty']),
    default: 'auto',
    placeholder: 'format',
    help: 'json, pretty, or auto: pretty on a terminal and JSON elsewhere.',
  },
} as const satisfies Settings

export type Config = Values<typeof SETTINGS>
