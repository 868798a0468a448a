/** Passwords and secrets become hashes before the transaction begins: nothing may wait in it, and hashing takes a while. */
import { effectOf } from '../services/operations/registry.js'
import { rulesOf } from '../services/rules/registry.js'
import type { Exchange } from './exchange.js'

/** The exchange with what is to be hashed for it; undefined where nothing is. */
export function hashSecrets(exchange: Exchange): Promise<Exchange> | undefined {
  const { path, operation, body } = exchange
  if (!operation.writes || path.resource === undefined || path.type === undefined) return undefined
  const hashing =
    path.operation === undefined ? rulesOf(path.resource).hash?.(body) : effectOf(path.type, path.operation).hash?.()
  return hashing?.then((hashed) => ({ ...exchange, hashed }))
}
