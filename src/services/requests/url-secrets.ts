/** Secrets in URLs and forms: the parameters of sign-in and of storage that are as good as a password. */
import { HIDDEN, isSecretName } from '../../model/secret-names.js'
import { TOKEN } from '../secrets.js'

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

function isSecretParameter(name: string): boolean {
  const plain = name.toLowerCase()
  return PARAMETERS.has(plain) || (isSecretName(plain) && !HARMLESS.has(plain))
}

/** The URL with asterisks for the values of such parameters. */
export function withoutUrlSecrets(url: string): string {
  const mark = url.indexOf('?')
  return withoutTokens(mark < 0 ? url : url.slice(0, mark + 1) + hideInQuery(url.slice(mark + 1)))
}

/** A parameter of a URL in a text. */
const PARAMETER = /([?&])([\w.-]+)=[^&"\s\\]+/g

/** In any text: what is shaped like a JSON Web Token, and parameters of a URL in it, such as the signature of a link to storage. */
export function withoutTokens(text: string): string {
  const free = text.includes('eyJ') ? text.replace(TOKEN, HIDDEN) : text
  if (!free.includes('=')) return free
  return free.replace(PARAMETER, (whole, mark: string, name: string) =>
    isSecretParameter(name) ? `${mark}${name}=${HIDDEN}` : whole,
  )
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
