/** How long the database took for a unit of work: the time between a command and its outcome, without what is made of it. */
import type { Outcome, Work } from './work.js'

export interface Spent {
  /** Milliseconds. */
  sql: number
  statements: number
}

export function* metered<T>(work: Work<T>, spent: Spent): Work<T> {
  let step = work.next()
  while (step.done !== true) {
    const began = performance.now()
    let outcome: Outcome
    try {
      outcome = yield step.value
    } catch (error) {
      spend(spent, began)
      step = work.throw(error)
      continue
    }
    spend(spent, began)
    step = work.next(outcome)
  }
  return step.value
}

function spend(spent: Spent, began: number): void {
  spent.sql += performance.now() - began
  spent.statements += 1
}
