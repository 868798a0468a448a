-- AlterTable
ALTER TABLE "applicationSecret" ADD COLUMN "hint" TEXT;

-- AlterTable
ALTER TABLE "application" ADD COLUMN "deletedDateTime" TEXT;
ALTER TABLE "application" ADD COLUMN "api" TEXT NOT NULL DEFAULT '{"acceptMappedClaims":null,"knownClientApplications":[],"oauth2PermissionScopes":[],"preAuthorizedApplications":[],"requestedAccessTokenVersion":null}';
ALTER TABLE "application" ADD COLUMN "appRoles" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "application" ADD COLUMN "applicationTemplateId" TEXT;
ALTER TABLE "application" ADD COLUMN "defaultRedirectUri" TEXT;
ALTER TABLE "application" ADD COLUMN "disabledByMicrosoftStatus" TEXT;
ALTER TABLE "application" ADD COLUMN "groupMembershipClaims" TEXT;
ALTER TABLE "application" ADD COLUMN "info" TEXT NOT NULL DEFAULT '{"logoUrl":null,"marketingUrl":null,"privacyStatementUrl":null,"supportUrl":null,"termsOfServiceUrl":null}';
ALTER TABLE "application" ADD COLUMN "isDeviceOnlyAuthSupported" BOOLEAN;
ALTER TABLE "application" ADD COLUMN "notes" TEXT;
ALTER TABLE "application" ADD COLUMN "oauth2RequirePostResponse" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "application" ADD COLUMN "optionalClaims" TEXT;
ALTER TABLE "application" ADD COLUMN "parentalControlSettings" TEXT NOT NULL DEFAULT '{"countriesBlockedForMinors":[],"legalAgeGroupRule":"Allow"}';
ALTER TABLE "application" ADD COLUMN "publisherDomain" TEXT;
ALTER TABLE "application" ADD COLUMN "requiredResourceAccess" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "application" ADD COLUMN "samlMetadataUrl" TEXT;
ALTER TABLE "application" ADD COLUMN "serviceManagementReference" TEXT;
ALTER TABLE "application" ADD COLUMN "servicePrincipalLockConfiguration" TEXT;
ALTER TABLE "application" ADD COLUMN "tags" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "application" ADD COLUMN "tokenEncryptionKeyId" TEXT;
ALTER TABLE "application" ADD COLUMN "uniqueName" TEXT;
ALTER TABLE "application" ADD COLUMN "verifiedPublisher" TEXT NOT NULL DEFAULT '{"addedDateTime":null,"displayName":null,"verifiedPublisherId":null}';
ALTER TABLE "application" ADD COLUMN "web" TEXT NOT NULL DEFAULT '{"homePageUrl":null,"implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":false},"logoutUrl":null,"oauth2AllowImplicitFlow":null,"redirectUriSettings":[]}';

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_servicePrincipal" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "appId" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "displayNameFolded" TEXT NOT NULL,
    "accountEnabled" BOOLEAN NOT NULL DEFAULT true,
    "servicePrincipalType" TEXT NOT NULL DEFAULT 'Application',
    "deletedDateTime" TEXT,
    "alternativeNames" TEXT NOT NULL DEFAULT '[]',
    "appRoleAssignmentRequired" BOOLEAN NOT NULL DEFAULT false,
    "appRoles" TEXT,
    "oauth2PermissionScopes" TEXT,
    "applicationTemplateId" TEXT,
    "description" TEXT,
    "disabledByMicrosoftStatus" TEXT,
    "homepage" TEXT,
    "info" TEXT,
    "loginUrl" TEXT,
    "logoutUrl" TEXT,
    "notes" TEXT,
    "notificationEmailAddresses" TEXT NOT NULL DEFAULT '[]',
    "preferredSingleSignOnMode" TEXT,
    "preferredTokenSigningKeyThumbprint" TEXT,
    "samlSingleSignOnSettings" TEXT,
    "tags" TEXT NOT NULL DEFAULT '[]',
    "tokenEncryptionKeyId" TEXT,
    "verifiedPublisher" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',
    "registeredAppId" TEXT,

    PRIMARY KEY ("tenantId", "id"),
    CONSTRAINT "servicePrincipal_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "servicePrincipal_tenantId_registeredAppId_fkey" FOREIGN KEY ("tenantId", "registeredAppId") REFERENCES "application" ("tenantId", "appId") ON DELETE CASCADE ON UPDATE NO ACTION
);
INSERT INTO "new_servicePrincipal" ("accountEnabled", "appId", "displayName", "displayNameFolded", "folded", "id", "servicePrincipalType", "tenantId", "registeredAppId") SELECT "accountEnabled", "appId", "displayName", "displayNameFolded", "folded", "id", "servicePrincipalType", "tenantId", "appId" FROM "servicePrincipal";
DROP TABLE "servicePrincipal";
ALTER TABLE "new_servicePrincipal" RENAME TO "servicePrincipal";
CREATE INDEX "servicePrincipal_tenantId_displayNameFolded_id_idx" ON "servicePrincipal"("tenantId", "displayNameFolded", "id");
CREATE UNIQUE INDEX "servicePrincipal_tenantId_appId_key" ON "servicePrincipal"("tenantId", "appId");
CREATE UNIQUE INDEX "servicePrincipal_tenantId_registeredAppId_key" ON "servicePrincipal"("tenantId", "registeredAppId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
