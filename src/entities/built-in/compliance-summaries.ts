/** What every tenant asks of its devices without a policy, and how many of them do not do so (B76). */
import type { Entity } from '../../model/payload.js'

const SETTINGS = ['RequireDeviceCompliancePolicyAssigned', 'RequireRemainContact', 'RequireUserExistence']

export const complianceSummaries: readonly Entity[] = SETTINGS.map((name) => {
  const setting = `DefaultDeviceCompliancePolicy.${name}`
  return { id: setting, setting, settingName: setting, platformType: 'all' }
})
