/** What is made of the requests of the journal: files for other programs, least privilege, hints. */
import { Type } from 'typebox'
import { leastPrivilege } from '../../auth/least-privilege.js'
import type { Use } from '../../auth/least-privilege.js'
import { neededBy } from '../../routes/needed.js'
import { harOf } from '../../services/requests/har.js'
import { hintsIn } from '../../services/requests/hints/hints.js'
import { httpFile } from '../../services/requests/http-file.js'
import type { RequestEntry } from '../../services/requests/entry.js'
import { listRequests, withBodies } from '../../services/requests/requests.js'
import type { RequestQuery } from '../../services/requests/requests.js'
import { GRAPH_RESOURCE } from '../../store/identity/inserts.js'
import { DEVELOPMENT } from '../../store/identity/development.js'
import { defineOperation } from '../operation.js'
import type { ControlDeps } from '../operation.js'
import { closed, list as listOf, optional, Text } from '../schemas.js'
import { FILTER, queryOf, tenantAsked } from './request-query.js'
import type { Filter } from './request-query.js'
import { behaviourOf } from './requests.js'

interface Params {
  readonly tenant?: string | undefined
}

/** Oldest first, as they were sent. */
async function exported(deps: ControlDeps, params: Params, filter: Filter) {
  await deps.settled()
  const journal = await deps.store.journal()
  const { entries } = await listRequests(journal, await queryOf(deps, params, { top: '1000', ...filter }))
  // The parts of a batch are in its body.
  const whole = entries.filter(({ batch }) => batch === undefined)
  return withBodies(journal, filter.after === undefined ? whole.reverse() : whole)
}

export const har = defineOperation({
  summary: 'Requests as an HTTP Archive (HAR 1.2), oldest first',
  query: closed(FILTER),
  answer: Type.Object({ log: Type.Object({}) }),
  perform: async (deps, { params, query, origin }) => harOf(await exported(deps, params, query), origin),
})

export const http = defineOperation({
  summary: 'Requests as a .http file, oldest first; the token is a variable of it',
  query: closed(FILTER),
  answer: Type.String(),
  type: 'text/plain; charset=utf-8',
  perform: async (deps, { params, query, origin }) => httpFile(await exported(deps, params, query), origin),
})

/** Every request of the journal that is wanted. */
async function everyOne(deps: ControlDeps, query: RequestQuery): Promise<RequestEntry[]> {
  await deps.settled()
  const { entries } = await listRequests(await deps.store.journal(), { ...query, top: Infinity })
  return [...entries]
}

const UseAnswer = Type.Object({ method: Type.String(), route: Type.String(), requests: Type.Integer() })
const Privilege = Type.Object({
  kind: Type.Enum(['application', 'delegated']),
  requests: Type.Integer({ description: 'how many requests of the journal count' }),
  needed: Type.Array(Type.Object({ permission: Type.String(), uses: Type.Array(UseAnswer) })),
  granted: Type.Array(Type.String()),
  missing: Type.Array(Type.String()),
  unneeded: Type.Array(Type.String()),
  commands: Type.Array(Type.String(), { description: 'what grants just that' }),
})

export const least = defineOperation({
  summary: 'The least permissions with which the requests of an app would have been allowed, against those that it has',
  query: closed({ tenant: FILTER.tenant, app: Text, since: FILTER.since }),
  answer: listOf(Privilege),
  async perform(deps, { params, query }) {
    const asked = tenantAsked(params, query) ?? DEVELOPMENT.tenantId
    const { id: tenantId } = await deps.directory.tenants.find(asked)
    const { appId } = await deps.directory.apps.find(tenantId, query.app)
    const entries = await everyOne(deps, await queryOf(deps, {}, { ...query, tenant: tenantId, app: appId }))
    const granted = await deps.directory.grants.list(tenantId, appId)
    const behaviour = await behaviourOf(deps, tenantId)
    const kinds = [
      ['application', 'app'],
      ['delegated', 'user'],
    ] as const
    return {
      value: kinds.flatMap(([kind, caller]) => {
        const uses = usesIn(
          deps,
          behaviour,
          entries.filter((entry) => entry.kind === caller),
        )
        const has = granted.filter((grant) => grant.kind === kind && grant.resourceId === GRAPH_RESOURCE)
        const names = [...new Set(has.map(({ permission }) => permission))].sort()
        if (uses.length === 0 && names.length === 0) return []
        const result = leastPrivilege(uses, names)
        return {
          kind,
          requests: uses.reduce((sum, { requests }) => sum + requests, 0),
          needed: result.needed.map(({ permission, uses: of }) => ({
            permission,
            uses: of.map(({ method, route, requests }) => ({ method, route, requests })),
          })),
          granted: names,
          missing: result.missing,
          unneeded: result.unneeded,
          commands: commandsOf({ tenantId, appId, kind, ...result }),
        }
      }),
    }
  },
})

interface Changes {
  readonly tenantId: string
  readonly appId: string
  readonly kind: 'application' | 'delegated'
  readonly missing: readonly string[]
  readonly unneeded: readonly string[]
}

function commandsOf({ tenantId, appId, kind, missing, unneeded }: Changes): string[] {
  const flags = `${kind === 'delegated' ? ' --delegated' : ''}${tenantId === DEVELOPMENT.tenantId ? '' : ` --tenant ${tenantId}`}`
  const line = (verb: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`intunite grant ${verb} ${appId} ${names.join(',')}${flags}`]
  // What signs a user in is no permission that a request needs.
  return [
    ...line('create', missing),
    ...line(
      'delete',
      unneeded.filter((name) => !SIGN_IN.has(name)),
    ),
  ]
}

const SIGN_IN = new Set(['openid', 'profile', 'email', 'offline_access'])

/** Requests that ask for the same are one use. What no route leads to, and what was not admitted, says nothing. */
function usesIn(
  { model }: ControlDeps,
  behaviour: Awaited<ReturnType<typeof behaviourOf>>,
  entries: readonly RequestEntry[],
): Use[] {
  const uses = new Map<string, Use & { requests: number }>()
  for (const entry of entries) {
    if (entry.status === 401 || entry.status === 405) continue
    const needed = neededBy(model, behaviour, entry)
    if (needed === undefined) continue
    const { route, backend, permissions } = needed
    const { method } = entry
    const key = `${method} ${route}`
    const known = uses.get(key)
    if (known === undefined) uses.set(key, { method, route, requests: 1, backend, needed: permissions })
    else known.requests += 1
  }
  return [...uses.values()]
}

const Hint = Type.Object({
  hint: Type.String({ description: 'which one it is' }),
  message: Type.String({ description: 'what was seen, and what to do' }),
  app: optional(Type.String()),
  requests: Type.Array(Type.Integer(), { description: 'numbers of the first requests that show it' }),
  count: Type.Integer({ description: 'how many there are' }),
})

export const hints = defineOperation({
  summary: 'What the requests of the journal could do better',
  query: closed({ tenant: FILTER.tenant, app: FILTER.app, since: FILTER.since }),
  answer: listOf(Hint),
  async perform(deps, { params, query }) {
    const entries = await everyOne(deps, await queryOf(deps, params, query))
    return { value: hintsIn(deps.model, entries.reverse()) }
  },
})
