/**
 * Every route that the declared model opens, in both versions, is there and does what its method says. What there is to
 * know of a route comes from the model, so a new entity is tested with its declaration.
 */
import t from 'tap'
import type { Test } from 'tap'
import { declaredModel as model } from '../harness/declared-model.js'
import { mappedPermissions } from '../../src/model/facts/permission-map.js'
import type { Resource } from '../../src/model/model.js'
import { existsIn, VERSIONS } from '../../src/model/types.js'
import { isA } from '../../src/model/inheritance.js'
import type { EntityType, Version } from '../../src/model/types.js'
import type { ResourcePath } from '../../src/odata/ast.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import type { OperationName } from '../../src/routes/operations.js'
import { listRoutes } from '../../src/routes/openapi-routes.js'
import type { ListedRoute } from '../../src/routes/openapi-routes.js'
import { defaultSwitches, profileAt, profiles } from '../../src/services/profiles.js'
import { startEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { addUser } from '../harness/given.js'
import { appClaims, signToken, userClaims } from '../harness/tokens.js'
import { leastBody } from './bodies.js'

const STATUS: Readonly<Record<Exclude<OperationName, 'update' | 'delete' | 'action'>, readonly number[]>> = {
  'service document': [200],
  metadata: [200],
  batch: [200],
  list: [200],
  create: [201],
  get: [200],
  'create single': [201],
  count: [200],
  replace: [204],
  property: [200, 204],
  'update property': [200],
  'property value': [200, 204],
  function: [200, 204],
  'function count': [200],
  'list references': [200],
  'get reference': [200],
  'add reference': [204],
  'remove reference': [204],
}

/** Statuses of success; of changes they are for the profile to say, and for the service behind the resource. */
function successOf({ operation, path }: ListedRoute): readonly number[] {
  const profile = path.resource === undefined ? profiles.documented : profileAt(profiles.documented, path.resource)
  if (operation === 'update') return [profile.updateStatus]
  if (operation === 'delete') return [profile.deleteStatus]
  if (operation === 'action') return [path.operation?.returns === undefined ? profile.actionStatus : 200]
  return STATUS[operation]
}

/** An app and a user who may do everything that some resource asks a permission for. */
async function clientsWithEveryPermission({
  store,
  withToken,
}: Emulator): Promise<{ app: Client; user: Client; someUser: string }> {
  const permissions = model.resources
    .flatMap(({ permissions }) => Object.values(permissions ?? {}).flat())
    .concat(mappedPermissions())
  const roles = [...new Set(permissions)]
  const oid = await addUser(store, TENANT, 'administrator')
  return {
    app: withToken(await signToken(store, appClaims(TENANT, roles))),
    user: withToken(await signToken(store, userClaims(TENANT, oid, roles.join(' ')))),
    someUser: oid,
  }
}

/** The type of the item that a path leads to, or makes. */
function concreteTypeOf({ resource, type }: ResourcePath, version: Version): EntityType {
  const concrete = resource?.concreteTypes.find(
    (each) => existsIn(each.since, version) && (type === undefined || isA(each, type)),
  )
  if (concrete === undefined) throw new Error(`nothing can be stored at ${resource?.path}`)
  return concrete
}

/** The URL of a route below new items, of the types to which its casts narrow them. */
async function urlOf(client: Client, version: Version, template: string): Promise<string> {
  const segments = template.split('/').slice(1)
  let url = `/${version}`
  for (const [i, segment] of segments.entries()) {
    if (segment === '{property}') url += '/id'
    else if (!segment.startsWith('{')) url += `/${segment}`
    else {
      const next = segments[i + 1] ?? ''
      const cast = next.startsWith('microsoft.graph.') ? `/${next}` : ''
      url += `/${encodeURIComponent(await someKey(client, version, url, cast))}`
    }
  }
  return url
}

async function someKey(client: Client, version: Version, set: string, cast: string): Promise<string> {
  const { resource, keys } = readResourcePath(model, set)
  if (resource?.link !== undefined) return linkedKey(client, version, resource, keys[0], cast)
  if (resource?.name === 'owners') {
    const user = leastBody(concreteTypeOf(readResourcePath(model, '/v1.0/users'), version), version)
    const { id } = (await client.post(`/${version}/users`, user)).json<{ id: string }>()
    await client.post(`${set}/$ref`, referenceTo(id))
    return id
  }
  if (resource?.itemsOf !== undefined) return someKey(client, version, `/${version}/users`, '')
  if (resource?.creatable !== true) {
    const { value } = (await client.get(set)).json<{ value: { id: string }[] }>()
    return value[0]?.id ?? ''
  }
  const item = readResourcePath(model, `${set}/00000000-0000-0000-0000-000000000000${cast}`)
  const type =
    item.target === 'entity' ? concreteTypeOf(item, version) : concreteTypeOf({ ...item, type: undefined }, version)
  const made = await client.post(set, { ...leastBody(type, version), ...(await referredTo(client, version, type)) })
  if (made.statusCode !== 201) throw new Error(`POST ${set}: ${made.statusCode} ${made.body}`)
  return made.json<{ id: string }>().id
}

/** What a new entity of the type has to name, and what has to be there before. */
async function referredTo(client: Client, version: Version, type: EntityType | undefined): Promise<object> {
  if (type?.name !== 'servicePrincipal') return {}
  const made = await client.post(`/${version}/applications`, { displayName: 'Sample' })
  return { appId: made.json<{ appId: string }>().appId }
}

/** The key of a new secret of the app that the URL of an action is about. */
async function someSecret(client: Client, url: string): Promise<{ keyId: string }> {
  const added = await client.post(`${url.slice(0, url.lastIndexOf('/'))}/addPassword`, {})
  return { keyId: added.json<{ keyId: string }>().keyId }
}

/** Makes the other end of a pair, and the pair. `key` is of this end; without one it is the caller. */
async function linkedKey(
  client: Client,
  version: Version,
  { path, name, kinds }: Resource,
  key: string | undefined,
  cast: string,
): Promise<string> {
  const make = async (set: string, more: object = {}): Promise<string> => {
    const type = readResourcePath(model, `/${version}/${set}`).resource?.type
    if (type === undefined) throw new Error(`no such set: ${set}`)
    const body = { ...leastBody(type, version), ...(await referredTo(client, version, type)), ...more }
    return (await client.post(`/${version}/${set}`, body)).json<{ id: string }>().id
  }
  const own = key ?? (await client.get(`/${version}/me?$select=id`)).json<{ id: string }>().id
  const devices = 'deviceManagement/managedDevices'
  const typed = cast === '' ? {} : { '@odata.type': `#${cast.slice(1)}` }
  if (name === 'managedDevices') return make(devices, { ...typed, userId: own })
  const ofGroup = /^groups\/(transitiveM|m)embers$/.test(path)
  const kind = kinds?.get(cast.slice(cast.lastIndexOf('.') + 1))?.linkedSet?.path ?? 'users'
  const other = await make(path.startsWith(devices) ? 'users' : ofGroup ? kind : 'groups')
  if (path.startsWith(devices)) {
    await client.patch(`/${version}/${devices}/${own}`, { userId: other })
    return other
  }
  const [group, member] = ofGroup ? [own, other] : [other, own]
  await client.post(`/${version}/groups/${group}/members/$ref`, referenceTo(member))
  return other
}

function referenceTo(id: string): Record<string, string> {
  return { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` }
}

function bodyOf({ operation, path }: ListedRoute, version: Version, someUser: string): object | undefined {
  switch (operation) {
    case 'create':
    case 'create single':
    case 'replace':
      return leastBody(concreteTypeOf(path, version), version)
    case 'update':
      return { '@odata.type': leastBody(concreteTypeOf(path, version), version)['@odata.type'] }
    case 'action':
      return Object.fromEntries(
        Object.entries(path.operation?.parameters ?? {}).map(([name, { collection }]) => [
          name,
          collection ? [] : null,
        ]),
      )
    case 'add reference':
      return referenceTo(someUser)
    case 'batch':
      return { requests: [{ id: '1', method: 'GET', url: '/deviceAppManagement' }] }
    default:
      return undefined
  }
}

async function call(t: Test, client: Client, version: Version, route: ListedRoute, someUser: string): Promise<void> {
  const url = await urlOf(client, version, route.template)
  const body = bodyOf(route, version, someUser)
  const further =
    route.operation === 'create'
      ? await referredTo(client, version, route.path.type)
      : route.path.operation?.name === 'removePassword'
        ? await someSecret(client, url)
        : {}
  const response = await client.send(route.method, url, body === undefined ? undefined : { ...body, ...further })
  t.ok(
    successOf(route).includes(response.statusCode),
    `${route.method} ${url} is ${route.operation}: ${response.statusCode}`,
    {
      body: response.body,
    },
  )
}

for (const version of VERSIONS)
  t.test(`every route of ${version} that the model opens does what its method says`, async (t) => {
    const emulator = await startEmulator(t)
    const { app, user, someUser } = await clientsWithEveryPermission(emulator)
    for (const route of listRoutes(model, version, profiles.documented, defaultSwitches)) {
      // It ends the sign-in that the caller's token is made of: see directory-operations.test.ts.
      if (route.path.resource?.path === 'me' && route.path.operation?.name === 'revokeSignInSessions') continue
      await call(t, route.path.resource?.ownItemOf === undefined ? app : user, version, route, someUser)
    }
    t.strictSame(emulator.errors, [], 'nothing is logged as an error')
  })
