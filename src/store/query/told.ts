/** The stored texts of entities whose members are shown as they were told: those, and in that order. */
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { DOCUMENTS } from '../layout/document-table.js'
import { layoutOf } from '../layout/layout-of.js'
import { tableOf } from '../layout/tables.js'
import { identifier } from '../sql/dialect.js'
import { all, first, run } from '../work.js'
import type { Row, Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** A document. */
export interface StoredDocument {
  readonly row: number
  readonly entity: Entity
}

/** The item with these keys, if it is a document. */
function* documentAt(
  store: EntityStore,
  resource: Resource,
  keys: readonly string[],
): Work<StoredDocument | undefined> {
  const layout = layoutOf(resource)
  if (layout.table !== DOCUMENTS) return undefined
  const where = layout.where('item', 't', (n) => store.dialect.placeholder(n + 1), {
    dialect: store.dialect,
    whose: 'own',
  })
  const found = yield* first(
    `SELECT t."row", CAST(t."body" AS TEXT) FROM "entity" t WHERE ${where}`,
    layout.values('item', store.tenantId, keys),
  )
  return found && read(found)
}

/** What an item contains at a navigation property, in the order in which it was made. */
export function* documentsIn(store: EntityStore, child: Resource, keys: readonly string[]): Work<StoredDocument[]> {
  const layout = layoutOf(child)
  if (layout.table !== DOCUMENTS) return []
  const where = layout.where('collection', 't', (n) => store.dialect.placeholder(n + 1), {
    dialect: store.dialect,
    whose: 'own',
  })
  const rows = yield* all(
    `SELECT t."row", CAST(t."body" AS TEXT) FROM "entity" t WHERE ${where} ORDER BY t."row"`,
    layout.values('collection', store.tenantId, keys),
  )
  return rows.map(read)
}

function read([row, body]: Row): StoredDocument {
  return { row: Number(row), entity: JSON.parse(body as string) as Entity }
}

/** Shows an item as `telling` makes it of what is stored: a document, or the members of an item in a table that only its type has. */
export function* tellItem(
  store: EntityStore,
  resource: Resource,
  keys: readonly string[],
  telling: (stored: Entity) => Entity,
): Work<void> {
  const document = yield* documentAt(store, resource, keys)
  if (document === undefined) yield* tellDerived(store, resource, String(keys[0]), telling)
  else yield* tellDocument(store, document, telling(document.entity))
}

/** What v1.0 shows stays as it was. */
export function* tellDocument({ dialect }: EntityStore, { row, entity }: StoredDocument, told: Entity): Work<void> {
  const text = JSON.stringify(told)
  if (text === JSON.stringify(entity)) return
  const json = dialect.provider === 'sqlite' ? '?1' : '$1::json'
  yield* run(
    `UPDATE "entity" SET "bodyV1" = coalesce("bodyV1", "body"), "body" = ${json} WHERE "row" = ${dialect.placeholder(2)}`,
    [text, row],
  )
}

/** Of an item in a table of its own: the members that only its type has, which follow the columns. */
function* tellDerived(
  { dialect, tenantId }: EntityStore,
  resource: Resource,
  id: string,
  telling: (stored: Entity) => Entity,
): Work<void> {
  const table = tableOf(resource)
  if (!table.hasDerived || table.parent !== undefined) return
  const name = identifier(table.name)
  const { placeholder: mark } = dialect
  const [derived] =
    (yield* first(`SELECT "derived" FROM ${name} WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)}`, [
      tenantId,
      id,
    ])) ?? []
  if (typeof derived !== 'string') return
  const told = JSON.stringify(telling(JSON.parse(derived) as Entity))
  if (told === derived) return
  yield* run(`UPDATE ${name} SET "derived" = ${mark(3)} WHERE "tenantId" = ${mark(1)} AND "id" = ${mark(2)}`, [
    tenantId,
    id,
    told,
  ])
}
