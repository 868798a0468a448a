/** Compliance: policies, the scripts that they run and the messages that they send. */
import type { Entity } from '../../../../model/payload.js'
import { text } from '../../export/source.js'
import { isObject } from '../../text.js'
import { listOf, MANAGEMENT, removeKeys } from './objects.js'
import { plain, script } from './parts.js'
import type { Part } from './parts.js'

export const compliance: readonly Part[] = [
  plain({
    folder: 'Compliance Policies/Policies',
    set: `${MANAGEMENT}/deviceCompliancePolicies`,
    query: '?$expand=scheduledActionsForRule($expand=scheduledActionConfigurations)',
    assigned: true,
    async change(item, writer) {
      await writer.nameTemplates(item['scheduledActionsForRule'])
      const told = item['deviceCompliancePolicyScript']
      if (!isObject(told)) return []
      const id = text(told['deviceComplianceScriptId'])
      const found = await writer.source.known(`${MANAGEMENT}/deviceComplianceScripts/${id}`)
      item['deviceComplianceScriptName'] = found?.['displayName'] ?? null
      return []
    },
  }),
  plain({
    folder: 'Compliance Policies/Policies',
    set: `${MANAGEMENT}/compliancePolicies`,
    query: '?$expand=settings',
    name: 'name',
    assigned: true,
    async change(item, writer) {
      const path = `${MANAGEMENT}/compliancePolicies/${text(item['id'])}/scheduledActionsForRule`
      item['scheduledActionsForRule'] = await writer.source.list(`${path}?$expand=scheduledActionConfigurations`)
      await writer.nameTemplates(item['scheduledActionsForRule'])
      return []
    },
  }),
  plain({
    folder: 'Compliance Policies/Scripts',
    set: `${MANAGEMENT}/deviceComplianceScripts`,
    single: true,
    change: (item) => script(item, 'detectionScriptContent', `${text(item['displayName']).replace('.ps1', '')}.ps1`),
  }),
  plain({
    folder: 'Compliance Policies/Scripts',
    set: `${MANAGEMENT}/reusablePolicySettings`,
    query: '?$select=id,settinginstance,displayname,description,settingDefinitionId,version',
    change(item) {
      if (item['settingDefinitionId'] !== 'linux_customcompliance_discoveryscript_reusablesetting') return []
      const value = (item['settingInstance'] as Entity | undefined)?.['simpleSettingValue']
      return isObject(value) ? script(value, 'value', `${text(item['displayName']).replace('.sh', '')}.sh`) : []
    },
  }),
  plain({
    folder: 'Compliance Policies/Message Templates',
    set: `${MANAGEMENT}/notificationMessageTemplates`,
    query: '?$expand=localizedNotificationMessages',
    takes: (item) => item['displayName'] !== 'EnrollmentNotificationInternalMEO',
    change(item) {
      listOf(item['localizedNotificationMessages']).forEach(removeKeys)
      return []
    },
  }),
]
