/** Queries that differ in one text are read once; what comes out is what each of them would have been alone. */
import t from 'tap'
import { OPTION_NAMES } from '../../src/odata/options.js'
import { oneTextIn } from '../../src/odata/one-text.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { model } from './model.js'

const path = readResourcePath(model, '/beta/workshop/things')

/** What is read of a query string, or the words in which it is refused; `alone`, nothing that was read before is used. */
function read(queryString: string, alone: boolean): unknown {
  try {
    return readQuery(queryString, { model, path, ...(alone && { allowed: OPTION_NAMES }) })
  } catch (error) {
    return String(error)
  }
}

const TEXTS = ['Alpha', 'beta.2_x-y', 'Two%20words', '%20', '0', 'red', 'null', '5f1c2d3e-0000-4000-8000-00000000000a']
const SHAPES = [
  "$filter=name eq '…'",
  "$filter=name%20eq%20'…'&$select=name&$top=5",
  '$filter=name%20eq%20%27…%27&$orderby=name desc',
  "$top=2&$filter=(name eq '…')",
  "$filter=address/city eq '…'",
  "$filter='…' eq name",
  "$filter=name ne '…'",
  "$filter=name eq @n&@n='…'",
  "$filter=colour eq '…'",
  "$filter=owner eq '…'",
  "$filter=count eq '…'",
  "$filter=nothing eq '…'",
  "$filter=startswith(name,'…')",
  "$filter=contains(name,'…') and count gt 1",
  "$filter=isof('…')",
  "$filter=name eq '…' and name eq 'other'",
  "$filter=name eq 'It''s …'",
  "$filter=name eq '…''s'",
  "$filter=name in ('…')",
  "$filter=duration'…' eq lifetime",
  "$filter=name eq '…' '",
  "$orderby='…'",
  "$expand=parts($filter=name eq '…')",
  '$search="…"',
]

t.test('a text in its place changes nothing but itself', (t) => {
  for (const shape of SHAPES)
    for (const text of TEXTS) {
      const queryString = shape.replace('…', text)
      t.same(read(queryString, false), read(queryString, true), queryString)
    }
  t.end()
})

t.test('queries about different names have one shape', (t) => {
  const shapes = TEXTS.map((text) => oneTextIn(`$filter=name eq '${text}'&$top=1`)?.shape)
  t.equal(new Set(shapes).size, 1)
  t.type(shapes[0], 'string')
  t.equal(oneTextIn("$filter=name eq 'a' or name eq 'b'"), undefined)
  t.equal(oneTextIn("$filter=name eq 'a''b'"), undefined)
  t.end()
})
