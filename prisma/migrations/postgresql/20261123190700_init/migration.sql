-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "signingKey" (
    "kid" TEXT COLLATE "C" NOT NULL,
    "privateKey" TEXT COLLATE "C" NOT NULL,
    "certificate" TEXT COLLATE "C" NOT NULL,
    "slot" TEXT COLLATE "C",
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "retiredAt" TEXT COLLATE "C",

    CONSTRAINT "signingKey_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C" NOT NULL,
    "defaultDomain" TEXT COLLATE "C" NOT NULL,
    "profile" TEXT COLLATE "C",
    "asksPassword" BOOLEAN NOT NULL DEFAULT false,
    "userConsent" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tenantDomain" (
    "domain" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "tenantDomain_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "application" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "signInAudience" TEXT COLLATE "C" NOT NULL DEFAULT 'AzureADMyOrg',
    "identifierUris" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "publicClient" BOOLEAN NOT NULL DEFAULT false,
    "redirectUris" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "requestedScopes" TEXT COLLATE "C" NOT NULL DEFAULT '[]',

    CONSTRAINT "application_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "servicePrincipal" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "servicePrincipalType" TEXT COLLATE "C" NOT NULL DEFAULT 'Application',
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "servicePrincipal_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "applicationSecret" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "keyId" TEXT COLLATE "C" NOT NULL,
    "hash" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C",

    CONSTRAINT "applicationSecret_pkey" PRIMARY KEY ("tenantId","appId","keyId")
);

-- CreateTable
CREATE TABLE "applicationCertificate" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "keyId" TEXT COLLATE "C" NOT NULL,
    "certificate" TEXT COLLATE "C" NOT NULL,
    "sha1" TEXT COLLATE "C" NOT NULL,
    "sha256" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C",

    CONSTRAINT "applicationCertificate_pkey" PRIMARY KEY ("tenantId","appId","keyId")
);

-- CreateTable
CREATE TABLE "applicationRole" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "resourceId" TEXT COLLATE "C" NOT NULL DEFAULT '00000003-0000-0000-c000-000000000000',
    "role" TEXT COLLATE "C" NOT NULL,
    "createdAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "applicationRole_pkey" PRIMARY KEY ("tenantId","appId","resourceId","role")
);

-- CreateTable
CREATE TABLE "delegatedGrant" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "resourceId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "scope" TEXT COLLATE "C" NOT NULL,
    "createdAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "delegatedGrant_pkey" PRIMARY KEY ("tenantId","appId","resourceId","userId","scope")
);

-- CreateTable
CREATE TABLE "user" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "deletedDateTime" TEXT COLLATE "C",
    "aboutMe" TEXT COLLATE "C",
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "ageGroup" TEXT COLLATE "C",
    "assignedLicenses" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "assignedPlans" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "authorizationInfo" TEXT COLLATE "C",
    "birthday" TEXT COLLATE "C" NOT NULL DEFAULT '0001-01-01T00:00:00',
    "businessPhones" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "city" TEXT COLLATE "C",
    "cloudRealtimeCommunicationInfo" TEXT COLLATE "C",
    "companyName" TEXT COLLATE "C",
    "consentProvidedForMinor" TEXT COLLATE "C",
    "country" TEXT COLLATE "C",
    "createdDateTime" TEXT COLLATE "C",
    "creationType" TEXT COLLATE "C",
    "department" TEXT COLLATE "C",
    "deviceEnrollmentLimit" INTEGER NOT NULL DEFAULT 0,
    "deviceKeys" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "employeeHireDate" TEXT COLLATE "C",
    "employeeId" TEXT COLLATE "C",
    "employeeLeaveDateTime" TEXT COLLATE "C",
    "employeeOrgData" TEXT COLLATE "C",
    "employeeType" TEXT COLLATE "C",
    "externalUserState" TEXT COLLATE "C",
    "externalUserStateChangeDateTime" TEXT COLLATE "C",
    "faxNumber" TEXT COLLATE "C",
    "givenName" TEXT COLLATE "C",
    "hireDate" TEXT COLLATE "C" NOT NULL DEFAULT '0001-01-01T00:00:00',
    "identities" TEXT COLLATE "C",
    "imAddresses" TEXT COLLATE "C",
    "infoCatalogs" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "interests" TEXT COLLATE "C",
    "isLicenseReconciliationNeeded" BOOLEAN,
    "isManagementRestricted" BOOLEAN,
    "isResourceAccount" BOOLEAN,
    "jobTitle" TEXT COLLATE "C",
    "lastPasswordChangeDateTime" TEXT COLLATE "C",
    "legalAgeGroupClassification" TEXT COLLATE "C",
    "licenseAssignmentStates" TEXT COLLATE "C",
    "mail" TEXT COLLATE "C",
    "mailFolded" TEXT COLLATE "C",
    "mailNickname" TEXT COLLATE "C",
    "mobilePhone" TEXT COLLATE "C",
    "mySite" TEXT COLLATE "C",
    "officeLocation" TEXT COLLATE "C",
    "onPremisesDistinguishedName" TEXT COLLATE "C",
    "onPremisesDomainName" TEXT COLLATE "C",
    "onPremisesExtensionAttributes" TEXT COLLATE "C",
    "onPremisesImmutableId" TEXT COLLATE "C",
    "onPremisesLastSyncDateTime" TEXT COLLATE "C",
    "onPremisesProvisioningErrors" TEXT COLLATE "C",
    "onPremisesSamAccountName" TEXT COLLATE "C",
    "onPremisesSecurityIdentifier" TEXT COLLATE "C",
    "onPremisesSipInfo" TEXT COLLATE "C",
    "onPremisesSyncEnabled" BOOLEAN,
    "onPremisesUserPrincipalName" TEXT COLLATE "C",
    "otherMails" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "passwordPolicies" TEXT COLLATE "C",
    "passwordProfile" TEXT COLLATE "C",
    "pastProjects" TEXT COLLATE "C",
    "postalCode" TEXT COLLATE "C",
    "preferredDataLocation" TEXT COLLATE "C",
    "preferredLanguage" TEXT COLLATE "C",
    "preferredName" TEXT COLLATE "C",
    "provisionedPlans" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "proxyAddresses" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "refreshTokensValidFromDateTime" TEXT COLLATE "C",
    "responsibilities" TEXT COLLATE "C",
    "schools" TEXT COLLATE "C",
    "securityIdentifier" TEXT COLLATE "C",
    "serviceProvisioningErrors" TEXT COLLATE "C",
    "showInAddressList" BOOLEAN,
    "signInActivity" TEXT COLLATE "C",
    "signInSessionsValidFromDateTime" TEXT COLLATE "C",
    "skills" TEXT COLLATE "C",
    "state" TEXT COLLATE "C",
    "streetAddress" TEXT COLLATE "C",
    "surname" TEXT COLLATE "C",
    "usageLocation" TEXT COLLATE "C",
    "userPrincipalName" TEXT COLLATE "C" NOT NULL,
    "userPrincipalNameFolded" TEXT COLLATE "C" NOT NULL,
    "userType" TEXT COLLATE "C" NOT NULL DEFAULT 'Member',
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "passwordHash" TEXT COLLATE "C",
    "intuneRole" TEXT COLLATE "C" NOT NULL DEFAULT 'none',
    "sessionsRevokedAt" TEXT COLLATE "C",

    CONSTRAINT "user_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "group" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "deletedDateTime" TEXT COLLATE "C",
    "accessType" TEXT COLLATE "C",
    "allowExternalSenders" BOOLEAN,
    "assignedLabels" TEXT COLLATE "C",
    "assignedLicenses" TEXT COLLATE "C",
    "autoSubscribeNewMembers" BOOLEAN,
    "classification" TEXT COLLATE "C",
    "createdByAppId" TEXT COLLATE "C",
    "createdDateTime" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "expirationDateTime" TEXT COLLATE "C",
    "groupTypes" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "hasMembersWithLicenseErrors" BOOLEAN,
    "hideFromAddressLists" BOOLEAN,
    "hideFromOutlookClients" BOOLEAN,
    "infoCatalogs" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "isArchived" BOOLEAN,
    "isAssignableToRole" BOOLEAN,
    "isFavorite" BOOLEAN,
    "isManagementRestricted" BOOLEAN,
    "isSubscribedByMail" BOOLEAN,
    "licenseProcessingState" TEXT COLLATE "C",
    "mail" TEXT COLLATE "C",
    "mailEnabled" BOOLEAN NOT NULL DEFAULT false,
    "mailNickname" TEXT COLLATE "C",
    "membershipRule" TEXT COLLATE "C",
    "membershipRuleProcessingState" TEXT COLLATE "C",
    "membershipRuleProcessingStatus" TEXT COLLATE "C",
    "onPremisesDomainName" TEXT COLLATE "C",
    "onPremisesLastSyncDateTime" TEXT COLLATE "C",
    "onPremisesNetBiosName" TEXT COLLATE "C",
    "onPremisesProvisioningErrors" TEXT COLLATE "C",
    "onPremisesSamAccountName" TEXT COLLATE "C",
    "onPremisesSecurityIdentifier" TEXT COLLATE "C",
    "onPremisesSyncEnabled" BOOLEAN,
    "organizationId" TEXT COLLATE "C",
    "preferredDataLocation" TEXT COLLATE "C",
    "preferredLanguage" TEXT COLLATE "C",
    "proxyAddresses" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "renewedDateTime" TEXT COLLATE "C",
    "resourceBehaviorOptions" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "resourceProvisioningOptions" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "securityEnabled" BOOLEAN NOT NULL DEFAULT true,
    "securityIdentifier" TEXT COLLATE "C",
    "serviceProvisioningErrors" TEXT COLLATE "C",
    "theme" TEXT COLLATE "C",
    "uniqueName" TEXT COLLATE "C",
    "unseenConversationsCount" INTEGER,
    "unseenCount" INTEGER,
    "unseenMessagesCount" INTEGER,
    "visibility" TEXT COLLATE "C",
    "writebackConfiguration" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "group_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "groupMember" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "groupId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "groupMember_pkey" PRIMARY KEY ("tenantId","groupId","userId")
);

-- CreateTable
CREATE TABLE "signInSession" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "signInSession_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "authorizationCode" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "grant" TEXT COLLATE "C" NOT NULL,
    "family" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C" NOT NULL,
    "redeemedAt" TEXT COLLATE "C",

    CONSTRAINT "authorizationCode_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "refreshToken" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL,
    "grant" TEXT COLLATE "C" NOT NULL,
    "family" TEXT COLLATE "C" NOT NULL,
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C" NOT NULL,
    "redeemedAt" TEXT COLLATE "C",

    CONSTRAINT "refreshToken_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "revokedFamily" (
    "family" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "revokedFamily_pkey" PRIMARY KEY ("family")
);

-- CreateTable
CREATE TABLE "deviceCode" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "userCode" TEXT COLLATE "C" NOT NULL,
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "grant" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C",
    "polledAt" BIGINT,
    "expiresAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "deviceCode_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "clientAssertion" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "appId" TEXT COLLATE "C" NOT NULL,
    "jti" TEXT COLLATE "C" NOT NULL,
    "expiresAt" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "clientAssertion_pkey" PRIMARY KEY ("tenantId","appId","jti")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfiguration" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "odataType" TEXT COLLATE "C" NOT NULL,
    "targetedMobileApps" TEXT COLLATE "C",
    "roleScopeTagIds" TEXT COLLATE "C",
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "lastModifiedDateTime" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "derived" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "managedDeviceMobileAppConfiguration_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationAssignment" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "parentId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "target" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "managedDeviceMobileAppConfigurationAssignment_pkey" PRIMARY KEY ("tenantId","parentId","id")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationDeviceStatus" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "parentId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "deviceDisplayName" TEXT COLLATE "C",
    "userName" TEXT COLLATE "C",
    "deviceModel" TEXT COLLATE "C",
    "platform" INTEGER NOT NULL,
    "complianceGracePeriodExpirationDateTime" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "lastReportedDateTime" TEXT COLLATE "C" NOT NULL,
    "userPrincipalName" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "managedDeviceMobileAppConfigurationDeviceStatus_pkey" PRIMARY KEY ("tenantId","parentId","id")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationUserStatus" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "parentId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "userDisplayName" TEXT COLLATE "C",
    "devicesCount" INTEGER NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "lastReportedDateTime" TEXT COLLATE "C" NOT NULL,
    "userPrincipalName" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "managedDeviceMobileAppConfigurationUserStatus_pkey" PRIMARY KEY ("tenantId","parentId","id")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationDeviceSummary" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "parentId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "pendingCount" INTEGER NOT NULL,
    "notApplicableCount" INTEGER NOT NULL,
    "notApplicablePlatformCount" INTEGER NOT NULL,
    "successCount" INTEGER NOT NULL,
    "errorCount" INTEGER NOT NULL,
    "failedCount" INTEGER NOT NULL,
    "conflictCount" INTEGER NOT NULL,
    "lastUpdateDateTime" TEXT COLLATE "C" NOT NULL,
    "configurationVersion" INTEGER NOT NULL,

    CONSTRAINT "managedDeviceMobileAppConfigurationDeviceSummary_pkey" PRIMARY KEY ("tenantId","parentId")
);

-- CreateTable
CREATE TABLE "managedDeviceMobileAppConfigurationUserSummary" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "parentId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "pendingCount" INTEGER NOT NULL,
    "notApplicableCount" INTEGER NOT NULL,
    "successCount" INTEGER NOT NULL,
    "errorCount" INTEGER NOT NULL,
    "failedCount" INTEGER NOT NULL,
    "conflictCount" INTEGER NOT NULL,
    "lastUpdateDateTime" TEXT COLLATE "C" NOT NULL,
    "configurationVersion" INTEGER NOT NULL,

    CONSTRAINT "managedDeviceMobileAppConfigurationUserSummary_pkey" PRIMARY KEY ("tenantId","parentId")
);

-- CreateTable
CREATE TABLE "deviceAppManagement" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "isEnabledForMicrosoftStoreForBusiness" BOOLEAN NOT NULL,
    "microsoftStoreForBusinessLanguage" TEXT COLLATE "C",
    "microsoftStoreForBusinessLastCompletedApplicationSyncTime" TEXT COLLATE "C" NOT NULL,
    "microsoftStoreForBusinessLastSuccessfulSyncDateTime" TEXT COLLATE "C" NOT NULL,
    "microsoftStoreForBusinessPortalSelection" TEXT COLLATE "C" NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "deviceAppManagement_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "mobileAppCategory" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "displayNameFolded" TEXT COLLATE "C",
    "lastModifiedDateTime" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "mobileAppCategory_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "mobileApp" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "odataType" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "displayNameFolded" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "publisher" TEXT COLLATE "C",
    "largeIcon" TEXT COLLATE "C",
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "lastModifiedDateTime" TEXT COLLATE "C" NOT NULL,
    "isFeatured" BOOLEAN NOT NULL,
    "privacyInformationUrl" TEXT COLLATE "C",
    "informationUrl" TEXT COLLATE "C",
    "owner" TEXT COLLATE "C",
    "developer" TEXT COLLATE "C",
    "notes" TEXT COLLATE "C",
    "uploadState" INTEGER NOT NULL,
    "publishingState" TEXT COLLATE "C" NOT NULL,
    "isAssigned" BOOLEAN NOT NULL,
    "roleScopeTagIds" TEXT COLLATE "C",
    "dependentAppCount" INTEGER NOT NULL,
    "supersedingAppCount" INTEGER NOT NULL,
    "supersededAppCount" INTEGER NOT NULL,
    "derived" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "mobileApp_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "deviceManagement" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "accountMoveCompletionDateTime" TEXT COLLATE "C" NOT NULL,
    "adminConsent" TEXT COLLATE "C",
    "connectorStatus" TEXT COLLATE "C",
    "dataProcessorServiceForWindowsFeaturesOnboarding" TEXT COLLATE "C",
    "deviceComplianceReportSummarizationDateTime" TEXT COLLATE "C" NOT NULL,
    "deviceProtectionOverview" TEXT COLLATE "C",
    "intuneAccountId" TEXT COLLATE "C" NOT NULL,
    "intuneBrand" TEXT COLLATE "C",
    "lastReportAggregationDateTime" TEXT COLLATE "C" NOT NULL,
    "legacyPcManangementEnabled" BOOLEAN NOT NULL,
    "managedDeviceCleanupSettings" TEXT COLLATE "C",
    "maximumDepTokens" INTEGER NOT NULL,
    "settings" TEXT COLLATE "C",
    "subscriptions" TEXT COLLATE "C" NOT NULL,
    "subscriptionState" TEXT COLLATE "C" NOT NULL,
    "unlicensedAdminstratorsEnabled" BOOLEAN NOT NULL,
    "userExperienceAnalyticsAnomalySeverityOverview" TEXT COLLATE "C",
    "userExperienceAnalyticsSettings" TEXT COLLATE "C",
    "windowsMalwareOverview" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "deviceManagement_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "managedDevice" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "userId" TEXT COLLATE "C",
    "deviceName" TEXT COLLATE "C",
    "deviceNameFolded" TEXT COLLATE "C",
    "hardwareInformation" TEXT COLLATE "C",
    "ownerType" TEXT COLLATE "C" NOT NULL,
    "managedDeviceOwnerType" TEXT COLLATE "C" NOT NULL,
    "deviceActionResults" TEXT COLLATE "C",
    "managementState" TEXT COLLATE "C" NOT NULL,
    "enrolledDateTime" TEXT COLLATE "C" NOT NULL,
    "lastSyncDateTime" TEXT COLLATE "C" NOT NULL,
    "chassisType" TEXT COLLATE "C" NOT NULL,
    "operatingSystem" TEXT COLLATE "C",
    "deviceType" TEXT COLLATE "C" NOT NULL,
    "complianceState" TEXT COLLATE "C" NOT NULL,
    "jailBroken" TEXT COLLATE "C",
    "managementAgent" TEXT COLLATE "C" NOT NULL,
    "osVersion" TEXT COLLATE "C",
    "easActivated" BOOLEAN NOT NULL,
    "easDeviceId" TEXT COLLATE "C",
    "easActivationDateTime" TEXT COLLATE "C" NOT NULL,
    "aadRegistered" BOOLEAN,
    "azureADRegistered" BOOLEAN,
    "deviceEnrollmentType" TEXT COLLATE "C" NOT NULL,
    "lostModeState" TEXT COLLATE "C" NOT NULL,
    "activationLockBypassCode" TEXT COLLATE "C",
    "emailAddress" TEXT COLLATE "C",
    "azureActiveDirectoryDeviceId" TEXT COLLATE "C",
    "azureADDeviceId" TEXT COLLATE "C",
    "deviceRegistrationState" TEXT COLLATE "C" NOT NULL,
    "deviceCategoryDisplayName" TEXT COLLATE "C",
    "isSupervised" BOOLEAN NOT NULL,
    "exchangeLastSuccessfulSyncDateTime" TEXT COLLATE "C" NOT NULL,
    "exchangeAccessState" TEXT COLLATE "C" NOT NULL,
    "exchangeAccessStateReason" TEXT COLLATE "C" NOT NULL,
    "remoteAssistanceSessionUrl" TEXT COLLATE "C",
    "remoteAssistanceSessionErrorDetails" TEXT COLLATE "C",
    "isEncrypted" BOOLEAN NOT NULL,
    "userPrincipalName" TEXT COLLATE "C",
    "userPrincipalNameFolded" TEXT COLLATE "C",
    "model" TEXT COLLATE "C",
    "manufacturer" TEXT COLLATE "C",
    "imei" TEXT COLLATE "C",
    "complianceGracePeriodExpirationDateTime" TEXT COLLATE "C" NOT NULL,
    "serialNumber" TEXT COLLATE "C",
    "serialNumberFolded" TEXT COLLATE "C",
    "phoneNumber" TEXT COLLATE "C",
    "androidSecurityPatchLevel" TEXT COLLATE "C",
    "userDisplayName" TEXT COLLATE "C",
    "configurationManagerClientEnabledFeatures" TEXT COLLATE "C",
    "wiFiMacAddress" TEXT COLLATE "C",
    "deviceHealthAttestationState" TEXT COLLATE "C",
    "subscriberCarrier" TEXT COLLATE "C",
    "meid" TEXT COLLATE "C",
    "totalStorageSpaceInBytes" BIGINT NOT NULL,
    "freeStorageSpaceInBytes" BIGINT NOT NULL,
    "managedDeviceName" TEXT COLLATE "C",
    "partnerReportedThreatState" TEXT COLLATE "C" NOT NULL,
    "retireAfterDateTime" TEXT COLLATE "C" NOT NULL,
    "preferMdmOverGroupPolicyAppliedDateTime" TEXT COLLATE "C" NOT NULL,
    "autopilotEnrolled" BOOLEAN NOT NULL,
    "requireUserEnrollmentApproval" BOOLEAN,
    "managementCertificateExpirationDate" TEXT COLLATE "C" NOT NULL,
    "iccid" TEXT COLLATE "C",
    "udid" TEXT COLLATE "C",
    "roleScopeTagIds" TEXT COLLATE "C",
    "windowsActiveMalwareCount" INTEGER NOT NULL,
    "windowsRemediatedMalwareCount" INTEGER NOT NULL,
    "notes" TEXT COLLATE "C",
    "configurationManagerClientHealthState" TEXT COLLATE "C",
    "configurationManagerClientInformation" TEXT COLLATE "C",
    "ethernetMacAddress" TEXT COLLATE "C",
    "physicalMemoryInBytes" BIGINT NOT NULL,
    "processorArchitecture" TEXT COLLATE "C" NOT NULL,
    "specificationVersion" TEXT COLLATE "C",
    "joinType" TEXT COLLATE "C" NOT NULL,
    "skuFamily" TEXT COLLATE "C",
    "securityPatchLevel" TEXT COLLATE "C",
    "skuNumber" INTEGER NOT NULL,
    "managementFeatures" TEXT COLLATE "C" NOT NULL,
    "chromeOSDeviceInfo" TEXT COLLATE "C",
    "enrollmentProfileName" TEXT COLLATE "C",
    "bootstrapTokenEscrowed" BOOLEAN NOT NULL,
    "deviceFirmwareConfigurationInterfaceManaged" BOOLEAN NOT NULL,
    "cloudPcRemoteActionResults" TEXT COLLATE "C",
    "enrolledByUserPrincipalName" TEXT COLLATE "C",
    "usersLoggedOn" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "managedDevice_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "deviceAndAppManagementAssignmentFilter" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "lastModifiedDateTime" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "platform" TEXT COLLATE "C" NOT NULL,
    "rule" TEXT COLLATE "C" NOT NULL,
    "roleScopeTags" TEXT COLLATE "C",
    "payloads" TEXT COLLATE "C",
    "assignmentFilterManagementType" TEXT COLLATE "C" NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "deviceAndAppManagementAssignmentFilter_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "roleScopeTag" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "displayNameFolded" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "isBuiltIn" BOOLEAN NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "roleScopeTag_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "organization" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "deletedDateTime" TEXT COLLATE "C",
    "assignedPlans" TEXT COLLATE "C" NOT NULL,
    "businessPhones" TEXT COLLATE "C" NOT NULL,
    "certificateConnectorSetting" TEXT COLLATE "C",
    "city" TEXT COLLATE "C",
    "country" TEXT COLLATE "C",
    "countryLetterCode" TEXT COLLATE "C",
    "createdDateTime" TEXT COLLATE "C",
    "defaultUsageLocation" TEXT COLLATE "C",
    "directorySizeQuota" TEXT COLLATE "C",
    "displayName" TEXT COLLATE "C",
    "displayNameFolded" TEXT COLLATE "C",
    "isMultipleDataLocationsForServicesEnabled" BOOLEAN,
    "marketingNotificationEmails" TEXT COLLATE "C" NOT NULL,
    "mobileDeviceManagementAuthority" TEXT COLLATE "C" NOT NULL,
    "onPremisesLastPasswordSyncDateTime" TEXT COLLATE "C",
    "onPremisesLastSyncDateTime" TEXT COLLATE "C",
    "onPremisesSyncEnabled" BOOLEAN,
    "partnerTenantType" TEXT COLLATE "C",
    "postalCode" TEXT COLLATE "C",
    "preferredLanguage" TEXT COLLATE "C",
    "privacyProfile" TEXT COLLATE "C",
    "provisionedPlans" TEXT COLLATE "C" NOT NULL,
    "securityComplianceNotificationMails" TEXT COLLATE "C" NOT NULL,
    "securityComplianceNotificationPhones" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C",
    "street" TEXT COLLATE "C",
    "technicalNotificationMails" TEXT COLLATE "C" NOT NULL,
    "tenantType" TEXT COLLATE "C",
    "verifiedDomains" TEXT COLLATE "C" NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "organization_pkey" PRIMARY KEY ("tenantId","id")
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
CREATE INDEX "managedDeviceMobileAppConfiguration_tenantId_displayNameFol_idx" ON "managedDeviceMobileAppConfiguration"("tenantId", "displayNameFolded", "id");

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
CREATE INDEX "deviceAndAppManagementAssignmentFilter_tenantId_displayName_idx" ON "deviceAndAppManagementAssignmentFilter"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "roleScopeTag_tenantId_displayNameFolded_id_idx" ON "roleScopeTag"("tenantId", "displayNameFolded", "id");

-- CreateIndex
CREATE INDEX "organization_tenantId_displayNameFolded_id_idx" ON "organization"("tenantId", "displayNameFolded", "id");

-- AddForeignKey
ALTER TABLE "tenantDomain" ADD CONSTRAINT "tenantDomain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "servicePrincipal" ADD CONSTRAINT "servicePrincipal_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "servicePrincipal" ADD CONSTRAINT "servicePrincipal_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applicationSecret" ADD CONSTRAINT "applicationSecret_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applicationCertificate" ADD CONSTRAINT "applicationCertificate_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "applicationRole" ADD CONSTRAINT "applicationRole_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delegatedGrant" ADD CONSTRAINT "delegatedGrant_tenantId_appId_fkey" FOREIGN KEY ("tenantId", "appId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group" ADD CONSTRAINT "group_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groupMember" ADD CONSTRAINT "groupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "group"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "groupMember" ADD CONSTRAINT "groupMember_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "signInSession" ADD CONSTRAINT "signInSession_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authorizationCode" ADD CONSTRAINT "authorizationCode_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refreshToken" ADD CONSTRAINT "refreshToken_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "user"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationAssignment" ADD CONSTRAINT "managedDeviceMobileAppConfigurationAssignment_tenantId_par_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationDeviceStatus" ADD CONSTRAINT "managedDeviceMobileAppConfigurationDeviceStatus_tenantId_p_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationUserStatus" ADD CONSTRAINT "managedDeviceMobileAppConfigurationUserStatus_tenantId_par_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationDeviceSummary" ADD CONSTRAINT "managedDeviceMobileAppConfigurationDeviceSummary_tenantId__fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "managedDeviceMobileAppConfigurationUserSummary" ADD CONSTRAINT "managedDeviceMobileAppConfigurationUserSummary_tenantId_pa_fkey" FOREIGN KEY ("tenantId", "parentId") REFERENCES "managedDeviceMobileAppConfiguration"("tenantId", "id") ON DELETE CASCADE ON UPDATE NO ACTION;
