-- CreateIndex
-- Every write of a user or a device looks for the dynamic groups.
CREATE INDEX "group_tenantId_id_idx" ON "group"("tenantId", "id") WHERE "membershipRule" IS NOT NULL;
