/** Operations that change nothing. */
import type { Operation } from './types.js'

/** Names of actions that read: the public model does not tell them from those that change something. */
const READS = /^(?:get|retrieve|search|query|validate|evaluate|has)[A-Z]/

/** Functions, and actions that only read: their parameters have no room in a URL. */
export function changesNothing({ kind, name, reads }: Operation): boolean {
  return kind === 'function' || reads === true || isNameOfReading(name)
}

export function isNameOfReading(name: string): boolean {
  return READS.test(name)
}
