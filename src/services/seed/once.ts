/**
 * Seeds a tenant that nobody has touched, and no other: what people have made is never mixed with what was made up.
 * A note in the settings tells a run that was broken off from one that came to its end.
 */
import { createSettings } from '../../store/identity/settings.js'
import { statement } from '../../store/identity/sql.js'
import { run } from '../../store/work.js'
import type { Database, Work } from '../../store/work.js'
import { isUntouched, seedTenant } from './seed.js'
import type { SeedDeps, SeededTenant, SeedOptions } from './seed.js'

export type SeedOutcome =
  | { readonly outcome: 'seeded'; readonly rows: number }
  /** The same seed had been here before. */
  | { readonly outcome: 'there' }
  /** There is something else. */
  | { readonly outcome: 'touched' }

export async function seedOnce(deps: SeedDeps, tenant: SeededTenant, options: SeedOptions): Promise<SeedOutcome> {
  const settings = createSettings(deps)
  const name = `seed of ${tenant.id}`
  const mine = nameOf(options)
  const note = (await settings.find(name)) ?? ''
  if (note === `${mine} done`) return { outcome: 'there' }
  const isBegun = note.startsWith(`${mine} begun`)
  if (!isBegun && !(await isUntouched(deps, tenant.id))) return { outcome: 'touched' }
  // A run that is finished later ends at the moment at which it began.
  const begunAt = Number(note.split(' ')[3])
  const asOf = isBegun && begunAt > 0 ? begunAt : options.asOf
  await settings.set(name, `${mine} begun ${asOf}`)
  const rows = await seedTenant(deps, tenant, { ...options, asOf })
  await settings.set(name, `${mine} done`)
  return { outcome: 'seeded', rows }
}

function nameOf({ size, seed }: Pick<SeedOptions, 'size' | 'seed'>): string {
  return `${size} ${seed}`
}

/** Notes that a tenant holds a seed, within the transaction that brought it. */
export function* noteSeed(
  database: Pick<Database, 'provider'>,
  tenantId: string,
  options: Pick<SeedOptions, 'size' | 'seed'>,
): Work<void> {
  yield* run(statement(database, 'INSERT INTO "setting" ("name", "value") VALUES (?1, ?2)'), [
    `seed of ${tenantId}`,
    `${nameOf(options)} done`,
  ])
}
