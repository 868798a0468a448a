-- AlterTable
ALTER TABLE "auditEntry" ADD COLUMN     "at" TEXT COLLATE "C" NOT NULL DEFAULT '',
ADD COLUMN     "settled" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "auditEntry_tenantId_idx" ON "auditEntry"("tenantId");
