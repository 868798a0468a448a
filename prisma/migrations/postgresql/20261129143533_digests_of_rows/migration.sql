-- AlterTable
ALTER TABLE "snapshotRow" DROP CONSTRAINT "snapshotRow_pkey",
ADD COLUMN     "digest" BIGINT;

-- CreateIndex
CREATE INDEX "snapshotRow_tenantId_ofTable_idx" ON "snapshotRow"("tenantId", "ofTable");
