/** The answers of an operation in the OpenAPI document. */
import type { OperationResult } from '../model/types.js'
import { actionStatus, profileAt } from '../services/profiles.js'
import type { Profile } from '../services/profiles.js'
import { answerSchema, valueSchema } from './openapi-schemas.js'
import type { Json } from './openapi-schemas.js'
import type { ListedRoute } from './openapi-routes.js'

export const REFERENCE: Json = {
  type: 'object',
  required: ['@odata.id'],
  properties: { '@odata.id': { type: 'string', format: 'uri' } },
}

function doneStatus(profile: Profile, { resource, operation }: ListedRoute['path']): 200 | 204 {
  if (resource === undefined || operation === undefined) return profile.actionStatus
  return actionStatus(profile, resource, operation.name)
}

export function successOf({ operation, path }: ListedRoute, served: Profile): Json {
  const profile = path.resource === undefined ? served : profileAt(served, path.resource)
  const entity = path.type === undefined ? {} : answerSchema(path.type)
  switch (operation) {
    case 'service document':
      return reply(200, 'The service document', json({ type: 'object' }))
    case 'metadata':
      return reply(200, 'The metadata document', { 'application/xml': { schema: { type: 'string' } } })
    case 'batch':
      return reply(
        200,
        'The answers',
        json({ type: 'object', properties: { responses: { type: 'array', items: { type: 'object' } } } }),
      )
    case 'list':
      return reply(200, 'A page of entities', json(collectionOf(entity)))
    case 'get':
      return reply(200, 'The entity', json(entity))
    case 'create':
    case 'create single':
      return reply(profile.createStatus, 'The new entity', json(entity), { Location: { schema: { type: 'string' } } })
    case 'update':
      return profile.updateStatus === 200 ? reply(200, 'The changed entity', json(entity)) : reply(204, 'Changed')
    case 'replace':
      return reply(204, 'Replaced')
    case 'delete':
      return reply(profile.deleteStatus, 'Deleted')
    case 'action':
    case 'function':
      if (path.operation?.returns !== undefined) return resultOf(path.operation.returns)
      return reply(doneStatus(profile, path), 'Done')
    case 'list references':
      return reply(200, 'Where the entities live', json(collectionOf(REFERENCE)))
    case 'get reference':
      return reply(200, 'Where the entity lives', json(REFERENCE))
    case 'add reference':
      return reply(204, 'Added')
    case 'remove reference':
      return reply(204, 'Removed')
    case 'count':
    case 'function count':
      return reply(200, 'How many there are', { 'text/plain': { schema: { type: 'integer' } } })
    case 'property':
      return { ...reply(200, 'The value', json({ type: 'object' })), ...reply(204, 'The value is null') }
    case 'update property':
      return reply(200, 'The changed value', json({ type: 'object' }))
    case 'property value':
      return {
        ...reply(200, 'The value', { 'text/plain': { schema: { type: 'string' } } }),
        ...reply(204, 'The value is null'),
      }
  }
}

/** A null has no body. */
function resultOf({ type, collection, nullable }: OperationResult): Json {
  if (type.kind === 'primitive' && (type.name as string) === 'Edm.Stream')
    return reply(200, 'A table', { 'application/octet-stream': { schema: {} } })
  const item = valueSchema(type)
  const wrapped = type.kind === 'primitive' || type.kind === 'enum'
  const one = wrapped ? { type: 'object', required: ['value'], properties: { value: item } } : item
  const none = nullable && !collection ? reply(204, 'Null') : {}
  return { ...reply(200, 'The result', json(collection ? collectionOf(item) : one)), ...none }
}

function collectionOf(entity: Json): Json {
  return {
    type: 'object',
    required: ['value'],
    properties: {
      '@odata.context': { type: 'string' },
      '@odata.count': { type: 'integer' },
      '@odata.nextLink': { type: 'string' },
      value: { type: 'array', items: entity },
    },
  }
}

function reply(status: number, description: string, content?: Json, headers?: Json): Json {
  return { [status]: { description, ...(headers && { headers }), ...(content && { content }) } }
}

export function json(schema: Json): Json {
  return { 'application/json': { schema } }
}
