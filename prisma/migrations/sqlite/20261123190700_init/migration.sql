-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "signingKey" (
    "kid" TEXT NOT NULL PRIMARY KEY,
    "privateKey" TEXT NOT NULL,
    "certificate" TEXT NOT NULL,
    "slot" TEXT,
    "createdAt" TEXT NOT NULL,
    "retiredAt" TEXT
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "displayName" TEXT NOT NULL,
    "defaultDomain" TEXT NOT NULL,
    "profile" TEXT,
    "asksPassword" BOOLEAN NOT NULL DEFAULT false,
    "userConsent" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "tenantDomain" (
    "domain" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    CONSTRAINT "tenantDomain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "application" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "description" TEXT,
    "signInAudience" TEXT NOT NULL DEFAULT 'AzureADMyOrg',
    "identifierUris" TEXT NOT NULL DEFAULT '[]',
    "createdDateTime" TEXT NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '{}',
    "publicClient" BOOLEAN NOT NULL DEFAULT false,
    "redirectUris" TEXT NOT NULL DEFAULT '[]',
    "requestedScopes" TEXT NOT NULL DEFAULT '[]',

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "application_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "servicePrincipal" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "servicePrincipalType" TEXT NOT NULL DEFAULT 'Application',
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "servicePrincipal_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "servicePrincipal_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "applicationSecret" (
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "displayName" TEXT,
    "createdAt" TEXT NOT NULL,
    "expiresAt" TEXT,

    PRIMARY KEY ("tenantId", "appId", "keyId"),
    CONSTRAINT "applicationSecret_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "applicationCertificate" (
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "certificate" TEXT NOT NULL,
    "sha1" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "displayName" TEXT,
    "createdAt" TEXT NOT NULL,
    "expiresAt" TEXT,

    PRIMARY KEY ("tenantId", "appId", "keyId"),
    CONSTRAINT "applicationCertificate_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "applicationRole" (
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL DEFAULT '00000003-0000-0000-c000-000000000000',
    "role" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "appId", "resourceId", "role"),
    CONSTRAINT "applicationRole_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "delegatedGrant" (
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "appId", "resourceId", "userId", "scope"),
    CONSTRAINT "delegatedGrant_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "user" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deletedDateTime" TEXT,
    "aboutMe" TEXT,
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "ageGroup" TEXT,
    "assignedLicenses" TEXT NOT NULL DEFAULT '[]',
    "assignedPlans" TEXT NOT NULL DEFAULT '[]',
    "authorizationInfo" TEXT,
    "birthday" TEXT NOT NULL DEFAULT '0001-01-01T00:00:00',
    "businessPhones" TEXT NOT NULL DEFAULT '[]',
    "city" TEXT,
    "cloudRealtimeCommunicationInfo" TEXT,
    "companyName" TEXT,
    "consentProvidedForMinor" TEXT,
    "country" TEXT,
    "createdDateTime" TEXT,
    "creationType" TEXT,
    "department" TEXT,
    "deviceEnrollmentLimit" INTEGER NOT NULL DEFAULT 0,
    "deviceKeys" TEXT NOT NULL DEFAULT '[]',
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "employeeHireDate" TEXT,
    "employeeId" TEXT,
    "employeeLeaveDateTime" TEXT,
    "employeeOrgData" TEXT,
    "employeeType" TEXT,
    "externalUserState" TEXT,
    "externalUserStateChangeDateTime" TEXT,
    "faxNumber" TEXT,
    "givenName" TEXT,
    "hireDate" TEXT NOT NULL DEFAULT '0001-01-01T00:00:00',
    "identities" TEXT,
    "imAddresses" TEXT,
    "infoCatalogs" TEXT NOT NULL DEFAULT '[]',
    "interests" TEXT,
    "isLicenseReconciliationNeeded" BOOLEAN,
    "isManagementRestricted" BOOLEAN,
    "isResourceAccount" BOOLEAN,
    "jobTitle" TEXT,
    "lastPasswordChangeDateTime" TEXT,
    "legalAgeGroupClassification" TEXT,
    "licenseAssignmentStates" TEXT,
    "mail" TEXT,
    "mailFolded" TEXT,
    "mailNickname" TEXT,
    "mobilePhone" TEXT,
    "mySite" TEXT,
    "officeLocation" TEXT,
    "onPremisesDistinguishedName" TEXT,
    "onPremisesDomainName" TEXT,
    "onPremisesExtensionAttributes" TEXT,
    "onPremisesImmutableId" TEXT,
    "onPremisesLastSyncDateTime" TEXT,
    "onPremisesProvisioningErrors" TEXT,
    "onPremisesSamAccountName" TEXT,
    "onPremisesSecurityIdentifier" TEXT,
    "onPremisesSipInfo" TEXT,
    "onPremisesSyncEnabled" BOOLEAN,
    "onPremisesUserPrincipalName" TEXT,
    "otherMails" TEXT NOT NULL DEFAULT '[]',
    "passwordPolicies" TEXT,
    "passwordProfile" TEXT,
    "pastProjects" TEXT,
    "postalCode" TEXT,
    "preferredDataLocation" TEXT,
    "preferredLanguage" TEXT,
    "preferredName" TEXT,
    "provisionedPlans" TEXT NOT NULL DEFAULT '[]',
    "proxyAddresses" TEXT NOT NULL DEFAULT '[]',
    "refreshTokensValidFromDateTime" TEXT,
    "responsibilities" TEXT,
    "schools" TEXT,
    "securityIdentifier" TEXT,
    "serviceProvisioningErrors" TEXT,
    "showInAddressList" BOOLEAN,
    "signInActivity" TEXT,
    "signInSessionsValidFromDateTime" TEXT,
    "skills" TEXT,
    "state" TEXT,
    "streetAddress" TEXT,
    "surname" TEXT,
    "usageLocation" TEXT,
    "userPrincipalName" TEXT NOT NULL,
    "userPrincipalNameFolded" TEXT NOT NULL,
    "userType" TEXT NOT NULL DEFAULT 'Member',
    "folded" TEXT NOT NULL DEFAULT '{}',
    "passwordHash" TEXT,
    "intuneRole" TEXT NOT NULL DEFAULT 'none',
    "sessionsRevokedAt" TEXT,

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "user_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "group" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deletedDateTime" TEXT,
    "accessType" TEXT,
    "allowExternalSenders" BOOLEAN,
    "assignedLabels" TEXT,
    "assignedLicenses" TEXT,
    "autoSubscribeNewMembers" BOOLEAN,
    "classification" TEXT,
    "createdByAppId" TEXT,
    "createdDateTime" TEXT,
    "description" TEXT,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "expirationDateTime" TEXT,
    "groupTypes" TEXT NOT NULL DEFAULT '[]',
    "hasMembersWithLicenseErrors" BOOLEAN,
    "hideFromAddressLists" BOOLEAN,
    "hideFromOutlookClients" BOOLEAN,
    "infoCatalogs" TEXT NOT NULL DEFAULT '[]',
    "isArchived" BOOLEAN,
    "isAssignableToRole" BOOLEAN,
    "isFavorite" BOOLEAN,
    "isManagementRestricted" BOOLEAN,
    "isSubscribedByMail" BOOLEAN,
    "licenseProcessingState" TEXT,
    "mail" TEXT,
    "mailEnabled" BOOLEAN NOT NULL DEFAULT false,
    "mailNickname" TEXT,
    "membershipRule" TEXT,
    "membershipRuleProcessingState" TEXT,
    "membershipRuleProcessingStatus" TEXT,
    "onPremisesDomainName" TEXT,
    "onPremisesLastSyncDateTime" TEXT,
    "onPremisesNetBiosName" TEXT,
    "onPremisesProvisioningErrors" TEXT,
    "onPremisesSamAccountName" TEXT,
    "onPremisesSecurityIdentifier" TEXT,
    "onPremisesSyncEnabled" BOOLEAN,
    "organizationId" TEXT,
    "preferredDataLocation" TEXT,
    "preferredLanguage" TEXT,
    "proxyAddresses" TEXT NOT NULL DEFAULT '[]',
    "renewedDateTime" TEXT,
    "resourceBehaviorOptions" TEXT NOT NULL DEFAULT '[]',
    "resourceProvisioningOptions" TEXT NOT NULL DEFAULT '[]',
    "securityEnabled" BOOLEAN NOT NULL DEFAULT true,
    "securityIdentifier" TEXT,
    "serviceProvisioningErrors" TEXT,
    "theme" TEXT,
    "uniqueName" TEXT,
    "unseenConversationsCount" INTEGER,
    "unseenCount" INTEGER,
    "unseenMessagesCount" INTEGER,
    "visibility" TEXT,
    "writebackConfiguration" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "group_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "groupMember" (
    "tenantId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "groupId", "userId"),
    CONSTRAINT "groupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "group" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "groupMember_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "signInSession" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,
    CONSTRAINT "signInSession_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "authorizationCode" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "grant" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,
    "redeemedAt" TEXT,
    CONSTRAINT "authorizationCode_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "refreshToken" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "grant" TEXT NOT NULL,
    "family" TEXT NOT NULL,
    "createdAt" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,
    "redeemedAt" TEXT,
    CONSTRAINT "refreshToken_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user" ("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "revokedFamily" (
    "family" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "deviceCode" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "userCode" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "grant" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "userId" TEXT,
    "polledAt" BIGINT,
    "expiresAt" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "clientAssertion" (
    "tenantId" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "jti" TEXT NOT NULL,
    "expiresAt" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "appId", "jti")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfiguration" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "odataType" TEXT NOT NULL,
    "targetedMobileApps" TEXT,
    "roleScopeTagIds" TEXT,
    "createdDateTime" TEXT NOT NULL,
    "description" TEXT,
    "lastModifiedDateTime" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "derived" TEXT NOT NULL DEFAULT '{}',
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationAssignment" (
    "tenantId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "target" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "parentId", "id"),
    CONSTRAINT "managedDeviceMobileAppConfigurationAssignment_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationDeviceStatus" (
    "tenantId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deviceDisplayName" TEXT,
    "userName" TEXT,
    "deviceModel" TEXT,
    "platform" INTEGER NOT NULL,
    "complianceGracePeriodExpirationDateTime" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "lastReportedDateTime" TEXT NOT NULL,
    "userPrincipalName" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "parentId", "id"),
    CONSTRAINT "managedDeviceMobileAppConfigurationDeviceStatus_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationUserStatus" (
    "tenantId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "userDisplayName" TEXT,
    "devicesCount" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "lastReportedDateTime" TEXT NOT NULL,
    "userPrincipalName" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "parentId", "id"),
    CONSTRAINT "managedDeviceMobileAppConfigurationUserStatus_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationDeviceSummary" (
    "tenantId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "pendingCount" INTEGER NOT NULL,
    "notApplicableCount" INTEGER NOT NULL,
    "notApplicablePlatformCount" INTEGER NOT NULL,
    "successCount" INTEGER NOT NULL,
    "errorCount" INTEGER NOT NULL,
    "failedCount" INTEGER NOT NULL,
    "conflictCount" INTEGER NOT NULL,
    "lastUpdateDateTime" TEXT NOT NULL,
    "configurationVersion" INTEGER NOT NULL,

    PRIMARY KEY ("tenantId", "parentId"),
    CONSTRAINT "managedDeviceMobileAppConfigurationDeviceSummary_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationUserSummary" (
    "tenantId" TEXT NOT NULL,
    "parentId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "pendingCount" INTEGER NOT NULL,
    "notApplicableCount" INTEGER NOT NULL,
    "successCount" INTEGER NOT NULL,
    "errorCount" INTEGER NOT NULL,
    "failedCount" INTEGER NOT NULL,
    "conflictCount" INTEGER NOT NULL,
    "lastUpdateDateTime" TEXT NOT NULL,
    "configurationVersion" INTEGER NOT NULL,

    PRIMARY KEY ("tenantId", "parentId"),
    CONSTRAINT "managedDeviceMobileAppConfigurationUserSummary_tenantId_parentId_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration" ("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION
);

-- CreateTable
CREATE TABLE "deviceAppManagement" (
    "tenantId" TEXT NOT NULL PRIMARY KEY,
    "id" TEXT NOT NULL,
    "isEnabledForMicrosoftStoreForBusiness" BOOLEAN NOT NULL,
    "microsoftStoreForBusinessLanguage" TEXT,
    "microsoftStoreForBusinessLastCompletedApplicationSyncTime" TEXT NOT NULL,
    "microsoftStoreForBusinessLastSuccessfulSyncDateTime" TEXT NOT NULL,
    "microsoftStoreForBusinessPortalSelection" TEXT NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '{}'
);

-- CreateTable
CREATE TABLE "mobileAppCategory" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "displayNameFolded" TEXT,
    "lastModifiedDateTime" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "mobileApp" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "odataType" TEXT NOT NULL,
    "displayName" TEXT,
    "displayNameFolded" TEXT,
    "description" TEXT,
    "publisher" TEXT,
    "largeIcon" TEXT,
    "createdDateTime" TEXT NOT NULL,
    "lastModifiedDateTime" TEXT NOT NULL,
    "isFeatured" BOOLEAN NOT NULL,
    "privacyInformationUrl" TEXT,
    "informationUrl" TEXT,
    "owner" TEXT,
    "developer" TEXT,
    "notes" TEXT,
    "uploadState" INTEGER NOT NULL,
    "publishingState" TEXT NOT NULL,
    "isAssigned" BOOLEAN NOT NULL,
    "roleScopeTagIds" TEXT,
    "dependentAppCount" INTEGER NOT NULL,
    "supersedingAppCount" INTEGER NOT NULL,
    "supersededAppCount" INTEGER NOT NULL,
    "derived" TEXT NOT NULL DEFAULT '{}',
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "deviceManagement" (
    "tenantId" TEXT NOT NULL PRIMARY KEY,
    "id" TEXT NOT NULL,
    "accountMoveCompletionDateTime" TEXT NOT NULL,
    "adminConsent" TEXT,
    "connectorStatus" TEXT,
    "dataProcessorServiceForWindowsFeaturesOnboarding" TEXT,
    "deviceComplianceReportSummarizationDateTime" TEXT NOT NULL,
    "deviceProtectionOverview" TEXT,
    "intuneAccountId" TEXT NOT NULL,
    "intuneBrand" TEXT,
    "lastReportAggregationDateTime" TEXT NOT NULL,
    "legacyPcManangementEnabled" BOOLEAN NOT NULL,
    "managedDeviceCleanupSettings" TEXT,
    "maximumDepTokens" INTEGER NOT NULL,
    "settings" TEXT,
    "subscriptions" TEXT NOT NULL,
    "subscriptionState" TEXT NOT NULL,
    "unlicensedAdminstratorsEnabled" BOOLEAN NOT NULL,
    "userExperienceAnalyticsAnomalySeverityOverview" TEXT,
    "userExperienceAnalyticsSettings" TEXT,
    "windowsMalwareOverview" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}'
);

-- CreateTable
CREATE TABLE "managedDevice" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "deviceName" TEXT,
    "deviceNameFolded" TEXT,
    "hardwareInformation" TEXT,
    "ownerType" TEXT NOT NULL,
    "managedDeviceOwnerType" TEXT NOT NULL,
    "deviceActionResults" TEXT,
    "managementState" TEXT NOT NULL,
    "enrolledDateTime" TEXT NOT NULL,
    "lastSyncDateTime" TEXT NOT NULL,
    "chassisType" TEXT NOT NULL,
    "operatingSystem" TEXT,
    "deviceType" TEXT NOT NULL,
    "complianceState" TEXT NOT NULL,
    "jailBroken" TEXT,
    "managementAgent" TEXT NOT NULL,
    "osVersion" TEXT,
    "easActivated" BOOLEAN NOT NULL,
    "easDeviceId" TEXT,
    "easActivationDateTime" TEXT NOT NULL,
    "aadRegistered" BOOLEAN,
    "azureADRegistered" BOOLEAN,
    "deviceEnrollmentType" TEXT NOT NULL,
    "lostModeState" TEXT NOT NULL,
    "activationLockBypassCode" TEXT,
    "emailAddress" TEXT,
    "azureActiveDirectoryDeviceId" TEXT,
    "azureADDeviceId" TEXT,
    "deviceRegistrationState" TEXT NOT NULL,
    "deviceCategoryDisplayName" TEXT,
    "isSupervised" BOOLEAN NOT NULL,
    "exchangeLastSuccessfulSyncDateTime" TEXT NOT NULL,
    "exchangeAccessState" TEXT NOT NULL,
    "exchangeAccessStateReason" TEXT NOT NULL,
    "remoteAssistanceSessionUrl" TEXT,
    "remoteAssistanceSessionErrorDetails" TEXT,
    "isEncrypted" BOOLEAN NOT NULL,
    "userPrincipalName" TEXT,
    "userPrincipalNameFolded" TEXT,
    "model" TEXT,
    "manufacturer" TEXT,
    "imei" TEXT,
    "complianceGracePeriodExpirationDateTime" TEXT NOT NULL,
    "serialNumber" TEXT,
    "serialNumberFolded" TEXT,
    "phoneNumber" TEXT,
    "androidSecurityPatchLevel" TEXT,
    "userDisplayName" TEXT,
    "configurationManagerClientEnabledFeatures" TEXT,
    "wiFiMacAddress" TEXT,
    "deviceHealthAttestationState" TEXT,
    "subscriberCarrier" TEXT,
    "meid" TEXT,
    "totalStorageSpaceInBytes" BIGINT NOT NULL,
    "freeStorageSpaceInBytes" BIGINT NOT NULL,
    "managedDeviceName" TEXT,
    "partnerReportedThreatState" TEXT NOT NULL,
    "retireAfterDateTime" TEXT NOT NULL,
    "preferMdmOverGroupPolicyAppliedDateTime" TEXT NOT NULL,
    "autopilotEnrolled" BOOLEAN NOT NULL,
    "requireUserEnrollmentApproval" BOOLEAN,
    "managementCertificateExpirationDate" TEXT NOT NULL,
    "iccid" TEXT,
    "udid" TEXT,
    "roleScopeTagIds" TEXT,
    "windowsActiveMalwareCount" INTEGER NOT NULL,
    "windowsRemediatedMalwareCount" INTEGER NOT NULL,
    "notes" TEXT,
    "configurationManagerClientHealthState" TEXT,
    "configurationManagerClientInformation" TEXT,
    "ethernetMacAddress" TEXT,
    "physicalMemoryInBytes" BIGINT NOT NULL,
    "processorArchitecture" TEXT NOT NULL,
    "specificationVersion" TEXT,
    "joinType" TEXT NOT NULL,
    "skuFamily" TEXT,
    "securityPatchLevel" TEXT,
    "skuNumber" INTEGER NOT NULL,
    "managementFeatures" TEXT NOT NULL,
    "chromeOSDeviceInfo" TEXT,
    "enrollmentProfileName" TEXT,
    "bootstrapTokenEscrowed" BOOLEAN NOT NULL,
    "deviceFirmwareConfigurationInterfaceManaged" BOOLEAN NOT NULL,
    "cloudPcRemoteActionResults" TEXT,
    "enrolledByUserPrincipalName" TEXT,
    "usersLoggedOn" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "deviceAndAppManagementAssignmentFilter" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "createdDateTime" TEXT NOT NULL,
    "lastModifiedDateTime" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "description" TEXT,
    "platform" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "roleScopeTags" TEXT,
    "payloads" TEXT,
    "assignmentFilterManagementType" TEXT NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "roleScopeTag" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "displayNameFolded" TEXT,
    "description" TEXT,
    "isBuiltIn" BOOLEAN NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "organization" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deletedDateTime" TEXT,
    "assignedPlans" TEXT NOT NULL,
    "businessPhones" TEXT NOT NULL,
    "certificateConnectorSetting" TEXT,
    "city" TEXT,
    "country" TEXT,
    "countryLetterCode" TEXT,
    "createdDateTime" TEXT,
    "defaultUsageLocation" TEXT,
    "directorySizeQuota" TEXT,
    "displayName" TEXT,
    "displayNameFolded" TEXT,
    "isMultipleDataLocationsForServicesEnabled" BOOLEAN,
    "marketingNotificationEmails" TEXT NOT NULL,
    "mobileDeviceManagementAuthority" TEXT NOT NULL,
    "onPremisesLastPasswordSyncDateTime" TEXT,
    "onPremisesLastSyncDateTime" TEXT,
    "onPremisesSyncEnabled" BOOLEAN,
    "partnerTenantType" TEXT,
    "postalCode" TEXT,
    "preferredLanguage" TEXT,
    "privacyProfile" TEXT,
    "provisionedPlans" TEXT NOT NULL,
    "securityComplianceNotificationMails" TEXT NOT NULL,
    "securityComplianceNotificationPhones" TEXT NOT NULL,
    "state" TEXT,
    "street" TEXT,
    "technicalNotificationMails" TEXT NOT NULL,
    "tenantType" TEXT,
    "verifiedDomains" TEXT NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateIndex
CREATE UNIQUE INDEX "signingKey_slot_key" ON "signingKey"("slot");

-- CreateIndex
CREATE UNIQUE INDEX "tenant_defaultDomain_key" ON "tenant"("defaultDomain");

-- CreateIndex
CREATE INDEX "tenantDomain_tenantId_idx" ON "tenantDomain"("tenantId");

-- CreateIndex
CREATE INDEX "application_tenantId_displayNameFolded_id_idx" ON "application"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE UNIQUE INDEX "application_tenantId_appId_key" ON "application"("tenantId", "appId");

-- CreateIndex
CREATE INDEX "servicePrincipal_tenantId_displayNameFolded_id_idx" ON "servicePrincipal"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE UNIQUE INDEX "servicePrincipal_tenantId_appId_key" ON "servicePrincipal"("tenantId", "appId");

-- CreateIndex
CREATE INDEX "user_tenantId_displayNameFolded_id_idx" ON "user"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "user_tenantId_mailFolded_idx" ON "user"("tenantId", "mailFolded");

-- CreateIndex
CREATE UNIQUE INDEX "user_tenantId_userPrincipalNameFolded_key" ON "user"("tenantId", "userPrincipalNameFolded");

-- CreateIndex
CREATE INDEX "group_tenantId_displayNameFolded_id_idx" ON "group"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "groupMember_tenantId_userId_idx" ON "groupMember"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "signInSession_expiresAt_idx" ON "signInSession"("expiresAt");

-- CreateIndex
CREATE INDEX "authorizationCode_expiresAt_idx" ON "authorizationCode"("expiresAt");

-- CreateIndex
CREATE INDEX "refreshToken_family_idx" ON "refreshToken"("family");

-- CreateIndex
CREATE INDEX "refreshToken_expiresAt_idx" ON "refreshToken"("expiresAt");

-- CreateIndex
CREATE INDEX "revokedFamily_expiresAt_idx" ON "revokedFamily"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "deviceCode_userCode_key" ON "deviceCode"("userCode");

-- CreateIndex
CREATE INDEX "deviceCode_expiresAt_idx" ON "deviceCode"("expiresAt");

-- CreateIndex
CREATE INDEX "clientAssertion_expiresAt_idx" ON "clientAssertion"("expiresAt");

-- CreateIndex
CREATE INDEX "managedDeviceMobileAppConfiguration_tenantId_displayNameFolded_id_idx" ON "managedDeviceMobileAppConfiguration"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "mobileAppCategory_tenantId_displayNameFolded_id_idx" ON "mobileAppCategory"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "mobileApp_tenantId_displayNameFolded_id_idx" ON "mobileApp"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "managedDevice_tenantId_deviceNameFolded_id_idx" ON "managedDevice"("tenantId", "deviceNameFolded", "id");

-- CreateIndex
CREATE INDEX "managedDevice_tenantId_userPrincipalNameFolded_id_idx" ON "managedDevice"("tenantId", "userPrincipalNameFolded", "id");

-- CreateIndex
CREATE INDEX "managedDevice_tenantId_serialNumberFolded_id_idx" ON "managedDevice"("tenantId", "serialNumberFolded", "id");

-- CreateIndex
CREATE INDEX "deviceAndAppManagementAssignmentFilter_tenantId_displayNameFolded_id_idx" ON "deviceAndAppManagementAssignmentFilter"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "roleScopeTag_tenantId_displayNameFolded_id_idx" ON "roleScopeTag"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "organization_tenantId_displayNameFolded_id_idx" ON "organization"("tenantId", "displayNameFolded", "id");
