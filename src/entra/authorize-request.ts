/** What an app asks of the authorization endpoint, checked in two steps: first whether it may be answered at all. */
import type { Application } from '../store/identity/applications.js'
import type { RedirectUri } from '../store/identity/inserts.js'
import { EntraError } from './errors.js'
import type { Parameters } from './parameters.js'
import { findRedirect } from './redirect-uris.js'

export type ResponseMode = 'query' | 'fragment' | 'form_post'

/** Where the answer goes, and how. From here on failures are told to the app. */
export interface ReplyAddress {
  readonly uri: string
  readonly type: RedirectUri['type']
  readonly mode: ResponseMode
  readonly state: string | undefined
}

export interface AuthorizeRequest {
  readonly wantsCode: boolean
  readonly wantsIdToken: boolean
  readonly wantsToken: boolean
  readonly scope: string
  readonly resource: string | undefined
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly challengeMethod: string | undefined
  readonly prompts: ReadonlySet<string>
  readonly loginHint: string
  /** Seconds. */
  readonly maxAge: number | undefined
  readonly clientInfo: boolean
  readonly claims: string | undefined
}

export function requireReplyAddress(parameters: Parameters, application: Application): ReplyAddress {
  const asked = parameters.get('redirect_uri')
  const { redirectUris, defaultRedirectUri } = application
  const uri = asked ?? defaultRedirectUri ?? (redirectUris.length === 1 ? redirectUris[0]?.uri : undefined)
  if (uri === undefined || uri === '') throw new EntraError(900971)
  const registered = findRedirect(application, uri)
  if (registered === undefined) throw new EntraError(50011, [uri, application.appId])
  return { uri, type: registered.type, mode: readMode(parameters), state: parameters.get('state') }
}

/** It is kept with the code. */
const LONGEST_NONCE = 2048

function readMode(parameters: Parameters): ResponseMode {
  const mode = parameters.get('response_mode')
  if (mode === 'query' || mode === 'fragment' || mode === 'form_post') return mode
  return /token/.test(parameters.get('response_type') ?? '') ? 'fragment' : 'query'
}

export function readAuthorizeRequest(
  parameters: Parameters,
  reply: ReplyAddress,
  { implicit }: Pick<Application, 'implicit'>,
  version: 1 | 2,
): AuthorizeRequest {
  const types = readTypes(parameters)
  if (types.wantsToken && !implicit.accessToken) throw new EntraError(700051)
  if (types.wantsIdToken && !implicit.idToken) throw new EntraError(700054)
  const scope = parameters.get('scope') ?? (version === 1 ? 'openid' : '')
  if (scope.trim() === '') throw new EntraError(900144, ['scope'])
  const nonce = parameters.get('nonce')
  if (nonce !== undefined && nonce.length > LONGEST_NONCE) throw new EntraError(70000, ['nonce'])
  if (types.wantsIdToken && nonce === undefined) throw new EntraError(90014, ['nonce'])
  if (reply.mode === 'query' && (types.wantsIdToken || types.wantsToken))
    throw new EntraError(70007, ['query', 'response_mode'])
  return {
    ...types,
    scope,
    resource: version === 1 ? parameters.get('resource') : undefined,
    nonce,
    ...readChallenge(parameters, reply),
    prompts: new Set((parameters.get('prompt') ?? '').split(' ')),
    loginHint: parameters.get('login_hint') ?? '',
    maxAge: /^\d{1,9}$/.test(parameters.get('max_age') ?? '') ? Number(parameters.get('max_age')) : undefined,
    clientInfo: parameters.get('client_info') === '1',
    claims: parameters.get('claims'),
  }
}

function readTypes(parameters: Parameters): Pick<AuthorizeRequest, 'wantsCode' | 'wantsIdToken' | 'wantsToken'> {
  const text = parameters.get('response_type') ?? ''
  const types = new Set(text.split(' ').filter((type) => type !== ''))
  const known = [...types].every((type) => type === 'code' || type === 'id_token' || type === 'token')
  if (types.size === 0) throw new EntraError(900144, ['response_type'])
  if (!known) throw new EntraError(70007, [text, 'response_type'])
  return { wantsCode: types.has('code'), wantsIdToken: types.has('id_token'), wantsToken: types.has('token') }
}

function readChallenge(
  parameters: Parameters,
  { type }: ReplyAddress,
): Pick<AuthorizeRequest, 'challenge' | 'challengeMethod'> {
  const challenge = parameters.get('code_challenge')
  if (challenge === undefined) {
    if (type === 'spa') throw new EntraError(9002325)
    return { challenge: undefined, challengeMethod: undefined }
  }
  const challengeMethod = parameters.get('code_challenge_method') ?? 'plain'
  if (challengeMethod !== 'S256' && challengeMethod !== 'plain')
    throw new EntraError(70007, [challengeMethod, 'code_challenge_method'])
  if (!/^[\w.~-]{43,128}$/.test(challenge)) throw new EntraError(90014, ['code_challenge'])
  return { challenge, challengeMethod }
}
