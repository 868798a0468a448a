/** Who may receive anything of Intune (L32). */
import type { Entity } from '../../model/payload.js'

/**
 * The plans that bring Intune, for companies and for schools.
 *
 * @see https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
const INTUNE = new Set(['c1ec4a95-1f05-45b3-a911-aa3fa01f5294', 'da24caf9-af8e-485c-b7c8-e73336da2693'])

/** Whether a user with these `assignedPlans` may. One of whom no plans are told has all that are needed. */
export function isLicensed(assignedPlans: unknown): boolean {
  if (!Array.isArray(assignedPlans) || assignedPlans.length === 0) return true
  return (assignedPlans as Entity[]).some(
    ({ servicePlanId, capabilityStatus }) =>
      INTUNE.has(String(servicePlanId).toLowerCase()) &&
      (capabilityStatus === 'Enabled' || capabilityStatus === 'Warning'),
  )
}
