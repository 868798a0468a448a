import { setTimeout as delay } from 'node:timers/promises'
import { Type } from 'typebox'
import { neededBy } from '../../routes/needed.js'
import { readBehaviour } from '../../services/profiles.js'
import type { Behaviour } from '../../services/profiles.js'
import {
  clearRequests,
  findRequest,
  listRequests,
  newestRequest,
  pinRequest,
  unpinRequest,
} from '../../services/requests/requests.js'
import type { FoundRequest, RequestQuery } from '../../services/requests/requests.js'
import type { Database } from '../../store/work.js'
import { defineOperation } from '../operation.js'
import type { ControlDeps } from '../operation.js'
import { Problem } from '../problem.js'
import { closed, optional } from '../schemas.js'
import { FILTER, namer, queryOf, ShownRequest } from './request-query.js'

/** Milliseconds between two looks while a caller waits: other processes write as well. */
const LOOK = 250

const Wait = Type.String({
  pattern: '^([1-5]?\\d|60)$',
  description: 'seconds to wait for requests behind "after", 0 to 60',
})

export const list = defineOperation({
  summary: 'List the requests of the journal, newest first; behind "after" oldest first, and waited for with "wait"',
  query: closed({ ...FILTER, wait: optional(Wait) }),
  answer: Type.Object({
    value: Type.Array(ShownRequest),
    next: optional(Type.Integer({ description: 'there are further ones: ask again with it as before, or as after' })),
    newest: Type.Integer({ description: 'the number to wait behind' }),
  }),
  async perform(deps, { params, query: { wait = '0', ...filter } }) {
    const query = await queryOf(deps, params, filter)
    await deps.settled()
    const journal = await deps.store.journal()
    const newest = await newestRequest(journal)
    const { entries, next } = await waited(deps, journal, query, Number(wait) * 1000)
    // What has come meanwhile and did not match is not looked at again; what did not fit is.
    const last = next ?? Math.max(newest, ...entries.map(({ id }) => id))
    const value = await Promise.all(entries.map(namer(deps)))
    return { value, ...(next === undefined ? {} : { next }), newest: query.after === undefined ? newest : last }
  },
})

async function waited(deps: ControlDeps, journal: Database, query: RequestQuery, milliseconds: number) {
  let page = await listRequests(journal, query)
  for (let left = milliseconds; page.entries.length === 0 && left > 0 && !deps.isClosing(); left -= LOOK) {
    await delay(LOOK)
    await deps.settled()
    page = await listRequests(journal, query)
  }
  return page
}

const Body = Type.String({ description: 'without secrets; cut where it is long' })

export const show = defineOperation({
  summary: 'Show a request with its bodies, and with the permissions that it needed and had',
  answer: Type.Intersect([
    ShownRequest,
    Type.Object({
      sent: optional(Body),
      answer: optional(Body),
      route: optional(Type.String({ description: 'the path with names for ids' })),
      needed: Type.Array(Type.String(), { description: 'any one of these was enough' }),
      granted: Type.Array(Type.String(), { description: 'what the token allowed' }),
      parts: Type.Array(ShownRequest, { description: 'the parts of a batch' }),
    }),
  ]),
  async perform(deps, { params }) {
    const { entry, bodies, parts } = await findIn(deps, params)
    const name = namer(deps)
    const needed = neededBy(deps.model, await behaviourOf(deps, entry.tenantId), entry)
    return {
      ...(await name(entry)),
      ...bodies,
      route: needed?.route,
      needed: needed?.permissions ?? [],
      granted: entry.permissions,
      parts: await Promise.all(parts.map(name)),
    }
  },
})

export async function behaviourOf({ store }: ControlDeps, tenantId: string | undefined): Promise<Behaviour> {
  const tenant = tenantId === undefined ? undefined : await store.identity.tenants.find(tenantId)
  return (readBehaviour(tenant?.profile ?? 'documented') ?? readBehaviour('documented')) as Behaviour
}

export const pin = defineOperation({
  summary: 'Keep a request when others of its age are removed',
  answer: ShownRequest,
  async perform(deps, { params }) {
    const { entry } = await findIn(deps, params)
    return namer(deps)((await pinRequest(await deps.store.journal(), entry.id)) ?? entry)
  },
})

export const unpin = defineOperation({
  summary: 'Let a request go with others of its age',
  async perform(deps, { params }) {
    const { entry } = await findIn(deps, params)
    if (!(await unpinRequest(await deps.store.journal(), entry.id)))
      throw new Problem(404, `the request ${params.request} is not pinned`)
  },
})

export const clear = defineOperation({
  summary: 'Empty the journal of requests, but for what is pinned: of a tenant, or all of it',
  query: closed({ tenant: FILTER.tenant }),
  async perform(deps, { params, query }) {
    const { tenantId } = await queryOf(deps, params, query)
    await deps.settled()
    await clearRequests(await deps.store.journal(), tenantId)
  },
})

/** The request of the path. Where a tenant is in the path, it is one of that tenant. */
async function findIn(
  deps: ControlDeps,
  { request, tenant }: { readonly request: string; readonly tenant?: string | undefined },
): Promise<FoundRequest> {
  const tenantId = tenant === undefined ? undefined : (await deps.directory.tenants.find(tenant)).id
  await deps.settled()
  const id = /^\d{1,15}$/.test(request) ? Number(request) : -1
  const found = id < 0 ? undefined : await findRequest(await deps.store.journal(), id)
  if (found === undefined || (tenantId !== undefined && found.entry.tenantId !== tenantId)) throw missing(request)
  return found
}

function missing(text: string): Problem {
  return new Problem(404, `the journal has no request ${text}: requests are kept for a while (docs/journal.md)`)
}
