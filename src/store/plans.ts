/**
 * PostgreSQL keeps the plans of foreign keys for as long as a connection lives. Those that were made when a table had a page
 * read all of it, for each row that is deleted, when it has thousands: 4,000 documents with a reference each took 7 s.
 */
import { run } from './work.js'
import type { Database, Work } from './work.js'

/** To be run before very many rows are deleted. Plans are then made for what the tables hold now. */
export function* planAnew({ provider }: Pick<Database, 'provider'>): Work<void> {
  if (provider === 'postgresql') yield* run('DISCARD PLANS', [])
}
