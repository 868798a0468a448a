import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { Patience } from '../../src/store/patience.js'

/** Counts how often it was told to try again. */
function watched(): { patience: Patience; isOver: (pending: number) => boolean; told: () => number } {
  const patience = new Patience()
  let times = 0
  return { patience, isOver: (pending) => patience.isOver(pending, () => void (times += 1)), told: () => times }
}

t.test('a writer who is alone does not wait', async (t) => {
  const { patience, isOver } = watched()
  t.equal(isOver(1), true)
  patience.begun()
  patience.answered(1, 0)
  t.equal(isOver(1), true)
})

t.test('it is waited for those who were answered and for those who had come meanwhile', async (t) => {
  const { patience, isOver, told } = watched()
  patience.answered(3, 1)
  t.equal(isOver(1), false)
  t.equal(isOver(4), true)
  patience.begun()
  await delay(20)
  t.equal(told(), 0, 'once it has begun nobody is told that the time is up')
})

t.test('it is waited a moment only, and each transaction has its own', async (t) => {
  const { patience, isOver, told } = watched()
  for (const round of [1, 2]) {
    patience.answered(16, 0)
    t.equal(isOver(2), false)
    await delay(20)
    t.equal(told(), round)
    t.equal(isOver(2), true)
    patience.begun()
  }
})

t.test('when it is told that the time is up it is, also in a turn that has taken long', async (t) => {
  const { patience } = watched()
  for (let round = 0; round < 50; round += 1) {
    patience.answered(16, 0)
    const over = new Promise<boolean>((resolve) => {
      const began = performance.now()
      while (performance.now() - began < 2);
      const again = () => resolve(patience.isOver(2, again))
      if (patience.isOver(2, again)) resolve(true)
    })
    t.equal(await over, true)
    patience.begun()
  }
})

t.test('who comes when the moment is over ends it, without a timer', async (t) => {
  const { patience, isOver, told } = watched()
  patience.answered(16, 0)
  t.equal(isOver(2), false)
  const began = performance.now()
  while (performance.now() - began < 0.5) t.equal(told(), 0)
  t.equal(isOver(3), true)
  patience.begun()
})

t.test('all who come back from a common transaction are the next one: nobody counts twice', async (t) => {
  const { patience, isOver } = watched()
  for (let round = 1; round <= 3; round += 1) {
    patience.answered(16, 0)
    t.equal(isOver(15), false)
    t.equal(isOver(16), true)
    patience.begun()
  }
})
