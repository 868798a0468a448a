/** Ids of what devices leave below policies and scripts (L57). */

export function rowId(tenantId: string, policyId: string, subjectId: string): string {
  return `${tenantId}_${policyId}_${subjectId}`
}

export function runId(policyId: string, deviceId: string): string {
  return `${policyId}:${deviceId}`
}
