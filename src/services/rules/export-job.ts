/**
 * Jobs that export reports (B140 to B144). What a job says is checked when it is made; its state moves with time, and a read
 * that comes after its file is there finds it completed, with a URL of this server.
 */
import { backendRefusal, shortened } from '../../errors.js'
import type { Resource } from '../../model/model.js'
import type { Entity } from '../../model/payload.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import { joinKeys } from '../../store/layout/document-table.js'
import type { Keys } from '../../store/query/entities.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import type { ExportJob } from '../reports/export-job.js'
import { openReport, reportNamed } from '../reports/report.js'
import type { Location, Scope } from '../scope.js'
import type { Rules } from './rules.js'

/** Milliseconds after which a job is under way, after which it is done, and after which the process that made it is gone. */
const STARTS = 300
const TAKES = 1000
const LOST = 10_000

/** The part of its time after which a job of a tenant that lives is under way (L89). */
const STARTS_AFTER = 6

const NEVER = '0001-01-01T00:00:00Z'
const PENDING = "status in ('notStarted','inProgress')"

export const exportJob: Rules = {
  *newId({ newId }, _location, entity) {
    return `${String(entity['reportName'])}_${newId()}`
  },

  *prepare(scope, location, { entity }, body) {
    if (location.keys.length > 0) return
    const { model, clock } = scope
    if (typeof body['snapshotId'] === 'string' && body['snapshotId'] !== '')
      Object.assign(entity, yield* snapshotOf(scope, location, body))
    const { reportName, select, filter } = entity as unknown as ExportJob
    if (Array.isArray(body['select']) && body['select'].length === 0)
      throw backendRefusal("'select' names no column: leave it out for those that a report has by default.", 'select')
    openReport(model, reportNamed(reportName, 'reportName'), { select, filter })
    if (entity['format'] === 'pdf')
      throw backendRefusal("'pdf' is no format that reports are exported in here: 'csv' and 'json' are.", 'format')
    Object.assign(entity, {
      status: 'notStarted',
      url: null,
      requestDateTime: `${clock.now()}Z`,
      expirationDateTime: NEVER,
    })
  },

  *after(scope, { resource, keys }, { entity }) {
    if (keys.length > 0) return
    const job = entity as unknown as ExportJob
    const since = (entity['requestDateTime'] as string).replace(/Z$/, '')
    yield* scope.content.uploads.add({ tenantId: scope.tenantId, id: job.id }, resource.path, joinKeys(keys), since)
    scope.exports.make(scope, job)
  },

  *settle(scope, { resource, keys }) {
    if (keys.length > 0) return yield* settleOne(scope, resource, keys)
    for (const { entity } of yield* itemsAt(scope, resource, keys, { filter: PENDING, select: ['id'] }))
      yield* settleOne(scope, resource, [entity['id'] as string])
  },
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== ''
}

/** What the configuration of a cached report says, which a job may name in place of columns and a filter. */
function* snapshotOf({ store }: Scope, { resource }: Location, body: Entity): Work<Entity> {
  const id = body['snapshotId'] as string
  const configurations = resource.parent?.children.get('cachedreportconfigurations')
  const stored = configurations === undefined ? undefined : yield* store.load(configurations, [id])
  if (stored === undefined) throw backendRefusal(`There is no snapshot '${shortened(id)}'.`, 'snapshotId')
  const { reportName, select, filter } = stored.entity
  if (reportName !== body['reportName'])
    throw backendRefusal(`The snapshot '${id}' is one of the report '${String(reportName)}'.`, 'snapshotId')
  for (const name of ['select', 'filter'])
    if (isGiven(body[name]))
      throw backendRefusal(`A job that names a snapshot has its '${name}' and cannot have another one.`, name)
  return { select, filter }
}

function* settleOne(scope: Scope, resource: Resource, keys: Keys): Work<void> {
  const stored = yield* scope.store.load(resource, keys)
  const state = stored?.entity['status']
  if (stored === undefined || (state !== 'notStarted' && state !== 'inProgress')) return
  const changes = yield* progress(scope, stored.entity)
  if (changes['status'] === state) return
  yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, ...changes } }, ID_ALONE)
}

/** What has become of a job meanwhile. */
function* progress(scope: Scope, entity: Entity): Work<Entity> {
  const { tenantId, exports, origin, switches, clock, life } = scope
  const job = entity as unknown as ExportJob
  const upload = yield* scope.content.uploads.find({ tenantId, id: job.id }, true)
  if (upload === undefined || upload.verdict === 'failed') return { status: 'failed' }
  const waited = Date.parse(`${clock.now()}Z`) - Date.parse(`${upload.since}Z`)
  if (upload.verdict === null && waited > LOST) exports.make(scope, job)
  const takes = life?.export ?? TAKES
  if (upload.verdict === 'success' && (waited >= takes || switches.immediateReports)) {
    const { uri, expires } = exports.access(origin, upload)
    return { status: 'completed', url: uri, expirationDateTime: expires }
  }
  return { status: waited >= (life === undefined ? STARTS : takes / STARTS_AFTER) ? 'inProgress' : 'notStarted' }
}
