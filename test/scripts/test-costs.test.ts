import { existsSync } from 'node:fs'
import { test } from 'tap'
import { costTable, LONG_FILES, secondsOf } from '../../scripts/test-costs.js'

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

test('what folders and processes cost is told, the dearest first', async (t) => {
  const costs = [
    { file: 'test/store/a.test.ts', clock: 3, processor: 1.25 },
    { file: 'test/portal/b.test.ts', clock: 4, processor: 5 },
    { file: 'test/store/state/c.test.ts', clock: 1, processor: 2 },
  ]
  t.strictSame(costTable(costs), [
    ' processor     clock processes  seconds by folder',
    '       8.3       8.0         3  all',
    '       5.0       4.0         1  test/portal',
    '       3.3       4.0         2  test/store',
    ' processor     clock  seconds by process, with its first file',
    '       5.0       4.0  test/portal/b.test.ts',
    '       2.0       1.0  test/store/state/c.test.ts',
    '       1.3       3.0  test/store/a.test.ts',
  ])
})
