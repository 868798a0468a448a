/**
 * The query string taken apart into options. The `$` before a system query option may be missing, its letter case does
 * not count, and names may be encoded like values (`%24filter`); stray `&` vanish.
 *
 * @see https://learn.microsoft.com/graph/query-parameters
 */
import { badRequest, invalidQuery } from '../errors.js'
import { LIMITS } from './limits.js'
import type { Aliases } from './operand-parser.js'
import { decodeOption, requireWholeCharacters } from './percent-encoding.js'
import { limitExceeded, shortened } from './query-errors.js'

/** The system query options, and how messages print their names. */
const PRINTED = {
  $select: 'Select',
  $expand: 'Expand',
  $filter: 'Filter',
  $orderby: 'OrderBy',
  $top: 'Top',
  $skip: 'Skip',
  $skiptoken: 'SkipToken',
  $deltatoken: 'DeltaToken',
  $count: 'Count',
  $search: 'Search',
  $format: 'Format',
} as const

export type OptionName = keyof typeof PRINTED

/** What lists take; `$deltatoken` belongs to the function `delta` alone. */
export const OPTION_NAMES = (Object.keys(PRINTED) as OptionName[]).filter((name) => name !== '$deltatoken')

export interface Options {
  readonly values: ReadonlyMap<OptionName, string>
  /** Values of `@name`, by lower-case name. */
  readonly aliases: Aliases
  /** All options but tokens, decoded, in the order of the query string: what a nextLink repeats. */
  readonly pairs: readonly (readonly [name: string, value: string])[]
}

export function readOptions(queryString: string): Options {
  if (queryString.length > LIMITS.queryString) throw limitExceeded('query string length', LIMITS.queryString)
  requireWholeCharacters(queryString)
  const values = new Map<OptionName, string>()
  const aliases = new Map<string, string>()
  const pairs: [string, string][] = []
  // IntuneCD puts a second question mark before its options.
  for (const part of queryString.replace(/^\?+/, '').split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decodeOption(equals === -1 ? part : part.slice(0, equals)).trim()
    const value = equals === -1 ? '' : decodeOption(part.slice(equals + 1))
    const option = optionOf(name)
    if (option !== undefined) addOption(values, option, value)
    else if (name.startsWith('$')) throw badRequest(`The query parameter '${shortened(name)}' is not supported.`)
    else if (name.startsWith('@')) addAlias(aliases, name.toLowerCase(), value)
    if (option !== '$skiptoken' && option !== '$deltatoken' && pairs.push([name, value]) > LIMITS.options)
      throw limitExceeded('query option', LIMITS.options)
  }
  return { values, aliases, pairs }
}

/** The system query option of this name, with or without `$`, in any letter case. */
export function optionOf(name: string): OptionName | undefined {
  if (Object.hasOwn(PRINTED, name)) return name as OptionName
  const lower = name.toLowerCase()
  const dollared = lower.startsWith('$') ? lower : `$${lower}`
  return Object.hasOwn(PRINTED, dollared) ? (dollared as OptionName) : undefined
}

/** Adds a value that must be there once, and only once. */
export function addOption(values: Map<OptionName, string>, option: OptionName, value: string): void {
  if (values.has(option))
    throw invalidQuery(`Query option '${option}' was specified more than once, but it must be specified at most once.`)
  // An empty one asks to begin again.
  if (value.trim() === '' && option !== '$deltatoken')
    throw invalidQuery(`The value for OData query '${option}' cannot be empty.`)
  if (value.length > LIMITS.text) throw limitExceeded(`${option} length`, LIMITS.text)
  values.set(option, value)
}

function addAlias(aliases: Map<string, string>, name: string, value: string): void {
  if (aliases.has(name))
    throw invalidQuery(
      `Query option '${shortened(name)}' was specified more than once, but it must be specified at most once.`,
    )
  if (value.length > LIMITS.text) throw limitExceeded('parameter alias length', LIMITS.text)
  aliases.set(name, value)
}

export function requireAllowed(option: OptionName, allowed: readonly OptionName[]): void {
  if (!allowed.includes(option))
    throw invalidQuery(
      `Query option '${PRINTED[option]}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on ` +
        'EnableQueryAttribute or QueryValidationSettings.',
    )
}
