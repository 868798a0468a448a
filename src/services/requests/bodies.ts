/** Bodies as the journal keeps them: bounded, and without secrets. */
import { HIDDEN, isSecretName } from '../../model/secret-names.js'
import { BodyText, KEPT } from '../body-text.js'
import { textWithoutSecrets } from '../secrets.js'
import { ENDS, firstItems } from './first-items.js'
import { LOOKED_AT } from './note.js'
import { formWithoutSecrets, withoutTokens } from './url-secrets.js'

/** The body of a request. */
export function sentText(sent: unknown): string | undefined {
  if (sent instanceof BodyText) return withoutTokens(bounded(sent.text))
  if (sent instanceof Map) return bounded(formWithoutSecrets(sent as Map<string, string>))
  if (typeof sent !== 'object' || sent === null) return undefined
  return shown(sent)
}

/** Characters of an answer beyond which only the first items of a list in it are read: more than are kept of them without secrets. */
const BEGINNING = 2 * KEPT

/** The body of an answer to `url`, which may ask for a secret alone. */
export function answerText(url: string, answer: string | undefined): string | undefined {
  if (answer === undefined || answer === '') return undefined
  if (asksForSecret(url)) return HIDDEN
  try {
    const first = answer.length > BEGINNING ? firstItems(answer, BEGINNING) : undefined
    if (first !== undefined) return shown(JSON.parse(first) as object, ENDS)
    const value = JSON.parse(answer) as unknown
    return typeof value === 'object' && value !== null ? shown(value) : withoutTokens(bounded(answer))
  } catch {
    // Plain text, as $count and $value give.
    return withoutTokens(bounded(answer))
  }
}

const TOO_LARGE = 'too large to be kept'

/** `ends` is what was put behind a part of an answer to make it a value. */
function shown(value: object, ends = ''): string {
  const text = textWithoutSecrets(value, LOOKED_AT)
  if (text === undefined) return TOO_LARGE
  return withoutTokens(ends === '' ? bounded(text) : bounded(text.slice(0, -ends.length), true))
}

/** A text of which there is more ends with three dots. */
function bounded(text: string, hasMore = text.length > KEPT): string {
  return hasMore ? `${text.slice(0, KEPT)}…` : text
}

/** A property or function whose value is a secret: its answer has it under a name that does not say so. */
export function asksForSecret(url: string): boolean {
  const [path = ''] = url.split('?')
  const names = path.split('/').filter((name) => name !== '' && name !== '$value')
  const last = (names.at(-1) ?? '').replace(/\(.*$/, '')
  return /PlainTextValue|FileVaultKey|RecoveryKey/i.test(last) || (isSecretName(last) && !TOKEN_ENDPOINT.test(path))
}

const TOKEN_ENDPOINT = /\/oauth2\/|Tokens?$/i
