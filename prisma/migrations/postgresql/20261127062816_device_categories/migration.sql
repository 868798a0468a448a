-- CreateTable
CREATE TABLE "deviceCategory" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "displayName" TEXT COLLATE "C",
    "displayNameFolded" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "roleScopeTagIds" TEXT COLLATE "C",
    "folded" TEXT COLLATE "C" NOT NULL DEFAULT '{}',

    CONSTRAINT "deviceCategory_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "deviceCategory_tenantId_displayNameFolded_id_idx" ON "deviceCategory"("tenantId", "displayNameFolded", "id");
