/** The log: JSON lines, or a readable form on a terminal. No token, no secret, no body gets into it. */
import { pino } from 'pino'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import { TOKEN } from '../services/secrets.js'

const NAMES =
  'client_secret|client_assertion|access_token|refresh_token|id_token|assertion|authorization|cookie|password|code'

/** A parameter of the token endpoint that a client put into a query string. */
const PARAMETER = new RegExp(`\\b(${NAMES})=[^&\\s"\\\\]+`, 'gi')

/** A member of a logged object, at any depth. */
const MEMBER = new RegExp(`"(${NAMES.replace('|code', '')}|secret)":"(?:[^"\\\\]|\\\\.)*"`, 'gi')

const SCHEME = /\b(Bearer|Basic) +[\w~+/.=-]{8,}/gi

/** The line without what must not be kept. Works on the line, so that nothing has to be remembered where things are logged. */
export function withoutSecrets(line: string): string {
  return line
    .replace(TOKEN, '[hidden]')
    .replace(PARAMETER, '$1=[hidden]')
    .replace(MEMBER, '"$1":"[hidden]"')
    .replace(SCHEME, '$1 [hidden]')
}

/** Of a server that works for a command and has nobody to tell. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' })
}

export async function createLogger({ logLevel, logFormat }: Pick<Config, 'logLevel' | 'logFormat'>): Promise<Logger> {
  const options = { level: logLevel, hooks: { streamWrite: withoutSecrets } }
  if (logFormat === 'json' || (logFormat === 'auto' && !process.stdout.isTTY))
    return pino(options, pino.destination({ dest: 1, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  const stream = pretty({
    sync: true,
    colorize: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,reqId',
  })
  return pino(options, stream)
}
