import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { CommitDelay } from '../../src/store/sqlite/commit-delay.js'

/** Counts how often it was told to try again. */
function watched(): { commitDelay: CommitDelay; isOver: (pending: number) => boolean; told: () => number } {
  const commitDelay = new CommitDelay()
  let times = 0
  return { commitDelay, isOver: (pending) => commitDelay.isOver(pending, () => void (times += 1)), told: () => times }
}

t.test('a writer who is alone does not wait', async (t) => {
  const { commitDelay, isOver } = watched()
  t.equal(isOver(1), true)
  commitDelay.begun()
  commitDelay.answered(1, 0)
  t.equal(isOver(1), true)
})

t.test('it is waited for those who were answered and for those who had come meanwhile', async (t) => {
  const { commitDelay, isOver, told } = watched()
  commitDelay.answered(3, 1)
  t.equal(isOver(1), false)
  t.equal(isOver(4), true)
  commitDelay.begun()
  await delay(20)
  t.equal(told(), 0, 'once it has begun nobody is told that the time is up')
})

t.test('it is waited a moment only, and each transaction has its own', async (t) => {
  const { commitDelay, isOver, told } = watched()
  for (const round of [1, 2]) {
    commitDelay.answered(16, 0)
    t.equal(isOver(2), false)
    await delay(20)
    t.equal(told(), round)
    t.equal(isOver(2), true)
    commitDelay.begun()
  }
})

t.test('when it is told that the time is up it is, also in a turn that has taken long', async (t) => {
  const { commitDelay } = watched()
  for (let round = 0; round < 50; round += 1) {
    commitDelay.answered(16, 0)
    const over = new Promise<boolean>((resolve) => {
      const began = performance.now()
      while (performance.now() - began < 2);
      const again = () => resolve(commitDelay.isOver(2, again))
      if (commitDelay.isOver(2, again)) resolve(true)
    })
    t.equal(await over, true)
    commitDelay.begun()
  }
})

t.test('who comes when the moment is over ends it, without a timer', async (t) => {
  const { commitDelay, isOver, told } = watched()
  commitDelay.answered(16, 0)
  t.equal(isOver(2), false)
  const began = performance.now()
  while (performance.now() - began < 0.5) t.equal(told(), 0)
  t.equal(isOver(3), true)
  commitDelay.begun()
})

t.test('all who come back from a common transaction are the next one: nobody counts twice', async (t) => {
  const { commitDelay, isOver } = watched()
  for (let round = 1; round <= 3; round += 1) {
    commitDelay.answered(16, 0)
    t.equal(isOver(15), false)
    t.equal(isOver(16), true)
    commitDelay.begun()
  }
})
