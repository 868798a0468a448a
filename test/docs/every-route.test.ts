/**
 * Every route that the declared model opens, in both versions, is there and does what its method says. What there is to
 * know of a route comes from the model, so a new entity is tested with its declaration.
 */
import t from 'tap'
import type { Test } from 'tap'
import { model } from '../../src/entities/index.js'
import { VERSIONS } from '../../src/model/edm.js'
import type { Version } from '../../src/model/edm.js'
import { existsIn, isA } from '../../src/model/types.js'
import type { EntityType } from '../../src/model/types.js'
import type { ResourcePath } from '../../src/odata/ast.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import type { OperationName } from '../../src/routes/operations.js'
import { listRoutes } from '../../src/routes/openapi-routes.js'
import type { ListedRoute } from '../../src/routes/openapi-routes.js'
import { defaultSwitches, profileAt, profiles } from '../../src/services/profiles.js'
import { startEmulator, TENANT } from '../harness/emulator.js'
import type { Client, Emulator } from '../harness/emulator.js'
import { appClaims, signToken } from '../harness/tokens.js'
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
  property: [200, 204],
  'property value': [200, 204],
}

/** Statuses of success; of changes they are for the profile to say, and for the service behind the place. */
function successOf({ operation, path }: ListedRoute): readonly number[] {
  const profile = path.place === undefined ? profiles.documented : profileAt(profiles.documented, path.place.backend)
  if (operation === 'update') return [profile.updateStatus]
  if (operation === 'delete') return [profile.deleteStatus]
  return operation === 'action' ? [profile.actionStatus] : STATUS[operation]
}

/** A client that may do everything that some place asks a permission for. */
async function clientWithEveryPermission({ store, withToken }: Emulator): Promise<Client> {
  const permissions = new Set(model.places.flatMap(({ permissions }) => [...permissions.read, ...permissions.write]))
  return withToken(await signToken(store, appClaims(TENANT, [...permissions])))
}

/** The type of the item that a path leads to, or makes. */
function concreteTypeOf({ place, type }: ResourcePath, version: Version): EntityType {
  const concrete = place?.concreteTypes.find(
    (each) => existsIn(each.since, version) && (type === undefined || isA(each, type)),
  )
  if (concrete === undefined) throw new Error(`nothing can be stored at ${place?.path}`)
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
  const { place } = readResourcePath(model, set)
  if (place?.creatable !== true) {
    const { value } = (await client.get(set)).json<{ value: { id: string }[] }>()
    return value[0]?.id ?? ''
  }
  const item = readResourcePath(model, `${set}/00000000-0000-0000-0000-000000000000${cast}`)
  const type =
    item.target === 'entity' ? concreteTypeOf(item, version) : concreteTypeOf({ ...item, type: undefined }, version)
  const made = await client.post(set, leastBody(type, version))
  if (made.statusCode !== 201) throw new Error(`POST ${set}: ${made.statusCode} ${made.body}`)
  return made.json<{ id: string }>().id
}

function bodyOf({ operation, path }: ListedRoute, version: Version): unknown {
  switch (operation) {
    case 'create':
    case 'create single':
      return leastBody(concreteTypeOf(path, version), version)
    case 'update':
      return { '@odata.type': leastBody(concreteTypeOf(path, version), version)['@odata.type'] }
    case 'action':
      return Object.fromEntries(
        Object.entries(path.action?.parameters ?? {}).map(([name, { collection }]) => [name, collection ? [] : null]),
      )
    case 'batch':
      return { requests: [{ id: '1', method: 'GET', url: '/deviceAppManagement' }] }
    default:
      return undefined
  }
}

async function call(t: Test, client: Client, version: Version, route: ListedRoute): Promise<void> {
  const url = await urlOf(client, version, route.template)
  const response = await client.send(route.method, url, bodyOf(route, version))
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
    const client = await clientWithEveryPermission(emulator)
    for (const route of listRoutes(model, version, profiles.documented, defaultSwitches))
      await call(t, client, version, route)
    t.strictSame(emulator.errors, [], 'nothing is logged as an error')
  })
