-- DropForeignKey
ALTER TABLE "servicePrincipal" DROP CONSTRAINT "servicePrincipal_tenantId_appId_fkey";

-- AlterTable
ALTER TABLE "application" ADD COLUMN     "api" TEXT COLLATE "C" NOT NULL DEFAULT '{"acceptMappedClaims":null,"knownClientApplications":[],"oauth2PermissionScopes":[],"preAuthorizedApplications":[],"requestedAccessTokenVersion":null}',
ADD COLUMN     "appRoles" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "applicationTemplateId" TEXT COLLATE "C",
ADD COLUMN     "defaultRedirectUri" TEXT COLLATE "C",
ADD COLUMN     "deletedDateTime" TEXT COLLATE "C",
ADD COLUMN     "disabledByMicrosoftStatus" TEXT COLLATE "C",
ADD COLUMN     "groupMembershipClaims" TEXT COLLATE "C",
ADD COLUMN     "info" TEXT COLLATE "C" NOT NULL DEFAULT '{"logoUrl":null,"marketingUrl":null,"privacyStatementUrl":null,"supportUrl":null,"termsOfServiceUrl":null}',
ADD COLUMN     "isDeviceOnlyAuthSupported" BOOLEAN,
ADD COLUMN     "notes" TEXT COLLATE "C",
ADD COLUMN     "oauth2RequirePostResponse" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "optionalClaims" TEXT COLLATE "C",
ADD COLUMN     "parentalControlSettings" TEXT COLLATE "C" NOT NULL DEFAULT '{"countriesBlockedForMinors":[],"legalAgeGroupRule":"Allow"}',
ADD COLUMN     "publisherDomain" TEXT COLLATE "C",
ADD COLUMN     "requiredResourceAccess" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "samlMetadataUrl" TEXT COLLATE "C",
ADD COLUMN     "serviceManagementReference" TEXT COLLATE "C",
ADD COLUMN     "servicePrincipalLockConfiguration" TEXT COLLATE "C",
ADD COLUMN     "tags" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "tokenEncryptionKeyId" TEXT COLLATE "C",
ADD COLUMN     "uniqueName" TEXT COLLATE "C",
ADD COLUMN     "verifiedPublisher" TEXT COLLATE "C" NOT NULL DEFAULT '{"addedDateTime":null,"displayName":null,"verifiedPublisherId":null}',
ADD COLUMN     "web" TEXT COLLATE "C" NOT NULL DEFAULT '{"homePageUrl":null,"implicitGrantSettings":{"enableAccessTokenIssuance":false,"enableIdTokenIssuance":false},"logoutUrl":null,"oauth2AllowImplicitFlow":null,"redirectUriSettings":[]}';

-- AlterTable
ALTER TABLE "servicePrincipal" ADD COLUMN     "alternativeNames" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "appRoleAssignmentRequired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "appRoles" TEXT COLLATE "C",
ADD COLUMN     "applicationTemplateId" TEXT COLLATE "C",
ADD COLUMN     "deletedDateTime" TEXT COLLATE "C",
ADD COLUMN     "description" TEXT COLLATE "C",
ADD COLUMN     "disabledByMicrosoftStatus" TEXT COLLATE "C",
ADD COLUMN     "homepage" TEXT COLLATE "C",
ADD COLUMN     "info" TEXT COLLATE "C",
ADD COLUMN     "loginUrl" TEXT COLLATE "C",
ADD COLUMN     "logoutUrl" TEXT COLLATE "C",
ADD COLUMN     "notes" TEXT COLLATE "C",
ADD COLUMN     "notificationEmailAddresses" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "oauth2PermissionScopes" TEXT COLLATE "C",
ADD COLUMN     "preferredSingleSignOnMode" TEXT COLLATE "C",
ADD COLUMN     "preferredTokenSigningKeyThumbprint" TEXT COLLATE "C",
ADD COLUMN     "registeredAppId" TEXT COLLATE "C",
ADD COLUMN     "samlSingleSignOnSettings" TEXT COLLATE "C",
ADD COLUMN     "tags" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
ADD COLUMN     "tokenEncryptionKeyId" TEXT COLLATE "C",
ADD COLUMN     "verifiedPublisher" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "applicationSecret" ADD COLUMN     "hint" TEXT COLLATE "C";

-- Every service principal so far is of an app of its tenant.
UPDATE "servicePrincipal" SET "registeredAppId" = "appId";

-- CreateIndex
CREATE UNIQUE INDEX "servicePrincipal_tenantId_registeredAppId_key" ON "servicePrincipal"("tenantId", "registeredAppId");

-- AddForeignKey
ALTER TABLE "servicePrincipal" ADD CONSTRAINT "servicePrincipal_tenantId_registeredAppId_fkey" FOREIGN KEY ("tenantId", "registeredAppId") REFERENCES "application"("tenantId", "appId") ON DELETE CASCADE ON UPDATE NO ACTION;
