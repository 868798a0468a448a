/** The assignments that are effective, as they are kept between runs. */
import { putValues } from '../../store/query/bulk.js'
import type { EntityStore } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import type { PolicyFacts } from './load-world.js'
import type { WorldPolicy } from './world.js'

export function* savePolicy(store: EntityStore, policy: WorldPolicy): Work<void> {
  yield* savePolicies(store, [policy])
}

export function* savePolicies(store: EntityStore, policies: readonly WorldPolicy[]): Work<void> {
  const key = ['tenantId', 'id']
  const rows = policies.map(({ id, set, assignments, claimed }) => {
    const facts: PolicyFacts = { assignments, ...(claimed.size > 0 && { claimed: [...claimed].sort() }) }
    return [store.tenantId, id, set.path, JSON.stringify(facts)]
  })
  yield* putValues(store, 'lifePolicy', [...key, 'path', 'facts'], key, rows)
}
