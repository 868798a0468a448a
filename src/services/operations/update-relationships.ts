/**
 * `updateRelationships` of an app: what it depends on and supersedes is what the body says, and nothing else (B167). What
 * other apps say of it stays; a client that sends back what it has read may name that, too.
 */
import { memberAt } from '../../model/body-types.js'
import type { Resource } from '../../model/model.js'
import { requireKnownParameters } from '../../model/parameters.js'
import { requireEntity } from '../../model/payload.js'
import { mismatch } from '../../model/validation.js'
import { amid } from '../../store/work.js'
import { createEntity, deleteEntity, readNewEntity } from '../entities.js'
import { itemsAt } from '../items.js'
import type { NewEntity } from '../new-entity.js'
import { notFound } from '../not-found.js'
import { requirePublished } from '../rules/mobile-app-assignment.js'
import type { Call, Effect } from './effect.js'
import { ID_ALONE } from '../../store/layout/shape.js'

export const updateRelationships: Effect = {
  plan(call) {
    const { scope, resource, keys } = call
    const relationships = resource.children.get('relationships')
    if (relationships === undefined) throw new Error(`${resource.path} has no relationships`)
    const wanted = readOwn(call, relationships)
    return function* () {
      const app = yield* scope.store.load(resource, keys)
      if (app === undefined) throw notFound(resource, keys)
      requirePublished(app)
      for (const { entity } of yield* itemsAt(scope, relationships, keys))
        if (entity['targetType'] !== 'parent')
          yield* amid(deleteEntity(scope, relationships, [...keys, entity['id'] as string]))
      for (const item of wanted) yield* amid(createEntity(scope, relationships, keys, item, ID_ALONE))
      return undefined
    }
  },
}

function readOwn({ operation, sent, scope }: Call, relationships: Resource): NewEntity[] {
  requireKnownParameters(operation, sent, scope)
  const items = sent['relationships'] ?? []
  if (!Array.isArray(items)) throw mismatch('relationships', scope)
  return (items as unknown[]).flatMap((item, i) => {
    const at = memberAt('relationships', i)
    requireEntity(item, relationships.type, scope, at)
    return item['targetType'] === 'parent' ? [] : [readNewEntity(scope, relationships, item, at)]
  })
}
