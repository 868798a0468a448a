/**
 * `If-Match` and `If-None-Match`. Intune's entities have no ETag, so a header that names one can never be met; `*` asks
 * whether there is anything at all.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1
 */
import { GraphError } from '../errors.js'
import type { Exchange } from './exchange.js'

export interface Preconditions {
  /** `If-Match: *`: what is written to has to be there. */
  readonly present: boolean
  /** `If-None-Match: *`: nothing may be there. */
  readonly absent: boolean
}

export function readPreconditions({ headers }: Exchange): Preconditions {
  const match = headers['if-match']
  if (match !== undefined && String(match).trim() !== '*') throw preconditionFailed()
  return { present: match !== undefined, absent: String(headers['if-none-match'] ?? '').trim() === '*' }
}

export function preconditionFailed(): GraphError {
  return new GraphError(412, 'PreconditionFailed', 'A condition of the request headers is not met.')
}
