/** Reads what devices meet of a policy, app or script: its document, with what has to be read along. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { Item, ItemReader } from '../items.js'
import { CONTAINED, policyFrom } from './documents/policy.js'
import type { Policy } from './outcomes/policy.js'

const ALL = { uncounted: true } as const

export function* preparePolicy(reader: ItemReader, set: Resource, { type, entity }: Item): Work<Policy | undefined> {
  const id = String(entity['id'])
  const contained: Record<string, Entity[]> = {}
  for (const name of CONTAINED[set.name] ?? []) {
    const child = set.children.get(name.toLowerCase())
    if (child === undefined) continue
    contained[name] = []
    for (const item of yield* itemsAt(reader, child, [id], ALL))
      contained[name].push(yield* withActions(reader, child, id, item.entity))
  }
  return policyFrom(set.path, type, entity, contained)
}

/** The rule of a compliance policy with the actions below it. */
function* withActions(reader: ItemReader, { children }: Resource, id: string, rule: Entity): Work<Entity> {
  const actions = children.get('scheduledactionconfigurations')
  if (actions === undefined) return rule
  const found = yield* itemsAt(reader, actions, [id, String(rule['id'])], ALL)
  return { ...rule, scheduledActionConfigurations: found.map(({ entity }) => entity) }
}
