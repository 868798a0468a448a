/** Functions whose answer is what an action beside them was last called with, as no member of the item tells it. */
import { answering } from './answering.js'
import type { Effect } from './effect.js'
import { callsOf } from './journal.js'

/** `told` makes the answer of the parameter of the last call on the same item; of undefined where there was none. */
export const lastSaid = (action: string, parameter: string, told: (said: unknown) => unknown): Effect =>
  answering(function* ({ scope, path }) {
    const calls = (yield* callsOf(scope, [action])).filter((call) => call.path === path)
    return { value: told(calls.at(-1)?.parameters[parameter]) }
  })
