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
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "businessPhones" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "department" TEXT COLLATE "C",
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "givenName" TEXT COLLATE "C",
    "jobTitle" TEXT COLLATE "C",
    "mail" TEXT COLLATE "C",
    "mailFolded" TEXT COLLATE "C",
    "mailNickname" TEXT COLLATE "C",
    "mobilePhone" TEXT COLLATE "C",
    "officeLocation" TEXT COLLATE "C",
    "preferredLanguage" TEXT COLLATE "C",
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
    "createdDateTime" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "displayName" TEXT COLLATE "C" NOT NULL,
    "displayNameFolded" TEXT COLLATE "C" NOT NULL,
    "groupTypes" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "mail" TEXT COLLATE "C",
    "mailEnabled" BOOLEAN NOT NULL DEFAULT false,
    "mailNickname" TEXT COLLATE "C" NOT NULL,
    "securityEnabled" BOOLEAN NOT NULL DEFAULT true,
    "visibility" TEXT COLLATE "C",
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
