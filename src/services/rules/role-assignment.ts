/**
 * Scope tags of the assignment of a role stand there twice, as references and as ids (B6, B111): both follow what was said
 * last, and an assignment without any has the tag 0.
 */
import type { Resource } from '../../model/model.js'
import { allNavigation } from '../../model/inheritance.js'
import type { EntityType } from '../../model/types.js'
import { addReference, removeReferences } from '../../store/query/references.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const TAGS = 'roleScopeTags'
const IDS = 'roleScopeTagIds'

export const roleAssignment: Rules = {
  *refers(scope, { resource, keys }, navigation) {
    const stored = navigation.name === TAGS ? yield* scope.store.load(resource, keys) : undefined
    if (stored === undefined) return
    const ids = yield* tagsOf(scope, navigation, keys)
    yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, [IDS]: ids } }, ID_ALONE)
  },

  *after(scope, { resource, keys }, { entity, type }, body) {
    const tags = tagsIn(resource, type)
    if (tags === undefined) return 'unchanged'
    const id = entity['id'] as string
    const isNew = keys.at(-1) !== id
    const own = isNew ? [...keys, id] : keys
    // What a body binds is bound by now, and counts more than the ids that it says.
    if (isNew ? (yield* tagsOf(scope, tags, own)).length > 0 : !Object.hasOwn(body, IDS)) return
    yield* removeReferences(scope.store, tags, own)
    for (const tag of (entity[IDS] ?? []) as string[]) yield* addReference(scope.store, tags, own, tag)
  },
}

/** Only in beta, and only where the type of the assignment has them. */
function tagsIn(resource: Resource, type: EntityType): Resource | undefined {
  return Object.hasOwn(allNavigation(type), TAGS) ? resource.children.get(TAGS.toLowerCase()) : undefined
}

function* tagsOf(scope: Scope, tags: Resource, keys: Keys): Work<string[]> {
  const found = yield* itemsAt(scope, tags, keys, { select: ['id'] })
  return found.map(({ entity }) => entity['id'] as string).sort((a, b) => Number(a) - Number(b))
}
