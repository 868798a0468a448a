/**
 * `uniqueName` of groups and apps: given once, kept, and no other item of the set has it.
 * @see https://learn.microsoft.com/graph/api/resources/group
 */
import { directoryBadRequest } from '../../errors.js'
import type { Entity } from '../../model/payload.js'
import { first } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { Location, Scope } from '../scope.js'

const LIMIT = 256

export function* requireUniqueName(
  { store, tenantId }: Scope,
  resource: string,
  { resource: { type }, keys }: Location,
  body: Entity,
): Work<void> {
  if (!Object.hasOwn(body, 'uniqueName')) return
  const name = body['uniqueName']
  if (typeof name === 'string' && (name.trim() === '' || name.length > LIMIT))
    throw directoryBadRequest(
      `Invalid value specified for property 'uniqueName' of resource '${resource}'.`,
      'uniqueName',
    )
  if (keys.length === 0) return
  const { placeholder } = store.dialect
  const row = yield* first(
    `SELECT "uniqueName" FROM "${type.name}" WHERE "tenantId" = ${placeholder(1)} AND "id" = ${placeholder(2)}`,
    [tenantId, keys[0] ?? ''],
  )
  const known = row?.[0] ?? null
  if (known !== null && known !== name)
    throw directoryBadRequest("Property 'uniqueName' is read-only and cannot be set.", 'uniqueName')
}

export function takenUniqueName(): Error {
  return directoryBadRequest('Another object with the same value for property uniqueName already exists.')
}
