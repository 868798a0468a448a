/** Items that the service ranks: a new one comes after all others of its type (B90), `setPriority` moves it (B91). */
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import { allOperations, allProperties } from '../model/inheritance.js'
import type { EntityType } from '../model/types.js'
import { run } from '../store/work.js'
import type { Work } from '../store/work.js'
import type { Keys } from '../store/query/entities.js'
import { itemsAt } from './items.js'
import type { Scope } from './scope.js'

export const RANKED = 'priority'

/** Whether the service ranks the items of a type. */
export function isRanked(type: EntityType): boolean {
  return Object.hasOwn(allProperties(type), RANKED) && allOperations(type).some(({ name }) => name === 'setPriority')
}

/** Lets one transaction at a time rank items of the tenant, until it ends. Others add rows that refer to the tenant meanwhile. */
export function* rankAlone({ store, tenantId }: Scope): Work<void> {
  const { placeholder, forNoKeyUpdate } = store.dialect
  if (forNoKeyUpdate === '') return
  yield* run(`SELECT 1 FROM "tenant" WHERE "id" = ${placeholder(1)}${forNoKeyUpdate}`, [tenantId])
}

/** The priority of a new item. */
export function* nextPriority(scope: Scope, resource: Resource, keys: Keys, type: EntityType): Work<number> {
  yield* rankAlone(scope)
  const [last] = yield* itemsAt(scope, resource, keys, {
    firstBy: `${RANKED} desc`,
    select: ['id', RANKED],
    casts: [type],
  })
  return last === undefined ? 1 : (last.entity[RANKED] as number) + 1
}

/** Whether it is one of those that every tenant has, which come after all others and stay so; their ids say it (B87). */
export function isDefault({ id }: Entity): boolean {
  return /_(?:Default\w*|WindowsRestore)$/.test(String(id))
}
