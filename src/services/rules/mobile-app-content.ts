/**
 * The content of an app: versions, which are numbered, and their files (B161, B164).
 * @see https://learn.microsoft.com/graph/api/resources/intune-apps-mobileappcontent
 */
import { highestNumber } from '../../store/query/lookups.js'
import { backendRefusal } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Keys } from '../../store/query/entities.js'
import { LostRace } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { LARGEST_FILE, REQUEST_PENDING, settled } from '../content/states.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const contentVersion: Rules = {
  *newId({ store }, { resource, keys }) {
    if (resource.parent !== undefined) yield* store.takeTurn(resource.parent, keys)
    return String(Math.max(yield* highestNumber(store, resource, keys), 0) + 1)
  },

  /** Another request took the number meanwhile: the next one is tried. */
  duplicate: ({ resource }) => new LostRace(new Error(`two versions at once at ${resource.path}`)),

  /** A version is read with its files. */
  *settle(scope, { resource, keys }) {
    const files = filesOf(resource)
    if (keys.length > 1) yield* settleAll(scope, files, keys)
  },

  *beforeDelete(scope, { resource, keys }) {
    const files = yield* itemsAt(scope, filesOf(resource), keys)
    if (files.some(({ entity }) => entity['isCommitted'] === true))
      throw backendRefusal(`The content version '${keys.at(-1)}' is committed and cannot be deleted.`)
  },
}

export const contentFile: Rules = {
  *prepare(_scope, { keys }, { entity }, body) {
    const creates = keys.length === 2
    if (!creates && entity['isCommitted'] === true)
      throw backendRefusal(`The file '${keys.at(-1)}' is committed and cannot be changed.`)
    for (const name of ['size', 'sizeEncrypted']) requireSize(name, body)
    if (creates) Object.assign(entity, { uploadState: REQUEST_PENDING, isCommitted: false })
  },

  *settle(scope, { resource, keys }) {
    if (keys.length === 2) yield* settleAll(scope, resource, keys)
    else yield* settleOne(scope, resource, keys)
  },

  *beforeDelete(scope, { resource, keys }) {
    const stored = yield* scope.store.load(resource, keys)
    if (stored?.entity['isCommitted'] === true)
      throw backendRefusal(`The file '${keys.at(-1)}' is committed and cannot be deleted.`)
  },
}

export function filesOf(versions: Resource): Resource {
  const files = versions.children.get('files')
  if (files === undefined) throw new Error(`${versions.path} has no files`)
  return files
}

function requireSize(name: string, body: Entity): void {
  if (!Object.hasOwn(body, name)) return
  const size = Number(body[name])
  if (size < 0 || size > LARGEST_FILE)
    throw backendRefusal(`'${name}' is ${size}: the files of an app have between 0 and ${LARGEST_FILE} bytes.`, name)
}

/** `keys` lead to the version. */
function* settleAll(scope: Scope, files: Resource, keys: Keys): Work<void> {
  for (const { entity } of yield* itemsAt(scope, files, keys))
    yield* settleOne(scope, files, [...keys, entity['id'] as string])
}

function* settleOne(scope: Scope, files: Resource, keys: Keys): Work<void> {
  const stored = yield* scope.store.load(files, keys)
  if (stored === undefined) return
  const entity = yield* settled(scope, files, keys, stored.entity)
  if (entity !== undefined) yield* scope.store.update(files, keys, { ...stored, entity }, ID_ALONE)
}
