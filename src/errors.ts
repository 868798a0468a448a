/**
 * The failures a client of the Graph face is meant to see, worded the way Graph words them. Anything else that is
 * thrown is a bug and becomes a bare 500.
 *
 * @see https://learn.microsoft.com/graph/errors
 */

/**
 * How the text travels: `plain` as it is; `nested` inside the JSON document that Intune's services put into `message`;
 * `model` plain, and repeated in `innerError`, as the model binder does.
 */
export type ErrorForm = 'plain' | 'nested' | 'model'

export interface GraphErrorOptions {
  readonly form?: ErrorForm
  /** The member of a body that the error is about: `settings/0/appConfigKeyType`. */
  readonly target?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

export class GraphError extends Error {
  readonly status: number
  readonly code: string
  readonly form: ErrorForm
  readonly target: string | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, options: GraphErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'GraphError'
    this.status = status
    this.code = code
    this.form = options.form ?? 'plain'
    this.target = options.target
    this.headers = options.headers ?? {}
  }
}

/** Names what Graph has and the served model has not, where that is why a request was refused. */
export const GAP_HEADER = 'x-intunite-gap'

/** What Intune's services say when they say nothing in particular. */
export const UNSPECIFIED = 'An error has occurred'

export function badRequest(message: string, target?: string): GraphError {
  return new GraphError(400, 'BadRequest', message, { target })
}

export function answerTooLarge(): GraphError {
  return badRequest('The answer is too large. Ask for less with $top or $select.')
}

/** A rule of the service behind the gateway was broken; it does not say which. */
export function backendBadRequest(): GraphError {
  return new GraphError(400, 'BadRequest', UNSPECIFIED, { form: 'nested' })
}

/** A rule of the service behind the gateway was broken, and it says which. */
export function backendRefusal(message: string, target?: string): GraphError {
  return new GraphError(400, 'BadRequest', message, { form: 'nested', target })
}

/** A query option that cannot be honoured. */
export function invalidQuery(detail: string): GraphError {
  return badRequest(`The query specified in the URI is not valid. ${detail}`)
}

/** The body does not fit the model. */
export function modelValidationFailure(message: string, target?: string): GraphError {
  return new GraphError(400, 'ModelValidationFailure', message, { form: 'model', target })
}

export function segmentNotFound(segment: string): GraphError {
  return badRequest(`Resource not found for the segment '${segment}'.`)
}

export function invalidVersion(segment: string): GraphError {
  return new GraphError(404, 'ResourceNotFound', `Invalid version: ${segment.toLowerCase()}`)
}

/** No such entity, or none of that type. The directory says it in words of its own. */
export function resourceNotFound(): GraphError {
  return new GraphError(404, 'ResourceNotFound', UNSPECIFIED, { form: 'nested' })
}

export function directoryResourceNotFound(id: string): GraphError {
  return new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

/** The directory's way to refuse a value. */
export function directoryBadRequest(message: string, target?: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message, { target })
}

export function methodNotAllowed(allowed: readonly string[]): GraphError {
  return new GraphError(405, 'MethodNotAllowed', 'Specified HTTP method is not allowed for the request target.', {
    headers: { allow: allowed.join(', ') },
  })
}

/** The router of the live service knows no such route. The code is literal, spaces and all. */
export function noRoute(template: string, method: string, backendPath: string): GraphError {
  return new GraphError(
    400,
    'No method match route template',
    `No OData route exists that match template ${template} with http verb ${method} for request /${backendPath}.`,
  )
}

/** An operation whose result is not imitated. */
export function notImplemented(operation: string): GraphError {
  return new GraphError(501, 'NotImplemented', `The operation '${operation}' is not implemented.`)
}

/** The service does not support what the reference has. */
export function notSupported(path: string): GraphError {
  return new GraphError(501, 'NotSupported', `${path} is not supported.`, { form: 'nested' })
}

/** There can be only one, and there is one. */
export function conflict(message: string): GraphError {
  return new GraphError(409, 'Conflict', message, { form: 'nested' })
}

export function invalidAuthenticationToken(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message)
}

/** A text of the client's as messages quote it. */
export function shortened(text: string): string {
  return text.length <= 256 ? text : `${text.slice(0, 256)}…`
}
