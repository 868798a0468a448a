/** What is asked of the journal of requests, as parameters of a query, and who is behind a request by name. */
import { Type } from 'typebox'
import type { Static, TObject } from 'typebox'
import { isGuid } from '../../entra/directory/deps.js'
import { isPortal, PORTAL_NAME } from '../../entra/portal-client.js'
import { WELL_KNOWN_CLIENTS } from '../../entra/well-known-clients.js'
import { DEVELOPMENT } from '../../store/identity/development.js'
import { STATUS_PATTERN } from '../../services/requests/pattern.js'
import type { RequestEntry } from '../../services/requests/entry.js'
import type { RequestQuery } from '../../services/requests/requests.js'
import type { ControlDeps } from '../operation.js'
import { Problem } from '../problem.js'
import { Flag, Guid, Instant, optional, Text } from '../schemas.js'

const Sequence = Type.String({ pattern: '^\\d{1,15}$', description: 'the number of a request' })

/** What stands for requests of which no tenant is known. */
const NO_TENANT = 'none'

export const FILTER = {
  tenant: optional(
    Type.String({
      minLength: 1,
      maxLength: 256,
      description: `id or domain; all without it, and ${NO_TENANT} for requests of none`,
    }),
  ),
  path: optional(
    Type.String({
      minLength: 1,
      maxLength: 2048,
      description: 'a path, with or without version; * stands for a segment or part of one, ** for any number of them',
    }),
  ),
  status: optional(
    Type.String({ pattern: STATUS_PATTERN, description: 'a status such as 404 or 4xx, or several with commas' }),
  ),
  method: optional(
    Type.String({ pattern: '^[A-Za-z]+(,[A-Za-z]+)*$', description: 'a method, or several with commas' }),
  ),
  app: optional(Text),
  except: optional(Guid),
  user: optional(Text),
  refused: optional(Flag),
  since: optional(Instant),
  text: optional(Text),
  pinned: optional(Flag),
  before: optional(Sequence),
  after: optional(Sequence),
  top: optional(Type.String({ pattern: '^(1000|[1-9]\\d{0,2})$', description: 'a number from 1 to 1000' })),
}

export type Filter = Partial<Static<TObject<typeof FILTER>>>

interface WithTenant {
  readonly tenant?: string | undefined
}

/** The tenant that is asked about. In the path it counts for all that is asked there. */
export function tenantAsked({ tenant: inPath }: WithTenant, { tenant = inPath }: WithTenant): string | undefined {
  if (inPath !== undefined && tenant !== inPath) throw new Problem(400, 'the tenant is in the path')
  return tenant
}

export async function queryOf(
  { directory }: Pick<ControlDeps, 'directory'>,
  params: WithTenant,
  filter: Filter,
): Promise<RequestQuery> {
  const { tenant: _tenant, app, except, before, after, since, top = '100', ...rest } = filter
  const tenant = tenantAsked(params, filter)
  const tenantId =
    tenant === undefined ? undefined : tenant === NO_TENANT ? '' : (await directory.tenants.find(tenant)).id
  const isId = app === undefined || isGuid(app)
  const appId = isId ? app : (await directory.apps.find(tenantId || DEVELOPMENT.tenantId, app)).appId
  return {
    ...rest,
    tenantId,
    appId,
    exceptAppId: except,
    top: Number(top),
    before: before === undefined ? undefined : Number(before),
    after: after === undefined ? undefined : Number(after),
    since: since === undefined ? undefined : Date.parse(since),
  }
}

export const ShownRequest = Type.Object({
  id: Type.Integer({ description: 'its place in the journal; later ones are higher' }),
  batch: optional(Type.Integer({ description: 'the batch that it is a part of' })),
  tenantId: optional(Type.String()),
  at: Type.String({ description: 'when it arrived, by the clock of the machine' }),
  ms: Type.Number({ description: 'milliseconds until it was answered' }),
  sql: Type.Number({ description: 'milliseconds of them in the database' }),
  statements: Type.Integer(),
  status: Type.Integer(),
  method: Type.String(),
  url: Type.String({ description: 'path and query' }),
  requestId: Type.String(),
  app: optional(Type.Object({ id: Type.String(), name: optional(Type.String()) })),
  user: optional(Type.Object({ id: optional(Type.String()), name: optional(Type.String()) })),
  kind: optional(Type.Enum(['app', 'user'], { description: 'an app for itself, or on behalf of a user' })),
  headers: optional(Type.Record(Type.String(), Type.String())),
  failure: optional(Type.Object({ code: Type.String(), message: Type.String() })),
  pinned: Type.Boolean(),
})

/** Apps that every tenant has without a registration. */
function nameOfEveryTenant(appId: string): string | undefined {
  return isPortal(appId) ? PORTAL_NAME : WELL_KNOWN_CLIENTS.get(appId)?.displayName
}

/** Names of apps, each looked up once. */
export function namer({ store }: Pick<ControlDeps, 'store'>) {
  const known = new Map<string, Promise<string | undefined>>()
  const nameOf = (tenantId: string | undefined, appId: string): Promise<string | undefined> => {
    const key = `${tenantId} ${appId}`
    let name = known.get(key)
    if (name === undefined) {
      const found = tenantId === undefined ? undefined : store.identity.applications.find(tenantId, appId)
      name = Promise.resolve(found).then((app) => app?.displayName ?? nameOfEveryTenant(appId))
      known.set(key, name)
    }
    return name
  }
  return async ({ appId, userId, userName, permissions: _permissions, ...entry }: RequestEntry) => ({
    ...entry,
    ...(appId === undefined || appId === '' ? {} : { app: { id: appId, name: await nameOf(entry.tenantId, appId) } }),
    ...(userId === undefined && userName === undefined ? {} : { user: { id: userId, name: userName } }),
  })
}
