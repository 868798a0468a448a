/**
 * What Intune's service has, as its reference or published tools show, though the public model lacks it. In the grammar of
 * grammar.ts, added to the lines of the types. Sources:
 *
 * - inventory policies: https://learn.microsoft.com/graph/api/intune-deviceconfigv2-devicemanagementinventorypolicy-assign
 *   and the other pages of this type; the members are those that
 *   https://github.com/deploymenttheory/terraform-provider-microsoft365 reads and writes
 * - the portal sends app protection policies with the members of all platforms (templates in
 *   https://github.com/jorgeasaurus/IntuneHydrationKit, which the kit posts as they are, as it does with those for
 *   Autopilot, apps of the store, Linux and Android compliance, and conditional access)
 * - https://github.com/microsoft/intune-my-macs: compliance of macOS
 * - the portal sends a filter with the query of a cached report
 */
export const UNLISTED_ENTITY_MEMBERS = `
androidDeviceOwnerCompliancePolicy +localActions:String[]?^
androidManagedAppProtection +customBrowserProtocol:String?^ +customDialerAppProtocol:String?^ +exemptedAppProtocols:keyValuePair[]?^
azureADWindowsAutopilotDeploymentProfile +hybridAzureADJoinSkipConnectivityCheck:Boolean?^
deviceManagement +inventoryCategories/deviceManagementConfigurationCategory[] +inventoryPolicies/deviceManagementInventoryPolicy[] +inventorySettings/deviceManagementConfigurationSettingDefinition[]
deviceManagementCompliancePolicy +displayName:String?^
+deviceManagementInventoryPolicy <entity createdDateTime:DateTimeOffset creationSource:String? description:String? isAssigned:Boolean lastModifiedDateTime:DateTimeOffset name:String? platforms:deviceManagementConfigurationPlatforms roleScopeTagIds:String[]? settingCount:Int32 technologies:deviceManagementConfigurationTechnologies assignments/deviceManagementConfigurationPolicyAssignment[] settings/deviceManagementConfigurationSetting[]
iosManagedAppProtection +blockAfterCompanyPortalUpdateDeferralInDays:Int32?^ +customBrowserDisplayName:String?^ +customBrowserPackageId:String?^ +customDialerAppDisplayName:String?^ +customDialerAppPackageId:String?^ +exemptedAppPackages:keyValuePair[]?^ +minimumRequiredCompanyPortalVersion:String?^ +minimumWarningCompanyPortalVersion:String?^ +minimumWipeCompanyPortalVersion:String?^ +warnAfterCompanyPortalUpdateDeferralInDays:Int32?^ +wipeAfterCompanyPortalUpdateDeferralInDays:Int32?^
macOSCompliancePolicy +managedEmailProfileRequired:Boolean?^
managedAppProtection +periodBeforePinResetRequired:Boolean?^ +pinRequiredInsteadOfBiometric:Boolean?^ +shareWithBrowserVirtualSetting:String?^
winGetApp +repositoryType:String?^
`

export const UNLISTED_COMPLEX_MEMBERS = `
conditionalAccessConditionSet +clients:Json?^ +times:Json?^
conditionalAccessSessionControls +networkAccessSecurity:Json?^
`

export const UNLISTED_OPERATIONS = `
deviceManagementReports action getCachedReport filter:String?
+deviceManagementInventoryPolicy action assign assignments:deviceManagementConfigurationPolicyAssignment[]? =deviceManagementConfigurationPolicyAssignment[]?
`

/** Policies of inventory are of this technology. */
export const UNLISTED_ENUM_VALUES = `
deviceManagementConfigurationTechnologies extensibility=2048
`
