/** What is wrong with a value that should fit a schema: one sentence for each place in it, in the words of the schema. */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

export interface Issue {
  /** JSON pointer to what is wrong. */
  readonly pointer: string
  readonly detail: string
}

const validators = new WeakMap<TSchema, ReturnType<typeof Compile>>()

/** Empty if the value fits. `base` goes before every pointer. */
export function issuesIn(schema: TSchema, value: unknown, base = ''): Issue[] {
  let validator = validators.get(schema)
  if (validator === undefined) validators.set(schema, (validator = Compile(schema)))
  if (validator.Check(value)) return []
  const issues = new Map<string, string>()
  for (const { keyword, instancePath, params, message } of validator.Errors(value)) {
    const { additionalProperties = [], requiredProperties = [] } = params as Record<string, string[] | undefined>
    const say = (name: string | undefined, detail: string): void => {
      const pointer = `${base}${instancePath}${name === undefined ? '' : `/${escapePointer(name)}`}`
      if (!issues.has(pointer)) issues.set(pointer, detail)
    }
    if (keyword === 'additionalProperties') for (const name of additionalProperties) say(name, 'is not known here')
    else if (keyword === 'required') for (const name of requiredProperties) say(name, 'is missing')
    else if (keyword !== 'boolean') say(undefined, wording(schema, instancePath) ?? message)
  }
  return [...issues].map(([pointer, detail]) => ({ pointer, detail }))
}

export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The names that a pointer leads through. */
export function namesIn(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
}

type Json = Readonly<Record<string, unknown>>

/** What the part of the schema that a pointer leads to wants, if that can be said in a few words. */
function wording(schema: TSchema, pointer: string): string | undefined {
  let at = schema as unknown as Json | undefined
  for (const name of namesIn(pointer)) {
    const { properties, items } = notNull(at) as { properties?: Record<string, Json>; items?: Json }
    at = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : items
    if (at === undefined) return undefined
  }
  const wanted = describe(notNull(at))
  return wanted === undefined ? undefined : `must be ${wanted}${notNull(at) === at ? '' : ' or null'}`
}

/** The other alternative of what may be null. */
function notNull(schema: Json | undefined): Json {
  const { anyOf } = (schema ?? {}) as { anyOf?: Json[] }
  const others = anyOf?.filter(({ type }) => type !== 'null')
  return others?.length === 1 && anyOf?.length === 2 ? (others[0] as Json) : (schema ?? {})
}

function describe({ description, type, enum: choices, minimum, maximum }: Json): string | undefined {
  if (typeof description === 'string') return description
  if (Array.isArray(choices)) return `one of ${choices.join(', ')}`
  if (type === 'integer')
    return typeof minimum === 'number' && typeof maximum === 'number'
      ? `a whole number from ${minimum} to ${maximum}`
      : 'a whole number'
  const words: Readonly<Record<string, string>> = {
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    string: 'a text',
    number: 'a number',
  }
  return typeof type === 'string' ? words[type] : undefined
}
