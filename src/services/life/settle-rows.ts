/** Rows that are counted or derived when they are read: what is stored becomes what it has to be. */
import type { Resource } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import type { Entity } from '../../model/payload.js'
import { putAll, removeEach } from '../../store/query/bulk.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { ItemReader } from '../items.js'

/** Writes the rows that differ from those below `keys`, and takes away others that are `own`: the rest are a client's. */
export function* settleRows(
  reader: ItemReader,
  resource: Resource,
  keys: Keys,
  rows: readonly Entity[],
  isOwn: (id: string) => boolean,
): Work<void> {
  const { type } = resource
  const wanted = new Map(rows.map((row) => [String(row['id']), complete(type, row)]))
  const there = yield* itemsAt(reader, resource, keys, { uncounted: true })
  const known = new Map(there.map(({ entity }) => [String(entity['id']), entity]))
  const gone = [...known.keys()].filter((id) => isOwn(id) && !wanted.has(id))
  const changed = [...wanted].filter(([id, entity]) => !isSame(entity, known.get(id)))
  yield* removeEach(
    reader.store,
    resource,
    gone.map((id) => [...keys, id]),
  )
  yield* putAll(
    reader.store,
    resource,
    changed.map(([, entity]) => ({ keys, stored: { type, entity } })),
  )
}

function isSame(entity: Entity, known: Entity | undefined): boolean {
  return known !== undefined && Object.entries(entity).every(([name, value]) => textOf(known[name]) === textOf(value))
}

function textOf(value: unknown): string {
  return JSON.stringify(value ?? null)
}
