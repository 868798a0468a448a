/** What the life of a tenant has left in the database, in an order of its own. */
import { EntityStore } from '../../src/store/query/entities.js'
import { itemsAt } from '../../src/services/items.js'
import { FAMILY_PATHS } from '../../src/services/life/families.js'
import { all } from '../../src/store/work.js'
import type { Work } from '../../src/store/work.js'
import type { Store } from '../../src/store/store.js'

/** Devices, what is below policies, and the tables of life. Times of client writes come from the machine's ticks: they are left out. */
export function lifeRows({ model, database }: Store, tenantId: string): Promise<Record<string, unknown[]>> {
  const reader = { model, store: new EntityStore(database.provider, tenantId) }
  const found: Record<string, unknown[]> = {}
  return database.read(function* (): Work<Record<string, unknown[]>> {
    for (const path of FAMILY_PATHS) {
      const set = model.resourceAt(path)
      for (const { entity } of yield* itemsAt(reader, set, [], { select: ['id'] }))
        for (const child of set.children.values())
          if (/status|summary|state|overview/i.test(child.name) && child.layout !== undefined)
            found[`${path}/${String(entity['id'])}/${child.name}`] = child.many
              ? sorted((yield* itemsAt(reader, child, [String(entity['id'])])).map((item) => item.entity))
              : [(yield* reader.store.load(child, [String(entity['id'])], 'unlocked'))?.entity]
    }
    const devices = yield* itemsAt(reader, model.resourceAt('deviceManagement/managedDevices'), [])
    found['devices'] = sorted(devices.map(({ entity }) => entity))
    const mark = reader.store.dialect.placeholder(1)
    for (const table of ['lifeDevice', 'lifePolicy', 'lifeEvent', 'lifeNote']) {
      const columns = COLUMNS[table] ?? ''
      const rows = yield* all(`SELECT ${columns} FROM "${table}" WHERE "tenantId" = ${mark}`, [tenantId])
      // Long integers are text in one of the drivers.
      found[table] = sorted(
        rows.map((row) => row.map((value) => (/^\d+$/.test(String(value)) ? Number(value) : value))),
      )
    }
    return found
  })
}

const COLUMNS: Readonly<Record<string, string>> = {
  lifeDevice: '"id", "facts"',
  lifePolicy: '"id", "path", "facts"',
  lifeEvent: '"at", "rank", "deviceId", "policyId", "kind", "facts"',
  lifeNote: '"deviceId", "at", "policyId", "kind", "facts"',
}

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}
