/**
 * The failures that the sign-in face shows, by their AADSTS numbers. Clients branch on `error`, and many of them look
 * for `AADSTS` and digits in the text.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { GraphError } from '../errors.js'
import { NOT_OUR_NAME } from '../http/own-names.js'
import { DatabaseUnavailable } from '../store/work.js'

type Entry = readonly [error: string, status: number, text: string]

// prettier-ignore
const CATALOGUE = {
  28000: ['invalid_scope', 400, "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {0} is not valid."],
  50011: ['invalid_request', 400, "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal."],
  50013: ['invalid_grant', 400, 'Assertion failed signature validation. [Reason - {0}]'],
  50027: ['invalid_request', 400, 'Invalid JWT token. No certificate SHA-1 thumbprint, certificate SHA-256 thumbprint, nor keyId specified in token header.'],
  50034: ['invalid_grant', 400, "The user account {0} does not exist in the {1} directory. To sign into this application, the account must be added to the directory."],
  50049: ['invalid_instance', 400, 'Unknown or invalid instance. {0}'],
  50057: ['invalid_grant', 400, 'The user account is disabled.'],
  50058: ['login_required', 400, 'A silent sign-in request was sent but no user is signed in.'],
  50059: ['invalid_request', 400, 'No tenant-identifying information found in either the request or implied by any provided credentials.'],
  50105: ['invalid_grant', 400, "The signed in user '{0}' is not assigned to a role for the application '{1}'({2})."],
  50126: ['invalid_grant', 400, 'Error validating credentials due to invalid username or password.'],
  50173: ['invalid_grant', 400, 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'],
  50194: ['invalid_request', 400, "Application '{0}'({1}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant."],
  54005: ['invalid_grant', 400, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.'],
  65001: ['invalid_grant', 400, "The user or administrator has not consented to use the application with ID '{0}' named '{1}'. Send an interactive authorization request for this user and resource."],
  65004: ['access_denied', 400, 'User declined to consent to access the app.'],
  70000: ['invalid_grant', 400, "The provided value for the '{0}' parameter is not valid."],
  70003: ['unsupported_grant_type', 400, "The app requested an unsupported grant type '{0}'."],
  70007: ['invalid_request', 400, "'{0}' is not a supported value for '{1}'."],
  70008: ['invalid_grant', 400, 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.'],
  70011: ['invalid_scope', 400, "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid."],
  70016: ['authorization_pending', 400, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'],
  70018: ['bad_verification_code', 400, 'Invalid verification code due to user typing in wrong user code for device code flow.'],
  70019: ['expired_token', 400, 'Verification code expired. Have the user retry the sign-in.'],
  90002: ['invalid_request', 400, "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."],
  90013: ['invalid_request', 400, 'Invalid input received from the user.'],
  90014: ['invalid_request', 400, "The required field '{0}' is missing from the credential. Ensure that you have all the necessary parameters for the login request."],
  90033: ['temporarily_unavailable', 503, 'A transient error has occurred. Please try again.'],
  90055: ['temporarily_unavailable', 429, 'Tenant throttling error, too many incoming requests. Retry the request after the given time.'],
  90094: ['consent_required', 400, '{0} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.'],
  130502: ['slow_down', 400, 'OAuth 2.0 device flow error. The device polls too often. Slow down.'],
  130503: ['authorization_declined', 400, 'OAuth 2.0 device flow error. The user has denied the request for authorization.'],
  500011: ['invalid_resource', 400, 'The resource principal named {0} was not found in the tenant named {1}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.'],
  500112: ['invalid_grant', 400, "The reply address '{0}' does not match the reply address '{1}' provided when requesting Authorization code."],
  500131: ['invalid_grant', 400, "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{0}' and the expected audience is '{1}' or one of the Application Uris of this application with App ID '{2}'. The assertion must be intended for the recipient application."],
  500133: ['invalid_grant', 400, 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.'],
  501481: ['invalid_grant', 400, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'],
  650053: ['invalid_client', 400, "The application '{0}' asked for scope '{1}' that doesn't exist on the resource '{2}'. Contact the app vendor."],
  700016: ['unauthorized_client', 400, "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."],
  700024: ['invalid_client', 401, 'Client assertion is not within its valid time range. Current time: {0}, assertion valid from {1}, expiry time of assertion {2}.'],
  700025: ['invalid_client', 401, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."],
  700027: ['invalid_client', 401, 'The certificate with identifier used to sign the client assertion is not registered on application, or the assertion is not acceptable. [Reason - {0}]'],
  700051: ['unsupported_response_type', 400, "response_type 'token' is not enabled for the application."],
  700054: ['unsupported_response_type', 400, "response_type 'id_token' is not enabled for the application."],
  700082: ['invalid_grant', 400, 'The refresh token has expired due to inactivity. The token was issued on {0} and was inactive for 90.00:00:00.'],
  900023: ['invalid_request', 400, "Specified tenant identifier '{0}' is neither a valid DNS name, nor a valid external domain."],
  900144: ['invalid_request', 400, "The request body must contain the following parameter: '{0}'."],
  900561: ['invalid_request', 405, 'The endpoint only accepts {0} requests. Received a {1} request.'],
  900971: ['invalid_request', 400, 'No reply address provided.'],
  1002012: ['invalid_scope', 400, 'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).'],
  5000224: ['invalid_request', 404, 'We are sorry, this resource is not available.'],
  7000112: ['unauthorized_client', 400, "Application '{0}'({1}) is disabled."],
  7000215: ['invalid_client', 401, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'."],
  7000218: ['invalid_client', 401, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."],
  7000222: ['invalid_client', 401, "The provided client secret keys for app '{0}' are expired. Create new keys for your app, or consider using certificate credentials for added security."],
  9000411: ['invalid_request', 400, "The request is not properly formatted. The parameter '{0}' is duplicated."],
  9001023: ['invalid_request', 400, 'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.'],
  9002313: ['invalid_request', 400, 'Invalid request. Request is malformed or invalid.'],
  9002325: ['invalid_request', 400, 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.'],
  9002326: ['invalid_request', 400, "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{0}'."],
  9002327: ['invalid_request', 400, "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests."],
} as const satisfies Record<number, Entry>

export type EntraCode = keyof typeof CATALOGUE

export interface EntraErrorOptions {
  /** Instead of the usual `error` of the number. */
  readonly error?: string
  readonly status?: number
  readonly suberror?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

export class EntraError extends Error {
  readonly number: EntraCode
  readonly error: string
  readonly status: number
  readonly suberror: string | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(number: EntraCode, parameters: readonly string[] = [], options: EntraErrorOptions = {}) {
    const [error, status, text]: Entry = CATALOGUE[number]
    super(
      text.replace(/\{(\d)\}/g, (_, n: string) => printable(parameters[Number(n)] ?? '')).trimEnd(),
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = 'EntraError'
    this.number = number
    this.error = options.error ?? error
    this.status = options.status ?? status
    this.suberror = options.suberror
    this.headers = options.headers ?? {}
  }
}

/** What a client may be told of a failure; undefined for a bug. */
export function asEntraError(error: Error): EntraError | undefined {
  if (error instanceof EntraError) return error
  if (error instanceof DatabaseUnavailable)
    return new EntraError(90033, [], { headers: { 'retry-after': '1' }, cause: error })
  if (error instanceof GraphError && error.status === 503)
    return new EntraError(90033, [], { headers: error.headers, cause: error })
  if ('code' in error && error.code === NOT_OUR_NAME)
    return new EntraError(50049, [error.message], { status: 421, cause: error })
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  return status < 500 ? new EntraError(9002313, [], { status, cause: error }) : undefined
}

/** By what a failure can be found again. */
export interface Trace {
  readonly traceId: string
  readonly correlationId: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly origin: string
}

export function errorBody(error: EntraError, trace: Trace): Readonly<Record<string, unknown>> {
  const { traceId, correlationId } = trace
  const timestamp = timestampOf(trace.now)
  return {
    error: error.error,
    error_description: describe(error, trace),
    error_codes: [error.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${trace.origin}/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
  }
}

/** The text with everything that support would ask for. */
export function describe({ number, message }: EntraError, { traceId, correlationId, now }: Trace): string {
  return `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestampOf(now)}`
}

function timestampOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** What a client sent may be shown to it again, within reason. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.toWellFormed().replace(/[\u0000-\u001f\u007f]/g, ' ')
  return clean.length > 200 ? `${clean.slice(0, 200)}…` : clean
}

/** The text of a number, for the page behind `error_uri`; undefined if we never say it. */
export function explain(number: number): string | undefined {
  return Object.hasOwn(CATALOGUE, number)
    ? CATALOGUE[number as EntraCode][2].replace(/\s?'?\{\d\}'?/g, ' …')
    : undefined
}
