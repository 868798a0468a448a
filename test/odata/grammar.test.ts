/**
 * The query language, construct by construct, in the order of the OData ABNF.
 * @see https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt
 */
import t from 'tap'
import { GraphError } from '../../src/errors.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import type { Construct } from './cases/case.js'
import { suite } from './cases/suite.js'
import { model } from './model.js'
import { printExpression, printOrderBy, printQuery, printSearch } from './print.js'

const PREFIX = 'The query specified in the URI is not valid.'

function meaningOf({ option, path = '/beta/workshop/things' }: Construct, text: string): string {
  const queryString = option === undefined ? text : `${option}=${encodeURIComponent(text)}`
  const { query } = readQuery(queryString, { model, path: readResourcePath(model, path) })
  if (option === '$filter' && query.filter !== undefined) return printExpression(query.filter)
  if (option === '$search' && query.search !== undefined) return printSearch(query.search)
  return option === '$orderby' ? printOrderBy(query) : printQuery(query)
}

function messageOf(construct: Construct, text: string): string {
  try {
    return `accepted as ${meaningOf(construct, text)}`
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    if (error.status !== 400 || error.code !== 'BadRequest') return `${error.status} ${error.code}`
    return error.message.replace(PREFIX, '…')
  }
}

let accepted = 0
let refused = 0

for (const [name, constructs] of Object.entries(suite))
  t.test(`${name}: what is understood, what is refused`, (t) => {
    for (const construct of constructs)
      t.test(construct.construct, (t) => {
        for (const [text, meaning] of construct.accepted ?? []) {
          t.equal(meaningOf(construct, text), meaning, text)
          accepted++
        }
        for (const [text, expected] of construct.refused ?? []) {
          const message =
            typeof expected === 'string' ? expected : `… Syntax error at position ${expected} in '${text}'.`
          t.equal(messageOf(construct, text), message, text)
          refused++
        }
        t.end()
      })
    t.end()
  })

t.test('the suite is as large as it is meant to be', (t) => {
  t.comment(`${accepted} accepted, ${refused} refused`)
  t.ok(accepted >= 400, `${accepted} accepted`)
  t.ok(refused >= 200, `${refused} refused`)
  t.end()
})
