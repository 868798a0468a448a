/**
 * Operations of whose effect nothing is known. An action is recorded in the journal and answers what there is where nothing
 * happened: nothing, null, an empty collection, the item that it was called on. What a function yields, and what an action
 * yields that only reads, would be made up, and an empty one would mislead: it is not imitated. Reports are tables without
 * rows.
 */
import { notImplemented } from '../../errors.js'
import { changesNothing } from '../../model/reading.js'
import type { EntityType, Operation } from '../../model/types.js'
import type { Work } from '../../store/work.js'
import { requireBound } from '../presence.js'
import type { Effect, Result } from './effect.js'
import { record } from './journal.js'
import { emptyTable } from './report-tables.js'
import { yieldsItself } from './set-members.js'

export const recorded: Effect = {
  plan(call) {
    const { operation, scope, resource, keys } = call
    call.read()
    const empty = emptyResult(operation)
    return function* (): Work<Result> {
      yield* requireBound(scope, { resource, keys }, operation.binding)
      yield* record(call)
      const itself = yieldsItself(call) && (yield* scope.store.exists(resource, keys))
      return itself ? { entity: { resource, keys } } : empty
    }
  },
}

/** An operation whose result is not imitated. What is wrong with the call is said first. */
export const notImitated: Effect = {
  plan(call) {
    const { operation, scope, resource, keys } = call
    call.read()
    return function* (): Work<Result> {
      yield* requireBound(scope, { resource, keys }, operation.binding)
      throw notImplemented(operation.name)
    }
  },
}

/** What an operation without an effect of its own does. */
export function withoutEffect(type: EntityType, operation: Operation): Effect {
  if (operation.kind === 'action' && operation.returns !== undefined && isStream(operation.returns)) return emptyTable
  return isAnswerable(type, operation) ? recorded : notImitated
}

function isAnswerable(type: EntityType, operation: Operation): boolean {
  const { kind, returns } = operation
  if (kind === 'function') return false
  if (returns === undefined || yieldsItself({ operation, type })) return true
  return !changesNothing(operation) && (returns.collection || returns.nullable)
}

function emptyResult({ returns }: Operation): Result {
  if (returns === undefined) return undefined
  return returns.collection ? { value: [] } : undefined
}

function isStream({ type }: NonNullable<Operation['returns']>): boolean {
  return type.kind === 'primitive' && (type.name as string) === 'Edm.Stream'
}
