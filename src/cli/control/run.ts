/** Runs a command that administers: finds its verb, asks the control face, prints the answer. */
import { CLIENT_SETTINGS } from '../../client-settings.js'
import { readCommand } from '../../read-config.js'
import { ConfigError } from '../../settings.js'
import type { Settings } from '../../settings.js'
import { BackupError } from '../../services/backups/errors.js'
import { explainFailure } from '../../server/failures.js'
import { settingsHelp } from '../settings-help.js'
import { IMPORT } from './backup.js'
import type { Given, Verb } from './command.js'
import { HISTORY } from './history.js'
import { NOUNS } from './nouns.js'
import { hasColours, readable } from './output.js'
import { PORTAL } from './portal.js'
import { TOKEN } from './rights.js'
import { openTransport, Unreachable } from './transport.js'
import { listVerbs, noSuchVerb } from './verbs.js'
import { WHY } from './why.js'
import type { ClientSettings, ControlAnswer, ControlRequest, Transport } from './transport.js'

export const tokenCommand = (argv: readonly string[]): Promise<number> => runVerb(TOKEN, argv)

export const importCommand = (argv: readonly string[]): Promise<number> => runVerb(IMPORT, argv)

export const importHelp = (): string => verbHelp('import', IMPORT)

export const historyCommand = (argv: readonly string[]): Promise<number> => runVerb(HISTORY, argv)

export const historyHelp = (): string => verbHelp('history', HISTORY)

export const portalCommand = (argv: readonly string[]): Promise<number> => runVerb(PORTAL, argv)

export const portalHelp = (): string => verbHelp('portal', PORTAL)

export const whyCommand = (argv: readonly string[]): Promise<number> => runVerb(WHY, argv)

export const whyHelp = (): string => verbHelp('why', WHY)

export const tokenHelp = (): string => verbHelp('token', TOKEN)

export function nounCommand(noun: string): (argv: readonly string[]) => Promise<number> {
  return async (argv) => {
    const { verb, rest } = findVerb(noun, argv)
    return runVerb(verb, rest)
  }
}

/** Of a noun that is mostly listed: without a verb, that is meant. */
export function listedNounCommand(noun: string): (argv: readonly string[]) => Promise<number> {
  const command = nounCommand(noun)
  return (argv) => command(argv[0] === undefined || argv[0].startsWith('-') ? ['list', ...argv] : argv)
}

export function nounHelp(noun: string, argv: readonly string[]): string {
  const words = argv.filter((word) => !word.startsWith('-'))
  if (words.length > 0) {
    const { name, verb } = findVerb(noun, words)
    return verbHelp(`${noun} ${name}`, verb)
  }
  const verbs = Object.entries(NOUNS[noun] ?? {})
  return listVerbs(
    noun,
    verbs.map(([name, verb]) => [[name, ...shown(verb)].join(' '), verb.summary]),
  )
}

export function verbHelp(call: string, verb: Verb): string {
  return [
    `Usage: ${['intunite', call, ...shown(verb)].join(' ')} [flags]`,
    '',
    verb.summary,
    '',
    'Flags:',
    ...settingsHelp({ ...verb.settings, ...CLIENT_SETTINGS }),
  ].join('\n')
}

function shown({ takes }: Verb): string[] {
  return takes.map((name) => (name.startsWith('[') ? `[<${name.slice(1, -1)}>]` : `<${name}>`))
}

/** A verb may be two words: `secret add`. */
function findVerb(noun: string, argv: readonly string[]): { name: string; verb: Verb; rest: readonly string[] } {
  const verbs = NOUNS[noun] ?? {}
  const [first = '', second = ''] = argv
  for (const [name, length] of [
    [`${first} ${second}`, 2],
    [first, 1],
  ] as const) {
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined
    if (verb !== undefined) return { name, verb, rest: argv.slice(length) }
  }
  const known = Object.keys(verbs)
  const below = known.filter((name) => name.startsWith(`${first} `))
  throw noSuchVerb(noun, below.length === 0 ? first : `${first} ${second}`.trim(), known)
}

async function runVerb(verb: Verb, argv: readonly string[]): Promise<number> {
  const settings: Settings = { ...CLIENT_SETTINGS, ...verb.settings }
  const given = readCommand(settings, verb.takes, process.env, argv) as Given
  const client = withServer(given.values as unknown as ClientSettings, verb)
  try {
    const own = await verb.own?.(given, client)
    if (own !== undefined) return print(verb, given, { status: 200, text: JSON.stringify(own) })
    const request = await verb.request(given)
    const transport = await openTransport(client)
    try {
      return await exchange(verb, given, transport, request)
    } finally {
      await transport.close()
    }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const failed = verb.failed ?? 1
    if (error instanceof BackupError) return complain([`nothing is imported: ${error.message}`], failed)
    const explanation = error instanceof Unreachable ? error.message : explainFailure(error, client)
    if (explanation === undefined) throw error
    return complain([explanation], failed)
  }
}

function withServer(client: ClientSettings, { server }: Verb): ClientSettings {
  return server === undefined || client.url !== undefined ? client : { ...client, url: server }
}

async function exchange(verb: Verb, given: Given, transport: Transport, request: ControlRequest): Promise<number> {
  let answer = await transport.send(request)
  const code = print(verb, given, answer)
  for (let next = nextOf(verb, given, answer); next !== undefined; next = nextOf(verb, given, answer)) {
    answer = await transport.send(next)
    if (print({ ...verb, show: verb.showNext ?? verb.show } as Verb, given, answer) !== 0) return 1
  }
  return code
}

function nextOf(verb: Verb, given: Given, { status, text }: ControlAnswer): ControlRequest | undefined {
  return status >= 400 ? undefined : verb.next?.(given, parsed(text))
}

function print(verb: Verb, given: Given, { status, text }: ControlAnswer): number {
  const answer = parsed(text)
  if (status >= 400) return complain(complaintsOf(status, answer), status === 400 ? 2 : (verb.failed ?? 1))
  if (verb.text?.(given) === true) {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
    return 0
  }
  const asJson = given.values['json'] === '1' || verb.raw === true
  const said = asJson ? undefined : verb.say?.(given, answer)
  if (!asJson && verb.show !== undefined) process.stdout.write(verb.show(given, answer, hasColours()))
  else if (said !== undefined) process.stdout.write(`${said}\n`)
  else if (answer !== undefined)
    process.stdout.write(asJson ? `${JSON.stringify(answer, undefined, 2)}\n` : readable(answer, verb.columns))
  return verb.exit?.(answer) ?? 0
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

function complaintsOf(status: number, answer: unknown): string[] {
  const { detail, errors = [] } = (answer ?? {}) as {
    detail?: string
    errors?: { pointer: string; detail: string }[]
  }
  if (errors.length === 0) return [detail ?? `the server answers ${status}, and not as the control face does`]
  return errors.map((each) => `${each.pointer.replace(/^[/?]/, '') || 'the body'} ${each.detail}`)
}

function complain(lines: readonly string[], code: number): number {
  for (const line of lines) process.stderr.write(`intunite: ${line}\n`)
  return code
}
