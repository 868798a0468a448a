/**
 * The one place that writes an error of the Graph face.
 * @see https://learn.microsoft.com/graph/errors#error-resource-type
 */
import type { GraphError } from '../errors.js'
import { UNSPECIFIED } from '../errors.js'
import type { Correlation } from './correlation.js'

/** What the error is about, as the service behind the gateway would name it. */
export interface ErrorSubject {
  /** `AppLifecycle_2607/StatelessAppMetadataFEService`, for example. */
  readonly service: string
  /** Path with keys in parentheses, without version. */
  readonly path: string
}

const NO_OPERATION = '00000000-0000-0000-0000-000000000000'

export function errorBody(error: GraphError, correlation: Correlation, now: string, subject?: ErrorSubject): string {
  const message = error.form === 'nested' ? nested(error.message, correlation, subject) : error.message
  const ids = {
    date: now.slice(0, 19),
    'request-id': correlation.requestId,
    'client-request-id': correlation.clientRequestId,
  }
  const innerError = error.form === 'model' ? { message, ...ids } : ids
  const { code, target } = error
  return JSON.stringify({ error: { code, message, target, innerError } })
}

/** The document that Intune's services put into `message`: JSON with CRLF line ends, indented by two. */
function nested(text: string, { clientRequestId }: Correlation, subject: ErrorSubject | undefined): string {
  const url =
    subject === undefined
      ? ''
      : ` - Url: https://fef.emu0101.manage.local/${subject.service}/${encodePath(subject.path)}?api-version=5026-07-08`
  const document = {
    _version: 3,
    Message: `${text === '' ? UNSPECIFIED : text} - Operation ID (for customer support): ${NO_OPERATION} - Activity ID: ${clientRequestId}${url}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  }
  return JSON.stringify(document, undefined, 2).replaceAll('\n', '\r\n')
}

function encodePath(path: string): string {
  return encodeURI(path.toWellFormed()).replace(/[()']/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
