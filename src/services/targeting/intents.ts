/** Which intent of an app holds where several assignments reach a pair (L65). */
import type { Hit, Intent } from './targets.js'

export interface ResolvedIntent {
  readonly intents: readonly Intent[]
  /** An install that was required before is taken away; one that the user asked for stays. */
  readonly removesRequired: boolean
}

/** @see https://learn.microsoft.com/intune/intune-service/apps/apps-deploy#how-conflicts-between-app-intents-are-resolved */
export function resolveIntents(hits: readonly Hit[]): ResolvedIntent {
  const has = (side: Hit['side'], intent: Intent): boolean =>
    hits.some((hit) => hit.side === side && hit.assignment.intent === intent)
  const isRequired = has('user', 'required') || has('device', 'required')
  const isAvailable = has('user', 'available') || has('device', 'available')
  const withoutEnrollment = has('user', 'availableWithoutEnrollment')
  if (isRequired) {
    // Beside a user's own requirement, being available without enrolment adds nothing.
    const extra = withoutEnrollment && !has('user', 'required') && !isAvailable
    if (extra) return resolved('required', 'availableWithoutEnrollment')
    return isAvailable ? resolved('required', 'available') : resolved('required')
  }
  const isUninstalled = has('user', 'uninstall') || has('device', 'uninstall')
  if (withoutEnrollment && !has('user', 'available'))
    return isUninstalled ? resolved('uninstall', 'availableWithoutEnrollment') : resolved('availableWithoutEnrollment')
  if (!isUninstalled) return isAvailable ? resolved('available') : resolved()
  // A user may still install what only the device is told to uninstall.
  const isOffered = has('user', 'available') && !has('user', 'uninstall')
  return isOffered ? { intents: ['available'], removesRequired: true } : resolved('uninstall')
}

function resolved(...intents: readonly Intent[]): ResolvedIntent {
  return { intents, removesRequired: false }
}
