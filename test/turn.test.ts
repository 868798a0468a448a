import { setImmediate as nextTurn } from 'node:timers/promises'
import t from 'tap'
import { answerAtEndOfTurn, arrive, turnOfArrival, workAtEndOfTurn } from '../src/turn.js'

t.test('work comes before answers, whichever was scheduled first', async (t) => {
  const order: string[] = []
  answerAtEndOfTurn(() => order.push('answer'))
  workAtEndOfTurn(() => order.push('work'))
  workAtEndOfTurn(() => order.push('more work'))
  t.same(order, [])
  await nextTurn()
  t.same(order, ['work', 'more work', 'answer'])
})

t.test('what work answers, however many promises later, goes out in the same turn', async (t) => {
  const order: string[] = []
  workAtEndOfTurn(() => {
    void Promise.resolve()
      .then(() => undefined)
      .then(() => answerAtEndOfTurn(() => order.push('its answer')))
  })
  answerAtEndOfTurn(() => order.push('another answer'))
  await nextTurn()
  t.same(order, ['another answer', 'its answer'])
})

t.test('work that comes while answers go out is done in the next turn', async (t) => {
  const order: string[] = []
  answerAtEndOfTurn(() => workAtEndOfTurn(() => order.push('late work')))
  await nextTurn()
  t.same(order, [])
  await nextTurn()
  t.same(order, ['late work'])
})

t.test('requests that are read in one turn share its number, and no other has it', async (t) => {
  t.equal(turnOfArrival(), 0)
  arrive()
  const first = turnOfArrival()
  t.not(first, 0)
  await Promise.resolve()
  arrive()
  t.equal(turnOfArrival(), first)
  await nextTurn()
  t.equal(turnOfArrival(), 0)
  arrive()
  t.not(turnOfArrival(), first)
})
