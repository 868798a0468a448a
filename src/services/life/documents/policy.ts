/** Documents of Graph as devices meet them: the one place where a policy, app or script is prepared for check-ins. */
import type { Entity } from '../../../model/payload.js'
import type { EntityType } from '../../../model/types.js'
import type {
  CompliancePolicy,
  Configuration,
  Policy,
  ScheduledAction,
  ScheduledActionType,
} from '../outcomes/policy.js'
import { applicabilityOf } from './applicability.js'
import { appConfigurationSettings } from './app-configuration.js'
import { appFrom } from './apps.js'
import { catalogSettings, intentSettings } from './catalog.js'
import { platformsOfFlags, platformsOfType } from '../../platforms.js'
import { remediationFrom, scriptFrom } from './scripts.js'
import { typedSettings } from './typed.js'
import { asEntity, asList, asText, versionOf } from './values.js'

/** What a document contains, by the name of the navigation property; empty where there is nothing. */
export type Contained = Readonly<Record<string, readonly Entity[]>>

/** What of a document has to be read with it, by its set. Actions of compliance lie below its rule. */
export const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  configurationPolicies: ['settings'],
  compliancePolicies: ['settings', 'scheduledActionsForRule'],
  deviceCompliancePolicies: ['scheduledActionsForRule'],
  deviceHealthScripts: ['assignments'],
  intents: ['settings'],
  mobileApps: ['relationships'],
}

/** `set` is the path of its set. Undefined for a set whose items do nothing on devices. */
export function policyFrom(set: string, type: EntityType, entity: Entity, contained: Contained): Policy | undefined {
  const name = set.slice(set.lastIndexOf('/') + 1)
  switch (name) {
    case 'deviceConfigurations':
      return configuration('configuration', entity, platformsOfType(type.name), typedSettings(type, entity))
    case 'configurationPolicies':
      return configuration(
        'catalog',
        entity,
        platformsOfFlags(entity['platforms']),
        catalogSettings(String(entity['id']), contained['settings'] ?? []),
      )
    case 'intents':
      return configuration('catalog', entity, ['windows'], intentSettings(contained['settings'] ?? []))
    case 'groupPolicyConfigurations':
      return configuration('catalog', entity, ['windows'], [])
    case 'mobileAppConfigurations':
      return configuration('appConfiguration', entity, platformsOfType(type.name), appConfigurationSettings(entity))
    case 'windowsFeatureUpdateProfiles':
    case 'windowsQualityUpdateProfiles':
    case 'windowsDriverUpdateProfiles':
      return configuration('updateProfile', entity, ['windows'], typedSettings(type, entity))
    case 'deviceCompliancePolicies':
      return compliance(entity, platformsOfType(type.name), typedSettings(type, entity), contained)
    case 'compliancePolicies': {
      const settings = catalogSettings(String(entity['id']), contained['settings'] ?? [])
      return compliance(entity, platformsOfFlags(entity['platforms']), settings, contained)
    }
    case 'mobileApps':
      return appFrom(type.name, entity, contained['relationships'] ?? [])
    case 'deviceManagementScripts':
    case 'deviceShellScripts':
    case 'deviceCustomAttributeShellScripts':
      return scriptFrom(set, entity)
    case 'deviceHealthScripts':
      return remediationFrom(entity, contained['assignments'] ?? [])
    default:
      return undefined
  }
}

function configuration(
  kind: Configuration['kind'],
  entity: Entity,
  platforms: Configuration['platforms'],
  settings: Configuration['settings'],
): Configuration {
  return { kind, ...described(entity), platforms, settings, applicability: applicabilityOf(entity) }
}

function compliance(
  entity: Entity,
  platforms: CompliancePolicy['platforms'],
  settings: CompliancePolicy['settings'],
  { scheduledActionsForRule: rules = [] }: Contained,
): CompliancePolicy {
  const actions = rules.flatMap((rule) => asList(rule['scheduledActionConfigurations']).map(asEntity).map(actionFrom))
  return { kind: 'compliance', ...described(entity), platforms, settings, actions }
}

const NO_TEMPLATE = '00000000-0000-0000-0000-000000000000'

function actionFrom({ id, actionType, gracePeriodHours, notificationTemplateId: templateId }: Entity): ScheduledAction {
  return {
    id: String(id),
    type: actionType as ScheduledActionType,
    hours: Number(gracePeriodHours ?? 0),
    ...(typeof templateId === 'string' && templateId !== '' && templateId !== NO_TEMPLATE && { templateId }),
  }
}

function described(entity: Entity): Pick<Configuration, 'id' | 'name' | 'version'> {
  return {
    id: String(entity['id']),
    name: asText(entity['displayName'] ?? entity['name']),
    version: versionOf(entity),
  }
}
