/**
 * `delta`: what has changed in a set of the directory. How far a caller has read is in the tokens of its links.
 * @see https://learn.microsoft.com/graph/delta-query-overview
 */
import { notImplemented } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Effect } from './effect.js'

export const changes: Effect = {
  plan({ operation, resource, keys }) {
    if (!isFollowed(resource)) throw notImplemented(operation.name)
    return function* () {
      return { changes: { resource, keys } }
    }
  },
}

/** Whether changes are noted: of sets, and not of what is linked to an item. */
export function isFollowed({ kind }: Resource): boolean {
  return kind === 'entitySet'
}
