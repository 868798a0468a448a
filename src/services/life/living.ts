/** The tenants that live: those that were switched on, and by default others. */
import type { Work } from '../../store/work.js'
import { nextDues } from './queue.js'
import { listRecords, listSeeded, listTenants } from './records.js'
import type { LifeRecord } from './records.js'
import { settingsFrom } from './settings.js'
import type { LifeDefault, LifeSettings } from './settings.js'

export interface Living {
  readonly record: LifeRecord | undefined
  readonly settings: LifeSettings
  /** As far as it is known here. */
  due: number | undefined
}

export function* readLiving(byDefault: LifeDefault): Work<Map<string, Living>> {
  const records = yield* listRecords()
  const others = byDefault === 'off' ? [] : byDefault === 'seeded' ? yield* listSeeded() : yield* listTenants()
  const dues = yield* nextDues()
  const byId = new Map(records.map((record) => [record.tenantId, record]))
  const isOther = new Set(others)
  const living = new Map<string, Living>()
  for (const id of new Set([...others, ...byId.keys()])) {
    const record = byId.get(id)
    if (!(record?.switched ?? isOther.has(id))) continue
    const due = record?.begunAt === undefined ? 0 : dues.get(id)
    living.set(id, { record, settings: settingsFrom(record?.settings ?? {}), due })
  }
  return living
}
