-- CreateTable
CREATE TABLE "deviceCategory" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "displayName" TEXT,
    "displayNameFolded" TEXT,
    "description" TEXT,
    "roleScopeTagIds" TEXT,
    "folded" TEXT NOT NULL DEFAULT '{}',

    PRIMARY KEY ("tenantId", "id")
);

-- CreateIndex
CREATE INDEX "deviceCategory_tenantId_displayNameFolded_id_idx" ON "deviceCategory"("tenantId", "displayNameFolded", "id");
