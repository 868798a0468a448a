/**
 * What devices have reported of policies, as aggregations of the tenant count it. Most devices report nothing else between two
 * of them, and many are alike.
 */
import type { Memory } from './memory.js'
import type { FormerPolicy } from './outcomes/device.js'

type Reported = Pick<Memory, 'state' | 'pending'>

const NOTHING: Reported = {}

/** Kept beyond the number of devices: what no device reports any more is not told apart. */
const SPARE = 1000

export class ReportedStates {
  readonly #byDevice = new Map<string, Reported>()
  /** By its text. */
  readonly #alike = new Map<string, Reported>()

  /** Whether it is known what a device reports. */
  has(deviceId: string): boolean {
    return this.#byDevice.has(deviceId)
  }

  of(deviceId: string): Reported {
    return this.#byDevice.get(deviceId) ?? NOTHING
  }

  set(deviceId: string, { state, pending }: Memory): void {
    const policies: Record<string, FormerPolicy> = {}
    for (const [id, { s, v, x }] of Object.entries(state?.policies ?? {})) policies[id] = { s, v, ...(x && { x }) }
    const reported: Reported = { state: { policies }, pending }
    const text = JSON.stringify(reported)
    if (this.#alike.size > this.#byDevice.size + SPARE) this.#alike.clear()
    const known = this.#alike.get(text)
    if (known === undefined) this.#alike.set(text, reported)
    this.#byDevice.set(deviceId, known ?? reported)
  }

  /** It remembers something else now, or is gone. */
  forget(deviceId: string): void {
    this.#byDevice.delete(deviceId)
  }
}
