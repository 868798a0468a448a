/** Failures that the person at the keyboard can do something about, in a line or two each. */
import type { Config } from '../config.js'
import { SETTINGS } from '../config.js'
import { DatabaseUnavailable } from '../store/work.js'

type Where = Partial<Pick<Config, 'host' | 'port' | 'tls' | 'tlsPort'>> & Pick<Config, 'data' | 'databaseUrl'>

/** Clear words, or nothing when the failure is not one of the known ones, and so a bug. */
export function explainFailure(error: unknown, where: Where): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.constructor.name === 'TrustError') return `${SETTINGS.trust.env} ${error.message}`
  if (['DriverError', 'MigrationError', 'TlsError', 'WorkerError', 'TelemetryError'].includes(error.constructor.name))
    return error.message
  const code = codeOf(error instanceof DatabaseUnavailable && error.cause instanceof Error ? error.cause : error)
  const listening = explainListening(error, code, where)
  if (listening !== undefined) return listening
  if (code.startsWith('SQLITE_') || 'path' in error)
    return `cannot use the data folder ${where.data}: ${error.message}; choose another with ${SETTINGS.data.env} or ${SETTINGS.data.flag}`
  const cause = isUnavailable(error) ? error.cause : error
  if (where.databaseUrl !== undefined && isConnectionFailure(cause))
    return `cannot use the database at ${withoutPassword(where.databaseUrl)}: ${messageOf(cause)}`
  return undefined
}

function isUnavailable(error: Error): boolean {
  if (error.cause === undefined) return false
  return error instanceof DatabaseUnavailable || error.message === 'the database is not available'
}

function explainListening(
  error: Error,
  code: string,
  { host, port: plainPort, tls, tlsPort }: Where,
): string | undefined {
  if (!('syscall' in error) || (error.syscall !== 'listen' && error.syscall !== 'getaddrinfo')) return undefined
  if (host === undefined || ('hostname' in error && error.hostname !== host)) return undefined
  const isTls = tls === '1' && tlsPort !== plainPort && 'port' in error && error.port === tlsPort
  const [port, setting] = isTls ? [tlsPort, SETTINGS.tlsPort] : [plainPort, SETTINGS.port]
  const { env, flag } = code === 'EADDRINUSE' || code === 'EACCES' ? setting : SETTINGS.host
  const reason =
    code === 'EADDRINUSE'
      ? `port ${port} of ${host} is in use by another program`
      : code === 'EACCES'
        ? `this user may not listen on port ${port}`
        : `cannot listen on ${host} (${code})`
  return `${reason}; choose another with ${env} or ${flag}`
}

/** PostgreSQL's own refusals have a code of five characters; the others come from the network. */
function isConnectionFailure(cause: unknown): cause is Error {
  if (!(cause instanceof Error)) return false
  const code = codeOf(cause)
  return (
    /^(E[A-Z_]+|[0-9A-Z]{5}|SELF_SIGNED.*|DEPTH_ZERO.*|CERT_.*|ERR_TLS.*)$/.test(code) ||
    /timeout|terminated|SSL|SASL/i.test(cause.message)
  )
}

function messageOf(cause: Error): string {
  // A host with several addresses fails with one error for each of them.
  const [first] = cause instanceof AggregateError ? (cause.errors as unknown[]) : []
  return cause.message !== '' ? cause.message : first instanceof Error ? first.message : codeOf(cause)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

export function withoutPassword(databaseUrl: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(databaseUrl)
    return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`
  } catch {
    return 'DATABASE_URL'
  }
}
