/** A document is read piece by piece, and what is no JSON is refused with the place, however it arrives. */
import { test } from 'tap'
import { JsonReader } from '../../src/services/transfer/json-reader.js'
import type { ByteSource } from '../../src/services/transfer/spool.js'

/** Gives at most `most` bytes at a time. */
function source(text: string | Buffer, most: number): ByteSource {
  const bytes = Buffer.from(text)
  return {
    read: (buffer, offset, position) =>
      bytes.copy(buffer, offset, position, Math.min(position + most, position + buffer.length - offset)),
  }
}

/** The whole text, by members and elements all the way down. */
function deep(reader: JsonReader): unknown {
  const kind = reader.kind()
  if (kind === 'other') return reader.value()
  if (kind === 'array') {
    const list: unknown[] = []
    for (const _ of reader.elements()) list.push(deep(reader))
    return list
  }
  const object: Record<string, unknown> = {}
  for (const name of reader.members()) object[name] = deep(reader)
  return object
}

const SAMPLES = [
  '{}',
  '[]',
  ' \r\n\t[ ] ',
  '{"a":1,"b":[true,false,null,-1.5e3],"c":{"d":"x"}}',
  '{ "a" : "\\"" , "b\\\\" : "}]{[,:" , "ä😀" : "\\u00e4" }',
  '[[[[]]],{"a":[{}]},"",0]',
  `{"long":"${'x\\n😀'.repeat(500)}","after":[1,2,3]}`,
  '\ufeff{"a":1}',
  '7',
  '"text"',
]

test('a text is read the same by pieces as in one piece', async (t) => {
  for (const text of SAMPLES)
    for (const most of [1, 2, 3, 7, 1 << 20]) {
      const reader = new JsonReader(source(text, most))
      t.strictSame(deep(reader), JSON.parse(text.replace(/^\ufeff/, '')), `${text.slice(0, 40)} by ${most}`)
      reader.end()
    }
})

test('a value can be skipped and come back to', async (t) => {
  const text = `{"first":${JSON.stringify([...Array(3000).keys()])},"second":{"x":"}"},"third":"end"}`
  for (const most of [1, 5, 1 << 20]) {
    const reader = new JsonReader(source(text, most))
    const places: Record<string, number> = {}
    for (const name of reader.members()) {
      places[name] = reader.position
      reader.skip()
    }
    reader.end()
    for (const name of ['third', 'first', 'second', 'first'] as const) {
      reader.seek(places[name] ?? 0)
      t.strictSame(reader.value(), (JSON.parse(text) as Record<string, unknown>)[name])
    }
  }
})

test('what is no JSON is refused', async (t) => {
  const wrong = [
    '{',
    '[',
    '[1',
    '[1,',
    '[1 2]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{"a" 1}',
    '[,]',
    '[1,]',
    '"open',
    '"open\\',
    '{"a":[1}',
    '[tru]',
    '[01]',
    '["\\x"]',
    '["\n"]',
    '{"a":1}}',
    '{"a":1}{',
    '',
  ]
  for (const text of wrong)
    for (const most of [1, 1 << 20])
      t.throws(
        () => {
          const reader = new JsonReader(source(text, most))
          deep(reader)
          reader.end()
        },
        { code: 'invalid', message: /it is no JSON, or cut off, at byte \d+/ },
        `${text} by ${most}`,
      )
  t.throws(() => new JsonReader(source(Buffer.from([0x22, 0xff, 0x22]), 9)).value(), { code: 'invalid' }, 'not UTF-8')
  t.throws(() => new JsonReader(source('['.repeat(300), 99)).value(), /more than 200 levels/)
  t.throws(() => new JsonReader(source(`"${'x'.repeat(65 * 2 ** 20)}"`, 1 << 24)).value(), /more than 64 MB/)
})
