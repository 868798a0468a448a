/** Which numbers of a body are read as texts, wherever in it they stand. */
import t from 'tap'
import { withHugeNumbers } from '../../src/http/huge-numbers.js'

const HUGE = ['1e309', '1e400', '-1E+999', '1e0400', '1.5e310', '2e308']
  .concat(`1${'0'.repeat(309)}`, `1${'0'.repeat(210)}e99`, `-1${'0'.repeat(250)}E+60`, `1${'0'.repeat(309)}.5`)
  .map((number) => [number, true] as const)
const OTHERS = ['1e308', '12e30', '1e-400', '0e999', `0.${'1'.repeat(400)}`, `1${'0'.repeat(308)}`].map(
  (number) => [number, false] as const,
)

for (const [number, isHuge] of [...HUGE, ...OTHERS])
  t.test(`${number.slice(0, 12)}, ${number.length} characters`, (t) => {
    t.equal(Number.isFinite(Number(number)), !isHuge)
    for (const end of ['}', ',"b":1}', ' \n}'])
      for (let before = 0; before < 120; before += 1) {
        const text = `{"f81d4fae-7dec-11e9-a765-00a0c91e6bf6":"${'1e999]'.repeat(before % 2)}${'x'.repeat(before)}","a":${number}${end}`
        const { a } = withHugeNumbers(JSON.parse(text), text) as { a: unknown }
        const isRight = isHuge ? typeof a === 'symbol' && a.description === number : a === Number(number)
        if (!isRight) t.fail(`in ${text.slice(0, 200)}`)
      }
    t.end()
  })
