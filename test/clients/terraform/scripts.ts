/** Plans of scripts. */
import { DM, base64, planned, scope } from './plan.js'
import type { Resource } from './plan.js'

const script = { displayName: 'Clock', description: 'Sets the clock', runAsAccount: 'system', ...scope }

export function scriptPlans(): readonly Resource[] {
  return [
    planned(
      'windows_platform_script',
      `${DM}/deviceManagementScripts`,
      {
        ...script,
        scriptContent: base64('Set-Date'),
        enforceSignatureCheck: false,
        fileName: 'clock.ps1',
        runAs32Bit: true,
      },
      { scriptContent: base64('w32tm /resync'), runAsAccount: 'user' },
      { assign: 'deviceManagementScriptAssignments', expand: 'assignments' },
    ),
    planned(
      'macos_platform_script',
      `${DM}/deviceShellScripts`,
      {
        ...script,
        scriptContent: base64('#!/bin/sh\nsntp'),
        fileName: 'clock.sh',
        blockExecutionNotifications: true,
        executionFrequency: 'P1D',
        retryCount: 3,
      },
      { executionFrequency: 'PT4H', retryCount: 1 },
      { assign: 'deviceManagementScriptAssignments', expand: 'assignments' },
    ),
    planned(
      'macos_custom_attribute_script',
      `${DM}/deviceCustomAttributeShellScripts`,
      {
        ...script,
        customAttributeName: 'Uptime',
        customAttributeType: 'string',
        scriptContent: base64('#!/bin/sh\nuptime'),
        fileName: 'uptime.sh',
      },
      {
        displayName: undefined,
        customAttributeName: undefined,
        customAttributeType: undefined,
        description: 'Since when',
      },
      { assign: 'deviceManagementScriptAssignments', expand: 'assignments' },
    ),
    planned(
      'windows_remediation_script',
      `${DM}/deviceHealthScripts`,
      {
        ...script,
        publisher: 'Contoso',
        runAs32Bit: false,
        enforceSignatureCheck: true,
        detectionScriptContent: base64('exit 1'),
        remediationScriptContent: base64('exit 0'),
      },
      { remediationScriptContent: base64('Restart-Service w32time') },
      { assign: 'deviceHealthScriptAssignments', filtered: true, expand: 'assignments' },
    ),
    planned(
      'windows_device_compliance_script',
      `${DM}/deviceComplianceScripts`,
      {
        ...script,
        publisher: 'Contoso',
        runAs32Bit: true,
        enforceSignatureCheck: false,
        detectionScriptContent: base64('return @{} | ConvertTo-Json'),
      },
      { detectionScriptContent: base64('return @{ a = 1 } | ConvertTo-Json') },
      { expand: 'assignments' },
    ),
  ]
}
