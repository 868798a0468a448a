import { test } from 'tap'
import { createReport } from '../../scripts/tap-report.js'

const PASSED = `TAP version 14
1..2
# Subtest: test/a.test.ts
    # Subtest: a promise
        ok 1 - should be equal
        1..1
    ok 1 - a promise # time=1.2ms
    1..1
    # time=3ms
ok 1 - test/a.test.ts # time=3.5ms
`

const FAILED = `
# Subtest: test/b.test.ts
    # Subtest: kept
        ok 1 - should be equal
        1..1
    ok 1 - kept # time=1.2ms
    # Subtest: broken
        ok 1 - should be equal
        not ok 2 - should match
          ---
          diff: |
            -1
            +2
          ...
        1..2
    not ok 2 - broken # time=1.2ms
    1..2
not ok 2 - test/b.test.ts # time=9ms
`

function report(text: string): { lines: string[]; counts: unknown } {
  const lines: string[] = []
  const { line, counts } = createReport((printed) => lines.push(printed))
  for (const each of text.split('\n')) line(each)
  return { lines, counts: counts() }
}

test('a file that passed is one line, and the totals are those of tap', async (t) => {
  t.same(report(`${PASSED}# { total: 7, pass: 7 }`), {
    lines: ['ok     test/a.test.ts 3.5ms'],
    counts: { passed: 7, failed: 0 },
  })
})

test('of a file that failed, what failed is shown, with its diagnosis', async (t) => {
  const { lines, counts } = report(`${PASSED}${FAILED}# { total: 4, pass: 2, fail: 1, skip: 1 }`)
  t.same(lines, [
    'ok     test/a.test.ts 3.5ms',
    '# Subtest: test/b.test.ts',
    '    # Subtest: broken',
    '        not ok 2 - should match',
    '          ---',
    '          diff: |',
    '            -1',
    '            +2',
    '          ...',
    '    not ok 2 - broken # time=1.2ms',
    'FAILED test/b.test.ts 9ms',
    '1 skipped',
  ])
  t.same(counts, { passed: 2, failed: 1 })
})

test('files that failed are named, those of groups as well', async (t) => {
  const inGroup = (text: string) => text.trim().replace(/^/gm, '    ')
  const { line, failed } = createReport(() => undefined)
  const group = `${inGroup(PASSED)}\n${inGroup(FAILED)}\nnot ok 3 - group: test/a.test.ts and 1 more # time=9ms`
  const broken = `${inGroup(PASSED)}\nnot ok 4 - group: test/c.test.ts and 2 more # time=9ms`
  for (const each of `${PASSED}${FAILED}${group}\n${broken}`.split('\n')) line(each)
  t.strictSame(failed(), ['test/b.test.ts', 'test/b.test.ts', 'group: test/c.test.ts and 2 more'])
})

test('output that breaks off has no totals', async (t) => {
  t.equal(report(PASSED).counts, undefined)
})
