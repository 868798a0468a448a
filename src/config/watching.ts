/** Settings: what people who run the server see of it. */
import { Type } from 'typebox'
import type { Settings } from '../settings.js'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const WATCHING = {
  journal: {
    env: 'INTUNITE_JOURNAL',
    flag: '--journal',
    schema: Type.Enum(['off', 'lines', 'bodies']),
    default: 'bodies',
    placeholder: 'what',
    help: 'What the journal of requests keeps (docs/journal.md): a line for each, bodies as well (without secrets), or nothing.',
  },
  journalEntries: {
    env: 'INTUNITE_JOURNAL_ENTRIES',
    flag: '--journal-entries',
    schema: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    default: 10_000,
    placeholder: 'number',
    help: 'Requests that the journal keeps of a tenant; parts of a batch count.',
  },
  journalDays: {
    env: 'INTUNITE_JOURNAL_DAYS',
    flag: '--journal-days',
    schema: Type.Integer({ minimum: 1, maximum: 36_500 }),
    default: 7,
    placeholder: 'days',
    help: 'Days for which it keeps them, by the clock of the machine.',
  },
  journalBytes: {
    env: 'INTUNITE_JOURNAL_BYTES',
    flag: '--journal-bytes',
    schema: Type.Integer({ minimum: 65_536, maximum: 2 ** 40 }),
    default: 64 * 2 ** 20,
    placeholder: 'number',
    help: 'Bytes that it keeps of a tenant, at most.',
  },
  journalRate: {
    env: 'INTUNITE_JOURNAL_RATE',
    flag: '--journal-rate',
    schema: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    default: 500,
    placeholder: 'number',
    help: 'Requests a second that it notes when there are more for long, and refusals beside them; a burst of as many as it keeps is noted whole.',
  },
  metrics: {
    env: 'INTUNITE_METRICS',
    flag: '--metrics',
    schema: Type.Enum(['loopback', 'anywhere', 'off']),
    default: 'loopback',
    placeholder: 'who',
    help: 'Whose connections /_intunite/metrics answers: those from this machine (loopback) or all; off counts nothing.',
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
