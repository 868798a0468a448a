/** The changes that a comparison tells, applied to the first value, give the second one. */
import fc from 'fast-check'
import { test } from 'tap'
import { compare } from '../../../src/services/state/compare.js'
import type { Json, MemberChange } from '../../../src/services/state/compare.js'
import { htmlOf, markdownOf, textOf } from '../../../src/services/state/render.js'
import { sweep } from '../../harness/sweep.js'
import { applied, canonical, isList } from './applied.js'

const GUIDS = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-0000-4000-a000-000000000001`)
const simple = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1.5, '', 'x', ...GUIDS),
  fc.string({ maxLength: 4 }),
  fc.integer(),
)

/** What policies hold: settings by their definitions, assignments by their targets, OMA settings, plain lists. */
const { value } = fc.letrec<{ value: Json; object: Json; list: Json }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, simple, tie('object'), tie('list')),
  object: fc.oneof(
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('id', 'name', 'value', 'omaUri', 'children'), tie('value'), {
          maxKeys: 4,
          noNullPrototype: true,
        }),
        fc.constantFrom({}, { '@odata.type': '#one' }, { '@odata.type': '#other' }),
      )
      .map(([members, type]) => ({ ...members, ...type })),
    fc.record({ settingDefinitionId: fc.constantFrom('one', 'two', 'three'), value: tie('value') }),
    fc.record({
      target: fc.record(
        { '@odata.type': fc.constantFrom('#group', '#all'), groupId: fc.constantFrom(...GUIDS) },
        { requiredKeys: ['@odata.type'] },
      ),
      intent: fc.constantFrom('required', 'available'),
    }),
  ),
  list: fc.array(tie('value'), { maxLength: 5 }),
}))

test('the changes of a diff lead from the first value to the second, and there are none where both are equal', (t) => {
  const pair = fc.oneof(
    fc.tuple(value, value),
    // Two that have much in common.
    fc.tuple(value, fc.nat(), value).map(([one, seed, other]): [Json, Json] => [one, mixed(one, other, seed)]),
  )
  fc.assert(
    fc.property(pair, ([one, other]) => {
      const changes = compare(one, other)
      const result = changes.reduce(applied, one)
      return (
        JSON.stringify(canonical(result)) === JSON.stringify(canonical(other)) &&
        (changes.length === 0) === (JSON.stringify(canonical(one)) === JSON.stringify(canonical(other)))
      )
    }),
    { numRuns: sweep(100_000, 3000) },
  )
  t.pass('for random values')
  t.end()
})

/** The first value with parts of the second one. */
function mixed(one: Json, other: Json, seed: number): Json {
  if (isList(one)) {
    const rest = one.filter((_, i) => (seed >> i) % 3 !== 1).map((element, i) => mixed(element, other, seed >> (i + 1)))
    return seed % 2 === 0 && isList(other) ? [...other, ...rest] : rest
  }
  if (typeof one !== 'object' || one === null) return seed % 4 === 0 ? other : one
  return Object.fromEntries(
    Object.entries(one)
      .filter((_, i) => (seed >> i) % 5 !== 1)
      .map(([name, inner], i) => [name, mixed(inner, other, seed >> (i + 2))]),
  )
}

test('what devices report is counted, and told one by one on request', (t) => {
  const members: MemberChange[] = [
    { path: ['deviceStatuses', '[a]'], change: 'added', after: { id: 'a', status: 'compliant' } },
    { path: ['deviceStatuses', '[b]', 'status'], change: 'changed', before: 'unknown', after: 'compliant' },
    { path: ['deviceStatuses', '[b]', 'userName'], change: 'changed', before: 'x', after: 'y' },
    { path: ['description'], change: 'changed', before: 'old', after: 'new' },
  ]
  const changes = [{ set: 'sets', id: '1', name: 'Kiosk', type: undefined, change: 'changed' as const, members }]
  const nameOf = (): undefined => undefined
  for (const render of [textOf, markdownOf, htmlOf]) {
    t.match(render(changes, { nameOf }), /description.*\n?.*deviceStatuses: 1 added, 1 changed \(reports\)/)
    t.match(render(changes, { nameOf, all: true }), /deviceStatuses\[b\]\/status/)
  }
  t.end()
})
