/** What the view reads, and from where: Graph where it has it, the control face for what only Intunite has. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSession } from '../../session/session'

export const GRAPH = '00000003-0000-0000-c000-000000000000'

export interface Credential {
  readonly keyId: string
  readonly displayName?: string | null
  readonly thumbprint?: string
  readonly createdDateTime: string | null
  readonly expiresDateTime: string | null
}

export interface App {
  readonly appId: string
  readonly displayName: string
  readonly objectId: string
  readonly servicePrincipalId: string
  readonly enabled: boolean
  readonly publicClient: boolean
  readonly redirectUris: readonly { readonly uri: string; readonly type: 'web' | 'spa' | 'public' }[]
  readonly identifierUris: readonly string[]
  readonly requestedScopes: readonly string[]
  readonly signInAudience: string
  readonly roles: readonly { readonly resourceId: string; readonly role: string }[]
  readonly grants: readonly { readonly resourceId: string; readonly userId: string | null; readonly scope: string }[]
  readonly secrets: readonly Credential[]
  readonly certificates: readonly Credential[]
}

export interface User {
  readonly id: string
  readonly userPrincipalName: string
  readonly displayName: string
  readonly mail: string | null
  readonly enabled: boolean
  readonly intuneRole: 'none' | 'readOnly' | 'administrator'
  readonly hasPassword: boolean
}

export interface SignIn {
  readonly id: string
  readonly kind: 'browser' | 'app'
  readonly app?: string
  readonly scope?: string
  readonly signedInDateTime: string
  readonly usedDateTime: string
  readonly expiresDateTime: string
}

/** An object of the directory as Graph shows it. */
export interface DirectoryObject {
  readonly '@odata.type'?: string
  readonly id: string
  readonly displayName?: string | null
  readonly userPrincipalName?: string | null
  readonly accountEnabled?: boolean | null
}

export interface Group extends DirectoryObject {
  readonly description?: string | null
  readonly groupTypes?: readonly string[]
  readonly membershipRule?: string | null
  readonly membershipRuleProcessingState?: string | null
  readonly membershipRuleProcessingStatus?: { readonly status?: string | null; readonly errorMessage?: string | null }
}

const IDENTITY = 'identity'

/** Everything that the view has read is read again: names stand in many places. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: [IDENTITY] })
}

export function useControl<T>(path: string, enabled = true) {
  const session = useSession()
  return useQuery({
    queryKey: [IDENTITY, 'control', path],
    queryFn: ({ signal }) => session.control<T>(path, { signal }),
    enabled,
  })
}

export function useGraph<T>(path: string, enabled = true) {
  const session = useSession()
  return useQuery({
    queryKey: [IDENTITY, 'graph', path],
    queryFn: ({ signal }) => session.get<T>(path, signal),
    enabled,
  })
}

export function useApps() {
  return useControl<{ value: readonly App[] }>('/apps')
}

interface Page<T> {
  readonly value: readonly T[]
  readonly '@odata.count'?: number
  readonly '@odata.nextLink'?: string
}

/** A list of Graph, page by page. */
export function usePages<T>(path: string, enabled = true) {
  const session = useSession()
  const query = useInfiniteQuery({
    queryKey: [IDENTITY, 'pages', path],
    initialPageParam: path,
    queryFn: async ({ pageParam, signal }) =>
      (await session.send<Page<T>>(pageParam, { signal, headers: { consistencylevel: 'eventual' } })).body,
    getNextPageParam: (page) => pathOf(page['@odata.nextLink']),
    enabled,
  })
  return {
    ...query,
    rows: query.data?.pages.flatMap(({ value }) => value) ?? [],
    count: query.data?.pages[0]?.['@odata.count'],
  }
}

/** Of a link to this server, by whatever name it knows itself. */
function pathOf(link: string | undefined): string | undefined {
  if (link === undefined) return undefined
  const { pathname, search } = new URL(link)
  return pathname + search
}

/** `$search` over names, for what was typed. */
export function searchOf(text: string, members: readonly string[]): string {
  const wanted = text.trim().replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  if (wanted === '') return ''
  return `&$search=${encodeURIComponent(members.map((member) => `"${member}:${wanted}"`).join(' OR '))}`
}

export interface PermissionNames {
  readonly application: ReadonlyMap<string, string>
  readonly delegated: ReadonlyMap<string, string>
}

interface Offered {
  readonly appRoles: readonly { readonly value?: string | null; readonly displayName?: string | null }[]
  readonly oauth2PermissionScopes: readonly {
    readonly value?: string | null
    readonly adminConsentDisplayName?: string | null
  }[]
}

/** What Microsoft Graph offers, with its words. */
export function usePermissionNames(): PermissionNames {
  const session = useSession()
  const { data } = useQuery({
    queryKey: ['permissions of Graph'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<PermissionNames> => {
      const path = `/v1.0/servicePrincipals(appId='${GRAPH}')?$select=appRoles,oauth2PermissionScopes`
      const { appRoles, oauth2PermissionScopes } = await session.get<Offered>(path, signal)
      return {
        application: new Map(appRoles.map(({ value, displayName }) => [value ?? '', displayName ?? ''])),
        delegated: new Map(
          oauth2PermissionScopes.map(({ value, adminConsentDisplayName }) => [
            value ?? '',
            adminConsentDisplayName ?? '',
          ]),
        ),
      }
    },
  })
  return data ?? { application: new Map(), delegated: new Map() }
}
