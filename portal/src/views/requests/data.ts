/** The journal of requests as the control face gives it. */
import type { Session } from '../../session/session'

export interface Request {
  readonly id: number
  readonly batch?: number
  readonly at: string
  readonly ms: number
  readonly sql: number
  readonly statements: number
  readonly status: number
  readonly method: string
  readonly url: string
  readonly requestId: string
  readonly app?: { readonly id: string; readonly name?: string }
  readonly user?: { readonly id?: string; readonly name?: string }
  readonly kind?: 'app' | 'user'
  readonly headers?: Readonly<Record<string, string>>
  readonly failure?: { readonly code: string; readonly message: string }
  readonly pinned: boolean
}

export interface WholeRequest extends Request {
  readonly sent?: string
  readonly answer?: string
  readonly route?: string
  readonly needed: readonly string[]
  readonly granted: readonly string[]
  readonly parts: readonly Request[]
}

export interface Page {
  readonly value: readonly Request[]
  readonly next?: number
  readonly newest: number
}

/** Parameters of a list; all of them are texts in the address as well. */
const FILTERS = ['path', 'text', 'status', 'method', 'app', 'refused', 'pinned', 'own'] as const
export type Filter = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>

export function filterOf(query: URLSearchParams): Filter {
  const given = FILTERS.map((name) => [name, query.get(name) ?? ''] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

export function queryOf(filter: Filter, more: Readonly<Record<string, string | number | undefined>> = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of [...Object.entries(filter), ...Object.entries(more)])
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  return parameters.size === 0 ? '' : `?${parameters.toString()}`
}

interface App {
  readonly appId: string
  readonly displayName: string
}

export async function readApps(session: Session): Promise<readonly App[]> {
  return (await session.control<{ value: readonly App[] }>('/apps')).value
}

export function whoSent({ app, user }: Request): string {
  const names = [app?.name ?? app?.id, user?.name ?? user?.id].filter((name) => name !== undefined)
  return names.reverse().join(' · ')
}

/** A body as people read it; the text as it is where it is no whole JSON. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
