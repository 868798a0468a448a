/** The comparison that all contracts rest on notices what differs. */
import { test } from 'tap'
import { differences } from './compare.js'
import { nestedError, TIME, unordered } from './contract.js'

const text = (template: string): string => template.replaceAll('<origin>', 'http://here').replaceAll('<sent id>', 'id')

test('equal values have no differences', async (t) => {
  const expected = { a: 1, b: [null, 'x', { c: '<origin>/y' }], at: TIME }
  const actual = { a: 1, b: [null, 'x', { c: 'http://here/y' }], at: '2026-01-01T00:00:00.5Z' }
  t.strictSame(differences(expected, actual, text), [])
})

test('every kind of difference is told', async (t) => {
  const cases: [unknown, unknown][] = [
    [1, '1'],
    [1, 2],
    [null, undefined],
    ['<origin>', 'http://there'],
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, [1]],
    [{ a: 1 }, null],
    [[1, 2], [1]],
    [[], {}],
    [TIME, '2026-01-01T00:00:00.50Z'],
    [TIME, 7],
    [{ a: { b: [{ c: 1 }] } }, { a: { b: [{ c: 2 }] } }],
    [unordered({ a: '1' }), { a: '1', b: '2' }],
    [nestedError('X', 'text', 'p'), { error: { code: 'X', message: 'text', innerError: {} } }],
  ]
  for (const [expected, actual] of cases) t.ok(differences(expected, actual, text).length > 0, JSON.stringify(actual))
  t.strictSame(differences(unordered({ a: '1', b: '2' }), { b: '2', a: '1' }, text), [])
})
