/**
 * How settings are read: flags before the environment before defaults, each checked against its schema, and everything
 * that is wrong told at once. Which settings there are is said in config.ts.
 */
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { readSecret } from './secret-files.js'

export interface Setting<S extends TSchema = TSchema> {
  /** Name in the environment; an option of one command only may have none. */
  readonly env?: string
  readonly flag: string
  /** What a value may be. A `description` says in words what the schema says in a pattern. */
  readonly schema: S
  readonly default?: string | number
  /** What the flag means when no value follows it. */
  readonly implied?: string
  /** Stands for the value in the help text. */
  readonly placeholder: string
  readonly help: string
  /** Never printed, not even when wrong; may also be in a file that `<env>_FILE` names. */
  readonly secret?: boolean
  /** May be given several times, in the environment as a list with commas; without a default it is an empty list. */
  readonly repeatable?: true
}

export type Settings = Readonly<Record<string, Setting>>

/** Values by name of the setting; those without a default may be absent. */
export type Values<T extends Settings> = {
  readonly [K in keyof T]: T[K] extends { readonly repeatable: true }
    ? readonly Static<T[K]['schema']>[]
    : Static<T[K]['schema']> | (T[K] extends { readonly default: unknown } ? never : undefined)
}

/** What is wrong with the environment and the command line, a line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads flags, then the environment, then defaults; `atMost` words may stand without a flag. */
export function readValues<T extends Settings>(settings: T, env: Environment, argv: readonly string[], atMost = 0) {
  const { given, words, problems } = readFlags(settings, argv, atMost)
  const fromEnvironment = ({ env: name, secret }: Setting): string | undefined => {
    if (name === undefined) return undefined
    return secret === true ? readSecret(name, env, problems) : env[name] || undefined
  }
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const flags = given.get(setting.flag)
      const source = flags === undefined ? (setting.env ?? setting.flag) : setting.flag
      const read = (text: string): unknown => {
        const value = fromText(setting.schema, text)
        if (!Check(setting.schema, value)) {
          const shown = setting.secret === true ? 'the value' : `'${text}'`
          problems.push(`${source}: ${shown} is not ${describe(setting.schema)}`)
        }
        return value
      }
      if (setting.repeatable === true) return [name, (flags ?? listed(fromEnvironment(setting))).map(read)]
      // An empty variable counts as absent: that is what compose files make of one that is not set.
      const text = flags?.at(-1) ?? fromEnvironment(setting)
      return [name, text === undefined ? setting.default : read(text)]
    }),
  )
  return { values: Object.freeze(values) as Values<T>, words, problems }
}

function listed(text = ''): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

/**
 * Where words may stand without a flag, one behind a flag that needs no value is its value only if it could be. A word may begin
 * with a minus, as the duration -PT1H does: no flag goes on with a capital or a digit.
 */
function readFlags(settings: Settings, argv: readonly string[], atMost: number) {
  const known = Object.values(settings).map(({ flag }) => flag)
  const given = new Map<string, string[]>()
  const words: string[] = []
  const problems: string[] = []
  for (let i = 0; i < argv.length; i += 1) {
    const argument = argv[i] ?? ''
    const [flag = '', ...rest] = argument.split('=')
    if (!/^-(?:-|[a-z])/.test(argument)) {
      if (words.length < atMost) words.push(argument)
      else problems.push(`unexpected argument '${argument}'`)
    } else if (!known.includes(flag)) {
      problems.push(`unknown flag ${flag}${suggestion(flag, known)}`)
      // Its value, if it has one, is not an argument of its own.
      if (rest.length === 0 && argv[i + 1]?.startsWith('-') === false) i += 1
    } else {
      const { implied, schema } = Object.values(settings).find((setting) => setting.flag === flag) ?? {}
      const next = argv[i + 1] ?? '-'
      const isWord = atMost > 0 && schema !== undefined && !Check(schema, fromText(schema, next))
      const alone = implied !== undefined && (next.startsWith('-') || isWord)
      const value = rest.length > 0 ? rest.join('=') : alone ? implied : argv[(i += 1)]
      if (value === undefined || value === '') problems.push(`${flag} needs a value`)
      else given.set(flag, [...(given.get(flag) ?? []), value])
    }
  }
  return { given, words, problems }
}

function fromText(schema: TSchema, text: string): unknown {
  return 'type' in schema && schema.type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

/** What a value has to be, in words. */
export function describe(schema: TSchema): string {
  const { description, type, minimum, maximum, enum: choices } = schema as Record<string, unknown>
  if (typeof description === 'string') return description
  if (Array.isArray(choices)) return `one of ${choices.join(', ')}`
  if (type === 'integer') return `a whole number from ${String(minimum)} to ${String(maximum)}`
  return 'a text'
}

/** "; did you mean …?" when one of the known words is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 4) && distance < word.length)
    .sort((a, b) => a.distance - b.distance)
  return nearest === undefined ? '' : `; did you mean ${nearest.candidate}?`
}

/** Levenshtein's. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
