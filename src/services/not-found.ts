import { directoryResourceNotFound, resourceNotFound } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Keys } from '../store/query/entities.js'

/** The refusal for an item that is not there, in the words of the service that has the resource. */
export function notFound(resource: Resource, keys: Keys): Error {
  return resource.backend.kind === 'directory' ? directoryResourceNotFound(keys.at(-1) ?? '') : resourceNotFound()
}
