/** Secrets in URLs and forms: the parameters of sign-in and of storage that are as good as a password. */
import { HIDDEN, isSecretName } from '../secrets.js'

const PARAMETERS = new Set([
  'code',
  'sig',
  'assertion',
  'client_assertion',
  'code_verifier',
  'device_code',
  'user_code',
])

/** Parameters of the sign-in pages that hold the query of another request. */
const NESTED = 'query'

/** Names that are no secret, though they sound like it. */
const HARMLESS = new Set(['token_type_hint', 'requested_token_use', 'response_type', 'client_assertion_type'])

export function isSecretParameter(name: string): boolean {
  const plain = name.toLowerCase()
  return PARAMETERS.has(plain) || (isSecretName(plain) && !HARMLESS.has(plain))
}

/** The URL with asterisks for the values of such parameters. */
export function withoutUrlSecrets(url: string): string {
  const mark = url.indexOf('?')
  return withoutTokens(mark < 0 ? url : url.slice(0, mark + 1) + hideInQuery(url.slice(mark + 1)))
}

/** In any text: what is shaped like a JSON Web Token, and parameters of a URL in it, such as the signature of a link to storage. */
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g
const PARAMETER =
  /([?&](?:sig|code|client_secret|client_assertion|assertion|access_token|refresh_token|id_token|password)=)[^&"\s\\]+/gi

export function withoutTokens(text: string): string {
  const free = text.includes('eyJ') ? text.replace(TOKEN, HIDDEN) : text
  return free.includes('=') ? free.replace(PARAMETER, `$1${HIDDEN}`) : free
}

/** The text of a form, likewise. */
export function formWithoutSecrets(form: ReadonlyMap<string, string>): string {
  const shown = [...form].map(([name, value]): [string, string] => {
    if (isSecretParameter(name)) return [name, HIDDEN]
    return [name, name === NESTED ? hideInQuery(value) : value]
  })
  return new URLSearchParams(shown).toString()
}

function hideInQuery(query: string): string {
  return query.replace(/([^&=]+)=([^&]*)/g, (whole, name: string, value: string) => {
    const plain = decoded(name)
    if (isSecretParameter(plain)) return `${name}=${HIDDEN}`
    return plain === NESTED ? `${name}=${encodeURIComponent(hideInQuery(decoded(value)))}` : whole
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
