/** Written by `npm run facts`; see grammar.ts. */
export const OPERATIONS = `
+androidAppConfigurationSchema action retrieveSchema requestDetail:appConfigurationSchemaRequestDetail~ =androidAppConfigurationSchema~
+androidDeviceOwnerEnrollmentProfile action clearEnrollmentTimeDeviceMembershipTarget
+androidDeviceOwnerEnrollmentProfile action createToken tokenValidityInSeconds:Int32
+androidDeviceOwnerEnrollmentProfile action retrieveEnrollmentTimeDeviceMembershipTarget =enrollmentTimeDeviceMembershipTargetResult~
+androidDeviceOwnerEnrollmentProfile action revokeToken
+androidDeviceOwnerEnrollmentProfile action setEnrollmentTimeDeviceMembershipTarget enrollmentTimeDeviceMembershipTargets:enrollmentTimeDeviceMembershipTarget[]? =enrollmentTimeDeviceMembershipTargetResult?
+androidForWorkEnrollmentProfile action createToken tokenValidityInSeconds:Int32
+androidForWorkEnrollmentProfile action revokeToken
+androidForWorkSettings action completeSignup enterpriseToken:String?
+androidForWorkSettings action requestSignupUrl hostName:String? =String?
+androidForWorkSettings action syncApps
+androidForWorkSettings action unbind
+androidManagedAppProtection[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+androidManagedStoreAccountEnterpriseSettings action addApps productIds:String[]~
+androidManagedStoreAccountEnterpriseSettings action approveApps approveAllPermissions:Boolean packageIds:String[]?
+androidManagedStoreAccountEnterpriseSettings action completeSignup enterpriseToken:String?
+androidManagedStoreAccountEnterpriseSettings action createGooglePlayWebToken parentUri:String? =String?
+androidManagedStoreAccountEnterpriseSettings action createZeroTouchWebToken parentUri:String~ =String~
+androidManagedStoreAccountEnterpriseSettings action requestEnterpriseUpgradeUrl =String?
+androidManagedStoreAccountEnterpriseSettings action requestSignupUrl hostName:String? =String?
+androidManagedStoreAccountEnterpriseSettings action setAndroidDeviceOwnerFullyManagedEnrollmentState enabled:Boolean
+androidManagedStoreAccountEnterpriseSettings action setStoreLayout storeLayoutType:androidManagedStoreLayoutType
+androidManagedStoreAccountEnterpriseSettings action syncApps
+androidManagedStoreAccountEnterpriseSettings action unbind
+androidManagedStoreAccountEnterpriseSettings function retrieveStoreLayout =androidManagedStoreLayoutType~
appLogCollectionRequest action createDownloadUrl =appLogCollectionDownloadDetails?
+applePushNotificationCertificate action generateApplePushNotificationCertificateSigningRequest =String?
applePushNotificationCertificate function downloadApplePushNotificationCertificateSigningRequest =String?
+appleUserInitiatedEnrollmentProfile action setPriority priority:Int32
auditEvent[] function getAuditActivityTypes category:String? =String[]?
auditEvent[] function getAuditCategories =String[]?
+certificateConnectorDetails action getHealthMetricTimeSeries timeSeries:timeSeriesParameter? =certificateConnectorHealthMetricValue[]?
+certificateConnectorDetails action getHealthMetrics metricNames:String[]? =keyLongValuePair[]?
+chromeOSOnboardingSettings[] action connect ownerAccessToken:String~ ownerUserPrincipalName:String? =chromeOSOnboardingStatus
+chromeOSOnboardingSettings[] action disconnect =chromeOSOnboardingStatus~
+cloudCertificationAuthority action activate certificationAuthorityVersion:Int32~ =cloudCertificationAuthority~
+cloudCertificationAuthority action changeCloudCertificationAuthorityStatus certificationAuthorityStatus:cloudCertificationAuthorityStatus~ certificationAuthorityVersion:Int32~ =cloudCertificationAuthority~
+cloudCertificationAuthority action getAllCloudCertificationAuthority =cloudCertificationAuthority[]?
+cloudCertificationAuthority action getAllCloudCertificationAuthorityLeafCertificates =cloudCertificationAuthorityLeafCertificate[]?
+cloudCertificationAuthority action getCloudCertificationAuthority =cloudCertificationAuthority~
+cloudCertificationAuthority action getCloudCertificationAuthorityVersion =cloudCertificationAuthorityVersion~
+cloudCertificationAuthority action getCloudCertificationAuthorityVersions =cloudCertificationAuthorityVersion[]~
+cloudCertificationAuthority action patchCloudCertificationAuthority =cloudCertificationAuthority~
+cloudCertificationAuthority action postCloudCertificationAuthority =cloudCertificationAuthority[]~
+cloudCertificationAuthority action renew
+cloudCertificationAuthority action revokeCloudCertificationAuthorityCertificate certificationAuthorityVersion:Int32 =cloudCertificationAuthority?
+cloudCertificationAuthority action revokeLeafCertificate leafCertificateId:String? =cloudCertificationAuthorityLeafCertificate?
+cloudCertificationAuthority action revokeLeafCertificateBySerialNumber certificateSerialNumber:String? =cloudCertificationAuthorityLeafCertificate?
+cloudCertificationAuthority action searchCloudCertificationAuthorityLeafCertificateBySerialNumber certificateSerialNumber:String? =cloudCertificationAuthorityLeafCertificate?
+cloudCertificationAuthority action uploadExternallySignedCertificationAuthorityCertificate certificationAuthorityVersion:Int32~ signedCertificate:String~ trustChainCertificates:trustChainCertificate[]~ =cloudCertificationAuthority~
+cloudPC action changeUserAccountType userAccountType:cloudPcUserAccountType~
+cloudPC action createSnapshot accessTier:cloudPcBlobAccessTier~ storageAccountId:String~
cloudPC action endGracePeriod
+cloudPC action powerOff
+cloudPC action powerOn
cloudPC action reboot
cloudPC action rename displayName:String?
cloudPC action reprovision userAccountType:cloudPcUserAccountType? osVersion:cloudPcOperatingSystem?
cloudPC action resize targetServicePlanId:String?
cloudPC action restore cloudPcSnapshotId:String?
+cloudPC action retryPartnerAgentInstallation
+cloudPC action setReviewStatus reviewStatus:cloudPcReviewStatus?
+cloudPC action start
+cloudPC action stop
cloudPC action troubleshoot
+cloudPC function getCloudPcConnectivityHistory =cloudPcConnectivityEvent[]~
+cloudPC function getCloudPcLaunchInfo =cloudPcLaunchInfo~
+cloudPC function getFrontlineCloudPcAccessState =frontlineCloudPcAccessState~
+cloudPC function getSupportedCloudPcRemoteActions =cloudPcRemoteActionCapability[]~
+cloudPC function retrieveCloudPCRemoteActionResults =cloudPcRemoteActionResult[]~
cloudPC function retrieveCloudPcLaunchDetail =cloudPcLaunchDetail?
+cloudPC function retrieveFrontlineCloudPcDetail =frontlineCloudPcDetail~
+cloudPC function retrieveReviewStatus =cloudPcReviewStatus~
+cloudPC function retrieveSnapshots =cloudPcSnapshot[]~
+cloudPCUserSettingsPersistenceDetail action batchCleanupUserSettingsPersistenceProfile cloudProfileIds:String[]~ configurationId:String~
+cloudPCUserSettingsPersistenceDetail function retrieveUserSettingsPersistenceProfileUsage configurationId:String~ =cloudPCUserSettingsPersistenceUsageResult~
+cloudPCUserSettingsPersistenceDetail function retrieveUserSettingsPersistenceProfiles configurationId:String~ =cloudPCUserSettingsPersistenceProfile[]~
+cloudPC[] action validateBulkResize cloudPcIds:String[]~ targetServicePlanId:String~ =cloudPcResizeValidationResult[]~
+cloudPC[] function getProvisionedCloudPCs groupId:String~ servicePlanId:String~ =cloudPC[]~
+cloudPC[] function retrieveCloudPcCountByStatus =cloudPcStatusSummary[]~
cloudPcAuditEvent[] function getAuditActivityTypes =String[]?
+cloudPcBulkAction action retry cloudPcIds:String[]~
+cloudPcCloudApp[] action publish cloudAppIds:String[]~
+cloudPcCloudApp[] action reset cloudAppIds:String[]?
+cloudPcCloudApp[] action unpublish cloudAppIds:String[]~
+cloudPcCloudApp[] function retrieveDiscoveredApps sourceId:String~ =cloudPcDiscoveredApp[]~
+cloudPcDeviceImage action retryUpload
+cloudPcDeviceImage action reupload
cloudPcDeviceImage[] function getSourceImages =cloudPcSourceDeviceImage[]?
+cloudPcExternalPartner action configureAgent agentSetting:cloudPcExternalPartnerAgentSetting~
+cloudPcExternalPartner action deployAgent cloudPcIds:String[]~ =String~
+cloudPcExternalPartner function retrieveActionReports =cloudPcExternalPartnerActionReport[]~
+cloudPcExternalPartner function retrieveDeployAgentActionResults =cloudPcExternalPartnerActionResult[]~
cloudPcOnPremisesConnection action runHealthChecks
cloudPcOnPremisesConnection action updateAdDomainPassword adDomainPassword:String?
+cloudPcProvisioningPolicy action apply isForceUserLogoffEnabled:Boolean~ policySettings:cloudPcPolicySettingType~ reservePercentage:Int32~
cloudPcProvisioningPolicy action assign assignments:cloudPcProvisioningPolicyAssignment[]?
+cloudPcProvisioningPolicy action retry
+cloudPcProvisioningPolicy action schedulePolicyApplyTask scheduledRule:cloudPcPolicyScheduledApplyActionDetail?
+cloudPcProvisioningPolicy function retrievePolicyApplyActionResult =cloudPcPolicyApplyActionResult~
+cloudPcProvisioningPolicy function retrievePolicyApplySchedule =cloudPcPolicyScheduledApplyActionDetail~
+cloudPcProvisioningPolicy function retrievePolicyUpdateStatusResult =cloudPcPolicyPendingApplyStatusResult~
+cloudPcProvisioningPolicy[] action applyConfig cloudPcIds:String[]~ policySettings:cloudPcPolicySettingType~
+cloudPcReport action retrieveCloudPcClientAppUsageReport filter:String~ groupBy:String[]~ orderBy:String[]~ reportType:cloudPcClientAppUsageReportType~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
cloudPcReport action retrieveCloudPcRecommendationReports reportType:cloudPcRecommendationReportType? filter:String? select:String[]? search:String? groupBy:String[]? orderBy:String[]? skip:Int32? top:Int32? =Stream?
+cloudPcReports action getActionStatusReports filter:String? groupBy:String[]? orderBy:String[]? search:String? select:String[]? skip:Int32? top:Int32? =Stream?
+cloudPcReports action getCloudPcPerformanceReport filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCPerformanceReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getCloudPcRecommendationReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPcReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getConnectionQualityReports filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getDailyAggregatedRemoteConnectionReports filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getFrontlineReport filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPcReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getInaccessibleCloudPcReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCInaccessibleReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getRawRemoteConnectionReports filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getRemoteConnectionHistoricalReports filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action getTotalAggregatedRemoteConnectionReports filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveBulkActionStatusReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveCloudPcRecommendationReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPcRecommendationReportType~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveCloudPcTenantMetricsReport filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCPerformanceReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveCloudPcTroubleshootReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCTroubleshootReportType~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveConnectionQualityReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCConnectionQualityReportType~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveCrossRegionDisasterRecoveryReport filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPcDisasterRecoveryReportName~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports action retrieveFrontlineReports filter:String~ groupBy:String[]~ orderBy:String[]~ reportName:cloudPCFrontlineReportType~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+cloudPcReports function getRealTimeRemoteConnectionLatency cloudPcId:String~ =Stream~
+cloudPcReports function getRealTimeRemoteConnectionStatus cloudPcId:String~ =Stream~
+cloudPcSnapshot[] action importSnapshot assignedUserId:String~ sourceFiles:cloudPcSnapshotImportActionDetail[]~ =cloudPcSnapshotImportActionResult~
+cloudPcSnapshot[] action purgeImportedSnapshot snapshotIds:String[]~
+cloudPcSnapshot[] function getStorageAccounts subscriptionId:String~ =cloudPcForensicStorageAccount[]~
+cloudPcSnapshot[] function getSubscriptions =cloudPcSubscription[]~
+cloudPcSnapshot[] function retrieveSnapshotImportResults snapshotId:String~ =cloudPcSnapshotImportActionResult[]~
cloudPcUserSetting action assign assignments:cloudPcUserSettingAssignment[]?
+configManagerCollection[] function getPolicySummary policyId:String? =configManagerPolicySummary?
+dataSharingConsent action consentToDataSharing =dataSharingConsent?
+depOnboardingSetting action generateEncryptionPublicKey =String?
+depOnboardingSetting action releaseAppleDevices depToken:String~ deviceSerialNumbers:String[]~
+depOnboardingSetting action shareForSchoolDataSyncService
+depOnboardingSetting action syncWithAppleDeviceEnrollmentProgram
+depOnboardingSetting action unshareForSchoolDataSyncService
+depOnboardingSetting action uploadDepToken appleId:String? depToken:String?
+depOnboardingSetting function getEncryptionPublicKey =String?
+depOnboardingSetting[] function getExpiringVppTokenCount expiringBeforeDateTime:String? =Int32
+deviceAndAppManagementAssignmentFilter function getSupportedProperties =assignmentFilterSupportedProperty[]?
+deviceAndAppManagementAssignmentFilter[] action enable enable:Boolean
+deviceAndAppManagementAssignmentFilter[] action validateFilter deviceAndAppManagementAssignmentFilter:deviceAndAppManagementAssignmentFilter? =assignmentFilterValidationResult?
+deviceAndAppManagementAssignmentFilter[] function getPlatformSupportedProperties platform:devicePlatformType =assignmentFilterSupportedProperty[]?
+deviceAndAppManagementAssignmentFilter[] function getState =assignmentFilterState?
deviceAppManagement action syncMicrosoftStoreForBusinessApps
+deviceAppManagementTask action updateStatus note:String? status:deviceAppManagementTaskStatus
deviceCompliancePolicy action assign assignments:deviceCompliancePolicyAssignment[]? =deviceCompliancePolicyAssignment[]?
deviceCompliancePolicy action scheduleActionsForRules deviceComplianceScheduledActionForRules:deviceComplianceScheduledActionForRule[]?
+deviceCompliancePolicy[] action getNoncompliantDevicesToRetire filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceCompliancePolicy[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+deviceCompliancePolicy[] action refreshDeviceComplianceReportSummarization
+deviceCompliancePolicy[] action setScheduledRetireState managedDeviceIds:String[]? scopedToAllDevices:Boolean? state:scheduledRetireState
+deviceCompliancePolicy[] action validateComplianceScript deviceCompliancePolicyScript:deviceCompliancePolicyScript? =deviceComplianceScriptValidationResult?
+deviceCompliancePolicy[] function getDevicesScheduledToRetire =retireScheduledManagedDevice[]?
+deviceComplianceScript action assign deviceHealthScriptAssignments:deviceHealthScriptAssignment[]?
deviceConfiguration action assign assignments:deviceConfigurationAssignment[]? +deviceConfigurationGroupAssignments:deviceConfigurationGroupAssignment[]? =deviceConfigurationAssignment[]?
+deviceConfiguration action assignedAccessMultiModeProfiles assignedAccessMultiModeProfiles:windowsAssignedAccessProfile[]?
+deviceConfiguration action windowsPrivacyAccessControls windowsPrivacyAccessControls:windowsPrivacyDataAccessControlItem[]?
deviceConfiguration function getOmaSettingPlainTextValue secretReferenceValueId:String? =String?
+deviceConfiguration[] action getTargetedUsersAndDevices deviceConfigurationIds:String[]? =deviceConfigurationTargetedUserAndDevice[]?
+deviceConfiguration[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+deviceConfiguration[] function getIosAvailableUpdateVersions =iosAvailableUpdateVersion[]?
+deviceCustomAttributeShellScript action assign deviceManagementScriptAssignments:deviceManagementScriptAssignment[]? deviceManagementScriptGroupAssignments:deviceManagementScriptGroupAssignment[]?
deviceEnrollmentConfiguration action assign enrollmentConfigurationAssignments:enrollmentConfigurationAssignment[]?
deviceEnrollmentConfiguration action setPriority priority:Int32
+deviceEnrollmentConfiguration[] action createEnrollmentNotificationConfiguration deviceEnrollmentNotificationConfigurations:deviceEnrollmentConfiguration[]?
+deviceEnrollmentConfiguration[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+deviceHealthScript action assign deviceHealthScriptAssignments:deviceHealthScriptAssignment[]?
+deviceHealthScript action getGlobalScriptHighestAvailableVersion =String?
+deviceHealthScript action updateGlobalScript version:String? =String?
+deviceHealthScript function getRemediationHistory =deviceHealthScriptRemediationHistory?
+deviceHealthScript[] action enableGlobalScripts
+deviceHealthScript[] function areGlobalScriptsAvailable =globalDeviceHealthScriptState
+deviceHealthScript[] function getRemediationSummary =deviceHealthScriptRemediationSummary?
deviceLogCollectionResponse action createDownloadUrl =String?
+deviceManagement action enableAndroidDeviceAdministratorEnrollment
+deviceManagement action enableEndpointPrivilegeManagement
+deviceManagement action enableLegacyPcManagement
+deviceManagement action enableUnlicensedAdminstrators
+deviceManagement action evaluateAssignmentFilter data:assignmentFilterEvaluateRequest? =Stream?
+deviceManagement action getAssignmentFiltersStatusDetails assignmentFilterIds:String[]? managedDeviceId:String? payloadId:String? skip:Int32? top:Int32? userId:String? =assignmentFilterStatusDetails?
+deviceManagement action sendCustomNotificationToCompanyPortal groupsToNotify:String[]? notificationBody:String? notificationTitle:String?
+deviceManagement function getAssignedRoleDetails =deviceAndAppManagementAssignedRoleDetails?
+deviceManagement function getComanagedDevicesSummary =comanagedDevicesSummary?
+deviceManagement function getComanagementEligibleDevicesSummary =comanagementEligibleDevicesSummary?
+deviceManagement function getEffectivePermissions =String[]?
deviceManagement function getEffectivePermissions scope:String? =rolePermission[]?
+deviceManagement function getRoleScopeTagsByIds ids:String[]? =roleScopeTag[]?
+deviceManagement function getRoleScopeTagsByResource resource:String? =roleScopeTag[]?
+deviceManagement function getSuggestedEnrollmentLimit enrollmentType:String? =suggestedEnrollmentLimit?
+deviceManagement function retrieveUserRoleDetail userid:String~ =deviceAndAppManagementAssignedRoleDetail~
+deviceManagement function scopedForResource resource:String? =Boolean
deviceManagement function userExperienceAnalyticsSummarizeWorkFromAnywhereDevices =userExperienceAnalyticsWorkFromAnywhereDevicesSummary?
+deviceManagement function userExperienceAnalyticsSummarizedDeviceScopes =userExperienceAnalyticsDeviceScopeSummary~
deviceManagement function verifyWindowsEnrollmentAutoDiscovery domainName:String? =Boolean
+deviceManagement.alertRecord action setPortalNotificationAsSent
+deviceManagement.alertRecord[] action changeAlertRecordsPortalNotificationAsSent alertRecordIds:String[]~
+deviceManagement.alertRecord[] function getPortalNotifications =deviceManagement.portalNotification[]~
+deviceManagementCompliancePolicy action assign assignments:deviceManagementConfigurationPolicyAssignment[]? =deviceManagementConfigurationPolicyAssignment[]?
+deviceManagementCompliancePolicy action setScheduledActions scheduledActions:deviceManagementComplianceScheduledActionForRule[]? =deviceManagementComplianceScheduledActionForRule[]?
+deviceManagementConfigurationPolicy action assign assignments:deviceManagementConfigurationPolicyAssignment[]? =deviceManagementConfigurationPolicyAssignment[]?
+deviceManagementConfigurationPolicy action clearEnrollmentTimeDeviceMembershipTarget =Boolean~
+deviceManagementConfigurationPolicy action createCopy description:String? displayName:String? =deviceManagementConfigurationPolicy?
+deviceManagementConfigurationPolicy action reorder priority:Int32
+deviceManagementConfigurationPolicy action retrieveEnrollmentTimeDeviceMembershipTarget =enrollmentTimeDeviceMembershipTargetResult~
+deviceManagementConfigurationPolicy action setEnrollmentTimeDeviceMembershipTarget enrollmentTimeDeviceMembershipTargets:enrollmentTimeDeviceMembershipTarget[]? =enrollmentTimeDeviceMembershipTargetResult?
+deviceManagementConfigurationPolicy function retrieveLatestUpgradeDefaultBaselinePolicy =deviceManagementConfigurationPolicy~
deviceManagementExchangeConnector action sync syncType:deviceManagementExchangeConnectorSyncType
+deviceManagementIntent action assign assignments:deviceManagementIntentAssignment[]?
+deviceManagementIntent action createCopy description:String? displayName:String? =deviceManagementIntent?
+deviceManagementIntent action migrateToTemplate newTemplateId:String? preserveCustomValues:Boolean
+deviceManagementIntent action updateSettings settings:deviceManagementSettingInstance[]?
+deviceManagementIntent function compare templateId:String? =deviceManagementSettingComparison[]?
+deviceManagementIntent function getCustomizedSettings =deviceManagementIntentCustomizedSetting[]~
deviceManagementPartner action terminate
+deviceManagementReports action getActiveMalwareReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getActiveMalwareSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getAllCertificatesReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getAppStatusOverviewReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getAppsInstallSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getCachedReport id:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getCertificatesReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getCompliancePoliciesReportForDevice filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getCompliancePolicyDeviceSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getCompliancePolicyDevicesReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getCompliancePolicyNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getCompliancePolicyNonComplianceSummaryReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getComplianceSettingDetailsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getComplianceSettingNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getComplianceSettingsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getConfigManagerDevicePolicyStatusReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getConfigurationPoliciesReportForDevice filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getConfigurationPolicyDeviceSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getConfigurationPolicyDevicesReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getConfigurationPolicyNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getConfigurationPolicyNonComplianceSummaryReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getConfigurationPolicySettingsDeviceSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getConfigurationSettingDetailsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getConfigurationSettingNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getConfigurationSettingsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getDeviceConfigurationPolicySettingsSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getDeviceConfigurationPolicyStatusSummary filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getDeviceManagementIntentPerSettingContributingProfiles name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getDeviceManagementIntentSettingsReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getDeviceNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getDevicePoliciesComplianceReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDevicePolicySettingsComplianceReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDeviceStatusByCompliacePolicyReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDeviceStatusByCompliancePolicySettingReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDeviceStatusSummaryByCompliacePolicyReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDeviceStatusSummaryByCompliancePolicySettingsReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDevicesStatusByPolicyPlatformComplianceReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getDevicesStatusBySettingReport filter:String~ groupBy:String[]~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
deviceManagementReports action getDevicesWithoutCompliancePolicyReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getEncryptionReportForDevices filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getEnrollmentConfigurationPoliciesByDevice filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getFailedMobileAppsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getFailedMobileAppsSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getGroupPolicySettingsDeviceSettingsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? skiptoken:String~ top:Int32? =Stream?
deviceManagementReports action getHistoricalReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? filter:String? =Stream?
+deviceManagementReports action getMalwareSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getMobileApplicationManagementAppConfigurationReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getMobileApplicationManagementAppRegistrationSummaryReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
deviceManagementReports action getNoncompliantDevicesAndSettingsReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getPolicyNonComplianceMetadata name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getPolicyNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getPolicyNonComplianceSummaryReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getQuietTimePolicyUserSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getQuietTimePolicyUsersReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? skipToken:String? top:Int32? =Stream?
+deviceManagementReports action getRelatedAppsStatusReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getRemoteAssistanceSessionsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
deviceManagementReports action getReportFilters name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
deviceManagementReports action getSettingNonComplianceReport name:String? select:String[]? groupBy:String[]? orderBy:String[]? search:String? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action getUnhealthyDefenderAgentsReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getUnhealthyFirewallReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getUnhealthyFirewallSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getUserInstallStatusReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getWindowsDriverUpdateAlertSummaryReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getWindowsDriverUpdateAlertsPerPolicyPerDeviceReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action getWindowsQualityUpdateAlertSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getWindowsQualityUpdateAlertsPerPolicyPerDeviceReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getWindowsUpdateAlertSummaryReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action getWindowsUpdateAlertsPerPolicyPerDeviceReport filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action retrieveAndroidWorkProfileDeviceMigrationStatuses filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action retrieveAppleDeviceOSUpdateStatus filter:String? groupBy:String[]? name:String? orderBy:String[]? search:String? select:String[]? sessionId:String? skip:Int32? top:Int32? =Stream?
+deviceManagementReports action retrieveAppleOSUpdateFailures filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action retrieveCloudPkiLeafCertificateReport certificationAuthorityId:String~ filter:String~ orderBy:String[]~ search:String~ select:String[]~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action retrieveCloudPkiLeafCertificateSummaryReport certificationAuthorityId:String~ select:String[]~ =Stream~
deviceManagementReports action retrieveDeviceAppInstallationStatusReport name:String? select:String[]? search:String? groupBy:String[]? orderBy:String[]? skip:Int32? top:Int32? sessionId:String? filter:String? =Stream?
+deviceManagementReports action retrieveEnrollmentTimeGroupingFailureReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action retrieveSecurityTaskAppsReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementReports action retrieveWin32CatalogAppsUpdateReport filter:String~ groupBy:String[]~ name:String~ orderBy:String[]~ search:String~ select:String[]~ sessionId:String~ skip:Int32~ top:Int32~ =Stream~
+deviceManagementResourceAccessProfileBase action assign assignments:deviceManagementResourceAccessProfileAssignment[]? =deviceManagementResourceAccessProfileAssignment[]?
+deviceManagementResourceAccessProfileBase[] action queryByPlatformType platformType:policyPlatformType =deviceManagementResourceAccessProfileBase[]?
+deviceManagementReusablePolicySetting action clone =deviceManagementReusablePolicySetting?
+deviceManagementScript action assign deviceManagementScriptAssignments:deviceManagementScriptAssignment[]? deviceManagementScriptGroupAssignments:deviceManagementScriptGroupAssignment[]?
+deviceManagementScript[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+deviceManagementTemplate action createInstance description:String? displayName:String? roleScopeTagIds:String[]? settingsDelta:deviceManagementSettingInstance[]? =deviceManagementIntent?
+deviceManagementTemplate function compare templateId:String? =deviceManagementSettingComparison[]?
+deviceManagementTemplate[] action importOffice365DeviceConfigurationPolicies =deviceManagementIntent[]?
+deviceShellScript action assign deviceManagementScriptAssignments:deviceManagementScriptAssignment[]? deviceManagementScriptGroupAssignments:deviceManagementScriptGroupAssignment[]?
+embeddedSIMActivationCodePool action assign assignments:embeddedSIMActivationCodePoolAssignment[]? =embeddedSIMActivationCodePoolAssignment[]?
+enrollmentProfile action setDefaultProfile
+enrollmentProfile action updateDeviceProfileAssignment deviceIds:String[]?
+enrollmentProfile function exportMobileConfig =String?
+groupPolicyConfiguration action assign assignments:groupPolicyConfigurationAssignment[]? =groupPolicyConfigurationAssignment[]?
+groupPolicyConfiguration action updateDefinitionValues added:groupPolicyDefinitionValue[]? deletedIds:String[]? updated:groupPolicyDefinitionValue[]?
+groupPolicyMigrationReport action updateScopeTags roleScopeTagIds:String[]~ =String~
+groupPolicyMigrationReport[] action createMigrationReport groupPolicyObjectFile:groupPolicyObjectFile? =String?
+groupPolicyUploadedDefinitionFile action addLanguageFiles groupPolicyUploadedLanguageFiles:groupPolicyUploadedLanguageFile[]?
+groupPolicyUploadedDefinitionFile action remove
+groupPolicyUploadedDefinitionFile action removeLanguageFiles groupPolicyUploadedLanguageFiles:groupPolicyUploadedLanguageFile[]?
+groupPolicyUploadedDefinitionFile action updateLanguageFiles groupPolicyUploadedLanguageFiles:groupPolicyUploadedLanguageFile[]?
+groupPolicyUploadedDefinitionFile action uploadNewVersion content:Binary groupPolicyUploadedLanguageFiles:groupPolicyUploadedLanguageFile[]?
+hardwareConfiguration action assign hardwareConfigurationAssignments:hardwareConfigurationAssignment[]~ =hardwareConfigurationAssignment[]~
+importedAppleDeviceIdentity[] action importAppleDeviceIdentityList importedAppleDeviceIdentities:importedAppleDeviceIdentity[]? overwriteImportedDeviceIdentities:Boolean =importedAppleDeviceIdentityResult[]?
+importedDeviceIdentity[] action importDeviceIdentityList importedDeviceIdentities:importedDeviceIdentity[]? overwriteImportedDeviceIdentities:Boolean =importedDeviceIdentityResult[]?
+importedDeviceIdentity[] action searchExistingIdentities importedDeviceIdentities:importedDeviceIdentity[]? =importedDeviceIdentity[]?
importedWindowsAutopilotDeviceIdentity[] action import importedWindowsAutopilotDeviceIdentities:importedWindowsAutopilotDeviceIdentity[]? =importedWindowsAutopilotDeviceIdentity[]?
+intuneBrandingProfile action assign assignments:intuneBrandingProfileAssignment[]?
+iosLobAppProvisioningConfiguration action assign appProvisioningConfigurationGroupAssignments:mobileAppProvisioningConfigGroupAssignment[]? iOSLobAppProvisioningConfigAssignments:iosLobAppProvisioningConfigurationAssignment[]?
+iosLobAppProvisioningConfiguration[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+iosManagedAppProtection[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+iosVppApp action revokeAllLicenses notifyManagedDevices:Boolean
+iosVppApp action revokeDeviceLicense managedDeviceId:String? notifyManagedDevices:Boolean
+iosVppApp action revokeUserLicense userId:String? notifyManagedDevices:Boolean
managedAppPolicy action targetApps apps:managedMobileApp[]?
managedAppProtection action targetApps apps:managedMobileApp[]?
managedAppRegistration[] function getUserIdsWithFlaggedAppRegistration =String[]?
+managedDevice action activateDeviceEsim carrierUrl:String?
managedDevice action bypassActivationLock
+managedDevice action changeAssignments deviceAssignmentItems:deviceAssignmentItem[]~
managedDevice action cleanWindowsDevice keepUserData:Boolean
+managedDevice action createDeviceLogCollectionRequest templateType:deviceLogCollectionRequest? =deviceLogCollectionResponse?
managedDevice action deleteUserFromSharedAppleDevice userPrincipalName:String?
+managedDevice action deprovision deprovisionReason:String
+managedDevice action disable
managedDevice action disableLostMode
+managedDevice action enableLostMode footer:String? message:String? phoneNumber:String?
+managedDevice action enrollNowAction
+managedDevice action initiateDeviceAttestation
+managedDevice action initiateMobileDeviceManagementKeyRecovery
+managedDevice action initiateOnDemandProactiveRemediation scriptPolicyId:String~
managedDevice action locateDevice
managedDevice action logoutSharedAppleDeviceActiveUser
+managedDevice action overrideComplianceState complianceState:administratorConfiguredDeviceComplianceState remediationUrl:String?
+managedDevice action pauseConfigurationRefresh pauseTimePeriodInMinutes:Int32~
+managedDevice action playLostModeSound durationInMinutes:String?
managedDevice action rebootNow
managedDevice action recoverPasscode
+managedDevice action reenable
managedDevice action remoteLock
+managedDevice action removeDeviceEsim iccId:String~
+managedDevice action removeDeviceFirmwareConfigurationInterfaceManagement
managedDevice action requestRemoteAssistance
managedDevice action resetPasscode
+managedDevice action restoreManagedHomeScreen
managedDevice action retire
+managedDevice action revokeAppleVppLicenses
+managedDevice action rotateBitLockerKeys
+managedDevice action rotateFileVaultKey
+managedDevice action rotateLocalAdminPassword
+managedDevice action rotateRecoveryLockPasscode
+managedDevice action sendCustomNotificationToCompanyPortal notificationBody:String notificationTitle:String
+managedDevice action setDeviceName deviceName:String?
managedDevice action shutDown
+managedDevice action suspendManagedHomeScreen timeoutMinutes:String
managedDevice action syncDevice
+managedDevice action triggerConfigurationManagerAction configurationManagerAction:configurationManagerAction
managedDevice action updateWindowsDeviceAccount updateWindowsDeviceAccountActionParameter:updateWindowsDeviceAccountActionParameter?
managedDevice action windowsDefenderScan quickScan:Boolean
managedDevice action windowsDefenderUpdateSignatures
managedDevice action wipe keepEnrollmentData:Boolean? keepUserData:Boolean? macOsUnlockCode:String? persistEsimDataPlan:Boolean? +obliterationBehavior:obliterationBehavior~ +useProtectedWipe:Boolean?
+managedDevice function getFileVaultKey =String?
+managedDevice function getNonCompliantSettings =deviceCompliancePolicySettingState[]?
+managedDevice function getSyncStatus =deviceSyncStatusResponse~
+managedDevice function retrieveDeviceLocalAdminAccountDetail =deviceLocalAdminAccountDetail~
+managedDevice function retrieveMacOSManagedDeviceLocalAdminAccountDetail =macOSManagedDeviceLocalAdminAccountDetail~
+managedDevice function retrieveRecoveryLockPasscode =String~
managedDeviceMobileAppConfiguration action assign assignments:managedDeviceMobileAppConfigurationAssignment[]?
+managedDeviceWindowsOperatingSystemImage function getAllManagedDeviceWindowsOSImages =managedDeviceWindowsOperatingSystemImage[]~
+managedDevice[] action downloadAppDiagnostics request:powerliftDownloadRequest? =Stream?
+managedDevice[] action downloadPowerliftAppDiagnostic request:powerliftAppDiagnosticDownloadRequest~ =Stream~
+managedDevice[] action executeAction actionName:managedDeviceRemoteAction carrierUrl:String? deprovisionReason:String? deviceIds:String[]? deviceName:String? keepEnrollmentData:Boolean? keepUserData:Boolean? notificationBody:String? notificationTitle:String? organizationalUnitPath:String? persistEsimDataPlan:Boolean? =bulkManagedDeviceActionResult?
+managedDevice[] action moveDevicesToOU deviceIds:Guid[] organizationalUnitPath:String?
+managedDevice[] function appDiagnostics upn:String? =powerliftIncidentMetadata[]?
+managedDevice[] function retrievePowerliftAppDiagnosticsDetails userPrincipalName:String~ =powerliftIncidentDetail[]~
managedEBook action assign managedEBookAssignments:managedEBookAssignment[]?
+mdmWindowsInformationProtectionPolicy[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+microsoftTunnelServer action createServerLogCollectionRequest endDateTime:DateTimeOffset startDateTime:DateTimeOffset =microsoftTunnelServerLogCollectionResponse?
+microsoftTunnelServer action generateServerLogCollectionRequest endDateTime:DateTimeOffset startDateTime:DateTimeOffset =microsoftTunnelServerLogCollectionResponse?
+microsoftTunnelServer action getHealthMetricTimeSeries endDateTime:DateTimeOffset~ metricName:String? startDateTime:DateTimeOffset~ =metricTimeSeriesDataPoint[]?
+microsoftTunnelServer action getHealthMetrics metricNames:String[]? =keyLongValuePair[]?
+microsoftTunnelServerLogCollectionResponse action createDownloadUrl =String?
+microsoftTunnelServerLogCollectionResponse action generateDownloadUrl =String?
+microsoftTunnelSite action requestUpgrade
mobileApp action assign mobileAppAssignments:mobileAppAssignment[]?
+mobileApp action updateRelationships relationships:mobileAppRelationship[]?
mobileAppContentFile action commit fileEncryptionInfo:fileEncryptionInfo?
mobileAppContentFile action renewUpload
+mobileApp[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+mobileApp[] action validateXml officeConfigurationXml:Binary =String?
+mobileApp[] function convertFromMobileAppCatalogPackage mobileAppCatalogPackageId:String~ =mobileApp~
notificationMessageTemplate action sendTestMessage
+operationApprovalPolicy[] function retrieveApprovableOperations =operationApprovalPolicySet[]~
+operationApprovalPolicy[] function retrieveOperationsRequiringApproval =operationApprovalPolicySet[]~
+operationApprovalRequest action approve approvalSource:operationApprovalSource~ justification:String~ =String~
+operationApprovalRequest action cancelApproval approvalSource:operationApprovalSource~ justification:String~ =String~
+operationApprovalRequest action reject approvalSource:operationApprovalSource~ justification:String~ =String~
+operationApprovalRequest[] action cancelMyRequest id:String~
+operationApprovalRequest[] action retrieveRequestStatus entityId:String~ entityType:String~ =operationApprovalRequestEntityStatus~
+operationApprovalRequest[] function retrieveMyRequestById id:String~ =operationApprovalRequest~
+operationApprovalRequest[] function retrieveMyRequests =operationApprovalRequest[]~
organization action setMobileDeviceManagementAuthority =Int32
+policySet action update addedPolicySetItems:policySetItem[]? assignments:policySetAssignment[]? deletedPolicySetItems:String[]? updatedPolicySetItems:policySetItem[]?
+policySet[] action getPolicySets policySetIds:String[]? =policySet[]?
+privilegeManagementElevationRequest action approve reviewerJustification:String~ =privilegeManagementElevationRequest~
+privilegeManagementElevationRequest action deny reviewerJustification:String~ =privilegeManagementElevationRequest~
+privilegeManagementElevationRequest action getAllElevationRequests =privilegeManagementElevationRequest[]?
+privilegeManagementElevationRequest action revoke reviewerJustification:String? =privilegeManagementElevationRequest?
remoteAssistancePartner action beginOnboarding
remoteAssistancePartner action disconnect
+resourceOperation function getScopesForUser userid:String? =String[]?
+roleScopeTag action assign assignments:roleScopeTagAutoAssignment[]? =roleScopeTagAutoAssignment[]?
+roleScopeTag[] action getRoleScopeTagsById roleScopeTagIds:String[]? =roleScopeTag[]?
+roleScopeTag[] function hasCustomRoleScopeTag =Boolean
targetedManagedAppConfiguration action assign assignments:targetedManagedAppPolicyAssignment[]?
+targetedManagedAppConfiguration action changeSettings settings:deviceManagementConfigurationSetting[]~
targetedManagedAppConfiguration action targetApps apps:managedMobileApp[]? appGroupType:targetedManagedAppGroupType?
+targetedManagedAppConfiguration[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
targetedManagedAppProtection action assign assignments:targetedManagedAppPolicyAssignment[]?
targetedManagedAppProtection action targetApps apps:managedMobileApp[]? appGroupType:targetedManagedAppGroupType?
+tenantAttachRBAC action enable enable:Boolean
+tenantAttachRBAC function getState =tenantAttachRBACState?
user action removeAllDevicesFromManagement
+user action unblockManagedApps
+user action wipeAndBlockManagedApps
+user action wipeManagedAppRegistrationByDeviceTag deviceTag:String?
+user action wipeManagedAppRegistrationsByAzureAdDeviceId azureAdDeviceId:String?
user action wipeManagedAppRegistrationsByDeviceTag deviceTag:String?
user composable exportDeviceAndAppManagementData =deviceAndAppManagementData?
user composable exportDeviceAndAppManagementData skip:Int32 top:Int32 =deviceAndAppManagementData?
+user function getEffectiveDeviceEnrollmentConfigurations =deviceEnrollmentConfiguration[]?
+user function getLoggedOnManagedDevices =managedDevice[]?
user function getManagedAppDiagnosticStatuses =managedAppDiagnosticStatus[]?
user function getManagedAppPolicies =managedAppPolicy[]?
user function getManagedDevicesWithAppFailures =String[]?
+user function getManagedDevicesWithFailedOrPendingApps =managedDeviceSummarizedAppState[]?
+user function isManagedAppUserBlocked =Boolean
userExperienceAnalyticsDevicePerformance[] function summarizeDevicePerformanceDevices summarizeBy:userExperienceAnalyticsSummarizedBy =userExperienceAnalyticsDevicePerformance[]?
+userExperienceAnalyticsDeviceScope action triggerDeviceScopeAction actionName:String deviceScopeId:String =deviceScopeActionResult?
+userExperienceAnalyticsRemoteConnection[] function summarizeDeviceRemoteConnection summarizeBy:userExperienceAnalyticsSummarizedBy =userExperienceAnalyticsRemoteConnection[]?
+userExperienceAnalyticsResourcePerformance[] function summarizeDeviceResourcePerformance summarizeBy:userExperienceAnalyticsSummarizedBy =userExperienceAnalyticsResourcePerformance[]?
+user[] function getManagedAppBlockedUsers =String[]?
+virtualEndpoint action organizationAction actionType:cloudPcOrganizationActionType~ =cloudPcOrganizationActionDetail~
+virtualEndpoint function getEffectivePermissions =String[]?
+virtualEndpoint function retrieveOrganizationActionDetail actionType:String~ =cloudPcOrganizationActionDetail~
+virtualEndpoint function retrieveScopedPermissions =cloudPcScopedPermission[]~
+virtualEndpoint function retrieveTenantEncryptionSetting =cloudPcTenantEncryptionSetting~
+vppToken action revokeLicenses notifyManagedDevices:Boolean revokeUntrackedLicenses:Boolean?
vppToken action syncLicenses =vppToken?
+vppToken[] action syncLicenseCounts
+vppToken[] function getLicensesForApp bundleId:String? =vppTokenLicenseSummary[]?
win32LobApp action enableApplicableArchitectures applicableArchitectures:windowsArchitecture
+windowsAutopilotDeploymentProfile action assign deviceIds:String[]?
+windowsAutopilotDeploymentProfile[] action hasPayloadLinks payloadIds:String[]? =hasPayloadLinkResultItem[]?
+windowsAutopilotDeviceIdentity action allowNextEnrollment
+windowsAutopilotDeviceIdentity action assignResourceAccountToDevice addressableUserName:String? resourceAccountName:String? userPrincipalName:String?
windowsAutopilotDeviceIdentity action assignUserToDevice userPrincipalName:String? addressableUserName:String?
+windowsAutopilotDeviceIdentity action unassignResourceAccountFromDevice
windowsAutopilotDeviceIdentity action unassignUserFromDevice
windowsAutopilotDeviceIdentity action updateDeviceProperties userPrincipalName:String? addressableUserName:String? groupTag:String? displayName:String? +deviceAccountPassword:String? +deviceAccountUpn:String? +deviceFriendlyName:String?
+windowsAutopilotSettings action sync
+windowsDefenderApplicationControlSupplementalPolicy action assign wdacPolicyAssignments:windowsDefenderApplicationControlSupplementalPolicyAssignment[]?
+windowsDriverUpdateProfile action assign assignments:windowsDriverUpdateProfileAssignment[]?
+windowsDriverUpdateProfile action executeAction actionName:driverApprovalAction deploymentDate:DateTimeOffset? driverIds:String[]? =bulkDriverActionResult?
+windowsDriverUpdateProfile action syncInventory
+windowsFeatureUpdateProfile action assign assignments:windowsFeatureUpdateProfileAssignment[]?
windowsInformationProtection action assign assignments:targetedManagedAppPolicyAssignment[]?
+windowsInformationProtectionDeviceRegistration action wipe
+windowsManagedAppProtection action assign assignments:targetedManagedAppPolicyAssignment[]?
+windowsManagedAppProtection action targetApps apps:managedMobileApp[]?
+windowsManagementApp action setAsManagedInstaller
+windowsQualityUpdatePolicy action assign assignments:windowsQualityUpdatePolicyAssignment[]~
+windowsQualityUpdatePolicy action bulkAction action:windowsQualityUpdatePolicyActionType~ ids:String[]~ =bulkCatalogItemActionResult~
+windowsQualityUpdatePolicy function retrieveWindowsQualityUpdateCatalogItemDetails ids:String~ =windowsQualityUpdateCatalogItemPolicyDetail[]~
+windowsQualityUpdateProfile action assign assignments:windowsQualityUpdateProfileAssignment[]?
+windowsUpdateForBusinessConfiguration action extendFeatureUpdatesPause
+windowsUpdateForBusinessConfiguration action extendQualityUpdatesPause
+zebraFotaConnector action approveFotaApps =Boolean
+zebraFotaConnector action connect =Boolean
+zebraFotaConnector action disconnect =Boolean
+zebraFotaConnector action hasActiveDeployments =Boolean
+zebraFotaConnector function retrieveZebraFotaDeviceModels =String[]~
+zebraFotaDeployment action cancel =Boolean
`
