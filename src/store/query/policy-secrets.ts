/** Values that policies show by a reference alone. They stay in the database: no answer, export or audit event has them. */
import type { EntityStore } from './entities.js'
import { run, one } from '../work.js'
import type { Work } from '../work.js'

type Store = Pick<EntityStore, 'dialect' | 'tenantId'>

export function* keepSecret({ dialect, tenantId }: Store, id: string, owner: string, value: string): Work<void> {
  const placeholders = [1, 2, 3, 4].map((n) => dialect.placeholder(n)).join(', ')
  yield* run(`INSERT INTO "policySecret" ("tenantId", "id", "owner", "value") VALUES (${placeholders})`, [
    tenantId,
    id,
    owner,
    value,
  ])
}

export function* readSecret({ dialect, tenantId }: Store, id: string): Work<string | undefined> {
  const where = `"tenantId" = ${dialect.placeholder(1)} AND "id" = ${dialect.placeholder(2)}`
  return (yield* one(`SELECT "value" FROM "policySecret" WHERE ${where}`, [tenantId, id]))?.[0] as string | undefined
}

export function* dropSecret({ dialect, tenantId }: Store, id: string): Work<void> {
  const where = `"tenantId" = ${dialect.placeholder(1)} AND "id" = ${dialect.placeholder(2)}`
  yield* run(`DELETE FROM "policySecret" WHERE ${where}`, [tenantId, id])
}

/** Forgets the secrets of a policy. */
export function* dropSecretsOf({ dialect, tenantId }: Store, owner: string): Work<void> {
  const where = `"tenantId" = ${dialect.placeholder(1)} AND "owner" = ${dialect.placeholder(2)}`
  yield* run(`DELETE FROM "policySecret" WHERE ${where}`, [tenantId, owner])
}

/** Forgets the secrets of all policies of a tenant. */
export function* dropAllSecrets({ dialect, tenantId }: Store): Work<void> {
  yield* run(`DELETE FROM "policySecret" WHERE "tenantId" = ${dialect.placeholder(1)}`, [tenantId])
}
