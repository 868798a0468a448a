/** Members found in the text of an object are those that a parser finds. */
import fc from 'fast-check'
import { test } from 'tap'
import { memberTexts } from '../../../src/store/layout/member-texts.js'

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

test('a text of another form is left to a parser', async (t) => {
  for (const text of ['', '[]', '{ "id": 1 }', '{"id" :1}', '{"id', '{"id":"x', '{"id":[1', '{"id":1,'])
    t.equal(memberTexts(text, ['version']), undefined, text)
  t.same(memberTexts('{}', ['id']), [undefined])
})
