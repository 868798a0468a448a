/** Settings: where things are kept, and how much of them. */
import { Type } from 'typebox'
import type { Settings } from '../settings.js'
import { CACHE_BYTES } from '../store/sqlite/read-cache.js'
import { QUERY_TIMEOUT } from '../store/work.js'

/** Room for the largest app that Intune takes, and more. */
export const CONTENT_BYTES = 64 * 2 ** 30

/** A tenant with a hundred thousand devices fits. */
const IMPORT_BYTES = 512 * 2 ** 20

export const KEEPING = {
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
} as const satisfies Settings
