/**
 * Regular expressions of rules. They come from tenants, so they run in an engine whose time is linear in the text: an
 * expression that needs backtracking (look-around, references back) is refused.
 */
import { RE2JS } from 're2js'
import { LruCache } from '../../lru-cache.js'
import { RuleError } from '../rule-language/tokens.js'

const patterns = new LruCache<RE2JS>(500)

/** Throws a {@link RuleError} that says what is wrong with an expression. `at` is its place in the rule. */
export function patternOf(source: string, at = 0): RE2JS {
  const known = patterns.get(source)
  if (known !== undefined) return known
  try {
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
    patterns.set(source, pattern)
    return pattern
  } catch (error) {
    throw new RuleError(`'${source}' is not a regular expression that can be used: ${(error as Error).message}.`, at)
  }
}
