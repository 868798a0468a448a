/** The compliance rules that every tenant has, of a managed device as clients read it (L73). */
import type { Entity } from '../../model/payload.js'
import { filledText, lastContactOf } from './members.js'
import { builtInRules } from './outcomes/compliance.js'
import type { SettingState, TenantSettings } from './outcomes/contract.js'

interface Known {
  readonly now: number
  readonly tenant: TenantSettings
  /** Whether the user who enrolled it is still there, with a licence. */
  readonly hasUser: boolean
  readonly hasPolicy: boolean
}

/** Between two check-ins: what they say by the clock of now. */
export function builtInStates(device: Entity, { now, tenant, hasUser, hasPolicy }: Known): SettingState[] {
  const contact = { enrolledBy: filledText(device['userId']), lastContact: lastContactOf(device) }
  const user = hasUser ? { isLicensed: true } : undefined
  return builtInRules({ now, tenant, device: contact, user }, hasPolicy, false)
}
