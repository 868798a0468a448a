/** A request that leads to items of the catalog waits until they are there: the first one after a start has them loaded. */
import type { Resource } from '../model/model.js'
import { rulesOf } from '../services/rules/registry.js'
import type { Plan, Task } from './task.js'

/** Names in a query that lead there: `$expand=settingDefinitions`, `$filter=definition/displayName eq 'x'`. */
const LEADS_THERE = /definition|presentation|categor|templates/i

export function withCatalog(plan: Plan, task: Task): Plan {
  const { missing } = task.deps.store.catalog
  if (missing === undefined || !leadsToCatalog(task)) return plan
  const { before } = plan
  return { ...plan, before: before === undefined ? missing : () => missing().then(before) }
}

function leadsToCatalog({ resource, exchange: { path, query, body } }: Task): boolean {
  if (path.references.some((reference) => reference.resource.referred?.shared === true)) return true
  if (resource.referred?.shared === true || LEADS_THERE.test(query)) return true
  for (let at: Resource | undefined = resource; at !== undefined; at = at.parent)
    if (at.shared || rulesOf(at).usesCatalog?.(body) === true) return true
  return false
}
