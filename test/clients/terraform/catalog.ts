/** Plans made of settings of the catalog. */
import { choice, collection, groupCollection, simple } from '../settings.js'
import type { Body } from '../settings.js'
import { DM, base64, planned, scope } from './plan.js'
import type { Resource } from './plan.js'

const DEFENDER = 'device_vendor_msft_policy_config_defender'

/** More than the 25 that a page of settings has. */
const catalog: Body = {
  name: 'Defender',
  description: 'What Defender does',
  platforms: 'windows10',
  technologies: 'mdm,microsoftSense',
  ...scope,
  settings: [
    ...Array.from({ length: 27 }, (_, i) => simple(`${DEFENDER}_number${i}`, i)),
    choice(`${DEFENDER}_allowarchivescanning`, '1', []),
    collection(`${DEFENDER}_excludedextensions`, ['.tmp', '.log']),
    groupCollection(`${DEFENDER}_rules`, [
      simple(`${DEFENDER}_rules_name`, 'Contoso'),
      choice(`${DEFENDER}_rules_state`, 'on'),
    ]),
  ],
}

const block: Body = { actionType: 'block', gracePeriodHours: 12, notificationMessageCCList: [] }
const rule = { ruleName: 'Default rule', scheduledActionConfigurations: [block] }

export function catalogPlans(): readonly Resource[] {
  return [
    planned(
      'settings_catalog_configuration_policy',
      `${DM}/configurationPolicies`,
      catalog,
      {
        name: 'Defender, stricter',
        settings: [choice(`${DEFENDER}_allowarchivescanning`, '0'), ...(catalog['settings'] as Body[]).slice(0, 26)],
      },
      { put: true, assign: 'assignments', filtered: true, separately: ['settings', 'assignments'] },
    ),
    planned(
      'settings_catalog_inventory_policy',
      `${DM}/inventoryPolicies`,
      {
        name: 'Batteries',
        description: 'What batteries report',
        platforms: 'windows10',
        technologies: 'extensibility',
        ...scope,
        settings: [choice('device_vendor_msft_inventory_battery', '1', [])],
      },
      { name: 'Batteries and disks', settings: [choice('device_vendor_msft_inventory_disk', '1', [])] },
      { put: true, assign: 'assignments', separately: ['settings', 'assignments'] },
    ),
    planned(
      'linux_platform_script',
      `${DM}/configurationPolicies`,
      {
        name: 'Updates of Linux',
        description: '',
        platforms: 'linux',
        technologies: 'linuxMdm',
        ...scope,
        settings: [simple('linux_customconfig_script', base64('#!/bin/sh\napt-get -y upgrade'))],
      },
      { settings: [simple('linux_customconfig_script', base64('#!/bin/sh\ndnf -y upgrade'))] },
      {
        put: true,
        assign: 'assignments',
        separately: ['settings', 'assignments'],
      },
    ),
    {
      name: 'linux_device_compliance_policy',
      set: `${DM}/compliancePolicies`,
      create: {
        name: 'Linux',
        description: 'Encrypted Linux',
        platforms: 'linux',
        technologies: 'linuxMdm',
        ...scope,
        settings: [
          choice('linux_deviceencryption_required', 'true'),
          groupCollection('linux_distribution_alloweddistros', [
            simple('linux_distribution_alloweddistros_item_maximumversion', '24.04'),
            simple('linux_distribution_alloweddistros_item_minimumversion', '22.04'),
            choice('linux_distribution_alloweddistros_item_$type', 'ubuntu'),
          ]),
          simple('linux_passwordpolicy_minimumlength', 8),
        ],
      },
      update: {
        name: 'Linux',
        description: 'Encrypted Linux',
        platforms: 'linux',
        technologies: 'linuxMdm',
        ...scope,
        settings: [choice('linux_deviceencryption_required', 'false')],
      },
      put: true,
      thenFirst: ['setScheduledActions', { scheduledActions: [rule] }],
      then: ['setScheduledActions', { scheduledActions: [rule] }],
      assign: 'assignments',
      expand: 'assignments,scheduledActionsForRule($expand=scheduledActionConfigurations)',
      separately: ['settings'],
    },
    planned(
      'reuseable_policy_settings',
      `${DM}/reusablePolicySettings`,
      {
        displayName: 'Printers',
        description: 'Allowed printers',
        settingDefinitionId: 'device_vendor_msft_defender_configuration_devicecontrol_policygroups_{groupid}_groupdata',
        settingInstance: simple(
          'device_vendor_msft_defender_configuration_devicecontrol_policygroups_{groupid}_groupdata',
          '<Group/>',
        )['settingInstance'],
      },
      {
        settingInstance: simple(
          'device_vendor_msft_defender_configuration_devicecontrol_policygroups_{groupid}_groupdata',
          '<Group Id="1"/>',
        )['settingInstance'],
      },
    ),
  ]
}
