/** The changes that a comparison tells, applied to the first value, give the second one. */
import fc from 'fast-check'
import { test } from 'tap'
import { compare, identityOf } from '../../../src/services/state/compare.js'
import type { Json, JsonObject, MemberChange } from '../../../src/services/state/compare.js'
import { htmlOf, markdownOf, textOf } from '../../../src/services/state/render.js'
import { sweep } from '../../harness/sweep.js'

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

const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json)

/** The element that a step in brackets names, or the member of a name. */
function at(json: Json, step: string): number | string {
  if (!isList(json)) return step
  return json.findIndex((element) => `[${identityOf(element)}]` === step)
}

function applied(json: Json, told: MemberChange): Json {
  const {
    path: [step, ...path],
    change,
    after,
    at: position = 0,
  } = told
  if (step === undefined) return after as Json
  const key = at(json, step)
  if (isList(json)) {
    const elements = [...json]
    if (path.length > 0) elements[key as number] = applied(json[key as number] as Json, { ...told, path })
    else if (change === 'removed') elements.splice(key as number, 1)
    else if (change === 'added') elements.splice(position, 0, after as Json)
    else elements[key as number] = after as Json
    return elements
  }
  const { [step]: inner, ...others } = json as JsonObject
  if (path.length === 0 && change === 'removed') return others
  const next = path.length === 0 ? (after as Json) : applied(inner as Json, { ...told, path })
  return { ...others, [step]: next }
}

/** Members in the order of their names. */
function canonical(json: Json): Json {
  if (isList(json)) return json.map(canonical)
  if (typeof json !== 'object' || json === null) return json
  const members = Object.entries(json).map(([name, inner]) => [name, canonical(inner)] as const)
  return Object.fromEntries<Json>(members.sort(([one], [other]) => (one < other ? -1 : 1)))
}

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
