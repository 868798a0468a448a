/** Settings: what people who run the server see of it. */
import { Type } from 'typebox'
import type { Settings } from '../settings.js'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export const WATCHING = {
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
