/** Applicability rules of configurations: by edition and version of Windows. */
import type { Entity } from '../../../model/payload.js'
import type { Applicability } from '../outcomes/policy.js'
import { asText } from './values.js'

/** Undefined for a policy without rules. */
export function applicabilityOf(entity: Entity): Applicability | undefined {
  const versions = entity['deviceManagementApplicabilityRuleOsVersion'] as Entity | null | undefined
  const editions = entity['deviceManagementApplicabilityRuleOsEdition'] as Entity | null | undefined
  if (versions == null && editions == null) return undefined
  return {
    ...(versions != null && {
      versions: {
        least: asText(versions['minOSVersion']),
        most: asText(versions['maxOSVersion']),
        includes: versions['ruleType'] !== 'exclude',
      },
    }),
    ...(editions != null && {
      editions: {
        names: ((editions['osEditionTypes'] ?? []) as string[]).map((name) => name.replace(/^windows10/, '')),
        includes: editions['ruleType'] !== 'exclude',
      },
    }),
  }
}
