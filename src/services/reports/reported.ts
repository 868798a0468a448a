/** What the devices of a tenant that lives have reported and no set of Graph holds: apps, and policies of the catalog. */
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { readMemories, readReported } from '../life/memory.js'
import type { Memory } from '../life/memory.js'
import { isAggregated } from '../scope.js'
import type { Scope } from '../scope.js'
import { pagesOf } from './pages.js'
import { at, DEVICES } from './source.js'

export interface Reporting {
  readonly device: Entity
  readonly memory: Memory
}

/** Reads the next devices with what they have reported; undefined after the last ones, and at once where the tenant does not live. */
export type Reports = () => Work<readonly Reporting[] | undefined>

/** `members` are those of the devices that are wanted, `filter` says which devices. */
export function reportsOf(scope: Scope, members: readonly string[], filter?: string): Reports {
  if (scope.life === undefined) return nothing
  const select = [...new Set(['id', ...members])]
  const pages = pagesOf(scope, at(scope, DEVICES), [], { select, filter })
  return function* () {
    const devices = yield* pages()
    if (devices === undefined) return undefined
    const memories = yield* memoriesOf(scope, devices)
    return devices.flatMap((device): Reporting[] => {
      const memory = memories.get(String(device['id']))
      return memory === undefined ? [] : [{ device, memory }]
    })
  }
}

/** What devices have reported, as of the last aggregation where that comes later. */
export function memoriesOf(scope: Scope, devices: readonly Entity[]): Work<Map<string, Memory>> {
  const { store } = scope
  const read = isAggregated(scope) ? readReported : readMemories
  return read(
    store.dialect,
    store.tenantId,
    devices.map(({ id }) => String(id)),
  )
}

const nothing: Reports = function* () {
  return undefined
}

/** All of them at once, for counts. */
export function* eachReport(reports: Reports, look: (reporting: Reporting) => void): Work<void> {
  for (let page = yield* reports(); page !== undefined; page = yield* reports()) page.forEach(look)
}
