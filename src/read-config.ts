/** Reads the settings of the server and of commands from the environment and from flags, and refuses what is wrong. */
import { fileVariableOf } from './secret-files.js'
import { ConfigError, readValues, suggestion } from './settings.js'
import type { Environment, Settings, Values } from './settings.js'
import type { Config } from './config.js'
import { CLIENT_SETTINGS } from './client-settings.js'
import { SETTINGS, WELL_KNOWN_SECRETS } from './config.js'

/** The settings of the server. Throws a ConfigError that names everything that is wrong. */
export function readConfig(env: Environment, argv: readonly string[]): Config {
  const { values, problems } = readValues(SETTINGS, env, argv)
  problems.push(...unknownVariables(env))
  if ((values.tlsCert === undefined) !== (values.tlsKey === undefined))
    problems.push(`${SETTINGS.tlsCert.env} and ${SETTINGS.tlsKey.env} go together`)
  if (values.workers > 1 && values.databaseUrl === undefined)
    problems.push(
      `${SETTINGS.workers.env}: ${values.workers} processes need PostgreSQL (${SETTINGS.databaseUrl.env}); SQLite is for one`,
    )
  if (problems.length === 0) problems.push(...wellKnownSecretsInPublic(values))
  if (problems.length > 0) throw new ConfigError(problems)
  return values
}

/** The settings and options of another command. */
export function readSettings<T extends Settings>(settings: T, env: Environment, argv: readonly string[]): Values<T> {
  const { values, problems } = readValues(settings, env, argv)
  problems.push(...unknownVariables(env))
  if (problems.length > 0) throw new ConfigError(problems)
  return values
}

/** The same of a command that also takes words without flags, called by these names; names in brackets may be left out. */
export function readCommand<T extends Settings>(
  settings: T,
  names: readonly string[],
  env: Environment,
  argv: readonly string[],
): { values: Values<T>; words: readonly string[] } {
  const { values, words, problems } = readValues(settings, env, argv, names.length)
  problems.push(...unknownVariables(env))
  const missing = names.slice(words.length).filter((name) => !name.startsWith('['))
  problems.push(...missing.map((name) => `${name} is missing`))
  if (problems.length > 0) throw new ConfigError(problems)
  return { values, words }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(host)
}

export function hasWellKnownSecret({
  adminSecret,
  readerSecret,
}: Pick<Config, 'adminSecret' | 'readerSecret'>): boolean {
  const known: readonly string[] = Object.values(WELL_KNOWN_SECRETS)
  return known.includes(adminSecret) || known.includes(readerSecret)
}

function wellKnownSecretsInPublic({ host, adminSecret, readerSecret }: Config): string[] {
  if (isLoopback(host)) return []
  const known: readonly string[] = Object.values(WELL_KNOWN_SECRETS)
  const open = [
    known.includes(adminSecret) ? SETTINGS.adminSecret.env : undefined,
    known.includes(readerSecret) ? SETTINGS.readerSecret.env : undefined,
  ].filter((name) => name !== undefined)
  return open.map(
    (name) => `${name} must be set to a secret of your own to listen on ${host}: everybody knows the default`,
  )
}

/** Variables of the test suite, and those that Docker and Kubernetes make for a service called "intunite". */
const NOT_SETTINGS = /^INTUNITE_(TEST_.*|SERVICE_(HOST|PORT)(_.*)?|PORT_\d+_(TCP|UDP)(_.*)?|NAME|ENV_.*)$/

function unknownVariables(env: Environment): string[] {
  const known: readonly string[] = [...Object.values(SETTINGS), CLIENT_SETTINGS.url].flatMap((setting) =>
    'secret' in setting ? [setting.env, fileVariableOf(setting.env)] : [setting.env],
  )
  return Object.keys(env)
    .filter((name) => name.startsWith('INTUNITE_') && !known.includes(name) && !NOT_SETTINGS.test(name))
    .map((name) => `unknown variable ${name}${suggestion(name, known)}`)
}
