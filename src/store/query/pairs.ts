/** Pairs of entities in a table of their own: memberships of groups, for example. */
import type { Link } from '../../model/types.js'
import type { Keys } from '../layout/layout.js'
import { identifier } from '../sql/dialect.js'
import { run } from '../work.js'
import type { Work } from '../work.js'
import type { EntityStore } from './entities.js'

/** Pairs an item with another one, by the keys of both. False if they are a pair already. */
export function* addPair(
  store: EntityStore,
  { pairs, from, to, ...link }: Link,
  [one = '', other = '']: Keys,
): Work<boolean> {
  const columns = ['tenantId', from, to, ...kindOf(link).map(([name]) => name)]
  const placeholders = columns.map((_, i) => store.dialect.placeholder(i + 1)).join(', ')
  const sql = `INSERT INTO ${identifier(pairs)} (${columns.map(identifier).join(', ')}) VALUES (${placeholders}) ON CONFLICT DO NOTHING`
  return (yield* run(sql, [store.tenantId, one, other, ...kindOf(link).map(([, kind]) => kind)])).changes > 0
}

/** The column that says of which type the other end is, where the link is to those of one of several types. */
function kindOf({ kinds, kind }: Pick<Link, 'kinds' | 'kind'>): (readonly [column: string, kind: string])[] {
  return kinds === undefined || kind === undefined ? [] : [[kinds, kind]]
}

/** Whether there was such a pair. */
export function* removePair(
  store: EntityStore,
  { pairs, from, to, ...link }: Link,
  [one = '', other = '']: Keys,
): Work<boolean> {
  const conditions = ['tenantId', from, to, ...kindOf(link).map(([name]) => name)].map(
    (name, i) => `${identifier(name)} = ${store.dialect.placeholder(i + 1)}`,
  )
  const sql = `DELETE FROM ${identifier(pairs)} WHERE ${conditions.join(' AND ')}`
  return (yield* run(sql, [store.tenantId, one, other, ...kindOf(link).map(([, kind]) => kind)])).changes > 0
}
