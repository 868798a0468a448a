import { PORTAL_APP } from '../../store/identity/portal-app.js'
import type { Dialect } from '../../store/sql/dialect.js'
import { all } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import type { AuditEntry } from './entry.js'
import type { Names } from './events.js'

/** The names of the apps and users that the entries mention. */
export function* readNames(dialect: Dialect, tenantId: string, entries: readonly AuditEntry[]): Work<Names> {
  const named = function* (table: string, key: string, name: string, ids: (string | undefined)[]) {
    const wanted = [...new Set(ids)].filter((id) => id !== undefined)
    if (wanted.length === 0) return new Map<string, string>()
    const [tenant, ...placeholders] = [tenantId, ...wanted].map((_, i) => dialect.placeholder(i + 1))
    const rows = yield* all(
      `SELECT "${key}", "${name}" FROM "${table}" WHERE "tenantId" = ${tenant} AND "${key}" IN (${placeholders.join(', ')})`,
      [tenantId, ...wanted],
    )
    return new Map(rows.map(([id, text]) => [id as string, text as string]))
  }
  const apps = yield* named(
    'servicePrincipal',
    'appId',
    'displayName',
    entries.map(({ appId }) => appId),
  )
  const users = yield* named(
    'user',
    'id',
    'userPrincipalName',
    entries.map(({ userId }) => userId),
  )
  apps.set(PORTAL_APP.appId, PORTAL_APP.displayName)
  return { appName: (appId) => apps.get(appId), userName: (userId) => users.get(userId) }
}
