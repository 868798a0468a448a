/** Audit events are made of the notes of writes when a client reads them; a tenant keeps the newest ones (B151, B154). */
import type { Model } from '../../model/model.js'
import { dateTimeFromClock } from '../../model/date-time.js'
import { complete } from '../../model/payload.js'
import type { StructuredType } from '../../model/types.js'
import { NO_QUERY } from '../../odata/query.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import { insertAll } from '../../store/query/bulk.js'
import { countEntities, listEntities } from '../../store/query/queries.js'
import type { Work } from '../../store/work.js'
import { takeStored } from '../audit/stored-notes.js'
import { toEvent } from '../audit/events.js'
import { readNames } from '../audit/names.js'
import type { Scope } from '../scope.js'

export const AUDIT_EVENTS = 'deviceManagement/auditEvents'

export function* settleAudit(scope: Scope): Work<void> {
  const { store, tenantId, audit, model, life, clock } = scope
  // Where a tenant lives, the log may be later than what it tells of (L92).
  const until = (life?.audit ?? 0) > 0 ? dateTimeFromClock(clock.milliseconds() - (life?.audit ?? 0), 0) : undefined
  const entries = (yield* takeStored(store.dialect, tenantId, audit.hasHistory, until)).slice(-audit.kept)
  if (entries.length === 0) return
  const names = yield* readNames(store.dialect, tenantId, entries)
  const { type } = eventsOf(model)
  const types = {
    typeOf: (name: string) => structuredType(model, name),
    assignmentTypeOf: (path: string) => model.findResource(path)?.children.get('assignments')?.type,
  }
  const rows = entries.map((entry) => ({
    keys: [],
    stored: { type, entity: complete(type, toEvent(entry, names, types)) },
  }))
  yield* insertAll(store, eventsOf(model), rows)
  yield* forgetOld(scope)
}

function structuredType(model: Model, name: string): StructuredType | undefined {
  const found = model.findType(name, 'beta')
  return found === undefined || found.kind === 'enum' ? undefined : found
}

function eventsOf(model: Model) {
  return model.resourceAt(AUDIT_EVENTS)
}

/** Events are stored in the order of their times: the first ones are the oldest. */
function* forgetOld({ store, audit, model }: Scope): Work<void> {
  const events = eventsOf(model)
  const excess = (yield* countEntities(store, events, [], NO_QUERY, undefined)) - audit.kept
  if (excess <= 0) return
  const options = { shape: ID_ALONE, contextBase: '', pageSize: excess, casts: undefined, after: undefined }
  const { json } = yield* listEntities(store, events, [], NO_QUERY, options)
  for (const each of json) yield* store.remove(events, [(JSON.parse(each) as { id: string }).id])
}
