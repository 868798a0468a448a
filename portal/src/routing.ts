/** Views by their address: `/_intunite/portal/<area>/<more>?<query>`. */
import { useSyncExternalStore } from 'react'
import { BASE } from './settings'

export interface Route {
  /** Decoded segments below the portal. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
}

const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) addEventListener('popstate', tell)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tell)
  }
}

const current = (): string => location.pathname + location.search

function readRoute(address: string): Route {
  const [path = '', query = ''] = address.split('?', 2)
  const below = path.startsWith(BASE) ? path.slice(BASE.length) : ''
  return {
    segments: below
      .split('/')
      .filter((part) => part !== '')
      .map(decoded),
    query: new URLSearchParams(query),
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, current))
}

/** The address of a view; segments are encoded. */
export function addressOf(
  segments: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? '') !== '')
  const text = new URLSearchParams(given).toString()
  return `${BASE}/${segments.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`
}

export function navigate(address: string, { replace = false } = {}): void {
  if (address === current()) return
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  tell()
}
