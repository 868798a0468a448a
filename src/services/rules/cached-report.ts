/**
 * Configurations of cached reports (B146). A client gives one the id `Report_GUID`, which names the report, and may give the
 * same id again for a fresh one. Nothing is cached: its table is counted when it is read.
 */
import { backendRefusal, shortened } from '../../errors.js'
import type { Keys } from '../../store/query/entities.js'
import { printedTime } from '../../model/date-time.js'
import type { Resource } from '../../model/model.js'
import { ID_ALONE } from '../../store/layout/shape.js'
import type { Work } from '../../store/work.js'
import { itemsAt } from '../items.js'
import { openReport, reportNamed } from '../reports/report.js'
import type { Asked } from '../reports/report.js'
import type { Scope } from '../scope.js'
import type { Rules } from './rules.js'

/** Milliseconds that the service takes, and for which a report is kept. */
const TAKES = 1000
export const LIFETIME = 3 * 24 * 3_600_000

const ID = /^([A-Za-z0-9]+)_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const cachedReport: Rules = {
  takesId: true,

  *newId(scope, { resource, keys }, entity) {
    const sent = (entity['id'] ?? '') as string
    const { reportName } = entity
    const id = sent === '' && typeof reportName === 'string' ? `${reportName}_${scope.newId()}` : sent
    if (!ID.test(id))
      throw backendRefusal(
        `'${shortened(id)}' is no id of a cached report, which is the name of a report, '_' and a GUID.`,
        'id',
      )
    yield* scope.store.remove(resource, [...keys, id])
    return id
  },

  *prepare({ model, clock }, { keys }, { entity }) {
    if (keys.length > 0) return
    const [, reportName = ''] = ID.exec(String(entity['id'])) ?? []
    const { select, filter } = entity as unknown as Asked
    openReport(model, reportNamed(reportName, 'id'), { select, filter })
    const now = clock.milliseconds()
    Object.assign(entity, {
      reportName,
      status: 'notStarted',
      lastRefreshDateTime: `${clock.now()}Z`,
      expirationDateTime: printedTime(now + LIFETIME),
    })
  },

  *settle(scope, { resource, keys }) {
    if (keys.length > 0) return yield* settleOne(scope, resource, keys)
    for (const { entity } of yield* itemsAt(scope, resource, keys, {
      filter: "status eq 'notStarted'",
      select: ['id'],
    }))
      yield* settleOne(scope, resource, [entity['id'] as string])
  },
}

function* settleOne(scope: Scope, resource: Resource, keys: Keys): Work<void> {
  const stored = yield* scope.store.load(resource, keys)
  if (stored?.entity['status'] !== 'notStarted') return
  const waited = scope.clock.milliseconds() - Date.parse(String(stored.entity['lastRefreshDateTime']))
  if (waited < TAKES && !scope.switches.immediateReports) return
  yield* scope.store.update(resource, keys, { ...stored, entity: { ...stored.entity, status: 'completed' } }, ID_ALONE)
}
