/** How the OData library behind Graph words what is wrong with a query option. */
import { badRequest, invalidQuery, shortened } from '../errors.js'
import type { GraphError } from '../errors.js'
import type { Resource } from '../model/model.js'

export { shortened } from '../errors.js'

/** Something at `position` of `text` that the grammar has no place for. The end of a text counts as its last character. */
export function syntaxError(position: number, text: string): GraphError {
  const at = Math.max(0, Math.min(position, text.length - 1))
  return invalidQuery(`Syntax error at position ${at} in '${excerpt(text, at)}'.`)
}

export function unterminatedString(position: number, text: string): GraphError {
  const shown = excerpt(text, position)
  return invalidQuery(`There is an unterminated string literal at position ${position} in '${shown}'.`)
}

/** The surroundings of a position, so that the answer to a huge text stays small. */
function excerpt(text: string, at: number): string {
  if (text.length <= 256) return text
  const [from, to] = [Math.max(0, at - 100), Math.min(text.length, at + 100)]
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

export function unknownProperty(name: string, type: string): GraphError {
  return invalidQuery(`Could not find a property named '${shortened(name)}' on type '${type}'.`)
}

/** What the gateway, which reads these two options before any service does, finds wrong with their form. */
export function selectExpandError(detail: string): GraphError {
  return badRequest(`Parsing OData Select and Expand failed: ${detail}`)
}

/** A term of `$select` or `$expand` that the grammar has no place for. */
export function invalidTerm(term: string): GraphError {
  return selectExpandError(`Term '${shortened(term)}' is not valid in a $select or $expand expression.`)
}

/** Intune answers for the names in `$select` and `$expand` itself; for the directory the gateway does. */
export function unknownSelection(detail: string, resource: Resource): GraphError {
  return resource.backend.kind === 'intune' ? invalidQuery(detail) : selectExpandError(detail)
}

export function limitExceeded(what: string, limit: number): GraphError {
  return invalidQuery(`The ${what} limit of '${limit}' has been exceeded.`)
}
