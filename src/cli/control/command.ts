import type { Settings, Values } from '../../settings.js'
import { DEVELOPMENT } from '../../store/identity/development.js'
import type { ClientSettings, ControlRequest } from './transport.js'

/** A verb of a command that administers, as one request to the control face. */
export interface Verb {
  readonly summary: string
  /** What stands without a flag, in order; in brackets what may be left out. */
  readonly takes: readonly string[]
  readonly settings: Settings
  request(given: Given): Promise<ControlRequest> | ControlRequest
  /** An answer that needs no tenant; undefined where the control face is to be asked. */
  own?(given: Given, client: ClientSettings): Promise<object | undefined>
  /** Columns of a list. */
  readonly columns?: readonly string[]
  /** What to say besides or instead of the answer. */
  say?(given: Given, answer: unknown): string | undefined
  /** An answer as text for people, with the colours of a terminal if it goes to one. */
  show?(given: Given, answer: unknown, colour: boolean): string
  /** The exit code that goes with an answer: 0 unless given. */
  exit?(answer: unknown): number
  /** The exit code where it fails: 1 unless given, for verbs whose 1 is an answer. */
  readonly failed?: number
  /** The server that is talked to where no URL is given, for what needs one. */
  readonly server?: string
  /** Whether the answer is a text or file to be printed as it is. */
  text?(given: Given): boolean
  /** What is asked next, with the answer to what was asked before, and how that is shown; nothing more if it is undefined. */
  next?(given: Given, answer: unknown): ControlRequest | undefined
  showNext?(given: Given, answer: unknown, colour: boolean): string
  /** The answer is for machines however it is asked for. */
  readonly raw?: boolean
}

export interface Given {
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>
}

interface TypedGiven<T extends Settings> {
  readonly words: readonly string[]
  readonly values: Values<T>
}

export function verb<T extends Settings>(
  declared: Omit<Verb, 'settings' | 'request' | 'own' | 'say' | 'show' | 'exit' | 'text' | 'next' | 'showNext'> & {
    readonly settings: T
    request(given: TypedGiven<T>): Promise<ControlRequest> | ControlRequest
    own?(given: TypedGiven<T>, client: ClientSettings): Promise<object | undefined>
    say?(given: TypedGiven<T>, answer: never): string | undefined
    show?(given: TypedGiven<T>, answer: never, colour: boolean): string
    exit?(answer: never): number
    text?(given: TypedGiven<T>): boolean
    next?(given: TypedGiven<T>, answer: never): ControlRequest | undefined
    showNext?(given: TypedGiven<T>, answer: never, colour: boolean): string
  },
): Verb {
  return declared
}

/** The path of a tenant, and of something below it. */
export function tenantPath(tenant: string | undefined, ...below: readonly (string | undefined)[]): string {
  return ['/tenants', tenant ?? DEVELOPMENT.tenantId, ...below]
    .map((part, i) => (i === 0 ? part : encode(part)))
    .join('/')
}

/** A name of two dots would be taken for a step up. */
function encode(part: string | undefined): string {
  const text = encodeURIComponent(part ?? '')
  return /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%2E') : text
}

/** JSON without what is undefined. */
export function json(body: unknown): string {
  return JSON.stringify(body)
}
