/**
 * Blocks with which Terraform takes over what is there: `terraform plan -generate-config-out=…` then writes the rest (K46).
 * @see https://developer.hashicorp.com/terraform/language/import
 */
import type { Entity } from '../../../model/payload.js'
import type { BackupFile } from '../backup.js'
import { shortType, Source, text } from '../export/source.js'
import type { Get } from '../export/source.js'
import { nameMember } from '../sets.js'

const M = 'deviceManagement'
const A = 'deviceAppManagement'
const DM = 'microsoft365_graph_beta_device_management_'
const DAM = 'microsoft365_graph_beta_device_and_app_management_'

/** Resources of the provider, by set, or by type where a set has several. What is not here it has no resource for. */
const RESOURCES: readonly (readonly [set: string, resource: string | Readonly<Record<string, string>>])[] = [
  ['groups', 'microsoft365_graph_beta_groups_group'],
  [`${M}/roleScopeTags`, `${DM}role_scope_tag`],
  [`${M}/assignmentFilters`, `${DM}assignment_filter`],
  [`${M}/deviceCategories`, `${DM}device_category`],
  [`${A}/mobileAppCategories`, `${DAM}application_category`],
  [
    `${A}/mobileApps`,
    {
      iosiPadOSWebClip: `${DAM}ios_ipados_web_clip`,
      iosStoreApp: `${DAM}ios_store_app`,
      macOSDmgApp: `${DAM}macos_dmg_app`,
      macOSLobApp: `${DAM}macos_lob_app`,
      macOSPkgApp: `${DAM}macos_pkg_app`,
      macOsVppApp: `${DAM}macos_vpp_app`,
      officeSuiteApp: `${DAM}office_suite_app`,
      win32LobApp: `${DAM}win32_app`,
      windowsWebApp: `${DAM}windows_web_app`,
      winGetApp: `${DAM}win_get_app`,
    },
  ],
  [
    `${A}/mobileAppConfigurations`,
    {
      androidManagedStoreAppConfiguration: `${DAM}android_managed_device_app_configuration_policy`,
      iosMobileAppConfiguration: `${DAM}ios_managed_device_app_configuration_policy`,
    },
  ],
  [`${A}/targetedManagedAppConfigurations`, `${DAM}targeted_managed_app_configuration`],
  [`${A}/windowsManagedAppProtections`, `${DAM}windows_managed_app_protection`],
  [`${M}/notificationMessageTemplates`, `${DM}device_compliance_notification_template`],
  [`${M}/deviceManagementScripts`, `${DM}windows_platform_script`],
  [`${M}/deviceShellScripts`, `${DM}macos_platform_script`],
  [`${M}/deviceCustomAttributeShellScripts`, `${DM}macos_custom_attribute_script`],
  [`${M}/deviceHealthScripts`, `${DM}windows_remediation_script`],
  [`${M}/deviceComplianceScripts`, `${DM}windows_device_compliance_script`],
  [`${M}/reusablePolicySettings`, `${DM}reuseable_policy_setting`],
  [`${M}/termsAndConditions`, `${DM}terms_and_conditions`],
  [`${M}/configurationPolicies`, `${DM}settings_catalog_configuration_policy_json`],
  [`${M}/groupPolicyConfigurations`, `${DM}group_policy_configuration`],
  [
    `${M}/deviceConfigurations`,
    {
      macOSSoftwareUpdateConfiguration: `${DM}macos_software_update_configuration`,
      windows10CustomConfiguration: `${DM}windows_custom_configuration`,
      windowsUpdateForBusinessConfiguration: `${DM}windows_update_ring`,
    },
  ],
  [
    `${M}/deviceCompliancePolicies`,
    {
      androidDeviceOwnerCompliancePolicy: `${DM}android_device_owner_compliance_policy`,
      aospDeviceOwnerCompliancePolicy: `${DM}aosp_device_owner_compliance_policy`,
      iosCompliancePolicy: `${DM}ios_device_compliance_policy`,
      macOSCompliancePolicy: `${DM}macos_device_compliance_policy`,
      windows10CompliancePolicy: `${DM}windows_device_compliance_policy`,
    },
  ],
  [`${M}/compliancePolicies`, `${DM}linux_device_compliance_policy`],
  [`${M}/windowsFeatureUpdateProfiles`, `${DM}windows_feature_update_policy`],
  [`${M}/windowsQualityUpdateProfiles`, `${DM}windows_quality_update_expedite_policy`],
  [`${M}/windowsQualityUpdatePolicies`, `${DM}windows_quality_update_policy`],
  [`${M}/windowsDriverUpdateProfiles`, `${DM}windows_driver_update_profile`],
  [`${M}/windowsAutopilotDeploymentProfiles`, `${DM}windows_autopilot_deployment_profile`],
  [`${M}/roleDefinitions`, `${DM}role_definition`],
  [`${A}/policySets`, `${DM}policy_set`],
  ['identity/conditionalAccess/policies', 'microsoft365_graph_beta_identity_and_access_conditional_access_policy'],
  ['identity/conditionalAccess/namedLocations', 'microsoft365_graph_beta_identity_and_access_named_location'],
]

export async function* writeTerraform(get: Get): AsyncGenerator<BackupFile> {
  const source = new Source(get)
  const blocks: string[] = []
  const without = new Set<string>()
  const taken = new Map<string, number>()
  for (const [set, resources] of RESOURCES)
    for (const item of await source.list(set)) {
      if (item['isBuiltIn'] === true) continue
      const type = shortType(item['@odata.type'])
      const resource = typeof resources === 'string' ? resources : resources[type]
      if (resource === undefined) {
        without.add(type)
        continue
      }
      blocks.push(
        `import {\n  to = ${resource}.${labelOf(set, item, resource, taken)}\n  id = ${hcl(text(item['id']))}\n}\n`,
      )
    }
  const notes = [...without].map((type) => `# ${type}: the provider has no resource for it\n`)
  yield { path: 'imports.tf', text: [...blocks, ...notes].join('\n') }
}

/** A name that Terraform takes: letters, digits, underscores; a second one of a name has a number. */
function labelOf(set: string, item: Entity, resource: string, taken: Map<string, number>): string {
  const plain = text(item[nameMember(set)])
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const name = /^[a-z]/.test(plain) ? plain : `_${plain}`
  const key = `${resource}.${name}`
  const count = (taken.get(key) ?? 0) + 1
  taken.set(key, count)
  return count === 1 ? name : `${name}_${count}`
}

/** A text of HCL, in which nothing is worked out. */
function hcl(value: string): string {
  return JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{')
}
