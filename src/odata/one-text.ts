/**
 * Queries that differ in one text: `$filter=name eq 'A'` asks the same about any other name, so it is read once. That holds
 * where the text is compared with a property, as the whole filter, and has no characters that could mean anything else.
 */
import type { Comparison, Literal, Query } from './ast.js'
import type { Options } from './options.js'
import { propertyOf, typeOf } from './value-types.js'

export interface OneText {
  /** The query string with {@link STAND_IN} for the text. */
  readonly shape: string
  readonly text: string
}

/** Stands for the text where a shape is read. In folded case it is another text. */
export const STAND_IN = 'Stand-In.for.the-Text'

/** The query of a shape, and the text that a query has instead of {@link STAND_IN}. */
export interface Pattern {
  readonly query: Query
  readonly text: string
}

const patterns = new WeakMap<Query, Pattern>()

/** What a query differs from in one text alone, if that is known. */
export function patternOf(query: Query): Pattern | undefined {
  return patterns.get(query)
}

const ONE_TEXT = /^((?:(?!%27)[^'])*)('|%27)((?:[\w.-]|%20)+)\2((?:(?!%27)[^'])*)$/

/** The one text of a query string; undefined where it has none, or several. */
export function oneTextIn(queryString: string): OneText | undefined {
  const [, before, quote, text, after] = ONE_TEXT.exec(queryString) ?? []
  if (text === undefined) return undefined
  return { shape: `${before}${quote}${STAND_IN}${quote}${after}`, text: text.replaceAll('%20', ' ') }
}

interface ReadQuery {
  readonly query: Query
  readonly pairs: Options['pairs']
}

/** What was read of a shape, with a text in its place; undefined where the text may mean more than itself. */
export function withText<T extends ReadQuery>(read: T, text: string): T | undefined {
  const { query, pairs } = read
  const { filter } = query
  if (!isAboutText(filter)) return undefined
  const right = Object.freeze({ ...filter.right, value: text })
  const own = Object.freeze({ ...query, filter: Object.freeze({ ...filter, right }) })
  patterns.set(own, { query, text })
  return Object.freeze({
    ...read,
    query: own,
    pairs: pairs.map(([name, value]) => [name, value.replace(STAND_IN, text)] as const),
  })
}

function isAboutText(filter: Query['filter']): filter is Comparison & { readonly right: Literal } {
  if (filter?.node !== 'comparison' || filter.operator !== 'eq' || filter.right.node !== 'literal') return false
  const { type, value } = filter.right
  return (
    propertyOf(filter.left) !== undefined && typeOf(filter.left) === 'string' && type === 'string' && value === STAND_IN
  )
}
