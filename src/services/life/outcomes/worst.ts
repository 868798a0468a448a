/** Which of several states counts (L55, L74). */
import type { ComplianceStatus, DeviceComplianceState } from './device.js'

/** The states that summaries count, the worst first: a device or user counts once, in the first that one of its statuses has. */
export const WORST_FIRST = [
  'error',
  'conflict',
  'nonCompliant',
  'unknown',
  'remediated',
  'compliant',
  'notApplicable',
] as const

/** How many devices, or users, are in each state. */
export type Counted = Readonly<Record<(typeof WORST_FIRST)[number], number>>

/** A user shows the worst of the user's devices, a policy the worst of its settings. Nothing at all is not applicable. */
export function worst(statuses: Iterable<ComplianceStatus>): ComplianceStatus {
  const found = new Set(statuses)
  return WORST_FIRST.find((status) => found.has(status)) ?? 'notApplicable'
}

const DEVICE_WORST_FIRST = ['error', 'conflict', 'noncompliant', 'inGracePeriod', 'compliant'] as const

export function worstOfDevice(states: Iterable<DeviceComplianceState>): DeviceComplianceState {
  const found = new Set(states)
  return DEVICE_WORST_FIRST.find((state) => found.has(state)) ?? 'compliant'
}
