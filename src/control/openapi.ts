/** The control face as an OpenAPI document, made from its routes and their schemas. */
import type { TSchema } from 'typebox'
import { CONTROL } from './face.js'
import { KEY_HEADER } from './key.js'
import type { Operation, Parameter } from './operation.js'
import { ROUTES } from './routes.js'
import type { ControlRoute } from './routes.js'

type Json = Record<string, unknown>

const PARAMETERS: Readonly<Record<Parameter, string>> = {
  request: 'Number of a request in the journal',
  tenant: 'Id or domain of a tenant',
  domain: 'A domain name',
  app: 'Client id or name of an app',
  user: 'Id or sign-in name of a user, or the part of it before the @',
  group: 'Id or name of a group',
  key: 'Id of a key or credential',
  snapshot: 'Id or name of a snapshot',
  device: 'Id, name or serial number of a device',
}

const PROBLEM = { $ref: '#/components/schemas/problem' }

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'A value is wrong; the errors name each of them',
  401: 'The key is missing or wrong',
  403: 'The connection comes from another machine',
  404: 'There is no such thing',
  409: 'It is there already, or was changed by another request at the same time',
}

export async function controlDocument(version: string): Promise<Json> {
  const paths: Record<string, Json> = {}
  for (const route of ROUTES) {
    const path = (paths[CONTROL + route.path] ??= {})
    path[route.method.toLowerCase()] = describe(route, await route.load())
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Intunite: control face',
      version,
      description:
        'Tenants, apps, users, groups, permissions, keys and tokens. Every request carries the key of the server, which is in control.key in its data folder.',
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: KEY_HEADER } },
      schemas: {
        problem: {
          type: 'object',
          description: 'RFC 9457',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { const: 'about:blank' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'what is wrong, and what to do' },
            errors: {
              type: 'array',
              description: 'every wrong value of a request',
              items: {
                type: 'object',
                required: ['pointer', 'detail'],
                properties: {
                  pointer: { type: 'string', description: 'JSON pointer into the body; ?name for the query' },
                  detail: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  }
}

function describe(
  { method, path }: ControlRoute,
  { summary, query, body, bodyOptional, status, answer, type }: Operation,
) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: PARAMETERS[name as Parameter],
    schema: { type: 'string' },
  }))
  const required = (query as { required?: readonly string[] }).required ?? []
  const inQuery = Object.entries(query.properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: plain(schema),
  }))
  const problems = Object.entries(REFUSALS).map(([code, description]) => [
    code,
    { description, content: { 'application/problem+json': { schema: PROBLEM } } },
  ])
  return {
    operationId: operationId(method, path),
    summary,
    tags: [path.split('/').findLast((part) => GROUPS.has(part)) ?? 'tenants'],
    parameters: [...inPath, ...inQuery],
    ...(body === undefined
      ? {}
      : { requestBody: { required: !bodyOptional, content: { 'application/json': { schema: plain(body) } } } }),
    responses: {
      [status]: {
        description: answer === undefined ? 'Done' : 'The answer',
        ...(answer === undefined ? {} : { content: { [type ?? 'application/json']: { schema: plain(answer) } } }),
      },
      ...(Object.fromEntries(problems) as Json),
    },
  }
}

const GROUPS = new Set(['tenants', 'apps', 'users', 'groups', 'grants', 'keys', 'tokens', 'requests'])

/** `get-tenants-apps-secrets`, with `one` for what a parameter names. */
function operationId(method: string, path: string): string {
  const parts = path.split('/').map((part) => (part.startsWith('{') ? 'one' : part))
  return [method.toLowerCase(), ...parts.filter((part) => part !== '')].join('-')
}

/** The schema as JSON has it, without what only the library knows. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema))
}
