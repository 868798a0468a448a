/** Members found and changed in the text of an object are those that a parser finds. */
import fc from 'fast-check'
import { test } from 'tap'
import { changedMembers, memberTexts } from '../../../src/store/layout/member-texts.js'
import type { Change } from '../../../src/store/layout/member-texts.js'

const name = fc.constantFrom('id', 'displayName', 'version', '@odata.type', 'rules', 'a"b', 'x\\')
const object = fc.dictionary(name, fc.jsonValue(), { noNullPrototype: true })

test('members picked out of a text are those that the object has', async (t) => {
  fc.assert(
    fc.property(object, fc.uniqueArray(fc.constantFrom('id', 'displayName', 'version', 'rules')), (value, names) => {
      const texts = memberTexts(JSON.stringify(value), names)
      t.equal(texts?.length, names.length)
      for (const [i, each] of names.entries())
        if (texts?.[i] !== (Object.hasOwn(value, each) ? JSON.stringify(value[each]) : undefined))
          throw new Error(`${each}: ${texts?.[i]}`)
    }),
    { numRuns: 5000, seed: 12 },
  )
})

test('changed members are gone, or others, and the rest stays', async () => {
  const kinds = fc.dictionary(
    fc.constantFrom('id', 'displayName', 'version', 'rules'),
    fc.constantFrom('out', 'other', 'nothing'),
  )
  const other = JSON.stringify({ x: ['}', '"', ','] })
  fc.assert(
    fc.property(object, kinds, (value, chosen) => {
      const changes = new Map<string, Change>()
      for (const [name, kind] of Object.entries(chosen))
        changes.set(name, kind === 'out' ? 'out' : () => (kind === 'other' ? other : undefined))
      const expected = Object.entries(value).flatMap(([name, member]): (readonly [string, unknown])[] => {
        if (!Object.hasOwn(chosen, name)) return [[name, member]]
        return chosen[name] === 'other' ? [[name, JSON.parse(other)]] : []
      })
      return changedMembers(JSON.stringify(value), changes) === JSON.stringify(Object.fromEntries(expected))
    }),
    { numRuns: 5000, seed: 12 },
  )
})

test('a text of another form is left to a parser', async (t) => {
  for (const text of ['', '[]', '{ "id": 1 }', '{"id" :1}', '{"id', '{"id":"x', '{"id":[1', '{"id":1,'])
    for (const found of [memberTexts(text, ['version']), changedMembers(text, new Map([['version', 'out']]))])
      t.equal(found, undefined, text)
  t.same(memberTexts('{}', ['id']), [undefined])
})
