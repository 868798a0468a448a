/**
 * Which value a device has where several policies ask for one thing: that of compliance policies before one of a configuration,
 * and the strictest among those (L49).
 */
import { compareVersions } from '../../versions.js'
import type { ComplianceStatus, FormerPolicy } from './device.js'
import type { Policy, Setting } from './policy.js'
import { othersOf } from './settings.js'

type WithSettings = Extract<Policy, { readonly settings: readonly Setting[] }>

/** What a device has by its compliance policies, by the name of the property. */
export type Demanded = ReadonlyMap<string, string>

/** Properties of which less is stricter: the most that is allowed, and times after which something happens. */
const LESS_IS_STRICTER = /maximum|minutes|days|failures/i

export function demandedBy(
  policies: readonly { readonly policy: WithSettings; readonly former: FormerPolicy | undefined }[],
): Demanded {
  const found = new Map<string, string>()
  for (const { policy, former } of policies) {
    if (policy.kind !== 'compliance' || former === undefined) continue
    const bad = new Map((former.x ?? []).map(([key, status]) => [key, status]))
    for (const { key, value } of policy.settings) {
      if (!isTaken(bad.get(key) ?? othersOf(former.s))) continue
      const name = propertyOf(key)
      const known = found.get(name)
      if (known === undefined || isStricter(name, value, known)) found.set(name, value)
    }
  }
  return found
}

export function isTaken(status: ComplianceStatus): boolean {
  return status === 'compliant' || status === 'remediated'
}

/** The same property of a policy of another type is the same thing on a device. */
export function propertyOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1)
}

const NUMBER = /^\d+(?:\.\d+)*$/

function isStricter(name: string, value: string, known: string): boolean {
  if (value === 'true' || known === 'true') return value === 'true'
  if (!NUMBER.test(value) || !NUMBER.test(known)) return false
  const order = compareVersions(value, known)
  return LESS_IS_STRICTER.test(name) ? order < 0 : order > 0
}
