import { existsSync } from 'node:fs'
import { test } from 'tap'
import { LONG_FILES, secondsOf } from '../../scripts/test-costs.js'

test('files that are said to take long are there', async (t) => {
  t.ok(LONG_FILES.length > 20)
  for (const file of LONG_FILES) t.ok(existsSync(new URL(`../../${file}`, import.meta.url)), file)
})

test('a group takes as long as its files', async (t) => {
  const [one = '', other = ''] = LONG_FILES
  t.equal(secondsOf([one, other]), secondsOf([one]) + secondsOf([other]))
  t.ok(secondsOf([one]) > secondsOf(['test/turn.test.ts']))
  t.ok(secondsOf(['test/turn.test.ts']) > 0)
})
