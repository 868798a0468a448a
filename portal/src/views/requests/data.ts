/** The journal of requests as the control face gives it. */
import type { Session } from '../../session/session'
import type { ShownRequest } from '../../../../src/services/requests/shown'

export type { ShownPage as Page, ShownRequest as Request, WholeRequest } from '../../../../src/services/requests/shown'

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

export function whoSent({ app, user }: ShownRequest): string {
  const names = [app?.name ?? app?.id, user?.name ?? user?.id].filter((name) => name !== undefined)
  return names.reverse().join(' · ')
}
