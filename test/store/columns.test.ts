/** What SQL makes of columns counts on them: one that cannot be null needs no second thought. */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { model } from '../../src/entities/index.js'
import { tableOf } from '../../src/store/layout/tables.js'
import type { Table } from '../../src/store/layout/tables.js'

const SCHEMA = new URL('../../prisma/schema.prisma', import.meta.url)

/** Whether a column takes NULL, by table and name. */
function columnsOfSchema(): Map<string, boolean> {
  const columns = new Map<string, boolean>()
  let table = ''
  for (const line of readFileSync(SCHEMA, 'utf8').split('\n')) {
    table = /^model (\w+)/.exec(line)?.[1] ?? table
    const [, name, optional] = /^ {2}(\w+) +\w+(\??)/.exec(line) ?? []
    if (name !== undefined) columns.set(`${table}.${name}`, optional === '?')
  }
  return columns
}

t.test('what is never null has a column that takes no null', (t) => {
  const columns = columnsOfSchema()
  // A list of several sets has no table of its own.
  const own = model.resources.filter(({ layout, kinds }) => layout === 'table' && kinds === undefined)
  const tables = new Set<Table>(own.map(tableOf))
  const wrong = [...tables].flatMap(({ name: table, stored }) =>
    stored
      .filter(({ name, property }) => !property.nullable && columns.get(`${table}.${name}`) !== false)
      .map(({ name }) => `${table}.${name}`),
  )
  t.ok(tables.size > 10, `${tables.size} tables`)
  t.same(wrong, [])
  t.end()
})
