-- AlterTable
ALTER TABLE "tenant" ADD COLUMN     "restored" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "snapshot" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "nameFolded" TEXT COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C",
    "createdAt" TEXT COLLATE "C" NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "snapshotRow" (
    "tenantId" TEXT COLLATE "C" NOT NULL,
    "ofTable" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER,
    "facts" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "snapshotRow_pkey" PRIMARY KEY ("tenantId","ofTable","key","first")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_tenantId_nameFolded_key" ON "snapshot"("tenantId", "nameFolded");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_tenantId_number_key" ON "snapshot"("tenantId", "number");
