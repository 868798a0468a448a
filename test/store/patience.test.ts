import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { Patience } from '../../src/store/patience.js'

/** Counts how often it was proceeded. */
function watched(): { patience: Patience; wait: (pending: number) => void; proceeded: () => number } {
  const patience = new Patience()
  let times = 0
  return { patience, wait: (pending) => patience.wait(pending, () => void (times += 1)), proceeded: () => times }
}

t.test('a writer who is alone does not wait', async (t) => {
  const { patience, wait, proceeded } = watched()
  wait(1)
  t.equal(proceeded(), 1)
  patience.answered(1, 0)
  wait(1)
  t.equal(proceeded(), 2)
})

t.test('it is waited for those who were answered and for those who had come meanwhile, and no longer', async (t) => {
  const { patience, wait, proceeded } = watched()
  patience.answered(3, 1)
  wait(1)
  wait(3)
  t.equal(proceeded(), 0)
  wait(4)
  t.equal(proceeded(), 1)
  await delay(20)
  t.equal(proceeded(), 1, 'the time that was up before does not count')
})

t.test('it is waited a moment only', async (t) => {
  const { patience, wait, proceeded } = watched()
  patience.answered(16, 0)
  wait(2)
  t.equal(proceeded(), 0)
  await delay(20)
  t.equal(proceeded(), 1)
})

t.test('all who come back from a common transaction are the next one: nobody counts twice', async (t) => {
  const { patience, wait, proceeded } = watched()
  for (let round = 1; round <= 3; round += 1) {
    patience.answered(16, 0)
    // They come back over several turns of the event loop.
    for (const there of [5, 11]) wait(there)
    t.equal(proceeded(), round - 1)
    wait(16)
    t.equal(proceeded(), round)
  }
})
