/** Every declared resource has its table, in Prisma's schema as in the declaration. */
import { test } from 'tap'
import { declaredModel as model } from '../harness/declared-model.js'
import { complete } from '../../src/model/payload.js'
import type { Store } from '../../src/store/store.js'
import { tableOf, rowByColumn } from '../../src/store/layout/tables.js'
import { all } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import { forEachEmulator } from '../harness/emulator.js'

interface Column {
  readonly name: string
  /** An insert that says nothing of it fails. */
  readonly demanded: boolean
  readonly type: string
}

async function columnsOf({ database }: Store, table: string): Promise<Column[]> {
  const sql =
    database.provider === 'sqlite'
      ? `SELECT name, "notnull" = 1 AND dflt_value IS NULL, type FROM pragma_table_info(?1)`
      : `SELECT column_name, CASE WHEN is_nullable = 'NO' AND column_default IS NULL THEN 1 ELSE 0 END, data_type FROM information_schema.columns WHERE table_name = $1`
  return database.read(function* (): Work<Column[]> {
    return (yield* all(sql, [table])).map(([name, demanded, type]) => ({
      name: String(name),
      demanded: Number(demanded) === 1,
      type: String(type).toLowerCase(),
    }))
  })
}

async function triggersOf({ database }: Store): Promise<string[]> {
  const sql =
    database.provider === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE type = 'trigger'`
      : `SELECT tgname::text FROM pg_trigger`
  return database.read(function* (): Work<string[]> {
    return (yield* all(sql, [])).map(([name]) => String(name))
  })
}

test('tables', async (t) => {
  await forEachEmulator(t, async (t, { store }) => {
    const triggers = await triggersOf(store)
    for (const resource of model.resources) {
      // A list of several sets has no table of its own.
      if (resource.layout === 'document' || resource.kinds !== undefined) continue
      const table = tableOf(resource)
      if (resource.many && resource.link === undefined && table.parent === undefined)
        t.ok(triggers.includes(`${table.name}_documents`), `${table.name}: deletes the documents of its items`)
      const type = resource.concreteTypes[0] ?? resource.type
      const key = { tenantId: 't', id: 'i', ...(table.parent === undefined ? {} : { parentId: 'p' }) }
      const written = [...rowByColumn(table, type, key, complete(type, { id: 'i' })).keys()]
      const columns = await columnsOf(store, table.name)
      const names = columns.map(({ name }) => name)
      t.strictSame(
        written.filter((name) => !names.includes(name)),
        [],
        `${resource.path}: every property has a column`,
      )
      const left = columns.filter(({ name, demanded }) => demanded && !written.includes(name))
      t.strictSame(left, [], `${resource.path}: no column is left without a value`)
      for (const [name, property] of table.columns)
        if (property.type.kind === 'primitive' && property.type.name === 'Edm.Int64')
          t.match(
            columns.find((column) => column.name === name),
            { type: 'bigint' },
            `${resource.path}/${name} holds 64 bits`,
          )
    }
  })
})
