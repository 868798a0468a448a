/** What is shown of remote actions: an entry at the device for each name (L85), and the row of the tenant's log (B125). */
import { dateTimeFromClock } from '../../model/date-time.js'
import type { Entity } from '../../model/payload.js'
import type { Work } from '../../store/work.js'
import { itemsToChange, quoted } from '../items.js'
import type { ItemReader } from '../items.js'
import type { ActionResult } from './outcomes/contract.js'
import { ID_ALONE } from '../../store/layout/shape.js'

const AUDITS = 'deviceManagement/remoteActionAudits'

export class ActionResults {
  /** By the device: the times at which actions were asked for, with what has become of them. */
  readonly #states = new Map<string, Map<number, string>>()

  /** The entries of a device with what has become of its actions. */
  merge({ id, entity }: { readonly id: string; readonly entity: Entity }, results: readonly ActionResult[]): Entity[] {
    const entries = (entity['deviceActionResults'] ?? []) as Entity[]
    return entries.map((entry) => {
      const result = results.find(({ actionName }) => actionName === entry['actionName'])
      if (result === undefined) return entry
      const { actionState, updatedAt, members } = result
      const states = this.#states.get(id) ?? new Map<number, string>()
      this.#states.set(id, states.set(Date.parse(String(entry['startDateTime'])), actionState))
      return { ...entry, ...members, actionState, lastUpdatedDateTime: `${dateTimeFromClock(updatedAt, 0)}Z` }
    })
  }

  /** Brings the rows of the log up to date; they stay when the device is gone. */
  *flush({ store, model }: ItemReader): Work<void> {
    const set = model.findResource(AUDITS)
    if (set !== undefined)
      for (const [deviceId, states] of this.#states) {
        const filter = `managedDeviceId eq ${quoted(deviceId)}`
        const rows = yield* itemsToChange({ store, model }, set, [], { filter, uncounted: true })
        for (const { keys, type, entity } of rows) {
          const actionState = states.get(Date.parse(String(entity['requestDateTime'])))
          if (actionState === undefined || actionState === entity['actionState']) continue
          yield* store.update(set, keys, { type, entity: { ...entity, actionState } }, ID_ALONE)
        }
      }
    this.#states.clear()
  }
}
