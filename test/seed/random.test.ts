import { test } from 'tap'
import { createRandom } from '../../src/services/seed/random.js'

const NOW = Date.UTC(2026, 2, 2)

test('the same seed and label give the same sequence', async (t) => {
  const draw = (seed: number, label: string): unknown[] => {
    const random = createRandom(seed, label, NOW)
    return [random.guid(), random.int(1, 1000), random.digits(8), random.timeAgo(30), random.chance(0.5)]
  }
  t.strictSame(draw(1, 'users'), draw(1, 'users'))
  t.notSame(draw(1, 'users'), draw(2, 'users'))
  t.notSame(draw(1, 'users'), draw(1, 'groups'))
})

test('numbers fill their range evenly', async (t) => {
  const random = createRandom(7, 'range', NOW)
  const counts = new Map<number, number>()
  for (let i = 0; i < 6000; i += 1) {
    const drawn = random.int(1, 6)
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
  }
  t.strictSame([...counts.keys()].sort(), [1, 2, 3, 4, 5, 6])
  for (const count of counts.values()) t.ok(count > 850 && count < 1150, `${count} of 1000`)
})

test('odds are kept', async (t) => {
  const random = createRandom(7, 'odds', NOW)
  const drawn = Array.from({ length: 5000 }, () => random.weighted({ often: 9, seldom: 1, never: 0 }))
  const seldom = drawn.filter((name) => name === 'seldom').length
  t.ok(seldom > 400 && seldom < 600, `${seldom} of 500`)
  t.notOk(drawn.includes('never'))
})

test('a sample has no element twice, and no more than there are', async (t) => {
  const random = createRandom(7, 'sample', NOW)
  const choices = Array.from({ length: 20 }, (_, i) => i)
  for (const size of [0, 5, 20, 30]) {
    const drawn = random.sample(choices, size)
    t.equal(drawn.length, Math.min(size, 20))
    t.equal(new Set(drawn).size, drawn.length)
  }
})

test('ids are GUIDs of version 4, and no two are the same', async (t) => {
  const random = createRandom(7, 'ids', NOW)
  const ids = Array.from({ length: 20_000 }, () => random.guid())
  t.equal(new Set(ids).size, ids.length)
  for (const id of ids.slice(0, 200))
    t.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('times lie in their span and keep 100 ns', async (t) => {
  const random = createRandom(7, 'times', NOW)
  const times = Array.from({ length: 200 }, () => random.timeAgo(10))
  for (const time of times) t.ok(Date.parse(time) <= NOW && Date.parse(time) >= NOW - 10 * 86_400_000, time)
  t.ok(times.some((time) => /\.\d{7}Z$/.test(time)))
})
