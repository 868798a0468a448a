/** Members that the service fixes when an item is made: in `live` a PATCH may repeat them, and not change them (B30, B101). */
import { backendRefusal } from '../errors.js'
import type { Resource } from '../model/model.js'
import type { Entity } from '../model/payload.js'
import type { Profile } from './profiles.js'

const FIXED: Readonly<Record<string, readonly string[]>> = {
  'deviceManagement/appleUserInitiatedEnrollmentProfiles': ['platform'],
  'deviceManagement/configurationPolicies': ['platforms', 'technologies', 'creationSource'],
  'deviceManagement/deviceCustomAttributeShellScripts': ['customAttributeName', 'customAttributeType', 'displayName'],
  'deviceManagement/deviceEnrollmentConfigurations': ['platformType', 'deviceEnrollmentConfigurationType'],
  'deviceManagement/deviceHealthScripts': ['isGlobalScript', 'highestAvailableVersion', 'deviceHealthScriptType'],
  'deviceManagement/groupPolicyConfigurations': ['policyConfigurationIngestionType'],
  'deviceManagement/intents': ['templateId'],
  'deviceManagement/notificationMessageTemplates': ['defaultLocale'],
  'deviceManagement/notificationMessageTemplates/localizedNotificationMessages': ['locale'],
  'deviceManagement/windowsDriverUpdateProfiles': ['approvalType'],
  'deviceManagement/windowsFeatureUpdateProfiles': [
    'installLatestWindows10OnWindows11IneligibleDevice',
    'deployableContentDisplayName',
    'endOfSupportDate',
  ],
  'deviceManagement/windowsQualityUpdateProfiles': ['releaseDateDisplayName', 'deployableContentDisplayName'],
}

/**
 * What an item contains and a PATCH of it does not change. That of a compliance policy is overlooked: IntuneCD sends it, as it
 * sends the managementServiceAppId of an Autopilot profile.
 */
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  'deviceManagement/configurationPolicies': ['settings'],
  'deviceManagement/groupPolicyConfigurations': ['definitionValues'],
}

export function requireFixed(
  { path }: Resource,
  { ownMembers }: Profile,
  body: Entity,
  changes: Entity,
  before: Entity,
): void {
  if (ownMembers !== 'kept') return
  const navigation = CONTAINED[path]?.find((name) => Object.hasOwn(body, name))
  if (navigation !== undefined)
    throw backendRefusal(`PATCH is not allowed on the ${navigation} navigation.`, navigation)
  for (const name of FIXED[path] ?? [])
    if (Object.hasOwn(changes, name) && JSON.stringify(changes[name]) !== JSON.stringify(before[name] ?? null))
      throw backendRefusal(`The property '${name}' cannot be changed after the item was made.`, name)
}
