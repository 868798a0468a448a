/** Which effect an operation has: that of the operation of this type, else that of the operation of this name. */
import type { EntityType } from '../../model/types.js'
import { addPassword } from './add-password.js'
import { assign } from './assign.js'
import type { Effect } from './effect.js'
import { removePassword } from './remove-password.js'

/** By `type.operation` or `operation`. */
const effects: ReadonlyMap<string, Effect> = new Map(
  Object.entries({
    'application.addPassword': addPassword,
    'application.removePassword': removePassword,
    assign,
  }),
)

/** `type` is what the operation was called on; what a base type does, its derived types do as well. */
export function effectOf(type: EntityType, operation: string): Effect {
  for (let at: EntityType | undefined = type; at !== undefined; at = at.baseType as EntityType | undefined) {
    const effect = effects.get(`${at.name}.${operation}`)
    if (effect !== undefined) return effect
  }
  const effect = effects.get(operation)
  if (effect === undefined) throw new Error(`nothing is known of the operation ${operation}`)
  return effect
}
