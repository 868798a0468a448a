/**
 * The OpenAPI document of one version of the service, or of one area of it, from the model alone. It says what this server
 * does under its profile: routes that a profile lacks are not in it, and success has the profile's status codes.
 *
 * @see https://spec.openapis.org/oas/v3.1.0
 */
import { permissionsOf } from '../auth/permissions.js'
import type { Model, Resource } from '../model/model.js'
import { existsIn } from '../model/types.js'
import { isA } from '../model/inheritance.js'
import type { EntityType, Version } from '../model/types.js'
import type { Profile, Switches } from '../services/profiles.js'
import { componentSchemas, errorSchema, requestSchema, valueSchema } from './openapi-schemas.js'
import type { Json } from './openapi-schemas.js'
import { listRoutes } from './openapi-routes.js'
import type { ListedRoute } from './openapi-routes.js'
import { isWrite } from './operations.js'
import type { OperationName } from './operations.js'
import { json, REFERENCE, successOf } from './openapi-responses.js'

export interface OpenApiDeps {
  readonly model: Model
  readonly profile: Profile
  readonly switches: Switches
}

const QUERY_OPTIONS = {
  top: ['The most entities in the answer.', { type: 'integer', minimum: 0 }],
  skip: ['The number of entities that are left out at the beginning.', { type: 'integer', minimum: 0 }],
  search: ['Only entities in whose texts these words occur.', { type: 'string' }],
  filter: ['Only entities for which this is true.', { type: 'string' }],
  count: ['Say how many entities there are altogether.', { type: 'boolean' }],
  orderby: ['Sort by these, each with asc or desc behind it.', { type: 'array', items: { type: 'string' } }],
  select: ['Only these properties.', { type: 'array', items: { type: 'string' } }],
  expand: ['Together with what these navigate to.', { type: 'array', items: { type: 'string' } }],
} as const

type QueryOption = keyof typeof QUERY_OPTIONS

const OPTIONS_OF: Readonly<Partial<Record<OperationName, readonly QueryOption[]>>> = {
  list: ['top', 'skip', 'search', 'filter', 'count', 'orderby', 'select', 'expand'],
  count: ['search', 'filter'],
  get: ['select', 'expand'],
}

const SUMMARIES: Readonly<Record<OperationName, (name: string) => string>> = {
  'service document': () => 'What there is',
  metadata: () => 'The model as CSDL',
  batch: () => 'Up to twenty requests in one',
  list: (name) => `List ${name}`,
  create: (name) => `Create in ${name}`,
  get: (name) => `Get ${name}`,
  'create single': (name) => `Create ${name}`,
  update: (name) => `Update ${name}`,
  replace: (name) => `Replace ${name}`,
  delete: (name) => `Delete ${name}`,
  count: (name) => `Count ${name}`,
  property: (name) => `Get a property of ${name}`,
  'update property': (name) => `Update a property of ${name}`,
  'property value': (name) => `Get a property of ${name} as plain text`,
  action: (name) => `Call ${name}`,
  function: (name) => `Call ${name}`,
  'function count': (name) => `Count what ${name} yields`,
  'list references': (name) => `List references of ${name}`,
  'get reference': (name) => `Get a reference of ${name}`,
  'add reference': (name) => `Add to ${name}`,
  'remove reference': (name) => `Remove from ${name}`,
}

const ERROR_REPLY = { default: { $ref: '#/components/responses/error' } }

/** With an area, only its paths, and the types that these lead to. */
export function openApiDocument(deps: OpenApiDeps, version: Version, area?: string): Json {
  const { model, profile } = deps
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routesOf(deps, version)) {
    if (area !== undefined && areaOf(route.path.resource) !== area) continue
    const path = (paths[route.template] ??= { ...pathParameters(route.template) })
    path[route.method.toLowerCase()] = operationOf(route, deps, version)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Microsoft Graph ${version} as served by Intunite${area === undefined ? '' : `: ${area}`}`,
      version,
      description:
        `Profile \`${profile.name}\`. Keys may also stand in parentheses, and names are found whatever their letter case. ` +
        'Every path to an item may go on behind a cast such as `/microsoft.graph.iosMobileAppConfiguration`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `/${version}` }],
    security: [{ entra: [] }],
    tags: (area === undefined ? areasOf(model, version) : [area]).map((name) => ({ name })),
    paths,
    components: {
      schemas: componentSchemas(model, version, { paths: JSON.stringify(paths), whole: area === undefined }),
      parameters: Object.fromEntries(
        Object.entries(QUERY_OPTIONS).map(([name, [description, schema]]) => [
          name,
          {
            name: `$${name}`,
            in: 'query',
            description,
            schema,
            // What the page fills in: a tenant may be large.
            ...(name === 'top' ? { example: 20 } : {}),
            ...(schema.type === 'array' ? { explode: false } : {}),
          },
        ]),
      ) as Json,
      responses: { error: { description: 'An error', content: json(errorSchema) } },
      securitySchemes: {
        entra: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An access token from `/{tenant}/oauth2/v2.0/token`. One of the permissions named with an operation is enough, ' +
            'as an application permission or as a delegated scope.',
        },
      },
    },
  }
}

/** What belongs to no resource: the service document, `$metadata`, `$batch`. */
const SERVICE = 'service'

/** The parts in which the document of a version can be read. */
export function areasOf({ resources }: Model, version: Version): string[] {
  const served = resources.filter(({ since, type }) => existsIn(since, version) && existsIn(type.since, version))
  return [...new Set([SERVICE, ...served.map(areaOf)])]
}

/** The first two names of its path. */
export function areaOf(resource: Resource | undefined): string {
  return resource === undefined ? SERVICE : resource.path.split('/').slice(0, 2).join('/')
}

const lists = new WeakMap<OpenApiDeps, Map<Version, readonly ListedRoute[]>>()

/** Kept, because areas are asked for one after another. */
function routesOf(deps: OpenApiDeps, version: Version): readonly ListedRoute[] {
  const { model, profile, switches } = deps
  const known = lists.get(deps) ?? new Map<Version, readonly ListedRoute[]>()
  lists.set(deps, known)
  const routes = known.get(version) ?? listRoutes(model, version, profile, switches)
  known.set(version, routes)
  return routes
}

function pathParameters(template: string): Json {
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
  if (names.length === 0) return {}
  return { parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })) }
}

function operationOf(route: ListedRoute, deps: OpenApiDeps, version: Version): Json {
  const { operation, path, template } = route
  const { resource } = path
  const options = OPTIONS_OF[operation] ?? []
  const body = requestOf(route, version)
  return {
    operationId: operationId(route),
    summary: SUMMARIES[operation](path.operation?.name ?? resource?.name ?? template),
    tags: [areaOf(resource)],
    ...(resource === undefined ? {} : { security: securityOf(route) }),
    ...(operation === 'metadata' ? { security: [] } : {}),
    ...(options.length > 0 ? { parameters: options.map((name) => ({ $ref: `#/components/parameters/${name}` })) } : {}),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body) } }),
    responses: { ...successOf(route, deps.profile), ...ERROR_REPLY },
  }
}

/** Any one of the permissions is enough. */
function securityOf({ method, operation, path }: ListedRoute): Json[] {
  const { application, delegated } = permissionsOf(path, method, isWrite(operation, path))
  return [...new Set([...application, ...delegated])].map((permission) => ({ entra: [permission] }))
}

function operationId(route: ListedRoute): string {
  const { template } = route
  const path = template
    .replace(/\/(?:\w+=')?\{[^/]*\}'?(?=\/|$)/g, '')
    .replace(/^\//, '')
    .replaceAll('/', '.')
    .replaceAll('$', '')
  return `${nameOf(route).replaceAll(' ', '-')}:${path || 'root'}`
}

/** References are added by two methods, and taken back in two places. */
function nameOf({ method, operation, path }: ListedRoute): string {
  if (operation === 'add reference' && method === 'PUT') return 'set reference'
  if (operation === 'remove reference' && path.target === 'collectionReference') return 'remove reference by URL'
  return operation
}

function requestOf({ operation, path }: ListedRoute, version: Version): Json | undefined {
  const { resource, type, operation: bound } = path
  if (operation === 'batch')
    return {
      type: 'object',
      required: ['requests'],
      properties: { requests: { type: 'array', items: { type: 'object' } } },
    }
  if (operation === 'add reference') return REFERENCE
  if (resource === undefined || type === undefined) return undefined
  if (bound?.kind === 'function') return undefined
  if (bound !== undefined) {
    const parameters = Object.entries(bound.parameters).map(([name, parameter]) => {
      const { type } = parameter
      const schema = type.kind === 'entity' ? requestSchema([type], 'create') : valueSchema(type)
      return [name, parameter.collection ? { type: 'array', items: schema } : schema]
    })
    const required = Object.entries(bound.parameters).filter(([, { nullable }]) => !nullable)
    return {
      type: 'object',
      required: required.map(([name]) => name),
      properties: Object.fromEntries(parameters) as Json,
    }
  }
  if (operation === 'update') return requestSchema(writableAs(resource, type, version), 'update')
  return operation === 'create' || operation === 'create single' || operation === 'replace'
    ? requestSchema(writableAs(resource, type, version), 'create')
    : undefined
}

function writableAs({ concreteTypes }: Resource, cast: EntityType, version: Version): EntityType[] {
  return concreteTypes.filter((type) => existsIn(type.since, version) && isA(type, cast))
}
