/**
 * PostgreSQL keeps the plans of statements and foreign keys for as long as a connection lives. One of a foreign key that was made
 * when a table had a page reads all of it, for each row that is deleted, when it has thousands.
 */
import { run } from './work.js'
import type { Database, Work } from './work.js'

/** Tables to which foreign keys of other tables with many rows refer. */
const REFERRED_TO = ['user', 'group', 'managedDeviceMobileAppConfiguration']

/** Fewer rows are deleted sooner than a connection makes its plans anew. */
const MANY = 500

/** To be run before rows are deleted; `deleted` tells of each table how many, or more than that. */
export function* planAnewFor(database: Pick<Database, 'provider'>, deleted: ReadonlyMap<string, number>): Work<void> {
  if (REFERRED_TO.some((table) => (deleted.get(table) ?? 0) >= MANY)) yield* planAnew(database)
}

/** To be run before very many rows are deleted. Plans are then made for what the tables hold now. */
export function* planAnew({ provider }: Pick<Database, 'provider'>): Work<void> {
  if (provider === 'postgresql') yield* run('DISCARD PLANS', [])
}
