/** What is said of the text of questions and of statements. */
import fc from 'fast-check'
import { test } from 'tap'
import type { Literal, Query } from '../../src/odata/ast.js'
import { readQuery } from '../../src/odata/query.js'
import { readResourcePath } from '../../src/odata/resource-path.js'
import { EntityStore } from '../../src/store/query/entities.js'
import { linkOptions } from '../../src/store/query/next-link.js'
import { listEntities } from '../../src/store/query/queries.js'
import type { Command, Database } from '../../src/store/work.js'
import { query, things } from './arbitraries.js'
import type { Thing } from './evaluate.js'
import { OPTIONS, fixtureStores, queryString } from './fixture-stores.js'
import { fixtureModel, toys } from './fixture-model.js'

const TENANT = 'tenant'

test('a question written as text and read again is the same question', { timeout: 600_000 }, async (t) => {
  const stores = await fixtureStores(t)
  const databases = await stores.open()
  t.teardown(() => Promise.all(databases.map((database) => database.close())))
  const [rows] = fc.sample(things(24), { seed: 7, numRuns: 1 }) as [Thing[]]
  const [sqlite] = databases as [Database]
  await stores.fill([sqlite], TENANT, rows)
  const store = new EntityStore('sqlite', TENANT)
  const path = readResourcePath(fixtureModel, '/beta/toys')
  const answer = async (query: Query): Promise<readonly string[]> =>
    (await sqlite.read(() => listEntities(store, toys, [], query, OPTIONS))).json
  /** Undefined for a question that asks for more work than the server does. */
  const readWithinLimits = (text: string): Query | undefined => {
    try {
      return readQuery(text, { model: fixtureModel, path }).query
    } catch (error) {
      if (String(error).includes('The work limit of')) return undefined
      throw error
    }
  }
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      // Spaces around the words of a search do not count.
      const text = queryString(linkOptions({ ...asked, search: undefined }))
      const again = readWithinLimits(text)
      if (again === undefined) return
      const [first, second] = [await answer({ ...asked, search: undefined }), await answer(again)]
      if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error(decodeURIComponent(text))
    }),
    { numRuns: 1000, seed: 11 },
  )
  t.pass()
})

test('the text of a statement depends on no constant of a query, and one statement is enough', async (t) => {
  const store = new EntityStore('postgresql', TENANT)
  const commands = (query: Query): Command[] => {
    const work = listEntities(store, toys, [], { ...query, count: false }, OPTIONS)
    const made: Command[] = []
    for (let step = work.next(); step.done !== true; step = work.next({ rows: [], changes: 0 })) made.push(step.value)
    return made
  }
  for (const asked of fc.sample(query, { seed: 3, numRuns: 3000 })) {
    const [first, ...others] = commands(asked)
    const [again] = commands({
      ...asked,
      filter: withOtherConstants(asked.filter) as Query['filter'],
      orderBy: withOtherConstants(asked.orderBy) as Query['orderBy'],
    })
    if (others.length > 0) t.fail('more than one statement')
    if (first?.sql !== again?.sql) t.fail('another text', { found: first?.sql, wanted: again?.sql })
  }
  t.pass()
})

/** The same expression about other texts and numbers. */
function withOtherConstants(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(withOtherConstants)
  if (typeof expression !== 'object' || expression === null) return expression
  if ('node' in expression && expression.node === 'path') return expression
  if ('node' in expression && expression.node === 'literal') {
    const { type, value } = expression as Literal
    if (typeof value === 'bigint') return { ...expression, value: 77n }
    if (typeof value === 'number') return { ...expression, value: 77 }
    // What follows on texts of U+10FFFF alone has no end, and so no second parameter.
    if (type === 'string' && /[^\u{10ffff}]/u.test(String(value))) return { ...expression, value: 'other' }
    return expression
  }
  const members = Object.entries(expression)
  return Object.fromEntries(members.map(([name, value]) => [name, name === 'type' ? value : withOtherConstants(value)]))
}
