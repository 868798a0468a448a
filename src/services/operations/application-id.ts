/** The client id of an app registration, whose row is locked until the transaction ends. */
import type { Resource } from '../../model/model.js'
import type { Keys } from '../../store/query/entities.js'
import { first } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { notFound } from '../not-found.js'
import type { Scope } from '../scope.js'

export function* holdAppId({ store, tenantId }: Scope, resource: Resource, keys: Keys): Work<string> {
  const { placeholder, forUpdate } = store.dialect
  const row = yield* first(
    `SELECT "appId" FROM "application" WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}${forUpdate}`,
    [tenantId, keys[0] ?? ''],
  )
  if (row === undefined) throw notFound(resource, keys)
  return row[0] as string
}
