/**
 * Members that published tools send to Intune and that its service takes, though the public model does not have them. In
 * the grammar of grammar.ts, added to the lines of the types. Sources:
 *
 * - the portal sends app protection policies with the members of all platforms (templates in
 *   https://github.com/jorgeasaurus/IntuneHydrationKit, which the kit posts as they are, as it does with those for
 *   Autopilot, apps of the store, Linux and Android compliance, and conditional access)
 * - https://github.com/microsoft/intune-my-macs: compliance of macOS
 */
export const UNLISTED_ENTITY_MEMBERS = `
androidDeviceOwnerCompliancePolicy +localActions:String[]?^
androidManagedAppProtection +customBrowserProtocol:String?^ +customDialerAppProtocol:String?^ +exemptedAppProtocols:keyValuePair[]?^
azureADWindowsAutopilotDeploymentProfile +hybridAzureADJoinSkipConnectivityCheck:Boolean?^
deviceManagementCompliancePolicy +displayName:String?^
iosManagedAppProtection +blockAfterCompanyPortalUpdateDeferralInDays:Int32?^ +customBrowserDisplayName:String?^ +customBrowserPackageId:String?^ +customDialerAppDisplayName:String?^ +customDialerAppPackageId:String?^ +exemptedAppPackages:keyValuePair[]?^ +minimumRequiredCompanyPortalVersion:String?^ +minimumWarningCompanyPortalVersion:String?^ +minimumWipeCompanyPortalVersion:String?^ +warnAfterCompanyPortalUpdateDeferralInDays:Int32?^ +wipeAfterCompanyPortalUpdateDeferralInDays:Int32?^
macOSCompliancePolicy +managedEmailProfileRequired:Boolean?^
managedAppProtection +periodBeforePinResetRequired:Boolean?^ +pinRequiredInsteadOfBiometric:Boolean?^ +shareWithBrowserVirtualSetting:String?^
winGetApp +repositoryType:String?^
`

export const UNLISTED_COMPLEX_MEMBERS = `
conditionalAccessConditionSet +clients:Json?^ +times:Json?^
conditionalAccessSessionControls +networkAccessSecurity:Json?^
`
