/** Audit events are made of the notes of writes when somebody reads them; a tenant keeps the newest ones (B151, B154). */
import type { Model } from '../../model/model.js'
import { complete } from '../../model/payload.js'
import { insertAll } from '../../store/query/bulk.js'
import { all } from '../../store/work.js'
import type { Work } from '../../store/work.js'
import { takeStored } from '../audit/audit-log.js'
import { toEvent } from '../audit/events.js'
import type { Names } from '../audit/events.js'
import { itemsAt } from '../items.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

export const AUDIT_EVENTS = 'deviceManagement/auditEvents'

export const auditEvent: Rules = {
  *settle(scope) {
    yield* settleAudit(scope)
  },
}

export function* settleAudit(scope: Scope): Work<void> {
  const { store, tenantId, audit, model } = scope
  const entries = (yield* takeStored(store.dialect, tenantId)).slice(-audit.kept)
  if (entries.length === 0) return
  const names = yield* readNames(scope)
  const { type } = eventsOf(model)
  const rows = entries.map((entry) => ({ keys: [], stored: { type, entity: complete(type, toEvent(entry, names)) } }))
  yield* insertAll(store, eventsOf(model), rows)
  yield* forgetOld(scope)
}

function eventsOf(model: Model) {
  return model.resourceAt(AUDIT_EVENTS)
}

function* readNames({ store, tenantId }: Scope): Work<Names> {
  const mark = store.dialect.placeholder(1)
  const named = function* (table: string, key: string, name: string): Work<Map<string, string>> {
    const rows = yield* all(`SELECT "${key}", "${name}" FROM "${table}" WHERE "tenantId" = ${mark}`, [tenantId])
    return new Map(rows.map(([id, text]) => [id as string, text as string]))
  }
  const apps = yield* named('servicePrincipal', 'appId', 'displayName')
  const users = yield* named('user', 'id', 'userPrincipalName')
  return { appName: (appId) => apps.get(appId), userName: (userId) => users.get(userId) }
}

function* forgetOld(scope: Scope): Work<void> {
  const { store, audit, model } = scope
  const events = yield* itemsAt(scope, eventsOf(model), [], { select: ['id', 'activityDateTime'] })
  const order = (at: unknown): string => String(at)
  const old = events
    .map(({ entity }) => entity)
    .sort((a, b) => (order(a['activityDateTime']) < order(b['activityDateTime']) ? 1 : -1))
    .slice(audit.kept)
  for (const { id } of old) yield* store.remove(eventsOf(model), [id as string])
}
