/** Scripts and remediations: whose they are, and how often they run (L64). */
import { durationSeconds } from '../../../model/duration.js'
import type { Entity } from '../../../model/payload.js'
import type { Remediation, Script } from '../outcomes/policy.js'
import { asText, fingerprint } from './values.js'

/** A script that runs on macOS by itself; those of Windows run by the agent there. */
export function scriptFrom(set: string, entity: Entity): Script {
  const { scriptContent, runAsAccount, enforceSignatureCheck, runAs32Bit, executionFrequency } = entity
  const isShell = set.endsWith('deviceShellScripts') || set.endsWith('deviceCustomAttributeShellScripts')
  const seconds = isShell ? durationSeconds(asText(executionFrequency)) : undefined
  return {
    kind: 'script',
    id: String(entity['id']),
    name: asText(entity['displayName']),
    version: fingerprint(scriptContent, runAsAccount, enforceSignatureCheck, runAs32Bit),
    platforms: isShell ? ['macOS'] : ['windows'],
    agent: isShell ? 'mdm' : 'extension',
    ...(seconds !== undefined && seconds > 0 && { everyMinutes: Math.round(seconds / 60) }),
  }
}

/** With several assignments, the shortest period counts, and one that repairs. */
export function remediationFrom(entity: Entity, assignments: readonly Entity[]): Remediation {
  const periods = assignments.flatMap(({ runSchedule }) => minutesOf(runSchedule) ?? [])
  const { detectionScriptContent, remediationScriptContent, runAsAccount, runAs32Bit } = entity
  const has = typeof remediationScriptContent === 'string' && remediationScriptContent !== ''
  return {
    kind: 'remediation',
    id: String(entity['id']),
    name: asText(entity['displayName']),
    version: fingerprint(detectionScriptContent, remediationScriptContent, runAsAccount, runAs32Bit),
    platforms: ['windows'],
    agent: 'extension',
    ...(periods.length > 0 && { everyMinutes: Math.min(...periods) }),
    remediates:
      has &&
      (assignments.length === 0 || assignments.some(({ runRemediationScript }) => runRemediationScript === true)),
  }
}

const DAY_MINUTES = 24 * 60

function minutesOf(schedule: unknown): number | undefined {
  const { '@odata.type': type, interval } = (schedule ?? {}) as Entity
  const times = Math.max(1, Number(interval ?? 1) || 1)
  if (type === '#microsoft.graph.deviceHealthScriptHourlySchedule') return times * 60
  if (type === '#microsoft.graph.deviceHealthScriptDailySchedule') return times * DAY_MINUTES
  return undefined
}
