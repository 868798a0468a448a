/**
 * A client that shows who it is with a token that its certificate has signed.
 * @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
import { isAlive, readLifetime } from '../auth/claims.js'
import type { Claims, SignatureAlgorithm } from '../auth/jwt.js'
import { publicKeyOf } from '../auth/key-cache.js'
import { LOGIN_ORIGIN } from '../http/origin.js'
import type { Application, StoredCertificate } from '../store/identity/applications.js'
import type { Tenant } from '../store/identity/tenants.js'
import { EntraError } from './errors.js'
import type { EntraDeps, TokenRequest } from './token-request.js'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Milliseconds that an assertion may be good for. Clients take ten minutes. */
const LONGEST_LIFE = 24 * 60 * 60 * 1000

/** The assertion of a request, if it has one. */
export function assertionOf({ parameters }: TokenRequest): string | undefined {
  const assertion = parameters.get('client_assertion')
  if (assertion === undefined || assertion === '') return undefined
  if (parameters.get('client_assertion_type') !== ASSERTION_TYPE)
    throw new EntraError(900144, ['client_assertion_type'])
  return assertion
}

/** The client id that an assertion claims, for requests that do not say it otherwise. */
export function claimedClientId({ jwt }: EntraDeps, assertion: string): string | undefined {
  const subject = jwt.decode(assertion)?.payload['sub']
  return typeof subject === 'string' && !subject.includes('\0') ? subject : undefined
}

export async function requireAssertion(
  deps: EntraDeps,
  tenant: Tenant,
  application: Application,
  assertion: string,
  request: TokenRequest,
): Promise<void> {
  const decoded = deps.jwt.decode(assertion)
  if (decoded === undefined) throw new EntraError(700027, ['The assertion is not a token'])
  const { header, payload } = decoded
  const { applications, credentials } = deps.identity
  const certificates = await applications.listCertificates(tenant.id, application.appId)
  const algorithm = requireAlgorithm(header)
  const certificate = findSigner(deps, assertion, algorithm, candidates(certificates, header))
  if (certificate.expired) throw new EntraError(700027, ['The key used is expired'])
  requireParties(payload, application)
  requireAudience(payload, tenant, request)
  const expiresAt = requireTimes(payload, deps.clock(tenant.id))
  const jti = typeof payload['jti'] === 'string' ? payload['jti'] : assertion
  if (!(await credentials.useAssertion(tenant.id, application.appId, jti, expiresAt)))
    throw new EntraError(700027, ['The assertion has been used before'])
}

function requireAlgorithm({ alg }: Claims): SignatureAlgorithm {
  if (alg === 'RS256' || alg === 'PS256') return alg
  throw new EntraError(700027, [`The algorithm '${String(alg)}' is not supported`])
}

/** The certificates that the header names. */
function candidates(certificates: readonly StoredCertificate[], header: Claims): readonly StoredCertificate[] {
  const sha1 = header['x5t']
  const sha256 = header['x5t#S256']
  const kid = header['kid']
  if (typeof sha256 === 'string') return certificates.filter((each) => each.sha256 === unpadded(sha256))
  if (typeof sha1 === 'string') return certificates.filter((each) => each.sha1 === unpadded(sha1))
  if (typeof kid === 'string') return certificates.filter((each) => isNamed(each, kid))
  throw new EntraError(50027)
}

/** Clients write the key id of the registration, or a thumbprint in base64 or in hexadecimal. */
function isNamed({ keyId, sha1, sha256 }: StoredCertificate, kid: string): boolean {
  const hex = (print: string): string => Buffer.from(print, 'base64url').toString('hex')
  return [keyId, hex(sha1), hex(sha256)].includes(kid.toLowerCase()) || [sha1, sha256].includes(unpadded(kid))
}

/** Some clients write thumbprints in standard base64. */
function unpadded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('base64url')
}

function findSigner(
  { jwt }: EntraDeps,
  assertion: string,
  algorithm: SignatureAlgorithm,
  certificates: readonly StoredCertificate[],
): StoredCertificate {
  if (certificates.length === 0) throw new EntraError(700027, ['The key was not found'])
  const signer = certificates.find(({ certificate }) => {
    return jwt.isSignedBy(assertion, { key: publicKeyOf(certificate), algorithms: [algorithm] })
  })
  if (signer === undefined) throw new EntraError(700027, ['The signature is not of the key that was found'])
  return signer
}

function requireParties({ iss, sub }: Claims, { appId }: Application): void {
  const matches = (claim: unknown) => typeof claim === 'string' && claim.toLowerCase() === appId
  if (!matches(iss) || !matches(sub)) throw new EntraError(700027, ['The issuer and the subject must be the client'])
}

/** The endpoint that was called, or another name of the same tenant's sign-in. */
function requireAudience({ aud }: Claims, tenant: Tenant, { origin, segmentText }: TokenRequest): void {
  const names = new Set([segmentText, tenant.id, tenant.defaultDomain, 'common', 'organizations'])
  const audiences = [origin, LOGIN_ORIGIN].flatMap((login) =>
    [...names].flatMap((name) =>
      ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', ''].map((path) => `${login}/${name}${path}`),
    ),
  )
  audiences.push(`https://sts.windows.net/${tenant.id}`)
  const given = Array.isArray(aud) ? (aud as unknown[]) : [aud]
  const accepted = given.some((each) => typeof each === 'string' && audiences.includes(each.replace(/\/$/, '')))
  if (!accepted) throw new EntraError(700027, ['The audience is not this endpoint'])
}

function requireTimes(payload: Claims, now: number): number {
  const lifetime = readLifetime(payload)
  const expiry = Number(payload['exp']) * 1000
  if (lifetime === undefined || !isAlive(lifetime, now) || expiry > now + LONGEST_LIFE) {
    const time = (value: unknown) =>
      typeof value === 'number' && Math.abs(value) < 1e11 ? new Date(value * 1000).toISOString() : 'unknown'
    throw new EntraError(700024, [new Date(now).toISOString(), time(payload['nbf']), time(payload['exp'])])
  }
  return lifetime.to * 1000
}
