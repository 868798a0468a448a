/** Operations that only look: their answer comes from what is stored, and nothing is recorded. */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { requireBound } from '../presence.js'
import type { Call, Effect, Result } from './effect.js'

type Answer = (call: Call, parameters: Entity) => Work<Result>

/** The answer is given where what the operation is called on exists. */
export function answering(answer: Answer): Effect {
  return {
    plan(call) {
      const parameters = call.read()
      return function* () {
        const { scope, resource, keys, operation } = call
        yield* requireBound(scope, { resource, keys }, operation.binding)
        return yield* answer(call, parameters)
      }
    },
  }
}

/** What nothing here ever reports, fills or keeps: always empty, always null. */
export const nothingStored: Effect = answering(function* ({ operation: { returns } }) {
  return returns?.collection === true ? { value: [] } : undefined
})
