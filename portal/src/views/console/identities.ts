/** On whose behalf a request is made: the user's own, or with a token that an administrator gets for an app or a user. */
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useMayWrite, useSession } from '../../session/session'
import type { Session } from '../../session/session'
import { TEXTS } from '../../texts'

export interface Identity {
  readonly kind: 'self' | 'app' | 'user'
  readonly id: string
  readonly name: string
}

export const SELF: Identity = { kind: 'self', id: '', name: TEXTS.console.self }

/** Apps first, then users; none where the role is to read. */
export function useIdentities() {
  const session = useSession()
  const mayWrite = useMayWrite()
  return useQuery({
    queryKey: ['console', 'identities'],
    enabled: mayWrite && session.settings.control,
    queryFn: async ({ signal }): Promise<readonly Identity[]> => {
      const [apps, users] = await Promise.all([
        session.control<{ value: { appId: string; displayName: string }[] }>('/apps', { signal }),
        session.control<{ value: { id: string; displayName: string; userPrincipalName: string }[] }>('/users', {
          signal,
        }),
      ])
      return [
        ...apps.value.map(({ appId, displayName }) => ({ kind: 'app' as const, id: appId, name: displayName })),
        ...users.value.map(({ id, displayName, userPrincipalName }) => ({
          kind: 'user' as const,
          id,
          name: `${displayName} (${userPrincipalName})`,
        })),
      ]
    },
  })
}

/** Tokens live for an hour and more by the clock of the tenant; they are asked for anew much earlier. */
const KEPT = 5 * 60 * 1000

/** Tokens of others, kept in memory. */
export function useTokens(): { of(identity: Identity): Promise<string | undefined>; forget(identity: Identity): void } {
  const session = useSession()
  const { current: kept } = useRef(new Map<string, { readonly token: string; readonly until: number }>())
  return {
    async of(identity) {
      if (identity.kind === 'self') return undefined
      const key = `${identity.kind} ${identity.id}`
      const known = kept.get(key)
      if (known !== undefined && performance.now() < known.until) return known.token
      const token = await tokenFor(session, identity)
      kept.set(key, { token, until: performance.now() + KEPT })
      return token
    },
    forget: ({ kind, id }) => void kept.delete(`${kind} ${id}`),
  }
}

/** A user gets all that the portal may; the role decides what that is worth. */
async function tokenFor(session: Session, { kind, id }: Identity): Promise<string> {
  const body = kind === 'app' ? { app: id } : { user: id, scope: session.settings.scopes.join(' ') }
  const { accessToken } = await session.control<{ accessToken: string }>('/tokens', { method: 'POST', body })
  return accessToken
}
