/**
 * The language of the contract files: what is stored at first, and then what goes over the wire, exchange by exchange.
 *
 * In every text `<origin>` stands for the server's own origin, `<tenant>` for the id of the tenant, `<sent id>` for the
 * `client-request-id` of the request, and `<name>` for what an earlier exchange kept under that name. In place of
 * a value that differs from run to run stands a regular expression or a {@link Check}.
 */
import type { ProfileName, Switches } from '../../src/services/profiles.js'
import type { Given } from '../harness/given.js'

/**
 * Types that are not derived from the declared one: what is of such a type says so under the profile `documented` only
 * (R23). Contracts are written as for `documented`.
 */
export const DECLARED_TYPES: ReadonlySet<unknown> = new Set(
  ['Assignment', 'DeviceStatus', 'UserStatus', 'DeviceSummary', 'UserSummary'].map(
    (name) => `#microsoft.graph.managedDeviceMobileAppConfiguration${name}`,
  ),
)

export interface Contract {
  readonly title: string
  readonly given: readonly Given[]
  readonly exchanges: readonly ContractExchange[]
}

export interface ContractExchange {
  readonly title: string
  /** Without it the exchange holds under both profiles. */
  readonly profile?: ProfileName
  readonly switches?: Partial<Switches>
  /** The caller; `admin` unless given. */
  readonly as?: Caller
  /** Method and URL. What a URL cannot hold is percent-encoded on the way. */
  readonly request: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly response: ExpectedResponse
  /** The response under the profile `live`, where it is another one. */
  readonly live?: ExpectedResponse
  /** What later exchanges need to know: name and member of the response, with `/` between steps. */
  readonly keep?: Readonly<Record<string, string>>
}

/** An app with other permissions and claims, or what stands behind `Bearer`. */
export type Caller =
  | 'admin'
  | 'reader'
  | 'nobody'
  | { readonly roles: readonly string[]; readonly claims?: Readonly<Record<string, unknown>> }
  | { readonly bearer: string }

export interface ExpectedResponse {
  readonly status: number
  /** A text is `text/plain`, an object JSON; undefined is an empty body without content type. */
  readonly body?: unknown
  /** Beyond those that follow from the body and those that are always there. */
  readonly headers?: Readonly<Record<string, string | RegExp>>
}

/** Gives what is wrong with a value, or undefined. `text` fills in the `<names>`. */
export type Check = (actual: unknown, text: (template: string) => string) => string | undefined

export const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** UTC, seven digits at most and none of them a trailing zero. */
export const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$/

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/

const SERVICE = 'AppLifecycle_2607/StatelessAppMetadataFEService'

const INNER = { date: DATE, 'request-id': GUID, 'client-request-id': '<sent id>' }

/** An error of the gateway. */
export function plainError(code: string, message: string | RegExp, target?: string): object {
  return { error: { code, message, ...(target === undefined ? {} : { target }), innerError: INNER } }
}

/** An error of the model binder: the message comes twice. `target` is the member of the body that it is about. */
export function modelError(message: string, target?: string): object {
  const about = target === undefined ? {} : { target }
  return { error: { code: 'ModelValidationFailure', message, ...about, innerError: { message, ...INNER } } }
}

export function unknownMember(name: string, type: string, target = name): object {
  return modelError(
    `The property '${name}' does not exist on type 'microsoft.management.services.api.${type}'. Make sure to only use property names that are defined by the type.`,
    target,
  )
}

/** A literal that is none of the type. */
export function unreadable(literal: unknown, type: string, target: string): object {
  return modelError(`Cannot convert the literal '${String(literal)}' to the expected type '${type}'.`, target)
}

export function nullRefused(type: string, target: string): object {
  const expected = `'${type}[Nullable=False]'`
  return modelError(
    `A null value was found for the property named '${target}', which has the expected type ${expected}. The expected type ${expected} does not allow null values.`,
    target,
  )
}

/** An error of the service behind the gateway, about `path`. */
export function nestedError(code: string, text: string, path: string): object {
  return plainError(code, nested(text, path) as unknown as string)
}

export function notFound(path: string): object {
  return nestedError('ResourceNotFound', 'An error has occurred', path)
}

export function noRoute(template: string, method: string, path: string): object {
  return plainError(
    'No method match route template',
    `No OData route exists that match template ${template} with http verb ${method} for request /${SERVICE}/${path}.`,
  )
}

/** Members of which the order says nothing: headers. */
export function unordered(expected: Readonly<Record<string, string>>): Check {
  return (actual) => {
    const wanted = Object.entries(expected).sort()
    const found = Object.entries(actual ?? {}).sort()
    return JSON.stringify(found) === JSON.stringify(wanted)
      ? undefined
      : `is ${JSON.stringify(found)} and should be ${JSON.stringify(wanted)}`
  }
}

/** The document inside the message: six members, indented by two, lines ended by CR LF. */
function nested(text: string, path: string): Check {
  return (actual, fill) => {
    if (typeof actual !== 'string') return 'is no text'
    const encoded = fill(path).replaceAll('(', '%28').replaceAll(')', '%29').replaceAll("'", '%27')
    const document = {
      _version: 3,
      Message: `${text} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: ${fill('<sent id>')} - Url: https://HOST/${SERVICE}/${encoded}?api-version=VERSION`,
      CustomApiErrorPhrase: '',
      RetryAfter: null,
      ErrorSourceService: '',
      HttpHeaders: '{}',
    }
    const expected = JSON.stringify(document, undefined, 2).replaceAll('\n', '\r\n')
    const masked = actual
      .replace(/https:\/\/fef\.[a-z0-9]+\.manage\.[a-z.]+\//, 'https://HOST/')
      .replace(/api-version=50\d\d-\d\d-\d\d/, 'api-version=VERSION')
    return masked === expected ? undefined : `is ${JSON.stringify(masked)} and should be ${JSON.stringify(expected)}`
  }
}
