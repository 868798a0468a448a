/** What is noted of a request when it has been answered, for the journal of requests. */
import type { Spent } from '../../store/metered.js'
import type { BodyText } from '../body-text.js'
import type { Failure, RequestFacts } from './entry.js'

/** Gathered while a request is on its way. All members are there from the first, so that all of these objects are alike. */
export class Noted implements Spent {
  sql = 0
  statements = 0
  /** When it arrived, in milliseconds since 1970 by the clock of the machine. */
  readonly at: number | undefined
  /** Who sent it, once that is known. */
  caller: NotedCaller | undefined = undefined
  /** Why it was refused. */
  failure: Failure | undefined = undefined
  /** The body, where its text is made already. */
  sent: BodyText | undefined = undefined
  /** The answer as text, where it is one that people read; of a long one only how long it is. */
  answer: string | undefined = undefined
  /** Whether the answer is a page with others behind it. */
  hasMore = false
  /** The parts of a batch. */
  parts: NotedPart[] | undefined = undefined

  constructor(at?: number) {
    this.at = at
  }
}

export interface NotedPart extends Pick<Note, 'method' | 'url' | 'status' | 'ms' | 'sent' | 'answer' | 'headers'> {
  readonly requestId: string
  readonly spent: Spent
  readonly failure: Failure | undefined
}

/** Who sent a request, as far as that is known: the caller of Graph, or the client of a sign-in. */
export interface NotedCaller {
  readonly appId: string
  readonly kind?: 'app' | 'user'
  readonly userId?: string
  readonly userPrincipalName?: string
  /** The permissions in the token. */
  readonly permissions?: ReadonlySet<string>
}

export interface Note extends RequestFacts {
  /** Empty where it is not known. */
  readonly tenantId: string
  /** When it arrived, in milliseconds since 1970 by the clock of the machine. */
  readonly at: number
  readonly caller: NotedCaller | undefined
  /** Headers that say how a client works. */
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly failure: Failure | undefined
  /** The body: an object, the parameters of a form, or its text without secrets. */
  readonly sent: unknown
  readonly answer: string | undefined
  readonly parts: readonly NotedPart[] | undefined
}

/** Headers that say how a client works. */
const HEADERS = [
  'user-agent',
  'sdkversion',
  'consistencylevel',
  'prefer',
  'if-match',
  'x-http-method-override',
] as const

/** Characters of a header. */
const LONGEST_HEADER = 256

/** Those of the headers of a request that are noted; undefined if it has none of them. */
export function headersToKeep(headers: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  let found: Record<string, string> | undefined
  for (const name of HEADERS) {
    const value = headers[name]
    if (typeof value === 'string') (found ??= {})[name] = value.slice(0, LONGEST_HEADER)
  }
  return found
}

/** Characters of a body, or of an answer, that is looked at. */
export const LOOKED_AT = 262_144

/** What is kept of an answer. A long one is not held: its client may take long to read it. */
export function answerToKeep(answer: string | Buffer | undefined): string | undefined {
  if (typeof answer === 'object') return `binary (${answer.length} bytes)`
  return answer === undefined || answer.length <= LOOKED_AT ? answer : `too large to be kept (${answer.length})`
}
