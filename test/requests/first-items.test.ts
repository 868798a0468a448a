/** What the journal keeps of long answers: the same as if all of them were read, to the character at which it cuts. */
import t from 'tap'
import { HIDDEN } from '../../src/model/secret-names.js'
import { KEPT } from '../../src/services/body-text.js'
import { answerText } from '../../src/services/requests/bodies.js'
import { firstItems } from '../../src/services/requests/first-items.js'
import { textWithoutSecrets } from '../../src/services/secrets.js'

const URL = '/beta/deviceManagement/deviceConfigurations'

/** Items with what is hard to read over: brackets and quotation marks in texts, lists and objects in items. */
const itemOf = (i: number) => ({
  id: `i${i}`,
  displayName: ['a "quoted" \\ ]}', '{"value":[', '\\', ']}]}', 'ü\u2028😀', '\\"'][i % 6],
  tags: [`${i}`, '[', '}'],
  nested: { settings: [{ name: '}]', more: [{}, []] }], none: {} },
  'assignments@odata.context': 'x',
  assignments: Array.from({ length: i % 4 }, (_, n) => ({ id: `${n}`, target: { '@odata.type': '#t' } })),
})

const ANSWERS = {
  'a list': (many: number) => ({
    '@odata.context': 'x',
    '@odata.count': many,
    value: Array.from({ length: many }, (_, i) => itemOf(i)),
  }),
  'an object with a list in it': (many: number) => ({
    ...itemOf(5),
    settings: Array.from({ length: many }, (_, i) => itemOf(i)),
    last: 1,
  }),
  'a list behind others': (many: number) => ({
    one: ['x', {}],
    two: { three: [{}] },
    value: Array.from({ length: many }, (_, i) => itemOf(i)),
  }),
}

for (const [title, make] of Object.entries(ANSWERS))
  t.test(title, (t) => {
    for (const many of [1, 60, 100, 120, 200, 500]) {
      const answer = JSON.stringify(make(many))
      const expected = answer.length > KEPT ? `${answer.slice(0, KEPT)}…` : answer
      t.equal(answerText(URL, answer), expected, `${many} items, ${answer.length} characters`)
      for (const most of [0, 1, 500, 5000, 40_000]) {
        const first = firstItems(answer, most)
        if (first === undefined)
          t.ok(many === 1 || most > answer.length - 1000, `none behind ${most} of ${answer.length}`)
        else {
          t.ok(first.length > most)
          t.ok(answer.startsWith(first.slice(0, -2)))
          JSON.parse(first)
        }
      }
    }
    t.end()
  })

t.test('what is no list of objects is read as a whole', (t) => {
  const texts = Array.from({ length: 5000 }, (_, i) => `text ${i}`)
  for (const value of [
    { value: texts },
    texts,
    { deep: { value: texts.map((id) => ({ id })) } },
    { text: 'x'.repeat(50_000) },
  ]) {
    const answer = JSON.stringify(value)
    t.equal(firstItems(answer, 100), undefined)
    t.equal(answerText(URL, answer), `${answer.slice(0, KEPT)}…`)
  }
  t.end()
})

t.test('secrets in it are hidden, also where what is left is short', (t) => {
  const items = Array.from({ length: 200 }, (_, i) => ({
    id: `${i}`,
    clientSecret: 's3cr3t'.repeat(1000),
    key: 'password',
    value: 's3cr3t',
  }))
  const text = answerText(URL, JSON.stringify({ value: items })) ?? ''
  t.notMatch(text, 's3cr3t')
  t.match(text, HIDDEN)
  t.ok(text.endsWith('…'))
  const hidden = textWithoutSecrets({ value: items }, Infinity) ?? ''
  t.ok(hidden.startsWith(text.slice(0, -1)), 'and nothing else is changed')
  t.end()
})

t.test('first items that are too large without secrets are not kept', (t) => {
  const item = { passwords: Array.from({ length: 60_000 }, () => '') }
  const answer = JSON.stringify({ value: [item, { id: '1' }] })
  t.ok(answer.length < 262_144)
  t.equal(answerText(URL, answer), 'too large to be kept')
  t.end()
})
