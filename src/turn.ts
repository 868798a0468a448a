/**
 * The end of a turn of the event loop, where what gathered during the turn is dealt with at once. It has two steps, so that
 * what the work of the first one answers is still in time for the second.
 */

type Action = () => void

const work: Action[] = []
const answers: Action[] = []
let ending = false
let arrivals = 0
let arrival = 0

/**
 * To be called when a request is read from its connection. All requests that are read in one turn had come before the first
 * of them was read, so what one of them finds out about the outside is new enough for the others.
 */
export function arrive(): void {
  if (arrival !== 0) return
  arrival = ++arrivals
  expectEnd()
}

/** The number of this turn, if requests were read in it; else 0. */
export function turnOfArrival(): number {
  return arrival
}

/** Calls `action` at the end of this turn, before answers go out. */
export function workAtEndOfTurn(action: Action): void {
  work.push(action)
  expectEnd()
}

/** Calls `action` at the end of this turn, when all work is done. */
export function answerAtEndOfTurn(action: Action): void {
  answers.push(action)
  expectEnd()
}

/** Between two immediates Node settles all promises that can be settled. */
function expectEnd(): void {
  if (ending) return
  ending = true
  setImmediate(performAll, work)
  setImmediate(finish)
}

function finish(): void {
  ending = false
  arrival = 0
  performAll(answers)
  if (work.length > 0) expectEnd()
}

function performAll(actions: Action[]): void {
  for (const action of actions.splice(0)) action()
}
