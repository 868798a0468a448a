/** What the database knows of the lives of tenants: which of them live, and how. */
import { dialectOf } from '../../store/sql/dialect.js'
import { all, one, run } from '../../store/work.js'
import type { Database, Row, SqlValue, Work } from '../../store/work.js'
import type { StoredSettings } from './settings.js'

type Provider = Pick<Database, 'provider'>

export interface LifeRecord {
  readonly tenantId: string
  /** Undefined where it was never switched. */
  readonly switched: boolean | undefined
  readonly settings: StoredSettings
  /** Undefined until its devices are scheduled. */
  readonly begunAt: number | undefined
  readonly generation: number
  readonly runner: string | undefined
}

const COLUMNS = ['tenantId', 'switched', 'settings', 'begunAt', 'generation', 'runner'] as const
const LIST = COLUMNS.map((name) => `"${name}"`).join(', ')

export function* listRecords(): Work<LifeRecord[]> {
  return (yield* all(`SELECT ${LIST} FROM "lifeTenant"`, [])).map(recordFrom)
}

/** Tenants that hold a whole seed. */
export function* listSeeded(): Work<string[]> {
  const rows = yield* all(`SELECT "name" FROM "setting" WHERE "name" LIKE 'seed of %' AND "value" LIKE '% done'`, [])
  return rows.map(([name]) => String(name).slice('seed of '.length))
}

export function* listTenants(): Work<string[]> {
  return (yield* all(`SELECT "id" FROM "tenant"`, [])).map(([id]) => String(id))
}

/** The record of a tenant, which is made if there is none, locked until the transaction ends. Undefined without a tenant. */
export function* holdRecord({ provider }: Provider, tenantId: string): Work<LifeRecord | undefined> {
  const { placeholder: mark, forUpdate } = dialectOf(provider)
  const sql = `SELECT ${LIST} FROM "lifeTenant" WHERE "tenantId" = ${mark(1)}${forUpdate}`
  const found = yield* one(sql, [tenantId])
  if (found !== undefined) return recordFrom(found)
  yield* run(
    `INSERT INTO "lifeTenant" ("tenantId") SELECT "id" FROM "tenant" WHERE "id" = ${mark(1)} ON CONFLICT DO NOTHING`,
    [tenantId],
  )
  const made = yield* one(sql, [tenantId])
  return made && recordFrom(made)
}

/** Changes a record that is held. */
export function* updateRecord(
  { provider }: Provider,
  tenantId: string,
  changes: Partial<Omit<LifeRecord, 'tenantId'>>,
): Work<void> {
  const { placeholder: mark } = dialectOf(provider)
  const values: Record<string, SqlValue> = {}
  if ('switched' in changes) values['switched'] = changes.switched === undefined ? null : Number(changes.switched)
  if (changes.settings !== undefined) values['settings'] = JSON.stringify(changes.settings)
  if ('begunAt' in changes) values['begunAt'] = changes.begunAt ?? null
  if (changes.generation !== undefined) values['generation'] = changes.generation
  if ('runner' in changes) values['runner'] = changes.runner ?? null
  const sets = Object.keys(values).map((name, n) => `"${name}" = ${mark(n + 2)}`)
  yield* run(`UPDATE "lifeTenant" SET ${sets.join(', ')} WHERE "tenantId" = ${mark(1)}`, [
    tenantId,
    ...Object.values(values),
  ])
}

/** How often the state of the tenant was brought back from a snapshot. */
export function* countRestores({ provider }: Provider, tenantId: string): Work<number> {
  const { placeholder: mark } = dialectOf(provider)
  return Number((yield* one(`SELECT "restored" FROM "tenant" WHERE "id" = ${mark(1)}`, [tenantId]))?.[0] ?? 0)
}

/** Forgets what was simulated; whether the tenant lives, and how, stays where it is only emptied. */
export function* forgetLife(
  { provider }: Provider,
  tenantId: string,
  stays: 'settings' | 'nothing',
  there?: ReadonlyMap<string, number>,
): Work<void> {
  const { placeholder: mark } = dialectOf(provider)
  for (const table of ['lifeEvent', 'lifeNote', 'lifeDevice', 'lifePolicy'])
    if (there?.has(table) !== false) yield* run(`DELETE FROM "${table}" WHERE "tenantId" = ${mark(1)}`, [tenantId])
  if (there?.has('lifeTenant') === false) return
  yield* run(
    stays === 'nothing'
      ? `DELETE FROM "lifeTenant" WHERE "tenantId" = ${mark(1)}`
      : `UPDATE "lifeTenant" SET "begunAt" = NULL, "generation" = "generation" + 1 WHERE "tenantId" = ${mark(1)}`,
    [tenantId],
  )
}

function recordFrom([tenantId, switched, settings, begunAt, generation, runner]: Row): LifeRecord {
  return {
    tenantId: String(tenantId),
    switched: switched === null || switched === undefined ? undefined : Number(switched) === 1,
    settings: JSON.parse(String(settings)) as StoredSettings,
    begunAt: begunAt === null || begunAt === undefined ? undefined : Number(begunAt),
    generation: Number(generation),
    runner: typeof runner === 'string' ? runner : undefined,
  }
}
