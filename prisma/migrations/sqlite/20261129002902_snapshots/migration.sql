-- AlterTable
ALTER TABLE "tenant" ADD COLUMN "restored" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "snapshot" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameFolded" TEXT NOT NULL,
    "description" TEXT,
    "createdAt" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    PRIMARY KEY ("tenantId", "id")
);

-- CreateTable
CREATE TABLE "snapshotRow" (
    "tenantId" TEXT NOT NULL,
    "ofTable" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "last" INTEGER,
    "facts" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "ofTable", "key", "first")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_tenantId_nameFolded_key" ON "snapshot"("tenantId", "nameFolded");

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_tenantId_number_key" ON "snapshot"("tenantId", "number");
