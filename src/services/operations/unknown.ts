/**
 * Operations of whose effect nothing is known. An action is recorded in the journal. Both kinds answer with what there is
 * where nothing happened: nothing, null, or an empty collection. A result that cannot be empty cannot be invented either.
 */
import { notImplemented } from '../../errors.js'
import type { Operation } from '../../model/types.js'
import { requireBound } from '../presence.js'
import { emptyReport } from './report.js'
import type { Effect, Result } from './effect.js'
import { record } from './journal.js'

export const unknown: Effect = {
  plan(call) {
    const { operation, scope, resource, keys } = call
    const result = emptyResult(operation, call.read())
    return function* () {
      yield* requireBound(scope, { resource, keys }, operation.binding)
      if (operation.kind === 'action') yield* record(call)
      return result
    }
  },
}

/** An operation whose result would be wrong if it were empty. */
export const notImitated: Effect = {
  plan({ operation }) {
    throw notImplemented(operation.name)
  },
}

/** Whether an operation without an effect of its own can be answered. */
export function isAnswerable({ returns }: Operation): boolean {
  return returns === undefined || returns.collection || returns.nullable || isStream(returns)
}

function emptyResult(operation: Operation, parameters: Record<string, unknown>): Result {
  const { returns, name } = operation
  if (!isAnswerable(operation)) throw notImplemented(name)
  if (returns === undefined) return undefined
  if (isStream(returns)) return { value: emptyReport(parameters) }
  return returns.collection ? { value: [] } : undefined
}

function isStream({ type }: NonNullable<Operation['returns']>): boolean {
  return type.kind === 'primitive' && (type.name as string) === 'Edm.Stream'
}
