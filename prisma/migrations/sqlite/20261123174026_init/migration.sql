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
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "businessPhones" TEXT NOT NULL DEFAULT '[]',
    "createdDateTime" TEXT NOT NULL,
    "department" TEXT,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "givenName" TEXT,
    "jobTitle" TEXT,
    "mail" TEXT,
    "mailFolded" TEXT,
    "mailNickname" TEXT,
    "mobilePhone" TEXT,
    "officeLocation" TEXT,
    "preferredLanguage" TEXT,
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
    "createdDateTime" TEXT NOT NULL,
    "description" TEXT,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "groupTypes" TEXT NOT NULL DEFAULT '[]',
    "mail" TEXT,
    "mailEnabled" BOOLEAN NOT NULL DEFAULT false,
    "mailNickname" TEXT NOT NULL,
    "securityEnabled" BOOLEAN NOT NULL DEFAULT true,
    "visibility" TEXT,
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
