/** Refusals of what is not there, and of what is there already, in the words of the service that has the resource. */
import { conflict, directoryBadRequest, directoryResourceNotFound, GraphError, resourceNotFound } from '../errors.js'
import { shortened } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Keys } from '../store/query/entities.js'

function isOfDirectory({ backend }: Resource): boolean {
  return backend.kind === 'directory'
}

/** There is no such item. */
export function notFound(resource: Resource, keys: Keys): Error {
  return isOfDirectory(resource) ? directoryResourceNotFound(keys.at(-1) ?? '') : resourceNotFound()
}

/** The member `name` of a body at `resource` refers to an item of `referred` that is not there. */
export function referredNotFound(resource: Resource, name: string, referred: Resource, id: string): Error {
  if (isOfDirectory(resource)) return directoryResourceNotFound(shortened(id))
  const message = `'${name}' names ${referred.path}('${shortened(id)}'), which does not exist.`
  return new GraphError(404, 'ResourceNotFound', message, { form: 'nested', target: name })
}

/** There is an item with that key. */
export function alreadyThere(resource: Resource): Error {
  return isOfDirectory(resource)
    ? directoryBadRequest('Another object with the same value for property id already exists.')
    : conflict('An item with the same key exists already.')
}
