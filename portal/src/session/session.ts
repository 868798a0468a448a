/** The signed-in user, and the requests that are made with the user's token. */
import { createContext, useContext } from 'react'
import type { Settings } from '../settings'
import { BASE } from '../settings'
import { TEXTS } from '../texts'
import { renew } from './sign-in'
import type { Tokens } from './sign-in'

export type Role = 'none' | 'readOnly' | 'administrator'

export interface Who {
  readonly tenant: { readonly id: string; readonly domain: string; readonly displayName: string }
  readonly user: { readonly id: string; readonly name: string; readonly userPrincipalName: string; readonly role: Role }
  /** Time of the tenant's clock, and whether it is another one than the machine's. */
  readonly clock: { readonly now: string; readonly mode: string; readonly rate: number }
  readonly database: string
  readonly profile: string
}

export interface Request {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in the place of `body`. */
  readonly content?: string | Blob
  /** Another token than that of the user. */
  readonly token?: string
  readonly signal?: AbortSignal
}

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

/** An answer of 400 and above, in the words of the server. */
export class Refused extends Error {
  readonly status: number
  readonly body: unknown
  /** The member that is wrong, where the server names one. */
  readonly target: string | undefined

  constructor(status: number, body: unknown, text: string) {
    const { error, detail } = (typeof body === 'object' && body !== null ? body : {}) as {
      error?: { message?: string; target?: string }
      detail?: string
    }
    super(readable(error?.message) ?? detail ?? (text.slice(0, 500) || `HTTP ${status}`))
    this.status = status
    this.body = body
    this.target = error?.target
  }
}

/** Intune puts a text of JSON into its messages. */
function readable(message: string | undefined): string | undefined {
  if (message?.startsWith('{') !== true) return message
  try {
    const { Message } = JSON.parse(message) as { Message?: unknown }
    return typeof Message === 'string' ? Message.replace(/ - Operation ID.*$/s, '') : message
  } catch {
    return message
  }
}

export class Session {
  readonly settings: Settings
  readonly tenant: string
  who: Who | undefined
  #tokens: Tokens
  #renewing: Promise<void> | undefined
  #onEnd: () => void

  constructor(settings: Settings, tenant: string, tokens: Tokens, onEnd: () => void) {
    this.settings = settings
    this.tenant = tenant
    this.#tokens = tokens
    this.#onEnd = onEnd
  }

  /** The token as it is now, for views that show it. */
  async accessToken(): Promise<string> {
    if (performance.now() >= this.#tokens.renewAt) await this.#renew()
    return this.#tokens.accessToken
  }

  /** `path` begins with a slash: `/v1.0/…`, `/beta/…`, or below `/_intunite`. */
  async send<T = unknown>(path: string, request: Request = {}): Promise<Answer<T>> {
    const answer = await this.raw(path, request)
    const text = await answer.text()
    const body = parsed(text)
    if (!answer.ok) throw new Refused(answer.status, body, text)
    return { status: answer.status, headers: answer.headers, body: body as T }
  }

  async get<T = unknown>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.send<T>(path, { signal })).body
  }

  /** A request of the control face, about the tenant of the user; `path` is below the tenant, and may be empty. */
  async control<T = unknown>(path: string, request: Request = {}): Promise<T> {
    return (await this.send<T>(this.#ofTenant(path), request)).body
  }

  /** What a path of the control face answers, as it comes. */
  async file(path: string): Promise<Blob> {
    const answer = await this.raw(this.#ofTenant(path))
    if (answer.ok) return answer.blob()
    const text = await answer.text()
    throw new Refused(answer.status, parsed(text), text)
  }

  #ofTenant(path: string): string {
    return `/_intunite/tenants/${encodeURIComponent(this.who?.tenant.id ?? this.tenant)}${path}`
  }

  /** The answer as the browser has it, whatever its status. */
  async raw(path: string, request: Request = {}): Promise<Response> {
    if (!path.startsWith('/') || path.startsWith('//')) throw new Error(`not a path of this server: ${path}`)
    const answer = await this.#fetch(path, request)
    if (answer.status !== 401 || request.token !== undefined) return answer
    await this.#renew()
    return this.#fetch(path, request)
  }

  async #fetch(
    path: string,
    { method = 'GET', headers = {}, body, content, token, signal }: Request,
  ): Promise<Response> {
    const sent = content ?? (body === undefined ? undefined : JSON.stringify(body))
    const asked = fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${token ?? (await this.accessToken())}`,
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      credentials: 'omit',
      body: sent,
      signal,
    })
    return asked.catch((error: unknown) => {
      // What fails before there is an answer has no words that help.
      throw error instanceof TypeError ? new Error(TEXTS.unreachable, { cause: error }) : error
    })
  }

  /** Once for all requests that find the token too old. */
  #renew(): Promise<void> {
    return (this.#renewing ??= renew(this.settings, this.tenant, this.#tokens)
      .then((tokens) => {
        if (tokens === undefined) this.#onEnd()
        else this.#tokens = tokens
      })
      .finally(() => (this.#renewing = undefined)))
  }
}

/** Undefined where the text is no JSON. */
export function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

export async function readWho(session: Session): Promise<Who> {
  return session.get<Who>(`${BASE}/session.json`)
}

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session & { readonly who: Who } {
  const session = useContext(SessionContext)
  if (session?.who === undefined) throw new Error('no user is signed in')
  return session as Session & { readonly who: Who }
}

/** Whether the user may change anything. */
export function useMayWrite(): boolean {
  return useSession().who.user.role === 'administrator'
}
