/** Delegated permissions that users or administrators have granted to apps. */
import { statement, timeFrom } from './sql.js'
import type { IdentityDeps } from './sql.js'
import { all, run } from '../work.js'
import type { Work } from '../work.js'

export interface ConsentKey {
  readonly tenantId: string
  readonly appId: string
  /** Client id of the app that offers the permissions. */
  readonly resourceId: string
  /** Undefined for all users of the tenant. */
  readonly userId: string | undefined
}

export interface Consents {
  /** What the app may do on behalf of the user: granted by them or for all. */
  listGranted(key: ConsentKey): Promise<readonly string[]>
  add(key: ConsentKey, scopes: readonly string[]): Promise<void>
}

export function createConsents({ database, clock }: IdentityDeps): Consents {
  const select = statement(
    database,
    `SELECT DISTINCT "scope" FROM "delegatedGrant" WHERE "tenantId" = ?1 AND "appId" = ?2 AND "resourceId" = ?3 AND ("userId" = ?4 OR "userId" = '') ORDER BY "scope"`,
  )
  const insert = statement(
    database,
    `INSERT INTO "delegatedGrant" ("tenantId", "appId", "resourceId", "userId", "scope", "createdAt") VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING`,
  )
  return {
    async listGranted({ tenantId, appId, resourceId, userId }) {
      const rows = await database.read(() => all(select, [tenantId, appId, resourceId, userId ?? '']))
      return rows.map(([scope]) => scope as string)
    },
    async add({ tenantId, appId, resourceId, userId }, scopes) {
      await database.write(function* (): Work<void> {
        for (const scope of scopes)
          yield* run(insert, [tenantId, appId, resourceId, userId ?? '', scope, timeFrom(clock, tenantId)])
      })
    },
  }
}
